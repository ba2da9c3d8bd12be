-- Stops that a job says, in the gateways' row. A job may stop and never let go on, so it calls this and writes no row itself.

CREATE FUNCTION stop_once(id text, word text, place text, new_state text, who text, why text) RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE
  states CONSTANT text[] := ARRAY['REDUCING', 'CANCEL_ONLY', 'HALTED'];
BEGIN
  IF array_position(states, new_state) IS NULL THEN
    RAISE EXCEPTION 'not a stop: %', new_state USING ERRCODE = 'check_violation';
  END IF;
  -- As every word about trading: who takes an account for the first time comes wholly before or wholly after.
  LOCK TABLE trading_stop IN ACCESS EXCLUSIVE MODE;
  INSERT INTO trading_command (command_id, command, scope, said_by, reason) VALUES (id, word, place, who, why)
    ON CONFLICT DO NOTHING;
  IF NOT FOUND THEN
    RETURN false; -- said before; a person may have taken it back
  END IF;
  INSERT INTO trading_stop (scope, state, command_id) VALUES (place, new_state, id)
    ON CONFLICT (scope) DO UPDATE SET state = excluded.state, command_id = excluded.command_id, since = clock_timestamp()
    WHERE array_position(states, trading_stop.state) < array_position(states, excluded.state);
  IF NOT FOUND THEN
    RETURN false; -- what holds there is as strict
  END IF;
  UPDATE gateway_account SET stops = (
    SELECT coalesce(array_agg(state || ' ' || scope ORDER BY scope), '{}') FROM trading_stop);
  RETURN true;
END $$;
COMMENT ON FUNCTION stop_once IS 'Puts a stop of trading in force where it was not said before and none as strict holds; whether it does. For jobs, which may stop and never let go on.';

DO $$
BEGIN
  EXECUTE format('ALTER FUNCTION stop_once SECURITY DEFINER SET search_path = %I, public, pg_temp', current_schema());
END $$;
REVOKE EXECUTE ON FUNCTION stop_once FROM PUBLIC;

COMMENT ON TABLE trading_command IS 'Every word about trading, of a person or of the risk job, as the gateway was told it.';
COMMENT ON COLUMN trading_command.said_by IS 'Who; risk: the risk job.';

-- As it was, and writers may call that function.
CREATE OR REPLACE FUNCTION grant_roles(writer text DEFAULT 'hedgerow_writer', reader text DEFAULT 'hedgerow_reader',
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
      EXECUTE format('GRANT EXECUTE ON FUNCTION %I.stop_once TO %I', space, role);
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
