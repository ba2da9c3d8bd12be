-- What scopes risk, and whether value at risk held. docs/risk.md, "Across groups", defines the figures.

CREATE TABLE risk_metric (
  told               timestamptz NOT NULL,
  scope              text NOT NULL,
  epoch              timestamptz NOT NULL,
  sequence           bigint NOT NULL,
  cause_grp          text NOT NULL,
  cause_sequence     bigint NOT NULL,
  cause_part         integer NOT NULL,
  cause_offset       bigint NOT NULL,
  currency           text NOT NULL,
  complete           boolean NOT NULL,
  gross              double precision NOT NULL,
  net                double precision NOT NULL,
  margin             double precision NOT NULL,
  largest_share      double precision NOT NULL,
  herfindahl         double precision NOT NULL,
  delta              double precision NOT NULL,
  gamma              double precision NOT NULL,
  vega               double precision NOT NULL,
  profit             double precision,
  daily_profit       double precision,
  drawdown           double precision,
  samples            integer NOT NULL,
  sample_length      interval NOT NULL,
  sampled            boolean NOT NULL,
  value_at_risk      jsonb NOT NULL,
  expected_shortfall jsonb NOT NULL,
  stress             jsonb NOT NULL,
  correlations       jsonb NOT NULL,
  broken             text[] NOT NULL,
  config_version     bigint NOT NULL,
  part               integer NOT NULL,
  "offset"           bigint NOT NULL
);
COMMENT ON TABLE risk_metric IS 'What all groups together, a portfolio or a venue risks, once an interval of the journal''s clock. Money is in the currency of limits; losses are negative.';
COMMENT ON COLUMN risk_metric.told IS 'The newest clock of the groups'' reports.';
COMMENT ON COLUMN risk_metric.scope IS 'all, or portfolio or venue with a colon and its name.';
COMMENT ON COLUMN risk_metric.epoch IS 'When the risk job was submitted without a state.';
COMMENT ON COLUMN risk_metric.sequence IS 'Counts the rows of the scope in the epoch from 1.';
COMMENT ON COLUMN risk_metric.cause_grp IS 'The group whose report made it.';
COMMENT ON COLUMN risk_metric.cause_sequence IS 'That report''s number.';
COMMENT ON COLUMN risk_metric.cause_part IS 'Partition of the journal''s entry behind that report.';
COMMENT ON COLUMN risk_metric.cause_offset IS 'Offset of the journal''s entry behind that report.';
COMMENT ON COLUMN risk_metric.currency IS 'What money is in.';
COMMENT ON COLUMN risk_metric.complete IS 'Every group has reported, and none lacked a price.';
COMMENT ON COLUMN risk_metric.gross IS 'Sum of the positions'' values without signs, orders that may still fill included on the worse side.';
COMMENT ON COLUMN risk_metric.net IS 'Sum of the positions'' values with signs.';
COMMENT ON COLUMN risk_metric.margin IS 'Initial margin of what gross counts.';
COMMENT ON COLUMN risk_metric.largest_share IS 'The largest asset''s share in gross, 0 to 1.';
COMMENT ON COLUMN risk_metric.herfindahl IS 'Sum of the squares of the assets'' shares in gross, 0 to 1.';
COMMENT ON COLUMN risk_metric.delta IS 'Sum over assets of net delta in money, without signs.';
COMMENT ON COLUMN risk_metric.gamma IS 'Change of delta in money for 1 % of the prices.';
COMMENT ON COLUMN risk_metric.vega IS 'For one volatility point.';
COMMENT ON COLUMN risk_metric.profit IS 'Since the risk job first heard of each book. Null for venues.';
COMMENT ON COLUMN risk_metric.daily_profit IS 'Of the UTC day, or since it was first heard of in it. Null for venues.';
COMMENT ON COLUMN risk_metric.drawdown IS 'Profit less the highest so far; not positive. Null for venues.';
COMMENT ON COLUMN risk_metric.samples IS 'How many returns value at risk could be taken from.';
COMMENT ON COLUMN risk_metric.sample_length IS 'The horizon of value at risk and expected shortfall.';
COMMENT ON COLUMN risk_metric.sampled IS 'The first row after a sample was taken: back-tests use these.';
COMMENT ON COLUMN risk_metric.value_at_risk IS 'By method and confidence, such as historical_99. Empty where there are too few samples.';
COMMENT ON COLUMN risk_metric.expected_shortfall IS 'The same keys.';
COMMENT ON COLUMN risk_metric.stress IS 'What each configured scenario would earn.';
COMMENT ON COLUMN risk_metric.correlations IS 'Of the assets'' returns, by two names with | between; in scope all alone.';
COMMENT ON COLUMN risk_metric.broken IS 'Limits of the scope that are broken.';
COMMENT ON COLUMN risk_metric.config_version IS 'The configuration that it went by.';
COMMENT ON COLUMN risk_metric.part IS 'Partition of topic risk-metrics.';
COMMENT ON COLUMN risk_metric."offset" IS 'Offset there.';
SELECT create_hypertable('risk_metric', 'told', chunk_time_interval => interval '1 day');
CREATE INDEX ON risk_metric (scope, told DESC);

