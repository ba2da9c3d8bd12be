-- How well hedges work and at what price, performance as it goes, and our account lines beside the venues' statements.

-- Intervals of ten minutes as in hedge_effectiveness. The naive hedge: the exposure of the newest decision before the
-- interval, sold in the hedge that the book holds most of.
CREATE VIEW hedge_interval AS
WITH part AS (
  SELECT time_bucket(interval '1 day', valued) AS day, portfolio, grp, strategy,
         time_bucket(interval '10 minutes', valued) AS started,
         coalesce(sum(price + basis + options + funding + fx) FILTER (WHERE NOT hedge), 0) AS held,
         coalesce(sum(price + basis + options + funding + fx) FILTER (WHERE hedge), 0) AS hedge,
         coalesce(sum(fees) FILTER (WHERE hedge), 0) AS fees, coalesce(sum(slippage) FILTER (WHERE hedge), 0) AS slippage,
         coalesce(sum(funding) FILTER (WHERE hedge), 0) AS funding
  FROM valuation_line
  GROUP BY 1, 2, 3, 4, 5)
SELECT p.started, p.day, p.portfolio, p.grp, p.strategy, p.held, p.hedge,
       p.held + p.hedge AS hedged, p.fees, p.slippage, p.funding, d.exposure, h.instrument AS naive_instrument,
       p.held - d.exposure * (e.mark - b.mark) * h.rate AS naive
FROM part p
LEFT JOIN LATERAL (
  SELECT x.exposure FROM decision x
  WHERE x.portfolio = p.portfolio AND x.grp = p.grp AND x.decided <= p.started AND x.decided > p.started - interval '1 day'
  ORDER BY x.decided DESC, x.group_sequence DESC LIMIT 1) d ON true
LEFT JOIN LATERAL (
  SELECT x.instrument, CASE WHEN c.inverse THEN 1 ELSE x.rate END AS rate FROM valuation_line x
  JOIN contract_of c ON c.instrument = x.instrument AND c.kind <> 'OPTION'
  WHERE x.portfolio = p.portfolio AND x.grp = p.grp AND x.hedge AND x.mark IS NOT NULL
    AND x.valued >= p.started AND x.valued < p.started + interval '10 minutes'
  ORDER BY abs(x.quantity * c.contract_value * CASE WHEN c.inverse THEN 1 ELSE x.mark END) DESC, x.instrument LIMIT 1) h ON true
LEFT JOIN LATERAL (
  SELECT x.mark FROM valuation_line x
  WHERE x.portfolio = p.portfolio AND x.grp = p.grp AND x.instrument = h.instrument AND x.mark IS NOT NULL
    AND x.valued < p.started AND x.valued > p.started - interval '1 day'
  ORDER BY x.valued DESC LIMIT 1) b ON true
LEFT JOIN LATERAL (
  SELECT x.mark FROM valuation_line x
  WHERE x.portfolio = p.portfolio AND x.grp = p.grp AND x.instrument = h.instrument AND x.mark IS NOT NULL
    AND x.valued >= p.started AND x.valued < p.started + interval '10 minutes'
  ORDER BY x.valued DESC LIMIT 1) e ON true;
COMMENT ON VIEW hedge_interval IS 'Profit of what is hedged and of its hedges in each ten minutes in which something was valued, fees and slippage apart. Report currency.';

CREATE VIEW hedge_performance AS
SELECT i.day, i.portfolio, i.grp, i.strategy, i.intervals, i.unhedged_variance, i.hedged_variance,
       i.hedged_variance / nullif(i.unhedged_variance, 0) AS variance_ratio,
       i.naive_variance / nullif(i.naive_unhedged_variance, 0) AS naive_variance_ratio,
       1 - i.correlation ^ 2 AS hindsight_variance_ratio, i.hindsight_ratio, i.hedge_error,
       r.mean_residual, t.turnover, i.fees, i.slippage, i.funding, -(i.fees + i.slippage + i.funding) AS cost,
       CASE WHEN i.unhedged_variance > i.hedged_variance
            THEN -(i.fees + i.slippage + i.funding) / ((i.unhedged_variance - i.hedged_variance) * i.intervals) END
         AS cost_per_variance_removed
