-- The operational store. Times are timestamptz; prices and quantities are exact (numeric).
-- No table has a unique index: the store writes each record once by moving store_offset in the same transaction.
-- Chunks: market tables take up to a few hundred rows a second, so a chunk of six hours stays below ten million rows.

CREATE TABLE store_offset (
  topic text NOT NULL,
  part  integer NOT NULL,
  next  bigint NOT NULL,
  PRIMARY KEY (topic, part)
);
COMMENT ON TABLE store_offset IS 'The first Kafka offset of each partition that is not stored yet.';

CREATE TABLE store_mark (
  topic    text NOT NULL,
  part     integer NOT NULL,
  stream   text NOT NULL,
  grp      text NOT NULL,
  sequence bigint NOT NULL,
  PRIMARY KEY (topic, part, stream, grp)
);
COMMENT ON TABLE store_mark IS 'The last accepted sequence of each chained stream, as the engine keeps it.';

CREATE TABLE store_identity (
  topic    text NOT NULL,
  part     integer NOT NULL,
  identity text NOT NULL,
  PRIMARY KEY (topic, part, identity)
);
COMMENT ON TABLE store_identity IS 'Business identities stored: fills, reports, orders, decisions.';

CREATE TABLE journal (
  received timestamptz NOT NULL,
  part     integer NOT NULL,
  "offset" bigint NOT NULL,
  grp      text NOT NULL,
  type     text NOT NULL,
  stream   text NOT NULL,
  sequence bigint NOT NULL,
  accepted boolean NOT NULL,
  bytes    bytea NOT NULL
);
COMMENT ON TABLE journal IS 'The archive: every journal entry as it was written, with its place. Ticks are left out.';
SELECT create_hypertable('journal', 'received', chunk_time_interval => interval '6 hours');
CREATE INDEX ON journal (part, "offset");

CREATE TABLE trade (
  received   timestamptz NOT NULL,
  venue_time timestamptz,
  instrument text NOT NULL,
  trade_id   text NOT NULL,
  price      numeric NOT NULL,
  quantity   numeric NOT NULL,
  aggressor  text NOT NULL,
  part       integer NOT NULL,
  "offset"   bigint NOT NULL
);
SELECT create_hypertable('trade', 'received', chunk_time_interval => interval '6 hours');
CREATE INDEX ON trade (instrument, received DESC);

CREATE TABLE quote (
  received     timestamptz NOT NULL,
  venue_time   timestamptz,
  instrument   text NOT NULL,
  bid_price    numeric NOT NULL,
  bid_quantity numeric NOT NULL,
  ask_price    numeric NOT NULL,
  ask_quantity numeric NOT NULL,
  part         integer NOT NULL,
  "offset"     bigint NOT NULL
);
SELECT create_hypertable('quote', 'received', chunk_time_interval => interval '6 hours');
CREATE INDEX ON quote (instrument, received DESC);

CREATE TABLE book_delta (
  received   timestamptz NOT NULL,
  venue_time timestamptz,
  instrument text NOT NULL,
  snapshot   boolean NOT NULL,
  first_id   bigint NOT NULL,
  last_id    bigint NOT NULL,
  bids       integer NOT NULL,
  asks       integer NOT NULL,
  part       integer NOT NULL,
  "offset"   bigint NOT NULL
);
COMMENT ON TABLE book_delta IS 'One row a change of a book: how many levels. The levels themselves are in journal.bytes.';
SELECT create_hypertable('book_delta', 'received', chunk_time_interval => interval '6 hours');
CREATE INDEX ON book_delta (instrument, received DESC);

CREATE TABLE reference_price (
  received   timestamptz NOT NULL,
  venue_time timestamptz,
  kind       text NOT NULL,
  instrument text NOT NULL,
  value      numeric NOT NULL,
  part       integer NOT NULL,
  "offset"   bigint NOT NULL
);
COMMENT ON TABLE reference_price IS 'Mark and index prices, and funding rates as fractions an interval; kind says which.';
SELECT create_hypertable('reference_price', 'received', chunk_time_interval => interval '1 day');
CREATE INDEX ON reference_price (instrument, kind, received DESC);