CREATE VIEW risk_now AS
SELECT DISTINCT ON (scope) scope, told, currency, complete, gross, net, margin, largest_share, herfindahl, delta, gamma,
       vega, profit, daily_profit, drawdown, samples, sample_length,
       (value_at_risk->>'historical_95')::float8 AS var_95, (value_at_risk->>'historical_99')::float8 AS var_99,
       (expected_shortfall->>'historical_95')::float8 AS shortfall_95,
       (expected_shortfall->>'historical_99')::float8 AS shortfall_99, broken
FROM risk_metric ORDER BY scope, told DESC, sequence DESC;
COMMENT ON VIEW risk_now IS 'The newest figures of each scope.';
COMMENT ON COLUMN risk_now.scope IS 'all, or portfolio or venue with a colon and its name.';
COMMENT ON COLUMN risk_now.told IS 'The newest clock of the groups'' reports.';
COMMENT ON COLUMN risk_now.currency IS 'What money is in.';
COMMENT ON COLUMN risk_now.complete IS 'Every group has reported, and none lacked a price.';
COMMENT ON COLUMN risk_now.gross IS 'Sum of the positions'' values without signs, orders that may still fill included on the worse side.';
COMMENT ON COLUMN risk_now.net IS 'Sum of the positions'' values with signs.';
COMMENT ON COLUMN risk_now.margin IS 'Initial margin of what gross counts.';
COMMENT ON COLUMN risk_now.largest_share IS 'The largest asset''s share in gross, 0 to 1.';
COMMENT ON COLUMN risk_now.herfindahl IS 'Sum of the squares of the assets'' shares in gross, 0 to 1.';
COMMENT ON COLUMN risk_now.delta IS 'Sum over assets of net delta in money, without signs.';
COMMENT ON COLUMN risk_now.gamma IS 'Change of delta in money for 1 % of the prices.';
COMMENT ON COLUMN risk_now.vega IS 'For one volatility point.';
COMMENT ON COLUMN risk_now.profit IS 'Since the risk job first heard of each book. Null for venues.';
COMMENT ON COLUMN risk_now.daily_profit IS 'Of the UTC day, or since it was first heard of in it. Null for venues.';
COMMENT ON COLUMN risk_now.drawdown IS 'Profit less the highest so far; not positive. Null for venues.';
COMMENT ON COLUMN risk_now.samples IS 'How many returns value at risk could be taken from.';
COMMENT ON COLUMN risk_now.sample_length IS 'The horizon of value at risk and expected shortfall.';
COMMENT ON COLUMN risk_now.broken IS 'Limits of the scope that are broken.';
COMMENT ON COLUMN risk_now.var_95 IS 'Historical value at risk at 95 % over sample_length; a loss is negative.';
COMMENT ON COLUMN risk_now.var_99 IS 'The same at 99 %.';
COMMENT ON COLUMN risk_now.shortfall_95 IS 'Historical expected shortfall at 95 %.';
COMMENT ON COLUMN risk_now.shortfall_99 IS 'The same at 99 %.';

CREATE VIEW risk_scenario AS
SELECT n.scope, n.told, n.currency, s.key AS scenario, s.value::float8 AS profit
FROM (SELECT DISTINCT ON (scope) scope, told, currency, stress FROM risk_metric ORDER BY scope, told DESC, sequence DESC) n,
     jsonb_each_text(n.stress) s;
COMMENT ON VIEW risk_scenario IS 'What each scenario would earn each scope now.';
COMMENT ON COLUMN risk_scenario.scope IS 'all, or portfolio or venue with a colon and its name.';
COMMENT ON COLUMN risk_scenario.told IS 'The newest clock of the groups'' reports.';
COMMENT ON COLUMN risk_scenario.currency IS 'What money is in.';
COMMENT ON COLUMN risk_scenario.scenario IS 'Its name in the configuration.';
COMMENT ON COLUMN risk_scenario.profit IS 'A loss is negative.';

CREATE VIEW var_exceedance AS
SELECT told, scope, epoch, method, confidence, value_at_risk, realised, realised < value_at_risk AS exceeded,
       lag(realised < value_at_risk) OVER (PARTITION BY scope, epoch, method, confidence ORDER BY told) AS exceeded_before
