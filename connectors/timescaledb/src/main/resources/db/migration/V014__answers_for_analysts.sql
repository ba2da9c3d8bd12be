-- Indexes that the questions of docs/analysts.md need, and views that answer them. Chunk sizes: docs/store.md.

-- Sums over an instrument's day read the index alone: a chunk's heap has all instruments mixed.
DROP INDEX trade_instrument_received_idx;
CREATE INDEX trade_instrument_received_idx ON trade (instrument, received DESC)
  INCLUDE (venue_time, price, base_quantity, notional, aggressor);
-- Rows that a vacuum has not seen are read from the heap all the same, and inserts alone bring it late.
ALTER TABLE trade SET (autovacuum_vacuum_insert_scale_factor = 0.05);

-- The length first: the hours of all instruments lie together, apart from a hundred times as many seconds.
DROP INDEX bar_revision_instrument_length_started_idx;
CREATE INDEX bar_revision_length_instrument_started_idx ON bar_revision (length, instrument, started DESC);
CREATE INDEX decision_portfolio_grp_decided_idx ON decision (portfolio, grp, decided DESC);
CREATE INDEX orders_portfolio_grp_decided_idx ON orders (portfolio, grp, decided DESC);

-- As before, but found by the time of the decision, which both have, instead of looking through all orders of all decisions.
CREATE OR REPLACE VIEW order_lineage AS
SELECT o.client_order_id, o.decided, o.grp, o.portfolio, o.strategy, o.instrument, o.side, o.quantity, o.price,
       d.reason, d.exposure, d.hedge, d.target, d.residual, d.cause_type, d.cause_part, d.cause_offset,
       d.cause_stream, d.cause_sequence, d.config_version, d.engine_version, d.checks_passed
FROM orders o
JOIN decision d ON d.portfolio = o.portfolio AND d.grp = o.grp AND d.decided = o.decided
  AND o.client_order_id = ANY (d.client_order_ids)
WHERE o.command = 'PLACE';

CREATE VIEW hourly_close AS
SELECT instrument, started AS hour, close, 'bar' AS source
FROM bar WHERE length = interval '1 hour'
UNION ALL
SELECT c.instrument, c.opened, c.close, 'candle'
FROM candle c
WHERE c.price = 'TRADE' AND c.length = interval '1 hour'
  AND NOT EXISTS (SELECT 1 FROM bar_revision b
                  WHERE b.length = interval '1 hour' AND b.instrument = c.instrument AND b.started = c.opened);
COMMENT ON VIEW hourly_close IS 'The last price of each hour: of live bars, and where there is none of candles from files.';
COMMENT ON COLUMN hourly_close.hour IS 'Beginning of the hour.';
COMMENT ON COLUMN hourly_close.close IS 'Price of the last trade, as the venue quotes it.';
COMMENT ON COLUMN hourly_close.source IS 'bar or candle.';

CREATE VIEW hourly_return AS
SELECT instrument, hour, newest,
       CASE WHEN hour - lag(hour) OVER w = interval '1 hour'
            THEN ln((close / lag(close) OVER w)::double precision) END AS log_return
FROM (SELECT instrument, hour, close, max(hour) OVER (PARTITION BY instrument) AS newest FROM hourly_close) closes
WHERE close > 0 AND hour > newest - interval '365 days'
WINDOW w AS (PARTITION BY instrument ORDER BY hour);
COMMENT ON VIEW hourly_return IS 'Returns from hour to hour of the year before each instrument''s newest hour. Hours begin as in hourly_close.';
COMMENT ON COLUMN hourly_return.hour IS 'Beginning of the hour.';
COMMENT ON COLUMN hourly_return.newest IS 'The instrument''s newest hour.';
COMMENT ON COLUMN hourly_return.log_return IS 'Natural logarithm of close over the close before. Null over a hole.';

-- Running sums, so that the variance of any window is a difference of two rows: the newest and the one before its first.
CREATE VIEW volatility_cone AS
SELECT instrument, days, max(volatility) FILTER (WHERE hour = newest) AS current,
       min(volatility) AS lowest,
       percentile_cont(0.25) WITHIN GROUP (ORDER BY volatility) AS lower_quartile,
       percentile_cont(0.5) WITHIN GROUP (ORDER BY volatility) AS median,
       percentile_cont(0.75) WITHIN GROUP (ORDER BY volatility) AS upper_quartile,
       max(volatility) AS highest, count(*) AS windows, max(hour) AS reaches
FROM (
  SELECT instrument, hour, newest, h.days,
         sqrt(greatest(sums[3] - h.before[3] - (sums[2] - h.before[2]) ^ 2 / (h.days * 24), 0) / (h.days * 24 - 1) * 8760)
           AS volatility
  FROM (
    SELECT instrument, hour, newest, sums, lag(sums, 24) OVER w AS day, lag(sums, 168) OVER w AS week,
           lag(sums, 720) OVER w AS month, lag(sums, 2160) OVER w AS quarter
    FROM (
      SELECT instrument, hour, newest,
             ARRAY[count(log_return) OVER w, coalesce(sum(log_return) OVER w, 0),
                   coalesce(sum(log_return * log_return) OVER w, 0)]::double precision[] AS sums
      FROM hourly_return WINDOW w AS (PARTITION BY instrument ORDER BY hour)) running
    WINDOW w AS (PARTITION BY instrument ORDER BY hour)) looked_back
  CROSS JOIN LATERAL (VALUES (1, day), (7, week), (30, month), (90, quarter)) h (days, before)
  -- As many returns as hours: no hole.
  WHERE sums[1] - h.before[1] = h.days * 24) windows
GROUP BY instrument, days;
COMMENT ON VIEW volatility_cone IS 'Where volatility stands among all windows of its length in the year before the newest hour. Standard deviation of hourly log returns about their mean, times the root of 8,760: a year, as a fraction. Windows with a hole do not count.';
COMMENT ON COLUMN volatility_cone.days IS 'Length of the window in days of 24 hours.';
COMMENT ON COLUMN volatility_cone.current IS 'Of the window that ends with the newest hour; null: it has a hole. A year, as a fraction, like the next five.';
COMMENT ON COLUMN volatility_cone.lowest IS 'The least of all windows.';
COMMENT ON COLUMN volatility_cone.lower_quartile IS 'A quarter of the windows are below; interpolated.';
COMMENT ON COLUMN volatility_cone.median IS 'Half of the windows are below; interpolated.';
COMMENT ON COLUMN volatility_cone.upper_quartile IS 'Three quarters of the windows are below; interpolated.';
COMMENT ON COLUMN volatility_cone.highest IS 'The most of all windows.';
COMMENT ON COLUMN volatility_cone.windows IS 'How many windows; they overlap, one an hour.';
COMMENT ON COLUMN volatility_cone.reaches IS 'Beginning of the last hour of the newest window.';

