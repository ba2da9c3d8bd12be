-- Bars, signals and statistics, as the signals job works them out of the journal.

CREATE TABLE bar_revision (
  started          timestamptz NOT NULL,
  instrument       text NOT NULL,
  length           interval NOT NULL,
  bar_part         bigint NOT NULL,
  trades           bigint NOT NULL,
  open             numeric NOT NULL,
  high             numeric NOT NULL,
  low              numeric NOT NULL,
  close            numeric NOT NULL,
  open_time        timestamptz NOT NULL,
  open_trade_id    text NOT NULL,
  close_time       timestamptz NOT NULL,
  close_trade_id   text NOT NULL,
  base_volume      numeric NOT NULL,
  quote_volume     numeric NOT NULL,
  buy_base_volume  numeric NOT NULL,
  buy_quote_volume numeric NOT NULL,
  correction       boolean NOT NULL,
  cause_part       integer NOT NULL,
  cause_offset     bigint NOT NULL,
  part             integer NOT NULL,
  "offset"         bigint NOT NULL
);
COMMENT ON TABLE bar_revision IS 'Each bar as often as it was written. What holds: view bar.';
COMMENT ON COLUMN bar_revision.started IS 'The interval''s beginning, by the venue''s clock, included.';
COMMENT ON COLUMN bar_revision.length IS '1 second, 1 or 5 minutes, 1 hour, 1 day. started + length is not in it.';
COMMENT ON COLUMN bar_revision.bar_part IS 'Offset in the journal of the part''s first trade. Trades that came when the bar was forgotten make another part; parts add up.';
COMMENT ON COLUMN bar_revision.trades IS 'How many trades; of a part the row with the most of them holds.';
COMMENT ON COLUMN bar_revision.open IS 'Price of the first trade by the venue''s time, then by trade id.';
COMMENT ON COLUMN bar_revision.close IS 'Price of the last one.';
COMMENT ON COLUMN bar_revision.base_volume IS 'In units of the base asset.';
COMMENT ON COLUMN bar_revision.quote_volume IS 'In units of the quote asset.';
COMMENT ON COLUMN bar_revision.buy_base_volume IS 'Of base_volume what buyers took.';
COMMENT ON COLUMN bar_revision.buy_quote_volume IS 'Of quote_volume what buyers took.';
COMMENT ON COLUMN bar_revision.correction IS 'It, or a later bar of the length, had been written before.';
COMMENT ON COLUMN bar_revision.cause_offset IS 'Offset of the journal entry, in partition cause_part, at which it was written.';
-- A thousand instruments that trade each second make 90 million rows a day, mostly bars of a second.
SELECT create_hypertable('bar_revision', 'started', chunk_time_interval => interval '1 day');
CREATE INDEX ON bar_revision (instrument, length, started DESC);

CREATE VIEW bar AS
SELECT instrument, length, started,
       (array_agg(open ORDER BY open_time, open_number NULLS LAST, open_trade_id COLLATE "C"))[1] AS open,
       max(high) AS high, min(low) AS low,
       (array_agg(close ORDER BY close_time DESC, close_number DESC NULLS FIRST, close_trade_id COLLATE "C" DESC))[1] AS close,
       sum(base_volume) AS base_volume, sum(quote_volume) AS quote_volume,
       sum(quote_volume) / nullif(sum(base_volume), 0) AS vwap,
       sum(trades)::bigint AS trades,
       sum(buy_base_volume) AS buy_base_volume, sum(buy_quote_volume) AS buy_quote_volume,
       (2 * sum(buy_base_volume) - sum(base_volume)) / nullif(sum(base_volume), 0) AS order_flow_imbalance,
       count(*)::integer AS parts, bool_or(correction) AS corrected
FROM (SELECT DISTINCT ON (instrument, length, started, bar_part) *,
             CASE WHEN open_trade_id ~ '^(0|[1-9][0-9]*)$' THEN open_trade_id::numeric END AS open_number,
             CASE WHEN close_trade_id ~ '^(0|[1-9][0-9]*)$' THEN close_trade_id::numeric END AS close_number
      FROM bar_revision
      ORDER BY instrument, length, started, bar_part, trades DESC) newest
