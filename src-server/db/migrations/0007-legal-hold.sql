-- Customers who must not be erased, whether anybody asked for it or not.
CREATE TABLE legal_hold (
  customer_id    uuid PRIMARY KEY,
  reason         text NOT NULL,
  -- When it is to be looked at again; it does not end by itself.
  review_at      timestamptz NOT NULL,
  placed_at      timestamptz NOT NULL,
  placed_by      text NOT NULL,
  placed_by_name text NOT NULL
);