CREATE VIEW correlation_matrix AS
WITH month AS MATERIALIZED (
  SELECT instrument, hour, log_return FROM hourly_return
  WHERE hour > newest - interval '30 days' AND log_return IS NOT NULL)
SELECT a.instrument, b.instrument AS other,
       corr(a.log_return, b.log_return) AS correlation,
       regr_slope(a.log_return, b.log_return) AS beta,
       count(*) AS hours, max(hour) AS reaches
FROM month a JOIN month b USING (hour)
GROUP BY a.instrument, b.instrument;
COMMENT ON VIEW correlation_matrix IS 'Of hourly log returns, in the hours that two instruments share among the 30 days before each one''s newest. Every pair both ways, and each with itself.';
COMMENT ON COLUMN correlation_matrix.other IS 'The instrument beside it, VENUE:SYMBOL.';
COMMENT ON COLUMN correlation_matrix.correlation IS 'Pearson''s, -1 to 1.';
COMMENT ON COLUMN correlation_matrix.beta IS 'Covariance over the variance of other: what instrument moved by when other moved by one.';
COMMENT ON COLUMN correlation_matrix.hours IS 'How many hours both have.';
COMMENT ON COLUMN correlation_matrix.reaches IS 'Beginning of the newest of them.';

CREATE VIEW basis_history AS
SELECT venue_time, name, definition_version, instrument AS pair,
       split_part(instrument, '|', 1) AS instrument, split_part(instrument, '|', 2) AS against,
       (numbers ->> 'level')::double precision AS basis, (numbers ->> 'mean')::double precision AS mean,
       (numbers ->> 'deviation')::double precision AS deviation, (numbers ->> 'zScore')::double precision AS z_score,
       samples, samples_wanted
FROM statistic
WHERE instrument LIKE '%|%' AND numbers ? 'level' AND numbers ? 'zScore';
COMMENT ON VIEW basis_history IS 'The basis of configured pairs over time: statistics of kind basis.';
COMMENT ON COLUMN basis_history.pair IS 'instrument|against.';
COMMENT ON COLUMN basis_history.against IS 'What it is measured against, VENUE:SYMBOL.';
COMMENT ON COLUMN basis_history.basis IS 'Mid over the mid of against, less 1: a fraction. Mean and deviation likewise.';
COMMENT ON COLUMN basis_history.mean IS 'Of the window.';
COMMENT ON COLUMN basis_history.deviation IS 'Standard deviation in the window, n - 1.';
COMMENT ON COLUMN basis_history.z_score IS '(basis - mean) / deviation.';

-- A step of the index a book, not every decision there ever was.
CREATE VIEW current_exposure AS
WITH RECURSIVE book AS (
  (SELECT portfolio, grp FROM decision ORDER BY portfolio, grp LIMIT 1)
  UNION ALL
  SELECT n.portfolio, n.grp FROM book b CROSS JOIN LATERAL (
    SELECT d.portfolio, d.grp FROM decision d WHERE (d.portfolio, d.grp) > (b.portfolio, b.grp)
    ORDER BY d.portfolio, d.grp LIMIT 1) n)
SELECT b.portfolio, b.grp, d.strategy, d.decided, d.exposure, d.gross, d.hedge, d.working, d.target, d.residual,
       d.band_enter, abs(d.residual) > d.band_enter AS outside_band, d.reason, v.valued, v.value, v.currency
FROM book b
CROSS JOIN LATERAL (
  SELECT * FROM decision x WHERE x.portfolio = b.portfolio AND x.grp = b.grp
  ORDER BY x.decided DESC, x.group_sequence DESC LIMIT 1) d
LEFT JOIN LATERAL (
  SELECT x.valued, x.value, x.currency FROM valuation x WHERE x.portfolio = b.portfolio AND x.grp = b.grp
  ORDER BY x.valued DESC, x.sequence DESC LIMIT 1) v ON true;
COMMENT ON VIEW current_exposure IS 'What each portfolio had to hedge in each group, and how it was hedged, at its newest decision; and its newest valuation.';
COMMENT ON COLUMN current_exposure.decided IS 'The engine''s clock at the newest decision: the figures are of then. Fills since are in the next one.';
COMMENT ON COLUMN current_exposure.outside_band IS 'Whether the residual was beyond band_enter.';
COMMENT ON COLUMN current_exposure.valued IS 'When it was valued last. Null: never.';
COMMENT ON COLUMN current_exposure.value IS 'At that valuation, in the report currency.';

CREATE VIEW current_position AS
SELECT l.portfolio, l.grp, l.strategy, l.valued, l.venue, l.account, l.instrument, l.currency, l.hedge, l.quantity,
       l.average_price, l.mark, l.unrealised, l.value
FROM current_exposure e
JOIN valuation_line l ON l.portfolio = e.portfolio AND l.grp = e.grp AND l.valued = e.valued;
COMMENT ON VIEW current_position IS 'The lines of each portfolio''s newest valuation.';
COMMENT ON COLUMN current_position.instrument IS 'VENUE:SYMBOL. Null: coins or money alone.';
COMMENT ON COLUMN current_position.currency IS 'What unrealised is in: the settlement currency, or the coin itself.';
COMMENT ON COLUMN current_position.hedge IS 'Whether the book hedges with it; else it is what is hedged.';
COMMENT ON COLUMN current_position.quantity IS 'Contracts, or base units of spot; negative is short.';
COMMENT ON COLUMN current_position.average_price IS 'Of what is open, as the venue quotes prices.';
COMMENT ON COLUMN current_position.mark IS 'The price that it was valued by, as the venue quotes it.';
COMMENT ON COLUMN current_position.unrealised IS 'In currency.';
COMMENT ON COLUMN current_position.value IS 'In the report currency.';

CREATE VIEW hedge_effectiveness AS
WITH part AS (
  SELECT time_bucket(interval '1 day', valued) AS day, portfolio, grp, strategy,
         time_bucket(interval '10 minutes', valued) AS started,
         coalesce(sum(price + basis + options + funding + fx) FILTER (WHERE NOT hedge), 0) AS held,
         coalesce(sum(price + basis + options + funding + fx) FILTER (WHERE hedge), 0) AS hedge
  FROM valuation_line
  GROUP BY 1, 2, 3, 4, 5)
SELECT day, portfolio, grp, strategy, count(*) AS intervals,
       sum(held) AS unhedged_profit, sum(held + hedge) AS hedged_profit,
       stddev_samp(held) AS unhedged_deviation, stddev_samp(held + hedge) AS hedged_deviation,
       1 - var_samp(held + hedge) / nullif(var_samp(held), 0) AS effectiveness,
       -regr_slope(held::double precision, hedge::double precision) AS hindsight_ratio
