-- Who may do what. Roles belong to the cluster, not to the database: where the one who migrates may not create roles
-- they are left out, and whoever may creates them; the next migration, or SELECT * FROM grant_roles(), then grants.
--   hedgerow_writer    jobs: read all, add rows, change what has a key (offsets, intents, history); no DDL, no TRUNCATE
--   hedgerow_reader    analysts: read all, for a minute at most
--   hedgerow_operator  read all, stop trading, resolve orders, give up lost records, keep and drop old chunks

CREATE FUNCTION grant_roles(writer text DEFAULT 'hedgerow_writer', reader text DEFAULT 'hedgerow_reader',
                            operator text DEFAULT 'hedgerow_operator')
RETURNS TABLE (role text, state text) LANGUAGE plpgsql AS $$
DECLARE
  may_create boolean := (SELECT rolcreaterole OR rolsuper FROM pg_roles WHERE rolname = current_user);
  space text := current_schema();
  relation record;
BEGIN
  FOREACH role IN ARRAY ARRAY[writer, reader, operator] LOOP
    IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = role) THEN
      IF NOT may_create THEN
        state := 'missing, and ' || current_user || ' may not create roles';
        RETURN NEXT;
        CONTINUE;
      END IF;
      BEGIN
        EXECUTE format('CREATE ROLE %I NOLOGIN', role);
        IF role = reader THEN
          EXECUTE format('ALTER ROLE %I SET default_transaction_read_only = on', role);
          EXECUTE format('ALTER ROLE %I SET statement_timeout = ''60s''', role);
        END IF;
      EXCEPTION WHEN duplicate_object OR unique_violation THEN
        NULL; -- another database of the cluster was quicker
      END;
    END IF;
    IF NOT has_schema_privilege(role, space, 'USAGE') THEN
      EXECUTE format('GRANT USAGE ON SCHEMA %I TO %I', space, role);
    END IF;
    -- Only what is missing: a grant on a hypertable goes to each of its chunks.
    FOR relation IN
      SELECT c.oid, format('%I.%I', space, c.relname) AS name, c.relname AS bare, c.relkind = 'r' AS base,
             EXISTS (SELECT 1 FROM pg_index i WHERE i.indrelid = c.oid AND i.indisprimary) AS keyed
      FROM pg_class c
      WHERE c.relnamespace = space::regnamespace AND c.relkind IN ('r', 'v', 'm', 'p')
        AND c.relowner = (SELECT r.oid FROM pg_roles r WHERE r.rolname = current_user)
        AND c.relname <> 'flyway_schema_history'
        AND NOT EXISTS (SELECT 1 FROM pg_depend x WHERE x.objid = c.oid AND x.deptype = 'e')
    LOOP
      IF NOT has_table_privilege(role, relation.oid, 'SELECT') THEN
        EXECUTE format('GRANT SELECT ON %s TO %I', relation.name, role);
      END IF;
      IF role = writer AND relation.base AND relation.bare NOT IN
         ('gateway_resolution', 'retention', 'trading_command', 'trading_stop') THEN
        IF NOT has_table_privilege(role, relation.oid, 'INSERT') THEN
          EXECUTE format('GRANT INSERT ON %s TO %I', relation.name, role);
        END IF;
        IF relation.keyed AND NOT has_table_privilege(role, relation.oid, 'UPDATE') THEN
          EXECUTE format('GRANT UPDATE ON %s TO %I', relation.name, role);
        END IF;
      END IF;
    END LOOP;
    IF role = writer THEN
      EXECUTE format('GRANT DELETE ON %I.store_identity TO %I', space, role);
    END IF;
    IF role = operator THEN
      EXECUTE format('GRANT UPDATE (stops) ON %I.gateway_account TO %I', space, role);
      EXECUTE format('GRANT INSERT ON %I.trading_command TO %I', space, role);
      EXECUTE format('GRANT INSERT, UPDATE, DELETE ON %I.trading_stop TO %I', space, role);
      EXECUTE format('GRANT UPDATE ON %I.gateway_order TO %I', space, role);
      EXECUTE format('GRANT INSERT ON %I.gateway_resolution TO %I', space, role);
      EXECUTE format('GRANT INSERT, UPDATE, DELETE ON %I.retention TO %I', space, role);
      EXECUTE format('GRANT EXECUTE ON FUNCTION %I.store_skip, %I.housekeeping TO %I', space, space, role);
    END IF;
    state := 'granted';
    RETURN NEXT;
  END LOOP;
END $$;
COMMENT ON FUNCTION grant_roles IS 'Creates the three roles where it may, and gives them what they lack. The tables'' owner calls it; every migration does.';

-- They act as the owner, on this schema's tables whatever the caller's search_path is.
DO $$
BEGIN
  EXECUTE format('ALTER FUNCTION store_skip SECURITY DEFINER SET search_path = %I, public, pg_temp', current_schema());
  EXECUTE format('ALTER FUNCTION housekeeping SECURITY DEFINER SET search_path = %I, public, pg_temp', current_schema());
END $$;
REVOKE EXECUTE ON FUNCTION store_skip, housekeeping, grant_roles FROM PUBLIC;
