-- How good the market data is, and trades in units that can be summed.

CREATE TABLE data_quality (
  minute            timestamptz NOT NULL,
  venue             text NOT NULL,
  connection        text NOT NULL,
  instrument        text NOT NULL,
  minute_part       integer NOT NULL,
  entries           jsonb NOT NULL,
  duplicates        bigint NOT NULL,
  out_of_order      bigint NOT NULL,
  spikes            bigint NOT NULL,
  conflated         bigint NOT NULL,
  gaps              bigint NOT NULL,
  checksum_failures bigint NOT NULL,
  dead_letters      bigint NOT NULL,
  latency_count     bigint NOT NULL,
  latency_mean_us   double precision,
  latency_max_us    bigint,
  latency_min_us    bigint,
  silence_us        bigint,
  part              integer NOT NULL,
  "offset"          bigint NOT NULL
);
COMMENT ON TABLE data_quality IS 'What each connection said of each instrument in a minute of receive time, and how well. Sums over connections: view feed_quality.';
COMMENT ON COLUMN data_quality.instrument IS 'VENUE:SYMBOL or the name of an index; empty for what of a connection could be told to none.';
COMMENT ON COLUMN data_quality.minute_part IS '0; counts on where frames of a minute came after it was written. The parts of a minute add up.';
COMMENT ON COLUMN data_quality.entries IS 'Entries that went on, by payload; quotes before they are conflated.';
COMMENT ON COLUMN data_quality.latency_mean_us IS 'Receive time less venue time, microseconds, of the latency_count entries of streams that have one.';
COMMENT ON COLUMN data_quality.latency_min_us IS 'The least of them: the fastest transport less what the venue''s clock is ahead of ours. Negative: it is ahead by at least so much.';
COMMENT ON COLUMN data_quality.silence_us IS 'The longest time without an entry that ended or went on in the minute.';
SELECT create_hypertable('data_quality', 'minute', chunk_time_interval => interval '7 days');
CREATE INDEX ON data_quality (instrument, minute DESC);

CREATE VIEW feed_quality AS
SELECT minute, instrument,
       sum(coalesce((entries ->> 'Trade')::bigint, 0)) AS trades,
       sum(coalesce((entries ->> 'Quote')::bigint, 0)) AS quotes,
       sum(coalesce((entries ->> 'BookDelta')::bigint, 0) + coalesce((entries ->> 'BookTop')::bigint, 0)) AS book_updates,
       sum((SELECT coalesce(sum(e.value::bigint), 0) FROM jsonb_each_text(entries) e
            WHERE e.key NOT IN ('Trade', 'Quote', 'BookDelta', 'BookTop', 'Gap'))) AS others,
       sum(duplicates) AS duplicates, sum(out_of_order) AS out_of_order, sum(spikes) AS spikes,
       sum(conflated) AS conflated, sum(gaps) AS gaps, sum(checksum_failures) AS checksum_failures,
       sum(dead_letters) AS dead_letters,
       round((sum(latency_mean_us * latency_count) / nullif(sum(latency_count), 0) / 1000)::numeric, 3) AS latency_ms,
       round(max(latency_max_us) / 1000.0, 3) AS latency_worst_ms,
       round(min(latency_min_us) / 1000.0, 3) AS latency_least_ms,
       round(min(silence_us) / 1000000.0, 3) AS silence_s
FROM data_quality
GROUP BY minute, instrument;
COMMENT ON VIEW feed_quality IS 'How good the market data of each instrument was, minute by minute, over all its connections.';
COMMENT ON COLUMN feed_quality.latency_least_ms IS 'Negative: the venue''s clock is ahead of ours by at least so much.';
COMMENT ON COLUMN feed_quality.silence_s IS 'The longest silence, in seconds, of the connection that was silent least.';

ALTER TABLE trade ADD COLUMN base_quantity numeric;
ALTER TABLE trade ADD COLUMN notional numeric;
COMMENT ON COLUMN trade.quantity IS 'As the venue counts it: base units (spot, most linear contracts) or contracts.';
COMMENT ON COLUMN trade.base_quantity IS 'In units of the base asset. Null: the instrument was not configured when the trade was stored.';
COMMENT ON COLUMN trade.notional IS 'In units of the quote asset.';

-- Until this version Binance was the only venue. Its spot and USD-M quantities are base units; a COIN-M contract is
-- 100 USD of BTC or 10 USD of any other coin (contractSize of its exchangeInfo). Twelve decimals, as the store keeps.
UPDATE trade SET base_quantity = quantity, notional = quantity * price
WHERE instrument LIKE 'BINANCE\_SPOT:%' OR instrument LIKE 'BINANCE\_USDM:%';
UPDATE trade t
SET notional = t.quantity * c.value,
    base_quantity = round(t.quantity * c.value * 1.00000000000000000000 / nullif(t.price, 0), 12)
FROM (VALUES (true, 100), (false, 10)) AS c (of_btc, value)
WHERE t.instrument LIKE 'BINANCE\_COINM:%' AND c.of_btc = (t.instrument LIKE 'BINANCE\_COINM:BTCUSD\_%');

CREATE TABLE store_contract (
  part           integer NOT NULL,
  instrument     text NOT NULL,
  config_version bigint NOT NULL,
  inverse        boolean NOT NULL,
  contract_value numeric NOT NULL,
  PRIMARY KEY (part, instrument)
);
COMMENT ON TABLE store_contract IS 'What a quantity of each instrument stands for, by the newest configuration in that partition of the journal.';
COMMENT ON COLUMN store_contract.contract_value IS 'Inverse: quote units a contract. Else: base units a contract; 1 for spot.';