GROUP BY instrument, length, started;
COMMENT ON VIEW bar IS 'What the trades of an instrument did in an interval of the venue''s time, late trades included. No trade, no bar.';
COMMENT ON COLUMN bar.vwap IS 'quote_volume / base_volume: quote units for a base unit.';
COMMENT ON COLUMN bar.order_flow_imbalance IS '(bought - sold) / volume, by who took the price: 1 is buyers alone, -1 sellers.';
COMMENT ON COLUMN bar.parts IS 'More than one: trades came when the bar was forgotten already, and are in it.';
COMMENT ON COLUMN bar.corrected IS 'Trades came when it, or a later bar, was written.';

CREATE TABLE signal (
  received           timestamptz NOT NULL,
  venue_time         timestamptz NOT NULL,
  since              timestamptz NOT NULL,
  name               text NOT NULL,
  definition_version text NOT NULL,
  instrument         text NOT NULL,
  phase              text NOT NULL,
  text               text NOT NULL,
  numbers            jsonb NOT NULL,
  grp                text NOT NULL,
  first_part         integer,
  first_offset       bigint,
  last_part          integer,
  last_offset        bigint,
  part               integer NOT NULL,
  "offset"           bigint NOT NULL
);
COMMENT ON TABLE signal IS 'Events, once each: what a rule of the configuration saw. docs/signals.md has the kinds and the units of their numbers.';
COMMENT ON COLUMN signal.received IS 'When the entry that made it known was received.';
COMMENT ON COLUMN signal.venue_time IS 'When it was told, by the venue''s clock.';
COMMENT ON COLUMN signal.since IS 'From when it was true, by the venue''s clock.';
COMMENT ON COLUMN signal.definition_version IS 'Hash of the rule''s kind and parameters: another definition makes other signals.';
COMMENT ON COLUMN signal.instrument IS 'The instrument, or two with | between.';
COMMENT ON COLUMN signal.phase IS 'OCCURRED; RAISED and CLEARED for conditions; MATCHED and TIMED_OUT for patterns.';
COMMENT ON COLUMN signal.numbers IS 'The numbers that made it true, and the limits.';
COMMENT ON COLUMN signal.first_offset IS 'The journal entry since which it was true, in partition first_part.';
COMMENT ON COLUMN signal.last_offset IS 'The journal entry that made it known, in partition last_part.';
COMMENT ON COLUMN signal."offset" IS 'The signal''s own entry in the journal.';
SELECT create_hypertable('signal', 'received', chunk_time_interval => interval '7 days');
CREATE INDEX ON signal (name, instrument, received DESC);
CREATE INDEX ON signal (instrument, received DESC);

CREATE VIEW signal_open AS
SELECT * FROM (
  SELECT DISTINCT ON (name, definition_version, instrument)
         name, definition_version, instrument, phase, since, venue_time, text, numbers
  FROM signal WHERE phase IN ('RAISED', 'CLEARED')
  ORDER BY name, definition_version, instrument, received DESC, part, "offset" DESC) newest
WHERE phase = 'RAISED';
COMMENT ON VIEW signal_open IS 'Conditions that were raised and not cleared since.';

CREATE TABLE statistic (
  venue_time         timestamptz NOT NULL,
  name               text NOT NULL,
  definition_version text NOT NULL,
  instrument         text NOT NULL,
  samples            bigint NOT NULL,
  samples_wanted     bigint NOT NULL,
  numbers            jsonb NOT NULL,
  cause_part         integer NOT NULL,
  cause_offset       bigint NOT NULL,
  part               integer NOT NULL,
  "offset"           bigint NOT NULL
);
COMMENT ON TABLE statistic IS 'Figures over windows, as the configuration defines them. docs/signals.md has the kinds and the units of their numbers.';
COMMENT ON COLUMN statistic.venue_time IS 'To which the window reaches, by the venue''s clock.';
COMMENT ON COLUMN statistic.samples IS 'How many the window has.';
COMMENT ON COLUMN statistic.samples_wanted IS 'How many fill it: while there are fewer it is warming up.';
SELECT create_hypertable('statistic', 'venue_time', chunk_time_interval => interval '7 days');
CREATE INDEX ON statistic (name, instrument, venue_time DESC);

CREATE VIEW statistic_newest AS
SELECT DISTINCT ON (name, definition_version, instrument)
       name, definition_version, instrument, venue_time, numbers, samples, samples_wanted,
       CASE WHEN samples < samples_wanted THEN 'WARMING_UP' ELSE 'READY' END AS state,
       round(100.0 * least(samples, samples_wanted) / nullif(samples_wanted, 0), 1) AS percent_warm
FROM statistic
ORDER BY name, definition_version, instrument, venue_time DESC;
COMMENT ON VIEW statistic_newest IS 'The newest figures of each definition, and how far it has warmed up.';