FROM part
GROUP BY day, portfolio, grp, strategy;
COMMENT ON VIEW hedge_effectiveness IS 'How much of the variance the hedge took away, each day (UTC), by what markets did to what is held and to the hedge in intervals of 10 minutes: price, basis, options, funding, currency; without costs. An interval in which nothing was valued does not count.';
COMMENT ON COLUMN hedge_effectiveness.intervals IS 'Intervals of 10 minutes with a valuation.';
COMMENT ON COLUMN hedge_effectiveness.unhedged_profit IS 'Of what is held, without the hedge. Report currency.';
COMMENT ON COLUMN hedge_effectiveness.hedged_profit IS 'Of both. Report currency.';
COMMENT ON COLUMN hedge_effectiveness.unhedged_deviation IS 'Standard deviation (n - 1) of an interval''s profit of what is held. Report currency.';
COMMENT ON COLUMN hedge_effectiveness.hedged_deviation IS 'The same of both together.';
COMMENT ON COLUMN hedge_effectiveness.effectiveness IS '1 - variance with the hedge / variance without it: 1 is perfect, 0 is useless, below it made things worse (Hull, ch. 3).';
COMMENT ON COLUMN hedge_effectiveness.hindsight_ratio IS 'By what the hedge should have been multiplied to leave the least variance.';

CREATE VIEW fill_cost AS
SELECT e.received, o.decided, e.client_order_id, e.execution_id, o.portfolio, e.grp, o.strategy, e.venue, e.account,
       e.instrument, e.side, e.last_quantity AS quantity, e.last_price AS price, o.mid, e.liquidity,
       n.notional,
       d.way * (e.last_price - o.mid) / nullif(o.mid, 0) * 10000 AS slippage_bps,
       d.way * (e.last_price - o.mid) / nullif(o.mid, 0) * n.notional AS slippage,
       e.fee, e.fee_currency, e.cumulative = e.last_quantity AS first_fill
FROM execution e
JOIN orders o ON o.client_order_id = e.client_order_id AND o.command = 'PLACE'
LEFT JOIN (SELECT DISTINCT ON (instrument) instrument, inverse, contract_value FROM store_contract
           ORDER BY instrument, config_version DESC) c ON c.instrument = e.instrument
CROSS JOIN LATERAL (SELECT e.last_quantity * c.contract_value * CASE WHEN c.inverse THEN 1 ELSE o.mid END AS notional) n
CROSS JOIN LATERAL (SELECT CASE e.side WHEN 'BUY' THEN 1 ELSE -1 END AS way) d
WHERE e.type = 'TRADE' AND e.inferred IS NOT TRUE;
COMMENT ON VIEW fill_cost IS 'What each fill of an order of ours cost against the mid at which the order was decided.';
COMMENT ON COLUMN fill_cost.received IS 'When we heard of the fill.';
COMMENT ON COLUMN fill_cost.execution_id IS 'The venue''s id of the fill.';
COMMENT ON COLUMN fill_cost.quantity IS 'Filled: base units (spot, linear) or contracts.';
COMMENT ON COLUMN fill_cost.price IS 'Of the fill, as the venue quotes it.';
COMMENT ON COLUMN fill_cost.notional IS 'Worth of the quantity at the mid, in the quote currency. Null: no configuration has named the instrument.';
COMMENT ON COLUMN fill_cost.slippage_bps IS 'Price against mid, basis points; positive costs.';
COMMENT ON COLUMN fill_cost.slippage IS 'The same in the quote currency.';
COMMENT ON COLUMN fill_cost.first_fill IS 'Whether nothing of the order was filled before.';
COMMENT ON COLUMN fill_cost.fee IS 'In fee_currency; negative is a rebate.';

CREATE VIEW execution_cost AS
SELECT time_bucket(interval '1 day', received) AS day, portfolio, grp, strategy, venue, instrument, fee_currency,
       count(*) FILTER (WHERE first_fill) AS orders, count(*) AS fills, sum(notional) AS notional,
       sum(slippage) AS slippage, sum(slippage) / nullif(sum(notional), 0) * 10000 AS slippage_bps,
       sum(fee) AS fees,
       sum(notional) FILTER (WHERE liquidity = 'MAKER') / nullif(sum(notional), 0) AS maker_share
FROM fill_cost
GROUP BY 1, 2, 3, 4, 5, 6, 7;
COMMENT ON VIEW execution_cost IS 'What trading cost each day (UTC, by when we heard of the fill).';
COMMENT ON COLUMN execution_cost.orders IS 'Orders of which the first fill was that day.';
COMMENT ON COLUMN execution_cost.fills IS 'How many fills.';
COMMENT ON COLUMN execution_cost.notional IS 'Filled, at the mids of the decisions, in the quote currency.';
COMMENT ON COLUMN execution_cost.slippage IS 'Fills against the mids, in the quote currency; positive costs.';
COMMENT ON COLUMN execution_cost.slippage_bps IS 'The same, basis points of notional.';
COMMENT ON COLUMN execution_cost.fees IS 'In fee_currency; negative is a rebate.';
COMMENT ON COLUMN execution_cost.maker_share IS 'Part of notional that rested in the book, a fraction. Null: none.';

CREATE VIEW funding_paid AS
SELECT time_bucket(interval '1 day', received) AS day, venue, account, asset, count(*) AS payments,
       coalesce(sum(change) FILTER (WHERE change > 0), 0) AS received,
       -coalesce(sum(change) FILTER (WHERE change < 0), 0) AS paid, sum(change) AS net
FROM balance
WHERE reason = 'FUNDING' AND change IS NOT NULL
GROUP BY 1, 2, 3, 4;
COMMENT ON VIEW funding_paid IS 'Funding as venues booked it on accounts, each day (UTC). Venues that tell no changes of balances are not in it; by portfolio: profit_and_loss_daily.';
COMMENT ON COLUMN funding_paid.payments IS 'How many bookings.';
COMMENT ON COLUMN funding_paid.received IS 'In units of the asset; not negative.';
COMMENT ON COLUMN funding_paid.paid IS 'In units of the asset; not negative.';
COMMENT ON COLUMN funding_paid.net IS 'received - paid.';

CREATE VIEW profit_and_loss_daily AS
SELECT day, portfolio, grp, strategy, currency, count(*) AS valuations, last(value, sequence) AS value,
       sum(capital_flow) AS capital_flow, sum(profit) AS profit,
       sum(price) AS price, sum(basis) AS basis, sum(options) AS options, sum(funding) AS funding, sum(fees) AS fees,
       sum(slippage) AS slippage, sum(fx) AS fx, sum(other) AS other, max(fall) AS drawdown
