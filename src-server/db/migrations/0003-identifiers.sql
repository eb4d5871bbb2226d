-- Customers by the numbers that other systems know them by; see customer/identifier-repository.ts.
CREATE INDEX customers_identifiers ON customers USING gin ((doc->'identifiers') jsonb_path_ops) WITH (fastupdate = off);
