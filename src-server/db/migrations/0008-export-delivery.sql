-- Who fetched the export of a person, and when. Kept with the register: it says nothing of the person.
CREATE TABLE export_delivery (
  request_id uuid NOT NULL REFERENCES requests (id),
  at         timestamptz NOT NULL,
  by_sub     text NOT NULL,
  by_name    text NOT NULL
);
CREATE INDEX export_delivery_request ON export_delivery (request_id);