FROM (
  SELECT *, max(total) OVER (PARTITION BY day, portfolio, grp, strategy, currency ORDER BY sequence) - total AS fall
  FROM (
    SELECT time_bucket(interval '1 day', valued) AS day, portfolio, grp, strategy, currency, sequence, value, capital_flow,
           price + basis + options + funding + fees + slippage + fx + other AS profit,
           price, basis, options, funding, fees, slippage, fx, other,
           total_price + total_basis + total_options + total_funding + total_fees + total_slippage + total_fx + total_other
             AS total
    FROM valuation) each) run
GROUP BY day, portfolio, grp, strategy, currency;
COMMENT ON VIEW profit_and_loss_daily IS 'Profit of each day (UTC) and where it came from. Report currency; losses and costs are negative.';
COMMENT ON COLUMN profit_and_loss_daily.valuations IS 'How many of the day are summed.';
COMMENT ON COLUMN profit_and_loss_daily.value IS 'At the day''s last valuation.';
COMMENT ON COLUMN profit_and_loss_daily.profit IS 'Sum of the eight parts after it.';
COMMENT ON COLUMN profit_and_loss_daily.drawdown IS 'The deepest fall of total profit from its highest of the day; not negative.';

CREATE VIEW daily_risk_report AS
SELECT p.day, p.portfolio, p.grp, p.strategy, p.currency, p.value, p.profit, p.drawdown,
       d.decisions, d.largest_residual, d.outside_band, d.denials, o.orders, c.fills, c.notional, c.slippage_bps,
       h.effectiveness, a.warnings, a.critical
FROM profit_and_loss_daily p
CROSS JOIN LATERAL (
  SELECT count(*) AS decisions, max(abs(x.residual)) AS largest_residual,
         count(*) FILTER (WHERE abs(x.residual) > x.band_enter) AS outside_band,
         coalesce(sum(cardinality(x.denials)), 0) AS denials
  FROM decision x WHERE x.portfolio = p.portfolio AND x.grp = p.grp
    AND x.decided >= p.day AND x.decided < p.day + interval '1 day') d
CROSS JOIN LATERAL (
  SELECT count(*) AS orders FROM orders x WHERE x.portfolio = p.portfolio AND x.grp = p.grp AND x.command = 'PLACE'
    AND x.decided >= p.day AND x.decided < p.day + interval '1 day') o
CROSS JOIN LATERAL (
  SELECT count(*) AS fills, sum(x.notional) AS notional, sum(x.slippage) / nullif(sum(x.notional), 0) * 10000 AS slippage_bps
  FROM fill_cost x WHERE x.portfolio = p.portfolio AND x.grp = p.grp
    AND x.received >= p.day AND x.received < p.day + interval '1 day') c
CROSS JOIN LATERAL (
  -- As in hedge_effectiveness, whose days a join cannot bound.
  SELECT 1 - var_samp(held + hedge) / nullif(var_samp(held), 0) AS effectiveness
  FROM (SELECT coalesce(sum(price + basis + options + funding + fx) FILTER (WHERE NOT x.hedge), 0) AS held,
               coalesce(sum(price + basis + options + funding + fx) FILTER (WHERE x.hedge), 0) AS hedge
        FROM valuation_line x
        WHERE x.portfolio = p.portfolio AND x.grp = p.grp AND x.strategy = p.strategy
          AND x.valued >= p.day AND x.valued < p.day + interval '1 day'
        GROUP BY time_bucket(interval '10 minutes', x.valued)) intervals) h
CROSS JOIN LATERAL (
  SELECT count(*) FILTER (WHERE x.severity = 'WARNING') AS warnings,
         count(*) FILTER (WHERE x.severity = 'CRITICAL') AS critical
  FROM alert x WHERE x.scope = p.grp AND x.raised >= p.day AND x.raised < p.day + interval '1 day') a;
COMMENT ON VIEW daily_risk_report IS 'A line a day (UTC), portfolio and group with a valuation: what it is worth, what it lost, how well it was hedged, what it cost, and what went wrong.';
COMMENT ON COLUMN daily_risk_report.value IS 'At the day''s last valuation. Report currency, like profit and drawdown.';
COMMENT ON COLUMN daily_risk_report.profit IS 'Of the day, all parts.';
COMMENT ON COLUMN daily_risk_report.drawdown IS 'The deepest fall of total profit from its highest of the day; not negative.';
COMMENT ON COLUMN daily_risk_report.decisions IS 'How many the strategy made.';
COMMENT ON COLUMN daily_risk_report.largest_residual IS 'The furthest from the target at a decision, units of the underlying, without sign.';
COMMENT ON COLUMN daily_risk_report.outside_band IS 'Decisions at which the residual was beyond band_enter.';
COMMENT ON COLUMN daily_risk_report.denials IS 'Checks that refused an order.';
COMMENT ON COLUMN daily_risk_report.orders IS 'Orders placed.';
COMMENT ON COLUMN daily_risk_report.fills IS 'Fills of which we heard that day.';
COMMENT ON COLUMN daily_risk_report.notional IS 'Filled, at the mids of the decisions, in quote currencies (added up as if they were one).';
COMMENT ON COLUMN daily_risk_report.slippage_bps IS 'Fills against mids, basis points of notional; positive costs.';
COMMENT ON COLUMN daily_risk_report.effectiveness IS 'View hedge_effectiveness: 1 is perfect.';
COMMENT ON COLUMN daily_risk_report.warnings IS 'Alerts of severity WARNING about the group.';
COMMENT ON COLUMN daily_risk_report.critical IS 'Alerts of severity CRITICAL about the group.';

-- With TimescaleDB's community licence a continuous aggregate, else a view: same name, same columns.
-- Refused (an older version, a setting), it is a view as well: the tables matter more than their speed.
DO $$
DECLARE
  hours text := 'SELECT instrument, time_bucket(interval ''1 hour'', received) AS hour, count(*) AS trades,
       sum(base_quantity) AS base_volume, sum(notional) AS quote_volume,
       sum(notional) FILTER (WHERE aggressor = ''BUY'') AS buy_quote_volume, max(price) AS high, min(price) AS low
     FROM trade GROUP BY instrument, time_bucket(interval ''1 hour'', received)';
BEGIN
  IF current_setting('timescaledb.license', true) = 'timescale' THEN
    BEGIN
      EXECUTE 'CREATE MATERIALIZED VIEW trade_hour WITH (timescaledb.continuous, timescaledb.materialized_only = false) AS '
        || hours || ' WITH NO DATA';
      PERFORM add_continuous_aggregate_policy('trade_hour', start_offset => interval '1 day',
        end_offset => interval '1 hour', schedule_interval => interval '1 hour');
      RETURN;
    EXCEPTION WHEN OTHERS THEN
      RAISE WARNING 'trade_hour is a plain view: %', SQLERRM;
    END;
  END IF;
  EXECUTE 'CREATE VIEW trade_hour AS ' || hours;
