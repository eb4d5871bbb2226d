-- The class of a custom attribute is final with key and type once it was active (ADR 0013): it decides which desks are sent
-- the values, and another one would leave them where they are.

CREATE OR REPLACE FUNCTION guard_attribute() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.kind <> 'attribute' OR OLD.doc->'entry'->>'activatedAt' IS NULL THEN
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
  END IF;
  IF TG_OP = 'DELETE' OR NEW.deleted OR NEW.kind <> OLD.kind OR NEW.id <> OLD.id OR NEW.name <> OLD.name
     OR NEW.doc->'entry'->>'key' IS DISTINCT FROM OLD.doc->'entry'->>'key'
     OR NEW.doc->'entry'->>'type' IS DISTINCT FROM OLD.doc->'entry'->>'type'
     OR NEW.doc->'entry'->>'piiClass' IS DISTINCT FROM OLD.doc->'entry'->>'piiClass'
     OR NEW.doc->'entry'->>'activatedAt' IS DISTINCT FROM OLD.doc->'entry'->>'activatedAt'
     OR NEW.doc->'entry'->>'state' NOT IN ('active', 'archived') THEN
    RAISE EXCEPTION 'attribute is immutable' USING ERRCODE = 'CB001';
  END IF;
  RETURN NEW;
END $$;
