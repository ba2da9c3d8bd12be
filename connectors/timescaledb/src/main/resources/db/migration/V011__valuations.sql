-- What portfolios are worth, and where their profit came from. docs/accounting.md defines the parts.

CREATE TABLE valuation (
  valued         timestamptz NOT NULL,
  grp            text NOT NULL,
  portfolio      text NOT NULL,
  strategy       text NOT NULL,
  sequence       bigint NOT NULL,
  previous       timestamptz,
  currency       text NOT NULL,
  allotted       numeric,
  value          numeric NOT NULL,
  capital_flow   numeric NOT NULL,
  price          numeric NOT NULL,
  basis          numeric NOT NULL,
  options        numeric NOT NULL,
  funding        numeric NOT NULL,
  fees           numeric NOT NULL,
  slippage       numeric NOT NULL,
  fx             numeric NOT NULL,
  other          numeric NOT NULL,
  total_capital  numeric NOT NULL,
  total_price    numeric NOT NULL,
  total_basis    numeric NOT NULL,
  total_options  numeric NOT NULL,
  total_funding  numeric NOT NULL,
  total_fees     numeric NOT NULL,
  total_slippage numeric NOT NULL,
  total_fx       numeric NOT NULL,
  total_other    numeric NOT NULL,
  remainder      numeric NOT NULL,
  cause_part     integer NOT NULL,
  cause_offset   bigint NOT NULL,
  config_version bigint NOT NULL,
  engine_version text NOT NULL,
  part           integer NOT NULL,
  "offset"       bigint NOT NULL
);
COMMENT ON TABLE valuation IS 'What each portfolio is worth in each group, once an interval of the journal''s clock in which something changed. Money is in the report currency; losses and costs are negative.';
COMMENT ON COLUMN valuation.grp IS 'The hedge group.';
COMMENT ON COLUMN valuation.sequence IS 'Counts the valuations of the portfolio in the group from 1.';
COMMENT ON COLUMN valuation.previous IS 'When it was valued before: since then the parts count. Null: never.';
COMMENT ON COLUMN valuation.currency IS 'The report currency.';
COMMENT ON COLUMN valuation.allotted IS 'Capital that the configuration allots to the strategy, in the report currency.';
COMMENT ON COLUMN valuation.value IS 'Spot and coins at their marks, contracts at what they have earned, less what was paid. Report currency.';
COMMENT ON COLUMN valuation.capital_flow IS 'Brought in less taken out since the valuation before: no profit. Report currency.';
COMMENT ON COLUMN valuation.price IS 'By the price of the group''s asset, since the valuation before. Report currency.';
COMMENT ON COLUMN valuation.basis IS 'By contracts'' prices against the reference instrument''s. Report currency.';
COMMENT ON COLUMN valuation.options IS 'By premiums of options, whatever moved them. Report currency.';
COMMENT ON COLUMN valuation.funding IS 'Received less paid. Report currency.';
COMMENT ON COLUMN valuation.fees IS 'Rebates less fees. Report currency.';
COMMENT ON COLUMN valuation.slippage IS 'Fills against the mid when they were decided. Report currency.';
COMMENT ON COLUMN valuation.fx IS 'By the rates of other currencies than the report currency and the group''s asset. Report currency.';
COMMENT ON COLUMN valuation.other IS 'What a venue added or took for another reason. Report currency.';
COMMENT ON COLUMN valuation.total_capital IS 'capital_flow since the books were opened; total_price and the others likewise.';
COMMENT ON COLUMN valuation.remainder IS 'value less total_capital and the total parts: zero.';
COMMENT ON COLUMN valuation.cause_offset IS 'The tick of the journal at which it was valued.';
SELECT create_hypertable('valuation', 'valued', chunk_time_interval => interval '7 days');
CREATE INDEX ON valuation (portfolio, grp, valued DESC);