END $$;
COMMENT ON VIEW trade_hour IS 'What was traded each hour by the time of receipt. A continuous aggregate where the licence has them, else worked out from all trades of the span: name the instrument and the hours.';
COMMENT ON COLUMN trade_hour.hour IS 'Beginning of the hour of receipt.';
COMMENT ON COLUMN trade_hour.trades IS 'How many.';
COMMENT ON COLUMN trade_hour.base_volume IS 'In units of the base asset.';
COMMENT ON COLUMN trade_hour.quote_volume IS 'In units of the quote asset.';
COMMENT ON COLUMN trade_hour.buy_quote_volume IS 'Of quote_volume what buyers took.';
COMMENT ON COLUMN trade_hour.high IS 'The highest price.';
COMMENT ON COLUMN trade_hour.low IS 'The lowest price.';

CREATE TABLE retention (
  table_name     text PRIMARY KEY,
  compress_after interval,
  keep           interval
);
COMMENT ON TABLE retention IS 'How long rows are kept, and after what time they are compressed. Read by housekeeping(); the operator changes it.';
COMMENT ON COLUMN retention.table_name IS 'A hypertable.';
COMMENT ON COLUMN retention.compress_after IS 'Chunks older than that are compressed, where the licence has compression. Null: never.';
COMMENT ON COLUMN retention.keep IS 'Chunks all of whose rows are older than that are dropped. Null: never.';
INSERT INTO retention (table_name, compress_after) VALUES
  ('journal', '7 days'), ('trade', '7 days'), ('quote', '7 days'), ('book_delta', '7 days'),
  ('reference_price', '30 days'), ('bar_revision', '7 days');

CREATE FUNCTION housekeeping() RETURNS TABLE (table_name text, done text, chunks bigint)
LANGUAGE plpgsql AS $$
DECLARE
  rule retention;
  chunk regclass;
BEGIN
  FOR rule IN SELECT * FROM retention ORDER BY 1 LOOP
    table_name := rule.table_name;
    IF rule.keep IS NOT NULL THEN
      done := 'dropped';
      SELECT count(*) INTO chunks FROM drop_chunks(format('%I', rule.table_name)::regclass, now() - rule.keep);
      RETURN NEXT;
    END IF;
    IF rule.compress_after IS NOT NULL AND current_setting('timescaledb.license', true) = 'timescale' THEN
      done := 'compressed';
      chunks := 0;
      EXECUTE format('ALTER TABLE %I SET (timescaledb.compress%s)', rule.table_name,
        CASE WHEN EXISTS (SELECT 1 FROM pg_attribute
                          WHERE attrelid = format('%I', rule.table_name)::regclass AND attname = 'instrument')
             THEN ', timescaledb.compress_segmentby = ''instrument''' ELSE '' END);
      FOR chunk IN SELECT show_chunks(format('%I', rule.table_name)::regclass, older_than => now() - rule.compress_after)
      LOOP
        PERFORM compress_chunk(chunk, if_not_compressed => true);
        chunks := chunks + 1;
      END LOOP;
      RETURN NEXT;
    END IF;
  END LOOP;
END $$;
COMMENT ON FUNCTION housekeeping IS 'Does what table retention says, and tells how many chunks. To be called once a day or so.';

-- What every column holds. First those that mean the same wherever they stand.
DO $$
DECLARE
  gap record;
BEGIN
  FOR gap IN
    SELECT c.oid::regclass AS relation, a.attname AS name, said.comment
    FROM pg_class c
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    JOIN (VALUES
      ('received', 'When we received it.'),
      ('venue_time', 'When it happened, by the venue''s clock. Null: the venue tells no time.'),
      ('decided', 'The engine''s clock at the decision.'),
      ('valued', 'The journal''s clock at the valuation.'),
      ('instrument', 'VENUE:SYMBOL.'),
      ('venue', 'Exchange and market, e.g. BINANCE_USDM.'),
      ('account', 'Name of the account in the configuration.'),
      ('portfolio', 'Name of the portfolio in the configuration.'),
      ('strategy', 'Name of the strategy.'),
      ('grp', 'The hedge group, mostly the underlying asset.'),
      ('part', 'Partition of the Kafka topic that it was read from.'),
      ('offset', 'Offset in that partition.'),
      ('topic', 'The Kafka topic.'),
      ('cause_part', 'Partition of the journal entry that caused it.'),
      ('cause_offset', 'Offset of the journal entry that caused it.'),
      ('cause_received', 'When what the causing entry tells was received.'),
      ('cause_type', 'What the causing entry is: Quote, Trade, ExecutionReport, Tick ...'),
      ('cause_stream', 'The stream that the causing entry came by.'),
      ('cause_sequence', 'Its place in that stream.'),
      ('cause_id', 'Its business identity, where it has one.'),
      ('config_version', 'Version of the configuration in force.'),
      ('engine_version', 'Version of the engine that decided.'),
      ('client_order_id', 'The order''s id at the venue, made of the journal, the cause and the book.'),
      ('command_number', 'Counts the commands about the order: 1 is the place, amends, cancels and status requests count on.'),
      ('side', 'BUY or SELL.'),
      ('aggressor', 'BUY or SELL: who took the price.'),
      ('mid', 'Middle of best bid and ask at the decision, as the venue quotes prices.'),
      ('price', 'As the venue quotes it.'),
      ('quantity', 'As the venue counts it: base units (spot, most linear contracts) or contracts.'),
      ('bid_price', 'As the venue quotes it.'),
      ('ask_price', 'As the venue quotes it.'),
      ('bid_quantity', 'At the best bid, as the venue counts it.'),
      ('ask_quantity', 'At the best ask, as the venue counts it.'),
      ('trade_id', 'The venue''s number of the trade.'),
      ('fee_currency', 'The coin that the fee was paid in.'),
      ('currency', 'The report currency.'),
      ('exposure', 'Units of the underlying to be hedged, signed.'),
      ('gross', 'Gross exposure, of which the bands are fractions. Units of the underlying.'),
      ('hedge', 'The hedge in place, signed, in units of the underlying.'),
      ('working', 'Orders already under way, in units of the underlying.'),
      ('target', 'The hedge that the strategy wants, in units of the underlying.'),
      ('residual', 'Hedge less target, in units of the underlying.'),
      ('band_enter', 'A residual beyond it starts a hedge. Units of the underlying.'),
      ('band_leave', 'A hedge aims at this residual. Units of the underlying.'),
      ('reason', 'Why, in words.'),
      ('checks_passed', 'Risk checks passed, in order of evaluation.'),
      ('denials', 'Checks that refused an order.'),
      ('liquidity', 'MAKER rested in the book, TAKER took from it, NONE: not told.'),
      ('definition_version', 'Hash of the definition''s kind and parameters.'),
      ('samples', 'How many the window has.'),
      ('samples_wanted', 'How many fill it: while there are fewer it is warming up.'),
      ('source', 'The name of the file.'),
      ('place', 'Among the rows of the same time, from 0.'),
      ('minute', 'Beginning of the minute of receipt.'),
      ('day', 'Beginning of the day, UTC.'),
      ('asset', 'The coin or currency.'),
      ('open', 'The first price, as the venue quotes it.'),
      ('high', 'The highest price.'),
      ('low', 'The lowest price.'),
      ('close', 'The last price.'),
      ('capital_flow', 'Brought in less taken out: no profit. Report currency.'),
      ('basis', 'Profit by contracts'' prices against the reference instrument''s. Report currency.'),
      ('options', 'Profit by premiums of options. Report currency.'),
      ('funding', 'Funding received less paid. Report currency.'),
      ('fees', 'Rebates less fees. Report currency.'),
      ('slippage', 'Profit of fills against the mid when they were decided. Report currency.'),
      ('fx', 'Profit by rates of other currencies. Report currency.'),
      ('other', 'What a venue added or took for another reason. Report currency.'),
      ('duplicates', 'Repeats that were left out.'),
      ('out_of_order', 'Entries whose venue time went back.'),
      ('spikes', 'Prices that were refused as implausible.'),
      ('conflated', 'Quotes that were left out because a newer one came at once.'),
      ('gaps', 'Holes in the venue''s numbering.'),
      ('checksum_failures', 'Books that did not sum up to the venue''s checksum.'),
      ('dead_letters', 'Messages that were refused.')
    ) AS said (name, comment) ON said.name = a.attname
    WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'v', 'm', 'p')
      AND NOT EXISTS (SELECT 1 FROM pg_depend x WHERE x.objid = c.oid AND x.deptype = 'e')
      AND col_description(c.oid, a.attnum) IS NULL
      AND NOT (c.relname IN ('valuation_line', 'profit_and_loss') AND a.attname IN ('price', 'quantity', 'hedge'))
      AND NOT (c.relname = 'portfolio_performance' AND a.attname = 'price')
      AND NOT (c.relname = 'profit_and_loss_daily' AND a.attname = 'price')
  LOOP
    EXECUTE format('COMMENT ON COLUMN %s.%I IS %L', gap.relation, gap.name, gap.comment);
  END LOOP;