FROM (
  SELECT day, portfolio, grp, strategy, count(*) AS intervals,
         var_samp(held) AS unhedged_variance, var_samp(hedged) AS hedged_variance,
         var_samp(naive) AS naive_variance, var_samp(held) FILTER (WHERE naive IS NOT NULL) AS naive_unhedged_variance,
         corr(held::double precision, hedge::double precision) AS correlation,
         -regr_slope(held::double precision, hedge::double precision) AS hindsight_ratio,
         sqrt(avg(hedged * hedged)) AS hedge_error,
         sum(fees) AS fees, sum(slippage) AS slippage, sum(funding) AS funding
  FROM hedge_interval GROUP BY day, portfolio, grp, strategy) i
CROSS JOIN LATERAL (
  SELECT avg(abs(x.residual)) AS mean_residual FROM decision x
  WHERE x.portfolio = i.portfolio AND x.grp = i.grp AND x.strategy = i.strategy
    AND x.decided >= i.day AND x.decided < i.day + interval '1 day') r
CROSS JOIN LATERAL (
  SELECT sum(x.notional) AS turnover FROM fill_analysis x
  WHERE x.portfolio = i.portfolio AND x.grp = i.grp AND x.strategy = i.strategy
    AND x.decided >= i.day AND x.decided < i.day + interval '1 day') t;
COMMENT ON VIEW hedge_performance IS 'How much of the variance each day''s hedges left, beside a naive hedge and the best fixed ratio in hindsight, and what that cost. Of intervals of ten minutes.';

CREATE FUNCTION performance(since timestamptz, until timestamptz)
RETURNS TABLE (kind text, name text, currency text, first_interval timestamptz, intervals bigint, profit numeric,
               drawdown numeric, current_drawdown numeric, sharpe double precision, win_rate numeric, profit_factor numeric,
               realised numeric, unrealised numeric, fees numeric, funding numeric, slippage numeric)
LANGUAGE sql STABLE AS $$
WITH line AS (
  SELECT l.valued, l.portfolio, l.strategy, l.venue, l.grp, l.sequence, v.currency, l.fees, l.funding, l.slippage,
         l.realised * l.rate AS realised, l.unrealised * l.rate AS unrealised,
         l.price + l.basis + l.options + l.funding + l.fees + l.slippage + l.fx + l.other AS profit
  FROM valuation v
  JOIN valuation_line l ON l.valued = v.valued AND l.portfolio = v.portfolio AND l.grp = v.grp AND l.sequence = v.sequence
  WHERE v.valued >= performance.since AND v.valued < performance.until
    AND l.valued >= performance.since AND l.valued < performance.until),
named AS (
  SELECT n.kind, n.name, x.*, x.sequence = max(x.sequence) OVER (PARTITION BY x.portfolio, x.grp) AS newest
  FROM line x CROSS JOIN LATERAL (VALUES ('portfolio', x.portfolio), ('strategy', x.strategy), ('venue', x.venue)) n (kind, name)),
part AS (
  SELECT kind, name, currency, time_bucket(interval '10 minutes', valued) AS started, sum(profit) AS profit
  FROM named GROUP BY 1, 2, 3, 4),
run AS (
  SELECT *, sum(profit) OVER w AS total FROM part
  WINDOW w AS (PARTITION BY kind, name, currency ORDER BY started)),
fall AS (
  SELECT *, greatest(max(total) OVER w, 0) - total AS fall FROM run
  WINDOW w AS (PARTITION BY kind, name, currency ORDER BY started)),
figure AS (
  SELECT kind, name, currency, min(started) AS first_interval,
         -- Intervals in which nothing changed are not told: they count with a profit of 0.
         (extract(epoch FROM max(started) - min(started)) / 600)::bigint + 1 AS n,
         sum(profit) AS profit, sum(profit * profit) AS squares, max(fall) AS drawdown, last(fall, started) AS current_drawdown,
         count(*) FILTER (WHERE profit > 0)::numeric / nullif(count(*) FILTER (WHERE profit <> 0), 0) AS win_rate,
         sum(profit) FILTER (WHERE profit > 0) / nullif(-sum(profit) FILTER (WHERE profit < 0), 0) AS profit_factor
  FROM fall GROUP BY 1, 2, 3)
SELECT f.kind, f.name, f.currency, f.first_interval, f.n, f.profit, f.drawdown, f.current_drawdown,
       -- 52,560 times ten minutes a year of 365 days, no riskless return: markets do not close.
       (f.profit / f.n)::double precision
         / nullif(sqrt((greatest(f.squares - f.profit * f.profit / f.n, 0) / nullif(f.n - 1, 0))::double precision), 0)
         * sqrt(52560::double precision),
       f.win_rate, f.profit_factor, s.realised, s.unrealised, s.fees, s.funding, s.slippage
