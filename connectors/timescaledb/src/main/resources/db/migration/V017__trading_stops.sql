-- Where trading is stopped, checked by the gateway in the statement that reserves.

CREATE TABLE trading_command (
  command_id text PRIMARY KEY,
  command    text NOT NULL,
  scope      text NOT NULL,
  said_by    text NOT NULL CHECK (said_by <> ''),
  reason     text NOT NULL CHECK (reason <> ''),
  said_at    timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE trading_command IS 'Every word of a person about trading, as the gateway was told it.';
COMMENT ON COLUMN trading_command.command_id IS 'The same as in the journal.';
COMMENT ON COLUMN trading_command.command IS 'HALT, REDUCE, CANCEL_ONLY or RESUME.';
COMMENT ON COLUMN trading_command.scope IS 'all, or venue, account, portfolio, group or instrument with a colon and its name.';
COMMENT ON COLUMN trading_command.said_by IS 'Who.';
COMMENT ON COLUMN trading_command.reason IS 'Why.';
COMMENT ON COLUMN trading_command.said_at IS 'When it was written here.';

CREATE TABLE trading_stop (
  scope      text PRIMARY KEY,
  state      text NOT NULL CHECK (state IN ('REDUCING', 'CANCEL_ONLY', 'HALTED')),
  command_id text NOT NULL REFERENCES trading_command,
  since      timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE trading_stop IS 'The stops of trading that hold.';
COMMENT ON COLUMN trading_stop.scope IS 'all, or venue, account, portfolio, group or instrument with a colon and its name.';
COMMENT ON COLUMN trading_stop.state IS 'REDUCING: orders that only reduce, and cancels. CANCEL_ONLY, HALTED: cancels.';
COMMENT ON COLUMN trading_stop.command_id IS 'The command that set it.';
COMMENT ON COLUMN trading_stop.since IS 'When it began to hold here.';

-- A reserve locks the account's row and sees what was committed to it meanwhile; of other tables it would see what they
-- were when the statement began. So the stops stand in each account's row.
ALTER TABLE gateway_account ADD COLUMN stops text[] NOT NULL DEFAULT '{}';
COMMENT ON COLUMN gateway_account.stops IS 'The rows of trading_stop, each as its state, a space and its scope.';

-- What was halted by hand let through what only reduces.
INSERT INTO trading_command (command_id, command, scope, said_by, reason)
  SELECT 'halted/' || account, 'REDUCE', 'account:' || account, 'migration', 'gateway_account.halted was set'
  FROM gateway_account WHERE halted;
INSERT INTO trading_stop (scope, state, command_id)
  SELECT 'account:' || account, 'REDUCING', 'halted/' || account FROM gateway_account WHERE halted;
UPDATE gateway_account SET stops = (
  SELECT coalesce(array_agg(state || ' ' || scope ORDER BY scope), '{}') FROM trading_stop);
ALTER TABLE gateway_account DROP COLUMN halted;