END $$;

COMMENT ON TABLE trade IS 'Every trade once, as it was received live.';
COMMENT ON TABLE quote IS 'Best bid and ask, after conflation where it is configured.';
COMMENT ON COLUMN book_delta.snapshot IS 'The whole book, not a change of it.';
COMMENT ON COLUMN book_delta.first_id IS 'The venue''s number of the first update in it.';
COMMENT ON COLUMN book_delta.last_id IS 'The venue''s number of the last update in it.';
COMMENT ON COLUMN book_delta.bids IS 'How many bid levels it tells of.';
COMMENT ON COLUMN book_delta.asks IS 'How many ask levels it tells of.';
COMMENT ON COLUMN reference_price.kind IS 'MARK, INDEX (instrument is then the index) or FUNDING_RATE.';
COMMENT ON COLUMN reference_price.value IS 'Price as the venue quotes it; of FUNDING_RATE a fraction an interval, positive: longs pay.';
COMMENT ON COLUMN journal.type IS 'What the entry is: Trade, Quote, ExecutionReport, ConfigChange ...';
COMMENT ON COLUMN journal.stream IS 'Who wrote it: raw-frames/PARTITION, operator, an account''s stream ...';
COMMENT ON COLUMN journal.sequence IS 'Its place in that stream.';
COMMENT ON COLUMN journal.accepted IS 'Whether it counts for the engine; a repeat does not.';
COMMENT ON COLUMN journal.bytes IS 'The entry in Avro.';

COMMENT ON TABLE balance IS 'Balances of accounts, and what changed them, as the venues told.';
COMMENT ON COLUMN balance.wallet IS 'After the change, in units of the asset. Null: not told.';
COMMENT ON COLUMN balance.change IS 'Added (negative: taken) besides profit and fees of trades, in units of the asset. Null: a statement only.';
COMMENT ON COLUMN balance.reason IS 'ORDER, FUNDING, DEPOSIT, WITHDRAWAL, TRANSFER, FEE, ADJUSTMENT, STATEMENT or OTHER.';
COMMENT ON COLUMN position.quantity IS 'Contracts or base units as the venue counts them; negative is short.';
COMMENT ON COLUMN position.entry IS 'Average price of entry, as the venue quotes prices. Null: not told.';
COMMENT ON COLUMN position.unrealised IS 'Profit that is not realised, in the settlement currency. Null: not told.';

COMMENT ON TABLE execution IS 'What happened to orders, ours and others'' on our accounts, as venues and the gateway reported it.';
COMMENT ON COLUMN execution.venue_order_id IS 'The venue''s id of the order.';
COMMENT ON COLUMN execution.execution_id IS 'The venue''s id of the fill; there when type is TRADE.';
COMMENT ON COLUMN execution.report_id IS 'Identity of the report.';
COMMENT ON COLUMN execution.source IS 'STREAM, REST, GATEWAY (decided by the gateway itself) or RECONCILIATION.';
COMMENT ON COLUMN execution.type IS 'NEW, TRADE (a fill), CANCELED, REPLACED, REJECTED, EXPIRED, STATUS, CORRECTION, UNSENT or CONFLICT.';
COMMENT ON COLUMN execution.status IS 'Of the order after it: ACCEPTED, PARTIALLY_FILLED, FILLED, CANCELED ...';
COMMENT ON COLUMN execution.quantity IS 'Of the order: base units (spot, linear) or contracts.';
COMMENT ON COLUMN execution.price IS 'Limit of the order. Null: a market order, or not told.';
COMMENT ON COLUMN execution.last_quantity IS 'Of this fill, in units of quantity.';
COMMENT ON COLUMN execution.last_price IS 'Of this fill, as the venue quotes it.';
COMMENT ON COLUMN execution.cumulative IS 'Filled in all, in units of quantity.';
COMMENT ON COLUMN execution.fee IS 'Of this fill, in fee_currency; negative is a rebate.';
COMMENT ON COLUMN execution.reject_code IS 'Ours: the classifier''s or the gateway''s.';
COMMENT ON COLUMN execution.reject_text IS 'The venue''s own words.';
COMMENT ON COLUMN execution.external IS 'The order was placed by somebody else on the same account.';
COMMENT ON COLUMN execution.inferred IS 'A fill that we concluded from a position; the true one may still come. Null: before this was told.';
COMMENT ON COLUMN execution.reconciliation IS 'Found by comparing with the venue. Null: before this was told.';

