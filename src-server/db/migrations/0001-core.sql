-- The tables of version 1: who may do what, the replicated collections, and the feed that desks pull.
--
-- Every replicated table has the same leading columns (id, scope_keys, rev, mutation_id, deleted, doc), because
-- one pull statement serves them all. `doc` is the document exactly as it travels; the columns beside it repeat
-- what SQL must index or constrain, and are written by the same statement.

CREATE TABLE users (
  sub        text PRIMARY KEY CHECK (length(sub) BETWEEN 1 AND 80),
  name       text NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
  role       text NOT NULL CHECK (role IN ('csr', 'fieldRep', 'supervisor', 'privacyOfficer', 'administrator')),
  scope_keys text[] NOT NULL
);

CREATE TABLE teams (
  id          uuid PRIMARY KEY,
  scope_keys  text[] NOT NULL,
  rev         text NOT NULL,
  mutation_id uuid NOT NULL,
  deleted     boolean NOT NULL DEFAULT false,
  doc         jsonb NOT NULL,
  name        text NOT NULL,
  region      text NOT NULL
);

CREATE TABLE customers (
  id          uuid PRIMARY KEY,
  scope_keys  text[] NOT NULL,
  rev         text NOT NULL,
  mutation_id uuid NOT NULL,
  deleted     boolean NOT NULL DEFAULT false,
  doc         jsonb NOT NULL,
  number      text NOT NULL UNIQUE,
  external_id text UNIQUE,
  region      text NOT NULL,
  team_id     uuid REFERENCES teams (id),
  -- Addresses as they are compared, so that an import finds the customer it means.
  email_keys  text[] NOT NULL DEFAULT '{}',
  updated_at  timestamptz NOT NULL,
  updated_by  text NOT NULL
);
CREATE INDEX customers_email_keys ON customers USING gin (email_keys) WITH (fastupdate = off);

CREATE SEQUENCE customer_number START 100001;

CREATE TABLE comments (
  id          uuid PRIMARY KEY,
  scope_keys  text[] NOT NULL,
  rev         text NOT NULL,
  mutation_id uuid NOT NULL,
  deleted     boolean NOT NULL DEFAULT false,
  doc         jsonb NOT NULL,
  customer_id uuid NOT NULL REFERENCES customers (id)
);
CREATE INDEX comments_customer ON comments (customer_id);

-- Order of the feed is (xid, seq) below the snapshot horizon; see sync/feed-repository.ts for why nothing less
-- is correct. The xid is that of the top-level transaction, which the system column xmin is not.
CREATE TABLE change_feed (
  xid        xid8 NOT NULL DEFAULT pg_current_xact_id(),
  seq        bigint GENERATED ALWAYS AS IDENTITY,
  collection text NOT NULL,
  doc_id     uuid NOT NULL,
  op         smallint NOT NULL CHECK (op BETWEEN 1 AND 4), -- 1 upsert, 2 delete, 3 erase, 4 scope exit
  scope_keys text[] NOT NULL,                              -- of the row before and after, together
  PRIMARY KEY (collection, xid, seq)
);

-- What became of each mutation; written in the transaction of its effect.
CREATE TABLE push_receipt (
  client_id   uuid NOT NULL,
  mutation_id uuid NOT NULL,
  collection  text NOT NULL,
  doc_id      uuid NOT NULL,
  base_rev    text,
  new_rev     text,
  result      jsonb NOT NULL,
  at          timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (client_id, mutation_id)
);
CREATE INDEX push_receipt_effect ON push_receipt (doc_id, new_rev);

-- One row. A new epoch makes every checkpoint of the old one invalid.
CREATE TABLE sync_epoch (
  one               boolean PRIMARY KEY DEFAULT true CHECK (one),
  epoch             uuid NOT NULL,
  system_identifier text NOT NULL,
  timeline_id       integer NOT NULL
);
INSERT INTO sync_epoch (epoch, system_identifier, timeline_id)
SELECT gen_random_uuid(), s.system_identifier::text, c.timeline_id
  FROM pg_control_system() s, pg_control_checkpoint() c;
