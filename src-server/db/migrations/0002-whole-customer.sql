-- The collections of protocol 2: configuration, contacts, ticklers, orders (with quotes and returns) and versions; the
-- roles as they are. The tables have the leading columns of 0001.

ALTER TABLE users DROP CONSTRAINT users_role_check;
ALTER TABLE users ADD CONSTRAINT users_role_check CHECK (role IN (
  'csr', 'seniorCsr', 'fieldRep', 'supervisor', 'dataSteward', 'privacyOfficer', 'administrator', 'auditor'));

CREATE TABLE configuration (
  id          uuid PRIMARY KEY,
  scope_keys  text[] NOT NULL,
  rev         text NOT NULL,
  mutation_id uuid NOT NULL,
  deleted     boolean NOT NULL DEFAULT false,
  doc         jsonb NOT NULL,
  kind        text NOT NULL,
  -- What there is one of: the code of a category or control, the key of an attribute, the role of a layout.
  name        text NOT NULL,
  UNIQUE (kind, name)
);

CREATE TABLE contacts (
  id          uuid PRIMARY KEY,
  scope_keys  text[] NOT NULL,
  rev         text NOT NULL,
  mutation_id uuid NOT NULL,
  deleted     boolean NOT NULL DEFAULT false,
  doc         jsonb NOT NULL,
  customer_id uuid NOT NULL REFERENCES customers (id)
);
CREATE INDEX contacts_customer ON contacts (customer_id);

CREATE TABLE ticklers (
  id          uuid PRIMARY KEY,
  scope_keys  text[] NOT NULL,
  rev         text NOT NULL,
  mutation_id uuid NOT NULL,
  deleted     boolean NOT NULL DEFAULT false,
  doc         jsonb NOT NULL,
  customer_id uuid NOT NULL REFERENCES customers (id)
);
CREATE INDEX ticklers_customer ON ticklers (customer_id);

CREATE TABLE orders (
  id          uuid PRIMARY KEY,
  scope_keys  text[] NOT NULL,
  rev         text NOT NULL,
  mutation_id uuid NOT NULL,
  deleted     boolean NOT NULL DEFAULT false,
  doc         jsonb NOT NULL,
  customer_id uuid NOT NULL REFERENCES customers (id),
  -- The name that the other system has for it.
  source      text GENERATED ALWAYS AS (doc->>'sourceSystem') STORED,
  type        text GENERATED ALWAYS AS (doc->>'type') STORED,
  number      text GENERATED ALWAYS AS (doc->>'number') STORED,
  UNIQUE (source, type, number)
);
CREATE INDEX orders_customer ON orders (customer_id);

CREATE TABLE changes (
  id          uuid PRIMARY KEY,
  scope_keys  text[] NOT NULL,
  rev         text NOT NULL,
  mutation_id uuid NOT NULL,
  deleted     boolean NOT NULL DEFAULT false,
  doc         jsonb NOT NULL,
  customer_id uuid NOT NULL REFERENCES customers (id),
  version     integer GENERATED ALWAYS AS ((doc->>'version')::integer) STORED,
  UNIQUE (customer_id, version)
);
