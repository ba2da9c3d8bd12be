-- The gateway's intent log: what was reserved before it was sent, and what came of it.

CREATE TABLE gateway_account (
  account text PRIMARY KEY,
  epoch   bigint NOT NULL,
  halted  boolean NOT NULL DEFAULT false
);
COMMENT ON COLUMN gateway_account.epoch IS 'Raised by whoever takes the account; an older owner can neither reserve nor report.';

CREATE TABLE gateway_order (
  client_order_id text NOT NULL,
  command_number  integer NOT NULL,
  account         text NOT NULL,
  epoch           bigint NOT NULL,
  attempt         integer NOT NULL DEFAULT 1,
  content         bytea NOT NULL,
  deadline_us     bigint NOT NULL,
  reserved_at     timestamptz NOT NULL DEFAULT clock_timestamp(),
  outcome         text,
  report          bytea,
  published       boolean NOT NULL DEFAULT false,
  outcome_at      timestamptz,
  PRIMARY KEY (client_order_id, command_number)
);
CREATE INDEX gateway_order_open ON gateway_order (account) WHERE outcome IS NULL;
COMMENT ON COLUMN gateway_order.deadline_us IS 'Until when the venue itself may accept this attempt; fixed here, never recomputed.';
COMMENT ON COLUMN gateway_order.report IS 'The journal entry that tells the outcome; sent again until it is published.';
CREATE INDEX gateway_order_unpublished ON gateway_order (account) WHERE outcome IS NOT NULL AND NOT published;
