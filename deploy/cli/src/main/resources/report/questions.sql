-- The sections of the report, in their order; ReportQuestions reads them. Figures are those of the views, nothing is worked out here.

-- # Exposure
-- note: As each book stood at its last decision of the period, in units of the underlying.
-- empty: No decisions.
SELECT portfolio, grp AS "group", strategy, decided, exposure, hedge, working, target, residual, band_enter, outside_band
FROM (
  SELECT DISTINCT ON (portfolio, grp) portfolio, grp, strategy, decided, exposure, hedge, working, target, residual, band_enter,
         abs(residual) > band_enter AS outside_band
  FROM decision
  WHERE decided >= :from AND decided < :to AND (:portfolio IS NULL OR portfolio = :portfolio)
  ORDER BY portfolio, grp, decided DESC, group_sequence DESC) newest
ORDER BY 1, 2
-- chart: Exposure and hedge | units of the underlying, last of each interval
SELECT name, started, value FROM (
  SELECT portfolio || ' ' || grp || ' exposure' AS name, time_bucket((:to - :from) / 288, decided) AS started, last(exposure, decided) AS value
  FROM decision WHERE decided >= :from AND decided < :to AND (:portfolio IS NULL OR portfolio = :portfolio) GROUP BY 1, 2
  UNION ALL
  SELECT portfolio || ' ' || grp || ' hedge', time_bucket((:to - :from) / 288, decided), last(hedge, decided)
  FROM decision WHERE decided >= :from AND decided < :to AND (:portfolio IS NULL OR portfolio = :portfolio) GROUP BY 1, 2) both_of
ORDER BY 1, 2

-- # Profit and loss
-- note: In the report currency, by its parts; losses and costs are negative. View profit_and_loss_daily.
-- empty: Nothing was valued.
SELECT day, portfolio, grp AS "group", strategy, currency, value, capital_flow, profit, price, basis, options, funding, fees, slippage, fx, other
FROM profit_and_loss_daily
WHERE day >= :from AND day < :to AND (:portfolio IS NULL OR portfolio = :portfolio)
ORDER BY day, portfolio, grp
-- chart: Profit since the beginning | report currency
SELECT name, valued, total FROM (
  SELECT portfolio || ' ' || grp || ' (' || currency || ')' AS name, valued,
         sum(price + basis + options + funding + fees + slippage + fx + other) OVER (PARTITION BY portfolio, grp, currency ORDER BY sequence) AS total,
         (row_number() OVER (PARTITION BY portfolio, grp, currency ORDER BY sequence DESC) - 1) % greatest(count(*) OVER (PARTITION BY portfolio, grp, currency) / 500, 1) AS place
  FROM valuation WHERE valued >= :from AND valued < :to AND (:portfolio IS NULL OR portfolio = :portfolio)) run
WHERE place = 0
ORDER BY 1, 2

-- # Performance
-- note: From profits of ten minutes; Sharpe's ratio a year. Function performance(), view live_performance.
-- empty: Nothing was valued.
SELECT kind, name, currency, intervals, profit, drawdown, current_drawdown, sharpe, win_rate, profit_factor, realised, unrealised, fees, funding, slippage
FROM performance(:from, :to)
WHERE :portfolio IS NULL OR kind = 'portfolio' AND name = :portfolio
ORDER BY array_position(ARRAY['portfolio', 'strategy', 'venue'], kind), name
-- chart: Drawdown since the books were opened | report currency
SELECT portfolio || ' ' || grp || ' (' || currency || ')', valued, drawdown FROM portfolio_performance
WHERE valued >= :from AND valued < :to AND (:portfolio IS NULL OR portfolio = :portfolio)
ORDER BY 1, 2

-- # Value at risk
-- needs: risk_metric
-- note: The newest of the period, by the risk job; losses are negative.
-- empty: The risk job told nothing.
SELECT scope, told, m ->> 'currency' AS currency, (m ->> 'gross')::float8 AS gross, (m ->> 'net')::float8 AS net,
       (m ->> 'daily_profit')::float8 AS daily_profit, (m ->> 'drawdown')::float8 AS drawdown,
       (m -> 'value_at_risk' ->> 'historical_95')::float8 AS var_95, (m -> 'value_at_risk' ->> 'historical_99')::float8 AS var_99,
       (m -> 'expected_shortfall' ->> 'historical_95')::float8 AS shortfall_95,
       (m -> 'expected_shortfall' ->> 'historical_99')::float8 AS shortfall_99
