-- A word about trading waits for nobody who only reads: a dump of the database locks every table against the lock that was
-- taken here, for as long as it takes. Words about trading, and who takes an account for the first time, now exclude one
-- another by an advisory lock, which nobody else has.

CREATE OR REPLACE FUNCTION stop_once(id text, word text, place text, new_state text, who text, why text) RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE
  states CONSTANT text[] := ARRAY['REDUCING', 'CANCEL_ONLY', 'HALTED'];
BEGIN
  IF array_position(states, new_state) IS NULL THEN
    RAISE EXCEPTION 'not a stop: %', new_state USING ERRCODE = 'check_violation';
  END IF;
  -- The number is IntentLogSql.STOPS_LOCK.
  PERFORM pg_advisory_xact_lock(5107210845219);
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

-- What a function is replaced by has these anew; who may call it stays.
DO $$
BEGIN
  EXECUTE format('ALTER FUNCTION stop_once SECURITY DEFINER SET search_path = %I, public, pg_temp', current_schema());
END $$;
