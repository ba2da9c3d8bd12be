-- History out of files. Unlike the operational tables, which the store fills exactly once by its offset, these have
-- keys: a file may be read again, and another export of the same time may say more.

CREATE TABLE candle (
  instrument   text NOT NULL,
  price        text NOT NULL,
  length       interval NOT NULL,
  opened       timestamptz NOT NULL,
  open         numeric NOT NULL,
  high         numeric NOT NULL,
  low          numeric NOT NULL,
  close        numeric NOT NULL,
  volume       numeric,
  quote_volume numeric,
  trades       bigint,
  source       text NOT NULL,
  PRIMARY KEY (instrument, price, length, opened)
);
COMMENT ON TABLE candle IS 'What a price did in an interval, from files. The row of the file that was read last.';
COMMENT ON COLUMN candle.price IS 'TRADE, MARK or INDEX.';
COMMENT ON COLUMN candle.volume IS 'As the venue counts it: base units or contracts. Null: not told.';
COMMENT ON COLUMN candle.source IS 'The name of the file.';
SELECT create_hypertable('candle', 'opened', chunk_time_interval => interval '365 days');

CREATE TABLE funding_rate (
  instrument text NOT NULL,
  paid       timestamptz NOT NULL,
  rate       numeric NOT NULL,
  source     text NOT NULL,
  PRIMARY KEY (instrument, paid)
);
COMMENT ON TABLE funding_rate IS 'Funding that was paid, from files. What streams expect: reference_price, recorded_price.';
COMMENT ON COLUMN funding_rate.rate IS 'A fraction of the position''s value; positive: longs pay shorts.';
SELECT create_hypertable('funding_rate', 'paid', chunk_time_interval => interval '365 days');

CREATE TABLE option_quote (
  instrument    text NOT NULL,
  quoted        timestamptz NOT NULL,
  bid_price     numeric,
  bid_quantity  numeric,
  ask_price     numeric,
  ask_quantity  numeric,
  mark_price    numeric,
  forward       numeric,
  volatility    double precision,
  delta         double precision,
  gamma         double precision,
  vega          double precision,
  theta         double precision,
  rho           double precision,
  open_interest numeric,
  source        text NOT NULL,
  PRIMARY KEY (instrument, quoted)
);
COMMENT ON TABLE option_quote IS 'Rows of option chains, from files. A side that nobody quoted is null.';
COMMENT ON COLUMN option_quote.volatility IS 'Implied by the mark, annual, as a fraction.';
COMMENT ON COLUMN option_quote.vega IS 'Per volatility point; theta per day, rho per 1 %.';
SELECT create_hypertable('option_quote', 'quoted', chunk_time_interval => interval '30 days');

CREATE TABLE recorded_trade (
  instrument text NOT NULL,
  trade_id   text NOT NULL,
  traded     timestamptz NOT NULL,
  price      numeric NOT NULL,
  quantity   numeric NOT NULL,
  aggressor  text NOT NULL,
  source     text NOT NULL,
  PRIMARY KEY (instrument, trade_id, traded)
);
COMMENT ON TABLE recorded_trade IS 'Trades, from files. Those that were received live are in trade.';
COMMENT ON COLUMN recorded_trade.traded IS 'The venue''s time; where it tells none, when it was received.';
SELECT create_hypertable('recorded_trade', 'traded', chunk_time_interval => interval '7 days');

CREATE TABLE recorded_quote (
  instrument   text NOT NULL,
  quoted       timestamptz NOT NULL,
  place        integer NOT NULL,
  bid_price    numeric NOT NULL,
  bid_quantity numeric NOT NULL,
  ask_price    numeric NOT NULL,
  ask_quantity numeric NOT NULL,
  source       text NOT NULL,
  PRIMARY KEY (instrument, quoted, place)
);
COMMENT ON TABLE recorded_quote IS 'Best bid and ask, from recordings. Those that were received live are in quote.';
COMMENT ON COLUMN recorded_quote.place IS 'Among the quotes of the instrument at the same time, from 0.';
SELECT create_hypertable('recorded_quote', 'quoted', chunk_time_interval => interval '7 days');

CREATE TABLE recorded_price (
  kind       text NOT NULL,
  instrument text NOT NULL,
  told       timestamptz NOT NULL,
  place      integer NOT NULL,
  value      numeric NOT NULL,
  source     text NOT NULL,
  PRIMARY KEY (kind, instrument, told, place)
);
COMMENT ON TABLE recorded_price IS 'MARK, INDEX, FUNDING (expected, a fraction) and OPEN_INTEREST, from recordings.';
SELECT create_hypertable('recorded_price', 'told', chunk_time_interval => interval '7 days');
