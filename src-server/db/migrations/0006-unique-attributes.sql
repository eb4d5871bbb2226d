-- Customers by the values of their custom attributes; see customer/attribute-repository.ts.
CREATE INDEX customers_attributes ON customers USING gin ((doc->'attributes') jsonb_path_ops) WITH (fastupdate = off);
