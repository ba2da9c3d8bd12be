-- One more word about trading.

COMMENT ON COLUMN trading_command.command IS 'HALT, REDUCE, CANCEL_ONLY, FLATTEN or RESUME.';
COMMENT ON COLUMN trading_stop.state IS 'REDUCING: orders that only reduce, and cancels; FLATTEN sets it too. CANCEL_ONLY, HALTED: cancels.';
