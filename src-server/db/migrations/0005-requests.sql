-- Requests, and being forgotten. What is kept of a person who was forgotten is keyed hashes, whose key is not in this database.

CREATE TABLE requests (
  id          uuid PRIMARY KEY,
  scope_keys  text[] NOT NULL,
  rev         text NOT NULL,
  mutation_id uuid NOT NULL,
  deleted     boolean NOT NULL DEFAULT false,
  doc         jsonb NOT NULL,
  -- Null once the person was forgotten.
  customer_id uuid,
  -- Keyed hash of the customer's id: how the register knows a person that it no longer names.
  subject     text NOT NULL,
  -- What the customer's status was before the request froze them.
  former_status text
);
CREATE INDEX requests_customer ON requests (customer_id);
CREATE INDEX requests_subject ON requests (subject);
CREATE SEQUENCE request_number START 1001;

-- One row an erasure under way: which steps are done, and what they counted.
CREATE TABLE erasure_job (
  subject      text PRIMARY KEY,
  -- Null when the erasure is that of a ledger which is replayed.
  request_id   uuid REFERENCES requests (id),
  -- Null once it is done.
  customer_id  uuid,
  reference    text NOT NULL,
  step         text NOT NULL,
  -- All scope keys under which anything of the person ever travelled.
  scope_keys   text[] NOT NULL DEFAULT '{}',
  counts       jsonb NOT NULL DEFAULT '{}',
  due_at       timestamptz NOT NULL,
  started_at   timestamptz,
  ended_at     timestamptz
);
CREATE INDEX erasure_job_open ON erasure_job (due_at) WHERE ended_at IS NULL;

-- Who was forgotten, by keyed hash; each entry carries the hash of the one before. A copy of it is beside the key.
CREATE TABLE erasure_ledger (
  position  bigint PRIMARY KEY,
  subject   text NOT NULL UNIQUE,
  reference text NOT NULL,
  erased_at timestamptz NOT NULL,
  previous  text NOT NULL,
  hash      text NOT NULL
);

-- Addresses, phones and external ids of the forgotten, by keyed hash: what an import must not bring back.
CREATE TABLE suppression (
  hash      text PRIMARY KEY,
  reference text NOT NULL
);

CREATE TABLE certificates (
  request_id uuid PRIMARY KEY REFERENCES requests (id),
  -- Text, because it is signed as it is written.
  body       text NOT NULL,
  signature  text NOT NULL
);

-- Installations that hold customers, and which of them confirmed an erasure.
CREATE TABLE desks (
  client_id  uuid PRIMARY KEY,
  sub        text NOT NULL,
  public_key text,
  seen_at    timestamptz NOT NULL
);
CREATE TABLE erasure_desk (
  subject      text NOT NULL,
  client_id    uuid NOT NULL,
  confirmed_at timestamptz,
  signature    text,
  PRIMARY KEY (subject, client_id)
);

-- Which key made the hashes in this database.
CREATE TABLE privacy_key (
  one         boolean PRIMARY KEY DEFAULT true CHECK (one),
  fingerprint text NOT NULL
);

-- Mail, written in the transaction of what it tells of and sent afterwards; its content goes when it is sent.
CREATE TABLE mail_outbox (
  id          uuid PRIMARY KEY,
  request_id  uuid REFERENCES requests (id),
  customer_id uuid,
  content     jsonb,
  attempts    integer NOT NULL DEFAULT 0,
  next_at     timestamptz NOT NULL DEFAULT now(),
  give_up_at  timestamptz NOT NULL,
  ended_at    timestamptz
);
CREATE INDEX mail_outbox_waiting ON mail_outbox (next_at) WHERE ended_at IS NULL;

CREATE TABLE password_reset (
  token_hash  text PRIMARY KEY,
  customer_id uuid NOT NULL,
  request_id  uuid NOT NULL,
  expires_at  timestamptz NOT NULL
);
CREATE INDEX password_reset_customer ON password_reset (customer_id);

CREATE TABLE partner_account (
  customer_id   uuid NOT NULL REFERENCES customers (id),
  distributor   text NOT NULL,
  user_id       text NOT NULL,
  password_hash text NOT NULL,
  changed_at    timestamptz NOT NULL,
  changed_by    text NOT NULL,
  PRIMARY KEY (customer_id, distributor)
);

-- What a request gave, such as an export, for as long as it may be fetched.
CREATE TABLE request_result (
  request_id uuid PRIMARY KEY REFERENCES requests (id),
  content    jsonb NOT NULL,
  expires_at timestamptz NOT NULL
);

-- All that ever travelled about a document, for an erasure to follow it everywhere.
CREATE INDEX change_feed_doc ON change_feed (doc_id);