COMMENT ON TABLE orders IS 'Every command about an order, as the engine gave it.';
COMMENT ON COLUMN orders.command IS 'PLACE, AMEND, CANCEL, HEARTBEAT or STATUS_REQUEST.';
COMMENT ON COLUMN orders.group_sequence IS 'Counts what the engine gave out in the group.';
COMMENT ON COLUMN orders.order_type IS 'LIMIT or MARKET.';
COMMENT ON COLUMN orders.time_in_force IS 'GTC, IOC, FOK or POST_ONLY.';
COMMENT ON COLUMN orders.price IS 'Limit, as the venue quotes it. Null: none.';
COMMENT ON COLUMN orders.valid_until IS 'After this, by the engine''s clock, the gateway does not send it.';
COMMENT ON COLUMN orders.reduce_only IS 'It may only make a position smaller. Null: before this was told.';
COMMENT ON COLUMN orders.parent_order_id IS 'The order that it is a slice of. Null: of none.';
COMMENT ON TABLE decision IS 'What a strategy decided, and on what grounds.';
COMMENT ON COLUMN decision.group_sequence IS 'Counts what the engine gave out in the group.';
COMMENT ON COLUMN decision.statistics IS 'The figures that the strategy used, by name.';
COMMENT ON COLUMN decision.client_order_ids IS 'Orders that it led to.';
COMMENT ON COLUMN decision.reason IS 'The decision in one sentence.';

COMMENT ON COLUMN alert.raised IS 'The engine''s clock, or the clock of who raised it.';
COMMENT ON COLUMN alert.alert_id IS 'The same alert has the same id, however often it is told.';
COMMENT ON COLUMN alert.severity IS 'INFO, WARNING or CRITICAL.';
COMMENT ON COLUMN alert.scope IS 'The group, account or job that it is about.';
COMMENT ON COLUMN alert.code IS 'Short and stable, e.g. OVERFILL or ORDER_UNKNOWN.';
COMMENT ON COLUMN alert.text IS 'One sentence for people.';
COMMENT ON COLUMN alert.client_order_id IS 'The order that it is about. Null: none.';
COMMENT ON TABLE dead_letter IS 'Messages and entries that were refused, whole, with the reason.';
COMMENT ON COLUMN dead_letter.connection IS 'The connection that it came by.';
COMMENT ON COLUMN dead_letter.channel IS 'What of the venue it claims to be.';
COMMENT ON COLUMN dead_letter.reason IS 'Why it was refused: a short, stable word.';
COMMENT ON COLUMN dead_letter.detail IS 'The same at length.';
COMMENT ON COLUMN dead_letter.raw_part IS 'Partition of raw-frames with the message.';
COMMENT ON COLUMN dead_letter.raw_offset IS 'Its offset there.';
COMMENT ON COLUMN dead_letter.bytes IS 'The message as it came.';
COMMENT ON COLUMN data_quality.connection IS 'The connection that the counts are of.';
COMMENT ON COLUMN data_quality.latency_count IS 'Entries whose latency is in the next three.';
COMMENT ON COLUMN data_quality.latency_max_us IS 'The most, microseconds.';
COMMENT ON COLUMN feed_quality.trades IS 'Trades that went on.';
COMMENT ON COLUMN feed_quality.quotes IS 'Quotes that went on.';
COMMENT ON COLUMN feed_quality.book_updates IS 'Changes and tops of books that went on.';
COMMENT ON COLUMN feed_quality.others IS 'Marks, indexes, funding and so on.';
COMMENT ON COLUMN feed_quality.latency_ms IS 'Receive time less venue time, milliseconds, mean.';
COMMENT ON COLUMN feed_quality.latency_worst_ms IS 'The most, milliseconds.';

COMMENT ON COLUMN bar_revision.open_time IS 'Venue''s time of the first trade.';
COMMENT ON COLUMN bar_revision.open_trade_id IS 'Its id.';
COMMENT ON COLUMN bar_revision.close_time IS 'Venue''s time of the last trade.';
COMMENT ON COLUMN bar_revision.close_trade_id IS 'Its id.';
COMMENT ON COLUMN bar.length IS '1 second, 1 or 5 minutes, 1 hour, 1 day.';
COMMENT ON COLUMN bar.started IS 'The interval''s beginning, by the venue''s clock, included.';
COMMENT ON COLUMN bar.base_volume IS 'In units of the base asset.';
COMMENT ON COLUMN bar.quote_volume IS 'In units of the quote asset.';
COMMENT ON COLUMN bar.trades IS 'How many trades.';
COMMENT ON COLUMN bar.buy_base_volume IS 'Of base_volume what buyers took.';
COMMENT ON COLUMN bar.buy_quote_volume IS 'Of quote_volume what buyers took.';
COMMENT ON COLUMN signal.name IS 'Of the rule or pattern, in the configuration.';
COMMENT ON COLUMN signal.text IS 'One sentence for people.';
COMMENT ON COLUMN signal.first_part IS 'Partition of first_offset.';
COMMENT ON COLUMN signal.last_part IS 'Partition of last_offset.';
COMMENT ON COLUMN signal_open.name IS 'Of the rule, in the configuration.';
COMMENT ON COLUMN signal_open.phase IS 'RAISED.';
COMMENT ON COLUMN signal_open.since IS 'From when it was true, by the venue''s clock.';
COMMENT ON COLUMN signal_open.text IS 'One sentence for people.';
COMMENT ON COLUMN signal_open.numbers IS 'The numbers that made it true, and the limits; units: docs/signals.md.';
COMMENT ON COLUMN statistic.name IS 'Of the statistic, in the configuration.';
COMMENT ON COLUMN statistic.numbers IS 'The figures by name; units: docs/signals.md.';
COMMENT ON COLUMN statistic_newest.name IS 'Of the statistic, in the configuration.';
COMMENT ON COLUMN statistic_newest.numbers IS 'The figures by name; units: docs/signals.md.';
COMMENT ON COLUMN statistic_newest.state IS 'WARMING_UP or READY.';
COMMENT ON COLUMN statistic_newest.percent_warm IS 'How much of the window is filled, per cent.';
COMMENT ON COLUMN basis_history.name IS 'Of the statistic, in the configuration.';

