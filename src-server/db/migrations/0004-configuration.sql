-- Custom attributes once they were active: key and type are final and the row stays (FEATURES D2). The API refuses the
-- same before; this holds whatever writes to the table.

CREATE FUNCTION guard_attribute() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.kind <> 'attribute' OR OLD.doc->'entry'->>'activatedAt' IS NULL THEN
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
  END IF;
  IF TG_OP = 'DELETE' OR NEW.deleted OR NEW.kind <> OLD.kind OR NEW.id <> OLD.id OR NEW.name <> OLD.name
     OR NEW.doc->'entry'->>'key' IS DISTINCT FROM OLD.doc->'entry'->>'key'
     OR NEW.doc->'entry'->>'type' IS DISTINCT FROM OLD.doc->'entry'->>'type'
     OR NEW.doc->'entry'->>'activatedAt' IS DISTINCT FROM OLD.doc->'entry'->>'activatedAt'
     OR NEW.doc->'entry'->>'state' NOT IN ('active', 'archived') THEN
    RAISE EXCEPTION 'attribute is immutable' USING ERRCODE = 'CB001';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER configuration_guard_attribute BEFORE UPDATE OR DELETE ON configuration
  FOR EACH ROW EXECUTE FUNCTION guard_attribute();

-- TRUNCATE fires no row trigger.
CREATE FUNCTION refuse_truncate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'configuration is not truncated' USING ERRCODE = 'CB001';
END $$;

CREATE TRIGGER configuration_refuse_truncate BEFORE TRUNCATE ON configuration
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate();
