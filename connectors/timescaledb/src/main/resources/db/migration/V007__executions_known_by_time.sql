-- Executions are known for as long as a venue may repeat them, not for a number of others.

ALTER TABLE store_identity ADD COLUMN time_micros bigint;
COMMENT ON COLUMN store_identity.time_micros IS 'When it happened, where that decides how long it is known.';
ALTER TABLE store_scope ADD COLUMN newest_micros bigint NOT NULL DEFAULT 0;
COMMENT ON COLUMN store_scope.newest_micros IS 'The newest time_micros of the scope.';
