-- Executions of an account in an instrument are known while they are among its newest 2,000 or of its last two hours.

ALTER TABLE store_identity ADD COLUMN time_micros bigint;
COMMENT ON COLUMN store_identity.time_micros IS 'When it happened, where that decides how long it is known.';
ALTER TABLE store_scope ADD COLUMN newest_micros bigint NOT NULL DEFAULT 0;
COMMENT ON COLUMN store_scope.newest_micros IS 'The newest time_micros of the scope.';