FROM (
  SELECT m.told, m.scope, m.epoch, regexp_replace(v.key, '_\d+$', '') AS method,
         substring(v.key FROM '\d+$')::float8 / 100 AS confidence, v.value::float8 AS value_at_risk,
         m.next_profit - m.profit AS realised
  FROM (SELECT *, lead(profit) OVER w AS next_profit, lead(told) OVER w AS next_told
        FROM risk_metric WHERE sampled AND profit IS NOT NULL
        WINDOW w AS (PARTITION BY scope, epoch ORDER BY told)) m,
       jsonb_each_text(m.value_at_risk) v
  WHERE m.complete AND m.next_told < m.told + 1.5 * m.sample_length) stated;
COMMENT ON VIEW var_exceedance IS 'Each value at risk that was stated, and what the interval after it earned. Trades of that interval are in it, where value at risk supposes that nothing is traded.';
COMMENT ON COLUMN var_exceedance.scope IS 'all, or portfolio or venue with a colon and its name.';
COMMENT ON COLUMN var_exceedance.epoch IS 'When the risk job was submitted without a state.';
COMMENT ON COLUMN var_exceedance.told IS 'When it was stated: the interval''s beginning.';
COMMENT ON COLUMN var_exceedance.method IS 'historical, gaussian or cornish_fisher.';
COMMENT ON COLUMN var_exceedance.confidence IS '0.95 or 0.99.';
COMMENT ON COLUMN var_exceedance.value_at_risk IS 'A loss is negative.';
COMMENT ON COLUMN var_exceedance.realised IS 'Profit of the interval.';
COMMENT ON COLUMN var_exceedance.exceeded IS 'The loss went beyond.';
COMMENT ON COLUMN var_exceedance.exceeded_before IS 'The same of the interval before; null for the first.';

-- c * ln(a / b), and 0 where c is 0.
CREATE FUNCTION likelihood_weight(c bigint, a float8, b float8) RETURNS float8 LANGUAGE sql IMMUTABLE AS
$$ SELECT CASE WHEN c = 0 THEN 0 ELSE c * ln(a / b) END $$;
COMMENT ON FUNCTION likelihood_weight IS 'A term of a likelihood ratio: c times the logarithm of a / b, 0 where c is 0.';

CREATE FUNCTION kupiec(observations bigint, failures bigint, expected float8, OUT statistic float8, OUT p_value float8)
LANGUAGE sql IMMUTABLE AS $$
  SELECT ratio, erfc(sqrt(ratio / 2)) FROM (
    SELECT CASE WHEN observations > 0 THEN greatest(0, 2 * (
      likelihood_weight(observations - failures, 1 - failures::float8 / observations, 1 - expected)
      + likelihood_weight(failures, failures::float8 / observations, expected))) END AS ratio) r $$;
COMMENT ON FUNCTION kupiec IS 'Are there as many exceedances as there should be? Kupiec''s proportion of failures (Journal of Derivatives, 1995): likelihood ratio and its probability, chi-squared with one degree of freedom. expected: 1 - confidence.';

CREATE FUNCTION christoffersen(n00 bigint, n01 bigint, n10 bigint, n11 bigint, OUT statistic float8, OUT p_value float8)
LANGUAGE sql IMMUTABLE AS $$
  SELECT ratio, erfc(sqrt(ratio / 2)) FROM (
    SELECT CASE WHEN n00 + n01 + n10 + n11 > 0 THEN greatest(0, 2 * (
      likelihood_weight(n00, n00::float8 / nullif(n00 + n01, 0), 1 - always)
      + likelihood_weight(n01, n01::float8 / nullif(n00 + n01, 0), always)
      + likelihood_weight(n10, n10::float8 / nullif(n10 + n11, 0), 1 - always)
      + likelihood_weight(n11, n11::float8 / nullif(n10 + n11, 0), always))) END AS ratio
    FROM (SELECT (n01 + n11)::float8 / nullif(n00 + n01 + n10 + n11, 0) AS always) a) r $$;
COMMENT ON FUNCTION christoffersen IS 'Does an exceedance make the next likelier? Christoffersen''s independence (International Economic Review, 1998), chi-squared with one degree of freedom. n01: intervals without an exceedance that one with it followed.';

CREATE VIEW var_backtest AS
SELECT c.scope, c.method, c.confidence, c.observations, c.failures, c.observations * (1 - c.confidence) AS expected,
       k.statistic AS kupiec, k.p_value AS kupiec_p, i.statistic AS independence, i.p_value AS independence_p,
       k.statistic + i.statistic AS coverage, exp(-(k.statistic + i.statistic) / 2) AS coverage_p
