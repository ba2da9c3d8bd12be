-- What venues say of instruments, from when until when, and how far their clocks are from ours.

CREATE TABLE instrument_status (
  received         timestamptz NOT NULL,
  venue_time       timestamptz,
  instrument       text NOT NULL,
  status           text NOT NULL,
  kind             text,
  base             text,
  quote            text,
  settlement       text,
  contract_value   numeric,
  tick_size        numeric,
  lot_size         numeric,
  minimum_quantity numeric,
  maximum_quantity numeric,
  minimum_notional numeric,
  expiry           timestamptz,
  strike           numeric,
  option_right     text,
  underlying       text,
  part             integer NOT NULL,
  "offset"         bigint NOT NULL
);
COMMENT ON TABLE instrument_status IS 'What was told of each configured instrument, when it changed. From when until when: view instrument_history.';
COMMENT ON COLUMN instrument_status.status IS 'TRADING, HALTED, POST_ONLY, SETTLING, EXPIRED, DELISTED or UNKNOWN.';
COMMENT ON COLUMN instrument_status.kind IS 'Null, as all that follows, where only the status was told.';
COMMENT ON COLUMN instrument_status.contract_value IS 'Inverse: quote units a contract. Else: base units a contract; 1 for spot.';
COMMENT ON COLUMN instrument_status.base IS 'The base asset.';
COMMENT ON COLUMN instrument_status.quote IS 'The quote asset.';
COMMENT ON COLUMN instrument_status.settlement IS 'The asset that profit and loss are paid in.';
COMMENT ON COLUMN instrument_status.tick_size IS 'Prices are whole multiples of it; quote units.';
COMMENT ON COLUMN instrument_status.lot_size IS 'Quantities are whole multiples of it; contracts or base units, as the venue counts.';
COMMENT ON COLUMN instrument_status.minimum_quantity IS 'The least of an order; as lot_size.';
COMMENT ON COLUMN instrument_status.maximum_quantity IS 'The most of an order; as lot_size. 0 where none is told.';
COMMENT ON COLUMN instrument_status.expiry IS 'When it expires; null: never.';
COMMENT ON COLUMN instrument_status.strike IS 'Of options, quote units.';
COMMENT ON COLUMN instrument_status.option_right IS 'CALL or PUT.';
COMMENT ON COLUMN instrument_status.minimum_notional IS 'In quote units; 0 where there is none.';
COMMENT ON COLUMN instrument_status.underlying IS 'The index or forward that it settles to or is priced by.';
SELECT create_hypertable('instrument_status', 'received', chunk_time_interval => interval '90 days');
CREATE INDEX ON instrument_status (instrument, received DESC);

-- A status that came without a definition has the last definition before it; what says the same as before is no version.
CREATE VIEW instrument_history AS
WITH counted AS (
  SELECT *, count(kind) OVER (PARTITION BY instrument ORDER BY received, part, "offset") AS definition
  FROM instrument_status),
whole AS (
  SELECT instrument, received, part, "offset", status,
         first_value(kind) OVER d AS kind, first_value(base) OVER d AS base, first_value(quote) OVER d AS quote,
         first_value(settlement) OVER d AS settlement, first_value(contract_value) OVER d AS contract_value,
         first_value(tick_size) OVER d AS tick_size, first_value(lot_size) OVER d AS lot_size,
         first_value(minimum_quantity) OVER d AS minimum_quantity,
         first_value(maximum_quantity) OVER d AS maximum_quantity,
         first_value(minimum_notional) OVER d AS minimum_notional, first_value(expiry) OVER d AS expiry,
         first_value(strike) OVER d AS strike, first_value(option_right) OVER d AS option_right,
         first_value(underlying) OVER d AS underlying
  FROM counted
  WINDOW d AS (PARTITION BY instrument, definition ORDER BY received, part, "offset")),
compared AS (
  SELECT *, ROW(status, kind, base, quote, settlement, contract_value, tick_size, lot_size, minimum_quantity,
                maximum_quantity, minimum_notional, expiry, strike, option_right, underlying)::text AS said
  FROM whole),
changes AS (
  SELECT *, lag(said) OVER (PARTITION BY instrument ORDER BY received, part, "offset") IS NOT DISTINCT FROM said AS same
  FROM compared)