CREATE TABLE valuation_line (
  valued           timestamptz NOT NULL,
  grp              text NOT NULL,
  portfolio        text NOT NULL,
  strategy         text NOT NULL,
  sequence         bigint NOT NULL,
  venue            text NOT NULL,
  account          text NOT NULL,
  instrument       text,
  currency         text NOT NULL,
  hedge            boolean NOT NULL,
  quantity         numeric NOT NULL,
  average_price    numeric,
  mark             numeric,
  worth            numeric NOT NULL,
  realised         numeric NOT NULL,
  unrealised       numeric NOT NULL,
  fees_paid        numeric NOT NULL,
  funding_received numeric NOT NULL,
  capital          numeric NOT NULL,
  rate             numeric,
  value            numeric NOT NULL,
  capital_flow     numeric NOT NULL,
  price            numeric NOT NULL,
  basis            numeric NOT NULL,
  options          numeric NOT NULL,
  funding          numeric NOT NULL,
  fees             numeric NOT NULL,
  slippage         numeric NOT NULL,
  fx               numeric NOT NULL,
  other            numeric NOT NULL,
  part             integer NOT NULL,
  "offset"         bigint NOT NULL
);
COMMENT ON TABLE valuation_line IS 'The lines of each valuation: what a portfolio has on an account in one currency, by an instrument or as coins or money alone.';
COMMENT ON COLUMN valuation_line.instrument IS 'Null: coins or money alone.';
COMMENT ON COLUMN valuation_line.currency IS 'What the next amounts are in, up to capital: the settlement currency, a fee''s, or the coin itself.';
COMMENT ON COLUMN valuation_line.hedge IS 'Whether the book hedges with it; else it is what is hedged.';
COMMENT ON COLUMN valuation_line.quantity IS 'Contracts, or base units of spot; negative is short. Inferred fills included.';
COMMENT ON COLUMN valuation_line.average_price IS 'Of what is open, by the fills that the venue told of; harmonic for inverse contracts. As the venue quotes prices.';
COMMENT ON COLUMN valuation_line.mark IS 'The price that it was valued by, as the venue quotes it.';
COMMENT ON COLUMN valuation_line.worth IS 'What the line is worth, in its currency.';
COMMENT ON COLUMN valuation_line.realised IS 'Since the books were opened, fees apart, in the line''s currency.';
COMMENT ON COLUMN valuation_line.unrealised IS 'In the line''s currency.';
COMMENT ON COLUMN valuation_line.fees_paid IS 'Since the books were opened; paid is negative. In the line''s currency.';
COMMENT ON COLUMN valuation_line.funding_received IS 'Since the books were opened; paid is negative. In the line''s currency.';
COMMENT ON COLUMN valuation_line.capital IS 'Brought in less taken out since the books were opened, in the line''s currency.';
COMMENT ON COLUMN valuation_line.rate IS 'Report currency for one unit. Null: nothing has told it yet, and the line counts as nothing.';
COMMENT ON COLUMN valuation_line.value IS 'In the report currency; the parts after it likewise, since the valuation before.';
SELECT create_hypertable('valuation_line', 'valued', chunk_time_interval => interval '7 days');
CREATE INDEX ON valuation_line (portfolio, grp, valued DESC);

CREATE VIEW profit_and_loss AS
SELECT v.valued, l.portfolio, l.grp, l.strategy, l.hedge, l.venue, v.currency,
       sum(l.value) AS value,
       sum(l.realised * l.rate) AS realised,
       sum(l.unrealised * l.rate) AS unrealised,
       sum(l.capital_flow) AS capital_flow,
       sum(l.price + l.basis + l.options + l.funding + l.fees + l.slippage + l.fx + l.other) AS profit,
       sum(l.price) AS price, sum(l.basis) AS basis, sum(l.options) AS options, sum(l.funding) AS funding,
       sum(l.fees) AS fees, sum(l.slippage) AS slippage, sum(l.fx) AS fx, sum(l.other) AS other
FROM valuation v
JOIN valuation_line l ON l.valued = v.valued AND l.portfolio = v.portfolio AND l.grp = v.grp AND l.sequence = v.sequence
GROUP BY v.valued, l.portfolio, l.grp, l.strategy, l.hedge, l.venue, v.currency;
COMMENT ON VIEW profit_and_loss IS 'Profit since the valuation before and its parts, by portfolio, group, strategy (hedge: the strategy''s own instruments; else what it hedges) and venue. Sum over time for any span. Report currency.';
COMMENT ON COLUMN profit_and_loss.value IS 'Of lines that are worth something or have changed.';
COMMENT ON COLUMN profit_and_loss.realised IS 'Since the books were opened, in report currency at the rates of the valuation.';
COMMENT ON COLUMN profit_and_loss.unrealised IS 'In report currency at the rates of the valuation.';

CREATE VIEW portfolio_performance AS
SELECT valued, portfolio, grp, strategy, currency, value, allotted, profit, total_profit,
       max(total_profit) OVER w - total_profit AS drawdown,
       avg(CASE WHEN profit > 0 THEN 1.0 WHEN profit < 0 THEN 0.0 END) OVER w AS win_rate,
       avg(profit) OVER w / nullif(stddev_samp(profit) OVER w, 0) AS sharpe_per_valuation
FROM (
  SELECT valued, portfolio, grp, strategy, currency, value, allotted, sequence,
         price + basis + options + funding + fees + slippage + fx + other AS profit,
         total_price + total_basis + total_options + total_funding + total_fees + total_slippage + total_fx
           + total_other AS total_profit
  FROM valuation) p
WINDOW w AS (PARTITION BY portfolio, grp, currency ORDER BY sequence);
COMMENT ON VIEW portfolio_performance IS 'Each portfolio''s profit in each group as it went. Money in the report currency.';
COMMENT ON COLUMN portfolio_performance.profit IS 'Since the valuation before.';
COMMENT ON COLUMN portfolio_performance.total_profit IS 'Since the books were opened in that currency.';
COMMENT ON COLUMN portfolio_performance.drawdown IS 'How far total_profit is below its highest so far; not negative.';
COMMENT ON COLUMN portfolio_performance.win_rate IS 'Share of valuations so far with a profit among those with a profit or a loss.';
COMMENT ON COLUMN portfolio_performance.sharpe_per_valuation IS 'Mean over standard deviation of the profits so far; not annualised, since valuations without a change are not told.';