FROM (
  SELECT scope, method, confidence, count(*) AS observations, count(*) FILTER (WHERE exceeded) AS failures,
         count(*) FILTER (WHERE NOT exceeded_before AND NOT exceeded) AS n00,
         count(*) FILTER (WHERE NOT exceeded_before AND exceeded) AS n01,
         count(*) FILTER (WHERE exceeded_before AND NOT exceeded) AS n10,
         count(*) FILTER (WHERE exceeded_before AND exceeded) AS n11
  FROM var_exceedance GROUP BY scope, method, confidence) c,
  LATERAL kupiec(c.observations, c.failures, 1 - c.confidence) k,
  LATERAL christoffersen(c.n00, c.n01, c.n10, c.n11) i;
COMMENT ON VIEW var_backtest IS 'Whether value at risk held: a small probability says that the model is wrong. Needs PostgreSQL 16 or later for erfc.';
COMMENT ON COLUMN var_backtest.scope IS 'all, or portfolio or venue with a colon and its name.';
COMMENT ON COLUMN var_backtest.method IS 'historical, gaussian or cornish_fisher.';
COMMENT ON COLUMN var_backtest.confidence IS '0.95 or 0.99.';
COMMENT ON COLUMN var_backtest.observations IS 'Intervals.';
COMMENT ON COLUMN var_backtest.failures IS 'Of these, with a loss beyond value at risk.';
COMMENT ON COLUMN var_backtest.expected IS 'How many there should be.';
COMMENT ON COLUMN var_backtest.kupiec IS 'Likelihood ratio: as many as there should be?';
COMMENT ON COLUMN var_backtest.kupiec_p IS 'Its probability if the model is right.';
COMMENT ON COLUMN var_backtest.independence IS 'Likelihood ratio: do they come one after the other?';
COMMENT ON COLUMN var_backtest.independence_p IS 'Its probability if the model is right.';
COMMENT ON COLUMN var_backtest.coverage IS 'Both at once, the sum: Christoffersen''s conditional coverage, chi-squared with two degrees of freedom.';
COMMENT ON COLUMN var_backtest.coverage_p IS 'Its probability if the model is right.';

CREATE VIEW days_to_unwind AS
SELECT l.portfolio, l.grp, l.venue, l.account, l.instrument, n.valued, l.quantity,
       b.base_quantity, v.day_volume, abs(b.base_quantity) / nullif(0.1 * v.day_volume, 0) AS days
FROM (SELECT DISTINCT ON (portfolio, grp) portfolio, grp, sequence, valued FROM valuation
      ORDER BY portfolio, grp, valued DESC) n
JOIN valuation_line l ON l.valued = n.valued AND l.portfolio = n.portfolio AND l.grp = n.grp AND l.sequence = n.sequence
LEFT JOIN (SELECT DISTINCT ON (instrument) instrument, inverse, contract_value FROM store_contract
           ORDER BY instrument, config_version DESC) c ON c.instrument = l.instrument
CROSS JOIN LATERAL (SELECT CASE WHEN c.inverse THEN l.quantity * c.contract_value / nullif(l.mark, 0)
                                ELSE l.quantity * coalesce(c.contract_value, 1) END AS base_quantity) b
LEFT JOIN (SELECT instrument, sum(base_volume) * 86400 / extract(epoch FROM max(started) - min(started) + interval '1 minute') AS day_volume
           FROM bar WHERE length = '1 minute' AND started > (SELECT max(started) - interval '1 day' FROM bar_revision)
           GROUP BY instrument) v ON v.instrument = l.instrument
WHERE l.instrument IS NOT NULL AND l.quantity <> 0;
COMMENT ON VIEW days_to_unwind IS 'How long each position of the newest valuation would take to be closed by a tenth of the volume that its instrument has a day.';
COMMENT ON COLUMN days_to_unwind.portfolio IS 'Whose position.';
COMMENT ON COLUMN days_to_unwind.grp IS 'The hedge group.';
COMMENT ON COLUMN days_to_unwind.venue IS 'Where.';
COMMENT ON COLUMN days_to_unwind.account IS 'On which account.';
COMMENT ON COLUMN days_to_unwind.instrument IS 'In which instrument.';
COMMENT ON COLUMN days_to_unwind.valued IS 'When it was valued.';
COMMENT ON COLUMN days_to_unwind.quantity IS 'Contracts, or base units of spot; negative is short.';
COMMENT ON COLUMN days_to_unwind.base_quantity IS 'In units of the base asset.';
COMMENT ON COLUMN days_to_unwind.day_volume IS 'By the bars of a minute of the last day, from the first to the last of them, for 24 hours. Base units. Null: no bars.';
COMMENT ON COLUMN days_to_unwind.days IS 'base_quantity / (0.1 day_volume), without its sign.';