FROM figure f
JOIN (
  SELECT kind, name, currency, sum(realised) FILTER (WHERE newest) AS realised, sum(unrealised) FILTER (WHERE newest) AS unrealised,
         sum(fees) AS fees, sum(funding) AS funding, sum(slippage) AS slippage
  FROM named GROUP BY 1, 2, 3) s USING (kind, name, currency)
$$;
COMMENT ON FUNCTION performance IS 'Of each portfolio, strategy and venue between two times, from profits of ten minutes: profit, drawdown (deepest and now, from 0 at the beginning), Sharpe''s ratio a year, share of intervals that won, gains over losses; realised and unrealised as they stand (since the books were opened), fees, funding and slippage within. Report currency; costs are negative.';

CREATE VIEW live_performance AS
SELECT * FROM performance(now() - interval '30 days', now() + interval '1 day');
COMMENT ON VIEW live_performance IS 'performance() of the last thirty days.';

-- The newest valuation of each book, by the index.
CREATE VIEW account_statement AS
WITH newest AS (
  SELECT portfolio, grp, max(sequence) AS sequence FROM valuation
  WHERE valued > (SELECT max(valued) FROM valuation) - interval '1 day'
  GROUP BY portfolio, grp),
line AS (
  SELECT l.*, c.kind, c.base_asset, c.contract_value FROM newest n
  JOIN valuation_line l ON l.portfolio = n.portfolio AND l.grp = n.grp AND l.sequence = n.sequence
    AND l.valued > (SELECT max(valued) FROM valuation) - interval '1 day'
  LEFT JOIN contract_of c ON c.instrument = l.instrument),
ours AS (
  SELECT 'WALLET' AS kind, venue, account, currency AS what, valued,
         CASE WHEN instrument IS NULL THEN worth
              WHEN kind IN ('SPOT', 'OPTION') THEN worth - quantity * contract_value * mark
              ELSE worth - unrealised END AS amount
  FROM line
  UNION ALL
  SELECT 'WALLET', venue, account, base_asset, valued, quantity FROM line WHERE kind = 'SPOT'
  UNION ALL
  SELECT 'POSITION', venue, account, instrument, valued, quantity FROM line WHERE kind <> 'SPOT'),
summed AS (
  SELECT kind, venue, account, what, max(valued) AS valued, sum(amount) AS ours FROM ours GROUP BY 1, 2, 3, 4),
told AS (
  SELECT DISTINCT ON (venue, account, asset) 'WALLET' AS kind, venue, account, asset AS what, received, wallet AS venues
  FROM balance WHERE wallet IS NOT NULL ORDER BY venue, account, asset, received DESC, "offset" DESC)
SELECT kind, venue, account, what, s.valued, s.ours, t.received AS told, t.venues, s.ours - t.venues AS difference
FROM summed s
FULL JOIN (
  SELECT * FROM told
  UNION ALL
  (SELECT DISTINCT ON (venue, account, instrument) 'POSITION', venue, account, instrument, received, quantity
   FROM position ORDER BY venue, account, instrument, received DESC, "offset" DESC)) t USING (kind, venue, account, what);
COMMENT ON VIEW account_statement IS 'What our account lines come to on each account, by coin (wallet) and contract (position), beside what the venue told last.';

DO $$
DECLARE
  gap record;