FROM (SELECT DISTINCT ON (scope) scope, told, to_jsonb(r) AS m FROM risk_metric r
      WHERE told >= :from AND told < :to ORDER BY scope, told DESC) newest
ORDER BY scope

-- # Hedges
-- note: What the hedges left of the variance, beside a naive hedge and the best ratio in hindsight; 0 is perfect, 1 is none. View hedge_performance.
-- empty: Nothing was valued.
SELECT day, portfolio, grp AS "group", strategy, intervals, variance_ratio, naive_variance_ratio, hindsight_variance_ratio, hindsight_ratio,
       hedge_error, mean_residual, turnover, cost, cost_per_variance_removed
FROM hedge_performance
WHERE day >= :from AND day < :to AND (:portfolio IS NULL OR portfolio = :portfolio)
ORDER BY day, portfolio, grp

-- # Orders
-- note: Orders placed, by what became of them.
-- empty: No orders.
SELECT venue, instrument, strategy, coalesce(status, 'no report') AS status, count(*) AS orders, sum(quantity) AS quantity, sum(filled) AS filled,
       percentile_cont(0.5) WITHIN GROUP (ORDER BY decision_to_acknowledgement) AS median_to_acknowledgement,
       percentile_cont(0.5) WITHIN GROUP (ORDER BY decision_to_fill) AS median_to_fill
FROM order_cost
WHERE decided >= :from AND decided < :to AND (:portfolio IS NULL OR portfolio = :portfolio)
GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4

-- # Transaction costs
-- note: Against the mid when a hedge was decided, in the instrument's quote currency; costs are positive. slippage = timing + delay + spread; shortfall = slippage + fees + opportunity. View transaction_cost.
-- empty: No orders.
SELECT day, portfolio, grp AS "group", strategy, venue, instrument, currency, parents, orders, fill_ratio, notional, slippage, timing_cost, delay_cost, spread_cost,
       fee_cost, opportunity_cost, shortfall, without_shortfall, slippage_bps, shortfall_bps, maker_share
FROM transaction_cost
WHERE day >= :from AND day < :to AND (:portfolio IS NULL OR portfolio = :portfolio)
ORDER BY day, portfolio, grp, venue, instrument

-- # Accounts
-- note: As they stand now: our account lines beside what each venue told last. View account_statement.
-- empty: No account lines and no reports.
SELECT kind, venue, account, what, valued, ours, told, venues, difference FROM account_statement ORDER BY kind, venue, account, what

-- # Data quality
-- note: View feed_quality, added up over the period.
-- empty: No market data.
SELECT instrument, sum(trades) AS trades, sum(quotes) AS quotes, sum(book_updates) AS book_updates, sum(duplicates) AS duplicates,
       sum(out_of_order) AS out_of_order, sum(spikes) AS spikes, sum(gaps) AS gaps, sum(checksum_failures) AS checksum_failures,
       sum(dead_letters) AS dead_letters, max(latency_worst_ms) AS latency_worst_ms, max(silence_s) AS silence_s
FROM feed_quality WHERE minute >= :from AND minute < :to GROUP BY instrument ORDER BY instrument

-- # Stops of trading
-- note: What people said in the period, and what holds now.
-- empty: Nothing was stopped.
SELECT said_at AS at, command, scope, said_by, reason FROM trading_command WHERE said_at >= :from AND said_at < :to
UNION ALL
SELECT s.since, 'HOLDS NOW: ' || s.state, s.scope, c.said_by, c.reason FROM trading_stop s JOIN trading_command c USING (command_id)
ORDER BY 1

-- # Alerts
-- note: By code and scope; the text is the newest one's.
-- empty: No alerts.
SELECT severity, code, scope, count(DISTINCT alert_id) AS alerts, min(raised) AS first_raised, max(raised) AS last_raised, last(text, raised) AS text
FROM alert WHERE raised >= :from AND raised < :to
GROUP BY severity, code, scope
ORDER BY array_position(ARRAY['CRITICAL', 'WARNING', 'INFO'], severity), alerts DESC, code, scope