SELECT instrument, received AS valid_from,
       lead(received) OVER (PARTITION BY instrument ORDER BY received, part, "offset") AS valid_until,
       status, kind, base, quote, settlement, contract_value, tick_size, lot_size, minimum_quantity, maximum_quantity,
       minimum_notional, expiry, strike, option_right, underlying
FROM changes
WHERE NOT same;
COMMENT ON VIEW instrument_history IS 'What the venue said of each configured instrument, from when until when, by our receive times.';
COMMENT ON COLUMN instrument_history.base IS 'The base asset.';
COMMENT ON COLUMN instrument_history.quote IS 'The quote asset.';
COMMENT ON COLUMN instrument_history.settlement IS 'The asset that profit and loss are paid in.';
COMMENT ON COLUMN instrument_history.tick_size IS 'Prices are whole multiples of it; quote units.';
COMMENT ON COLUMN instrument_history.lot_size IS 'Quantities are whole multiples of it; contracts or base units, as the venue counts.';
COMMENT ON COLUMN instrument_history.minimum_quantity IS 'The least of an order; as lot_size.';
COMMENT ON COLUMN instrument_history.maximum_quantity IS 'The most of an order; as lot_size. 0 where none is told.';
COMMENT ON COLUMN instrument_history.expiry IS 'When it expires; null: never.';
COMMENT ON COLUMN instrument_history.strike IS 'Of options, quote units.';
COMMENT ON COLUMN instrument_history.option_right IS 'CALL or PUT.';
COMMENT ON COLUMN instrument_history.valid_from IS 'When it was first told so.';
COMMENT ON COLUMN instrument_history.status IS 'TRADING, HALTED, POST_ONLY, SETTLING, EXPIRED, DELISTED or UNKNOWN.';
COMMENT ON COLUMN instrument_history.kind IS 'SPOT, LINEAR_PERPETUAL, INVERSE_PERPETUAL, LINEAR_FUTURE, INVERSE_FUTURE or OPTION; null, as all that follows, while only a status was told.';
COMMENT ON COLUMN instrument_history.contract_value IS 'Inverse: quote units a contract. Else: base units a contract; 1 for spot.';
COMMENT ON COLUMN instrument_history.minimum_notional IS 'In quote units; 0 where there is none.';
COMMENT ON COLUMN instrument_history.underlying IS 'The index or forward that it settles to or is priced by.';
COMMENT ON COLUMN instrument_history.valid_until IS 'Null: it holds still.';

ALTER TABLE data_quality ADD COLUMN differences bigint NOT NULL DEFAULT 0;
COMMENT ON COLUMN data_quality.differences IS 'Values in which the venue''s lists of instruments differed from the configuration, as often as a list came. Which ones: alerts with code INSTRUMENT_DIFFERS.';

CREATE VIEW venue_clock AS
WITH least AS (
  SELECT venue, minute, min(latency_min_us) AS least_us, sum(latency_count) AS samples
  FROM data_quality
  WHERE latency_count > 0
  GROUP BY venue, minute)
SELECT minute, venue, round(least_us / 1000.0, 3) AS least_ms,
       round(min(least_us) OVER w / 1000.0, 3) AS window_least_ms,
       greatest(0.000, round(-min(least_us) OVER w / 1000.0, 3)) AS ahead_at_least_ms,
       (sum(samples) OVER w)::bigint AS samples
FROM least
WINDOW w AS (PARTITION BY venue ORDER BY minute RANGE BETWEEN interval '9 minutes' PRECEDING AND CURRENT ROW);
COMMENT ON VIEW venue_clock IS 'How far each venue''s clock is from ours, minute by minute, by the fastest message of the last ten minutes.';
COMMENT ON COLUMN venue_clock.least_ms IS 'The least of receive time less venue time in the minute, over all streams of the venue.';
COMMENT ON COLUMN venue_clock.window_least_ms IS 'The same over ten minutes: our clock less the venue''s, too high by the fastest transport.';
COMMENT ON COLUMN venue_clock.ahead_at_least_ms IS 'By how much the venue''s clock must be ahead of ours: no message arrives before it was sent. 0: nothing of the kind is seen.';
COMMENT ON COLUMN venue_clock.samples IS 'Messages with a venue time in the ten minutes.';