CREATE TABLE execution (
  received        timestamptz NOT NULL,
  venue_time      timestamptz,
  grp             text NOT NULL,
  venue           text NOT NULL,
  account         text NOT NULL,
  instrument      text NOT NULL,
  client_order_id text NOT NULL,
  venue_order_id  text,
  execution_id    text,
  report_id       text NOT NULL,
  source          text NOT NULL,
  type            text NOT NULL,
  status          text NOT NULL,
  side            text NOT NULL,
  quantity        numeric NOT NULL,
  price           numeric,
  last_quantity   numeric,
  last_price      numeric,
  cumulative      numeric NOT NULL,
  fee             numeric,
  fee_currency    text,
  liquidity       text NOT NULL,
  reject_code     text,
  reject_text     text,
  external        boolean NOT NULL,
  part            integer NOT NULL,
  "offset"        bigint NOT NULL
);
SELECT create_hypertable('execution', 'received', chunk_time_interval => interval '7 days');
CREATE INDEX ON execution (client_order_id);

CREATE TABLE balance (
  received timestamptz NOT NULL,
  venue    text NOT NULL,
  account  text NOT NULL,
  asset    text NOT NULL,
  wallet   numeric,
  change   numeric,
  reason   text NOT NULL,
  part     integer NOT NULL,
  "offset" bigint NOT NULL
);
SELECT create_hypertable('balance', 'received', chunk_time_interval => interval '7 days');

CREATE TABLE position (
  received   timestamptz NOT NULL,
  venue      text NOT NULL,
  account    text NOT NULL,
  instrument text NOT NULL,
  quantity   numeric NOT NULL,
  entry      numeric,
  unrealised numeric,
  part       integer NOT NULL,
  "offset"   bigint NOT NULL
);
COMMENT ON TABLE position IS 'Positions as the venues state them.';
SELECT create_hypertable('position', 'received', chunk_time_interval => interval '7 days');

CREATE TABLE orders (
  decided         timestamptz NOT NULL,
  client_order_id text NOT NULL,
  command_number  integer NOT NULL,
  command         text NOT NULL,
  grp             text NOT NULL,
  group_sequence  bigint NOT NULL,
  portfolio       text NOT NULL,
  strategy        text NOT NULL,
  venue           text NOT NULL,
  account         text NOT NULL,
  instrument      text NOT NULL,
  side            text NOT NULL,
  order_type      text NOT NULL,
  time_in_force   text NOT NULL,
  quantity        numeric NOT NULL,
  price           numeric,
  mid             numeric,
  cause_part      integer NOT NULL,
  cause_offset    bigint NOT NULL,
  cause_received  timestamptz NOT NULL,
  valid_until     timestamptz NOT NULL,
  config_version  bigint NOT NULL,
  engine_version  text NOT NULL,
  part            integer NOT NULL,
  "offset"        bigint NOT NULL
);
SELECT create_hypertable('orders', 'decided', chunk_time_interval => interval '7 days');
CREATE INDEX ON orders (client_order_id);

CREATE TABLE decision (
  decided          timestamptz NOT NULL,
  grp              text NOT NULL,
  group_sequence   bigint NOT NULL,
  portfolio        text NOT NULL,
  strategy         text NOT NULL,
  cause_part       integer NOT NULL,
  cause_offset     bigint NOT NULL,
  cause_type       text NOT NULL,
  cause_stream     text NOT NULL,
  cause_sequence   bigint NOT NULL,
  cause_received   timestamptz NOT NULL,
  exposure         numeric NOT NULL,
  gross            numeric NOT NULL,
  hedge            numeric NOT NULL,
  target           numeric NOT NULL,
  residual         numeric NOT NULL,
  band_enter       numeric NOT NULL,
  band_leave       numeric NOT NULL,
  statistics       jsonb NOT NULL,
  client_order_ids text[] NOT NULL,
  checks_passed    text[] NOT NULL,
  denials          text[] NOT NULL,
  reason           text NOT NULL,
  config_version   bigint NOT NULL,
  engine_version   text NOT NULL,
  part             integer NOT NULL,
  "offset"         bigint NOT NULL
);
SELECT create_hypertable('decision', 'decided', chunk_time_interval => interval '7 days');

CREATE TABLE dead_letter (
  received   timestamptz NOT NULL,
  venue      text NOT NULL,
  connection text NOT NULL,
  channel    text NOT NULL,
  reason     text NOT NULL,
  detail     text NOT NULL,
  raw_part   integer NOT NULL,
  raw_offset bigint NOT NULL,
  bytes      bytea NOT NULL,
  part       integer NOT NULL,
  "offset"   bigint NOT NULL
);
SELECT create_hypertable('dead_letter', 'received', chunk_time_interval => interval '7 days');