COMMENT ON COLUMN candle.length IS 'How long a candle is.';
COMMENT ON COLUMN candle.opened IS 'Beginning of the interval, included.';
COMMENT ON COLUMN candle.quote_volume IS 'In units of the quote asset. Null: not told.';
COMMENT ON COLUMN candle.trades IS 'How many trades. Null: not told.';
COMMENT ON COLUMN funding_rate.paid IS 'When it was paid.';
COMMENT ON COLUMN option_quote.quoted IS 'When the chain was read.';
COMMENT ON COLUMN option_quote.mark_price IS 'The venue''s mark, in units of its quotes (Deribit: of the coin).';
COMMENT ON COLUMN option_quote.forward IS 'The underlying''s forward price at the expiry.';
COMMENT ON COLUMN option_quote.delta IS 'By the venue: units of the underlying an option.';
COMMENT ON COLUMN option_quote.gamma IS 'By the venue: delta per unit of price.';
COMMENT ON COLUMN option_quote.theta IS 'By the venue: quote units per day.';
COMMENT ON COLUMN option_quote.rho IS 'By the venue: quote units per 1 % of interest.';
COMMENT ON COLUMN option_quote.open_interest IS 'Contracts.';
COMMENT ON COLUMN recorded_quote.quoted IS 'The venue''s time; where it tells none, when it was received.';
COMMENT ON COLUMN recorded_price.kind IS 'MARK, INDEX, FUNDING or OPEN_INTEREST.';
COMMENT ON COLUMN recorded_price.told IS 'The venue''s time; where it tells none, when it was received.';
COMMENT ON COLUMN recorded_price.value IS 'A price as the venue quotes it; of FUNDING a fraction; of OPEN_INTEREST as the venue counts.';

COMMENT ON COLUMN valuation.total_price IS 'price since the books were opened.';
COMMENT ON COLUMN valuation.total_basis IS 'basis since the books were opened.';
COMMENT ON COLUMN valuation.total_options IS 'options since the books were opened.';
COMMENT ON COLUMN valuation.total_funding IS 'funding since the books were opened.';
COMMENT ON COLUMN valuation.total_fees IS 'fees since the books were opened.';
COMMENT ON COLUMN valuation.total_slippage IS 'slippage since the books were opened.';
COMMENT ON COLUMN valuation.total_fx IS 'fx since the books were opened.';
COMMENT ON COLUMN valuation.total_other IS 'other since the books were opened.';
COMMENT ON COLUMN valuation_line.sequence IS 'Of the valuation that it belongs to.';
COMMENT ON COLUMN valuation_line.price IS 'Profit by the price of the group''s asset, since the valuation before. Report currency.';
COMMENT ON COLUMN profit_and_loss.hedge IS 'Whether it is the hedge; else what is hedged.';
COMMENT ON COLUMN profit_and_loss.profit IS 'Since the valuation before: sum of the eight parts after it. Report currency.';
COMMENT ON COLUMN profit_and_loss.price IS 'By the price of the group''s asset. Report currency.';
COMMENT ON COLUMN profit_and_loss_daily.price IS 'By the price of the group''s asset. Report currency.';
COMMENT ON COLUMN portfolio_performance.value IS 'At the valuation, in the report currency.';
COMMENT ON COLUMN portfolio_performance.allotted IS 'Capital that the configuration allots to the strategy, in the report currency.';

COMMENT ON TABLE gateway_account IS 'Which gateway owns an account, and whether it may open positions.';
COMMENT ON COLUMN gateway_account.halted IS 'Nothing that opens a position is sent.';
COMMENT ON TABLE gateway_order IS 'The intent log: what was reserved before it was sent, and what came of it.';
COMMENT ON COLUMN gateway_order.epoch IS 'Of the owner that reserved it last.';
COMMENT ON COLUMN gateway_order.content IS 'The command, in Avro.';
COMMENT ON COLUMN gateway_order.reserved_at IS 'When the intent was written, before it was sent. The database''s clock.';
COMMENT ON COLUMN gateway_order.published IS 'Whether the outcome is in the journal.';
COMMENT ON COLUMN gateway_order.outcome_at IS 'When the outcome was written. The database''s clock.';
COMMENT ON COLUMN gateway_order.symbol IS 'The venue''s name of the instrument.';
COMMENT ON COLUMN gateway_resolution.outcome IS 'What the person said came of it.';
COMMENT ON COLUMN gateway_resolution.resolved_by IS 'Who.';
COMMENT ON COLUMN gateway_resolution.resolved_at IS 'When. The database''s clock.';

COMMENT ON COLUMN order_explanation.price IS 'Limit, as the venue quotes it. Null: none.';
COMMENT ON COLUMN order_explanation.order_type IS 'LIMIT or MARKET.';
COMMENT ON COLUMN order_explanation.time_in_force IS 'GTC, IOC, FOK or POST_ONLY.';
COMMENT ON COLUMN order_explanation.reduce_only IS 'It may only make a position smaller.';
COMMENT ON COLUMN order_explanation.parent_order_id IS 'The order that it is a slice of. Null: of none.';
COMMENT ON COLUMN order_explanation.cause_accepted IS 'Whether the causing entry counted. Null: it is not in the archive (ticks).';
COMMENT ON COLUMN order_explanation.outcome_at IS 'When the gateway wrote the outcome.';
COMMENT ON COLUMN order_explanation.fills IS 'How many fills.';
COMMENT ON COLUMN order_explanation.first_fill IS 'When we heard of the first fill.';
COMMENT ON COLUMN order_explanation.last_fill IS 'When we heard of the last fill.';
COMMENT ON COLUMN order_lineage.price IS 'Limit, as the venue quotes it. Null: none.';
COMMENT ON COLUMN order_outcome.filled IS 'Sum of the fills, in units of quantity.';
COMMENT ON COLUMN order_outcome.average_price IS 'Of the fills, weighted by quantity.';
COMMENT ON COLUMN order_outcome.slippage_bps IS 'Average price against mid, basis points; positive costs.';
COMMENT ON COLUMN order_outcome.fee IS 'Sum of the fees, in fee_currency; wrong where fills paid in several coins: fill_cost.';
COMMENT ON COLUMN order_outcome.cause_to_fill IS 'From receiving the cause to receiving the last fill.';

COMMENT ON COLUMN store_offset.next IS 'The first offset that is not stored yet.';
COMMENT ON COLUMN store_offset.first_offset IS 'The first offset that was stored.';
COMMENT ON COLUMN store_mark.stream IS 'Whose entries are chained.';
COMMENT ON COLUMN store_mark.sequence IS 'The last that counted.';
COMMENT ON COLUMN store_identity.identity IS 'What makes the record the same as another.';
COMMENT ON COLUMN store_identity.number IS 'Counts the identities of the scope; the lowest are forgotten.';
COMMENT ON COLUMN store_gap.from_offset IS 'The first that is missing.';
COMMENT ON COLUMN store_gap.to_offset IS 'The first that is there again.';
COMMENT ON COLUMN store_gap.reason IS 'Why, and who said so.';
COMMENT ON COLUMN store_gap.noted IS 'When it was written down. The database''s clock.';
COMMENT ON COLUMN store_contract.inverse IS 'Whether a contract is worth a fixed sum of the quote currency.';