BEGIN
  FOR gap IN
    SELECT c.relname AS relation, a.attname AS name, said.comment
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    JOIN (VALUES
      ('hedge_interval hedge_performance', 'day', 'Beginning of the day, UTC.'),
      ('hedge_interval', 'started', 'Beginning of the ten minutes.'),
      ('hedge_interval hedge_performance', 'portfolio', 'Name of the portfolio in the configuration.'),
      ('hedge_interval hedge_performance', 'grp', 'The hedge group, mostly the underlying asset.'),
      ('hedge_interval hedge_performance', 'strategy', 'Name of the strategy.'),
      ('hedge_interval', 'held', 'Profit of what is hedged, fees and slippage apart.'),
      ('hedge_interval', 'hedge', 'Profit of the hedges, fees and slippage apart.'),
      ('hedge_interval', 'hedged', 'held + hedge.'),
      ('hedge_interval hedge_performance', 'fees', 'Of the hedges; costs are negative. Report currency.'),
      ('hedge_interval hedge_performance', 'slippage', 'Of the hedges; costs are negative. Report currency.'),
      ('hedge_interval hedge_performance', 'funding', 'Of the hedges; costs are negative. Report currency.'),
      ('hedge_interval', 'exposure', 'To be hedged, by the newest decision before; units of the underlying. Null: none for a day.'),
      ('hedge_interval', 'naive_instrument', 'The hedge that the book holds most of, which the naive hedge uses.'),
      ('hedge_interval', 'naive', 'Profit had the whole exposure been hedged by that one, as if it were linear. Null: exposure or marks are not known.'),
      ('hedge_performance', 'intervals', 'Of ten minutes, in which something was valued.'),
      ('hedge_performance', 'unhedged_variance', 'Of held, report currency squared.'),
      ('hedge_performance', 'hedged_variance', 'Of hedged, report currency squared.'),
      ('hedge_performance', 'variance_ratio', 'Hedged over unhedged: 0 is perfect, 1 no hedge, above 1 worse than none.'),
      ('hedge_performance', 'naive_variance_ratio', 'The same of the naive hedge, over the intervals in which it is known.'),
      ('hedge_performance', 'hindsight_variance_ratio', 'The same had the hedges of the day been hindsight_ratio times as large: the best that a fixed ratio could do.'),
      ('hedge_performance', 'hindsight_ratio', 'By which factor the hedges would have had to be larger to leave the least variance.'),
      ('hedge_performance', 'hedge_error', 'Root of the mean square of hedged. Report currency.'),
      ('hedge_performance', 'mean_residual', 'Mean of what decisions found unhedged, in units of the underlying, whatever the sign.'),
      ('hedge_performance', 'turnover', 'Notional of the fills of the day''s decisions, in quote currencies.'),
      ('hedge_performance', 'cost', 'Fees, slippage and funding of the hedges; positive costs. Report currency.'),
      ('hedge_performance', 'cost_per_variance_removed', 'cost over the variance that the hedges took away in all intervals. Null: they took none.'),
      ('live_performance', 'kind', 'portfolio, strategy or venue.'),
      ('live_performance', 'name', 'Its name.'),
      ('live_performance', 'currency', 'The report currency.'),
      ('live_performance', 'first_interval', 'Beginning of the first ten minutes that are counted.'),
      ('live_performance', 'intervals', 'Of ten minutes to the last, those without a change included.'),
      ('live_performance', 'profit', 'Sum of its parts.'),
      ('live_performance', 'drawdown', 'The deepest fall of the profit from its highest, or from 0. Not negative.'),
      ('live_performance', 'current_drawdown', 'How far it is below its highest now.'),
      ('live_performance', 'sharpe', 'Mean over standard deviation of the profits of ten minutes, times the root of 52,560.'),
      ('live_performance', 'win_rate', 'Share of intervals with a profit among those with a profit or a loss.'),
      ('live_performance', 'profit_factor', 'Sum of profits over sum of losses. Null: no losses.'),
      ('live_performance', 'realised', 'Since the books were opened, fees apart, at the rates of the newest valuation.'),
      ('live_performance', 'unrealised', 'At the newest valuation.'),
      ('live_performance', 'fees', 'Rebates less fees.'),
      ('live_performance', 'funding', 'Received less paid.'),
      ('live_performance', 'slippage', 'Of fills against the mid when they were decided; costs are negative.'),
      ('account_statement', 'kind', 'WALLET: of a coin or currency. POSITION: of a contract.'),
      ('account_statement', 'venue', 'Exchange and market.'),
      ('account_statement', 'account', 'Name of the account in the configuration.'),
      ('account_statement', 'what', 'The coin, or the instrument.'),
      ('account_statement', 'valued', 'When our newest lines of it were valued. Null: we have none.'),
      ('account_statement', 'ours', 'Of all portfolios'' lines; a wallet without what is unrealised.'),
      ('account_statement', 'told', 'When we received what the venue told last. Null: it told nothing.'),
      ('account_statement', 'venues', 'What it told.'),
      ('account_statement', 'difference', 'ours less venues. It is also of what happened between the two times, and of what the venue held before our books were opened.')
    ) AS said (relations, name, comment) ON said.name = a.attname AND c.relname = ANY (string_to_array(said.relations, ' '))
    WHERE c.relnamespace = current_schema()::regnamespace
  LOOP
    EXECUTE format('COMMENT ON COLUMN %I.%I IS %L', gap.relation, gap.name, gap.comment);
  END LOOP;
END $$;
