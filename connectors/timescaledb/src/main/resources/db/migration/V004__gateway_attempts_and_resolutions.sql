-- An intent may be sent again under a new attempt, refused by a halt, or resolved by a person.

ALTER TABLE gateway_order
  ADD COLUMN symbol           text,
  ADD COLUMN works            boolean NOT NULL DEFAULT false,
  ADD COLUMN cancel_requested boolean NOT NULL DEFAULT false,
  ADD COLUMN unknown_since    timestamptz;
COMMENT ON COLUMN gateway_order.attempt IS 'Counts the times that it may have been sent; each has a deadline of its own.';
COMMENT ON COLUMN gateway_order.outcome IS 'Final once there is a report; HALTED without one: refused, and not yet told.';
COMMENT ON COLUMN gateway_order.works IS 'It may stay in the book, so that the dead-man''s switch covers its symbol.';
COMMENT ON COLUMN gateway_order.cancel_requested IS 'Never sent again.';
COMMENT ON COLUMN gateway_order.unknown_since IS 'Since when nobody knows what became of it; null again when it is sent under a new attempt.';

DROP INDEX gateway_order_open;
DROP INDEX gateway_order_unpublished;
CREATE INDEX gateway_order_open ON gateway_order (account) WHERE report IS NULL;
CREATE INDEX gateway_order_unpublished ON gateway_order (account) WHERE report IS NOT NULL AND NOT published;
CREATE INDEX gateway_order_works ON gateway_order (account, symbol) WHERE works;

CREATE TABLE gateway_resolution (
  client_order_id text NOT NULL,
  command_number  integer NOT NULL,
  outcome         text NOT NULL,
  resolved_by     text NOT NULL,
  reason          text NOT NULL,
  resolved_at     timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (client_order_id, command_number)
);
COMMENT ON TABLE gateway_resolution IS 'What a person decided about an order whose fate nobody knew.';
