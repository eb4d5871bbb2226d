-- Links by which a customer confirms an e-mail address (C3). Of the token and of the address there is only a hash.
CREATE TABLE email_confirmation (
  token_hash   text PRIMARY KEY,
  customer_id  uuid NOT NULL,
  email_id     uuid NOT NULL,
  address_hash text NOT NULL,
  expires_at   timestamptz NOT NULL
);
CREATE INDEX email_confirmation_customer ON email_confirmation (customer_id);
