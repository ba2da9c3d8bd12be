-- What the engine's guards have stopped, and who approved an order.

ALTER TABLE orders ADD COLUMN approval text;
ALTER TABLE orders ADD COLUMN approved_by text;
COMMENT ON COLUMN orders.approval IS 'The request by which an order went out that is larger than one may be by itself. Null: it needed none.';
COMMENT ON COLUMN orders.approved_by IS 'Who approved it. Null: it needed no approval.';

CREATE INDEX ON alert (scope, raised) WHERE code LIKE 'GUARD\_%';

-- The alert's id is CODE/group/scope/part/offset.
CREATE VIEW guard_stop AS
SELECT grp, scope, substr(code, 7) AS state, text AS reason, raised AS since
FROM (
  SELECT DISTINCT ON (split_part(alert_id, '/', 2), scope)
         split_part(alert_id, '/', 2) AS grp, scope, code, text, raised
  FROM alert WHERE code LIKE 'GUARD\_%'
  ORDER BY split_part(alert_id, '/', 2), scope, raised DESC, cause_offset DESC) newest
WHERE code <> 'GUARD_RELEASED';
COMMENT ON VIEW guard_stop IS 'What the engine''s guards have stopped and nobody has resumed, as told by its alerts; the engine''s own state is what holds.';
COMMENT ON COLUMN guard_stop.grp IS 'The hedge group within which it holds.';
COMMENT ON COLUMN guard_stop.scope IS 'book, account or group with a colon and its name.';
COMMENT ON COLUMN guard_stop.state IS 'REDUCING, CANCEL_ONLY or HALTED.';
COMMENT ON COLUMN guard_stop.reason IS 'The cause, with its numbers.';
COMMENT ON COLUMN guard_stop.since IS 'By the engine''s clock.';
