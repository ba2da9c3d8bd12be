-- What trading costs, of each fill, order and parent, in parts that sum up (Perold's implementation shortfall).
-- docs/analysts.md defines the parts. Money is in the instrument's quote currency; positive costs.

ALTER TABLE store_contract ADD COLUMN base_asset text, ADD COLUMN quote_asset text, ADD COLUMN settle_asset text, ADD COLUMN kind text;
COMMENT ON COLUMN store_contract.base_asset IS 'What is bought and sold. Null: stored before it was kept, until the next configuration.';
COMMENT ON COLUMN store_contract.quote_asset IS 'What prices are in.';
COMMENT ON COLUMN store_contract.settle_asset IS 'What profit and fees of a contract are paid in.';
COMMENT ON COLUMN store_contract.kind IS 'SPOT, LINEAR_PERPETUAL, INVERSE_PERPETUAL, LINEAR_FUTURE, INVERSE_FUTURE or OPTION.';

-- Children of a parent are found by its id; an order without one is its own.
CREATE INDEX orders_parent_idx ON orders ((coalesce(parent_order_id, client_order_id)));

CREATE VIEW contract_of AS
SELECT DISTINCT ON (instrument) instrument, inverse, contract_value, base_asset, quote_asset, settle_asset, kind
FROM store_contract ORDER BY instrument, config_version DESC, part;
COMMENT ON VIEW contract_of IS 'What a quantity of each instrument stands for, by the newest configuration of any partition.';

-- The newest mid that we had heard of, at most a minute old.
CREATE FUNCTION mid_at(of_instrument text, at timestamptz) RETURNS numeric LANGUAGE sql STABLE PARALLEL SAFE
RETURN (
  SELECT (q.bid_price + q.ask_price) / 2 FROM quote q
  WHERE q.instrument = of_instrument AND q.received <= at AND q.received > at - interval '1 minute'
  ORDER BY q.received DESC LIMIT 1);
COMMENT ON FUNCTION mid_at IS 'The middle of the newest quote that we had received then, as the venue quotes prices; null if there was none for a minute.';

CREATE VIEW fill_analysis AS
SELECT e.received, o.decided, e.client_order_id, coalesce(o.parent_order_id, o.client_order_id) AS parent_order_id,
       e.execution_id, o.portfolio, e.grp, o.strategy, e.venue, e.account, e.instrument, e.side, e.liquidity,
       e.last_quantity AS quantity, e.last_price AS price, o.mid, m.mid AS fill_mid, c.quote_asset AS currency, u.notional,
       u.per_price * (e.last_price - o.mid) AS slippage,
       u.per_price * (m.mid - o.mid) AS delay_cost,
       u.per_price * (e.last_price - m.mid) AS spread_cost,
       e.fee, e.fee_currency,
       CASE WHEN e.fee = 0 THEN 0
            WHEN e.fee_currency = c.quote_asset THEN e.fee
            WHEN e.fee_currency = c.base_asset THEN e.fee * e.last_price END AS fee_cost
FROM execution e
JOIN orders o ON o.client_order_id = e.client_order_id AND o.command = 'PLACE'
LEFT JOIN contract_of c ON c.instrument = e.instrument
CROSS JOIN LATERAL (SELECT mid_at(e.instrument, e.received) AS mid OFFSET 0) m
CROSS JOIN LATERAL (
  SELECT e.last_quantity * c.contract_value * CASE WHEN c.inverse THEN 1 ELSE o.mid END AS notional,
         CASE e.side WHEN 'BUY' THEN 1 ELSE -1 END * e.last_quantity * c.contract_value
           / CASE WHEN c.inverse THEN nullif(o.mid, 0) ELSE 1 END AS per_price) u
WHERE e.type = 'TRADE' AND e.inferred IS NOT TRUE;
COMMENT ON VIEW fill_analysis IS 'Each fill of ours that a venue told of, and its slippage in two parts: what the price moved between decision and fill (delay_cost), and which side of the mid the fill was on (spread_cost).';

CREATE VIEW order_cost AS
SELECT o.decided, o.client_order_id, coalesce(o.parent_order_id, o.client_order_id) AS parent_order_id, o.portfolio, o.grp,
       o.strategy, o.venue, o.account, o.instrument, o.side, o.order_type, o.time_in_force, o.quantity, o.price, o.mid,
       c.quote_asset AS currency, r.ended, r.status, coalesce(f.filled, 0) AS filled, f.average_price, f.fills, f.notional,
       f.slippage, f.delay_cost, f.spread_cost, f.fee_cost,
       f.slippage / nullif(f.notional, 0) * 10000 AS slippage_bps,
       coalesce(f.maker_notional, 0) / nullif(f.notional, 0) AS maker_share,
       g.reserved_at - o.decided AS decision_to_send, r.acknowledged - o.decided AS decision_to_acknowledgement,
       f.first_fill - o.decided AS decision_to_fill, f.last_fill - o.decided AS decision_to_last_fill
FROM orders o
LEFT JOIN contract_of c ON c.instrument = o.instrument
LEFT JOIN gateway_order g ON g.client_order_id = o.client_order_id AND g.command_number = o.command_number
CROSS JOIN LATERAL (
  SELECT min(x.received) FILTER (WHERE x.type IN ('NEW', 'TRADE')) AS acknowledged,
         min(x.received) FILTER (WHERE x.status IN ('FILLED', 'CANCELED', 'EXPIRED', 'REJECTED')) AS ended,
         (array_agg(x.status ORDER BY x.received DESC, x."offset" DESC))[1] AS status
  FROM execution x WHERE x.client_order_id = o.client_order_id AND x.inferred IS NOT TRUE) r
CROSS JOIN LATERAL (
  SELECT sum(x.quantity) AS filled, sum(x.quantity * x.price) / nullif(sum(x.quantity), 0) AS average_price, count(*) AS fills,
         sum(x.notional) AS notional, sum(x.slippage) AS slippage,
         -- Null as soon as one is not known: a sum of some of them would be none of all.
         CASE WHEN bool_and(x.delay_cost IS NOT NULL) THEN sum(x.delay_cost) END AS delay_cost,
         CASE WHEN bool_and(x.spread_cost IS NOT NULL) THEN sum(x.spread_cost) END AS spread_cost,
         CASE WHEN bool_and(x.fee_cost IS NOT NULL) THEN sum(x.fee_cost) END AS fee_cost,
         sum(x.notional) FILTER (WHERE x.liquidity = 'MAKER') AS maker_notional,
         min(x.received) AS first_fill, max(x.received) AS last_fill
  FROM fill_analysis x WHERE x.client_order_id = o.client_order_id) f
WHERE o.command = 'PLACE';
COMMENT ON VIEW order_cost IS 'Each order placed: what it cost against the mid at its own decision, in parts, and how long each step took.';

CREATE VIEW parent_cost AS
SELECT p.decided, time_bucket(interval '1 day', p.decided) AS day, p.client_order_id AS parent_order_id, p.portfolio, p.grp,
       p.strategy, p.venue, p.account, p.instrument, p.side, p.mid, c.quote_asset AS currency, k.children, k.ended,
       k.wanted, k.filled, k.average_price, k.wanted - k.filled AS unfilled,
       k.filled * u.notional AS notional,
       -- Two sums of quotients that are equal differ in the last of their digits.
       s.slippage, round(s.slippage - k.child_slippage, 9) AS timing_cost, k.delay_cost, k.spread_cost, k.fee_cost, s.opportunity_cost,
       s.slippage + k.fee_cost + s.opportunity_cost AS shortfall,
       s.slippage / nullif(k.filled * u.notional, 0) * 10000 AS slippage_bps,
       (s.slippage + k.fee_cost + s.opportunity_cost) / nullif(k.wanted * u.notional, 0) * 10000 AS shortfall_bps,
       k.maker_notional / nullif(k.notional, 0) AS maker_share,
       k.first_acknowledgement - p.decided AS decision_to_acknowledgement,
       k.first_fill - p.decided AS decision_to_fill, k.ended - p.decided AS decision_to_end
FROM orders p
LEFT JOIN contract_of c ON c.instrument = p.instrument
CROSS JOIN LATERAL (
  SELECT c.contract_value * CASE WHEN c.inverse THEN 1 ELSE p.mid END AS notional,
         CASE p.side WHEN 'BUY' THEN 1 ELSE -1 END * c.contract_value / CASE WHEN c.inverse THEN nullif(p.mid, 0) ELSE 1 END
           AS per_price) u
CROSS JOIN LATERAL (
  SELECT count(*) AS children, max(x.before + x.quantity) AS wanted, sum(x.filled) AS filled,
         sum(x.filled * x.average_price) / nullif(sum(x.filled), 0) AS average_price,
         coalesce(sum(x.slippage), 0) AS child_slippage, sum(x.notional) AS notional,
         CASE WHEN bool_and(x.filled = 0 OR x.delay_cost IS NOT NULL) THEN coalesce(sum(x.delay_cost), 0) END AS delay_cost,
         CASE WHEN bool_and(x.filled = 0 OR x.spread_cost IS NOT NULL) THEN coalesce(sum(x.spread_cost), 0) END AS spread_cost,
         CASE WHEN bool_and(x.filled = 0 OR x.fee_cost IS NOT NULL) THEN coalesce(sum(x.fee_cost), 0) END AS fee_cost,
         sum(x.maker_share * x.notional) AS maker_notional,
         CASE WHEN bool_and(x.ended IS NOT NULL) THEN max(x.ended) END AS ended,
         min(x.decided + x.decision_to_acknowledgement) AS first_acknowledgement, min(x.decided + x.decision_to_fill) AS first_fill
  FROM (SELECT y.*, coalesce(sum(y.filled) OVER (ORDER BY y.decided, y.client_order_id
                                                 ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS before
        FROM order_cost y WHERE y.parent_order_id = p.client_order_id) x) k
CROSS JOIN LATERAL (
  SELECT CASE WHEN k.filled = 0 THEN 0 ELSE u.per_price * k.filled * (k.average_price - p.mid) END AS slippage,
         CASE WHEN k.wanted <= k.filled THEN 0
              WHEN k.ended IS NOT NULL
              THEN u.per_price * (k.wanted - k.filled) * (mid_at(p.instrument, k.ended) - p.mid) END AS opportunity_cost) s
WHERE p.command = 'PLACE' AND coalesce(p.parent_order_id, p.client_order_id) = p.client_order_id;
COMMENT ON VIEW parent_cost IS 'Each hedge with its children added up (an order that is no child is its own parent): slippage against the mid when the hedge was decided = timing_cost + delay_cost + spread_cost; shortfall = slippage + fee_cost + opportunity_cost.';

CREATE VIEW transaction_cost AS
SELECT day, portfolio, grp, strategy, venue, instrument, currency, count(*) AS parents, sum(children) AS orders,
       count(*) FILTER (WHERE ended IS NULL) AS unfinished,
       sum(notional) AS notional, sum(filled) / nullif(sum(wanted), 0) AS fill_ratio,
       sum(slippage) AS slippage, sum(timing_cost) AS timing_cost, sum(delay_cost) AS delay_cost,
       sum(spread_cost) AS spread_cost, sum(fee_cost) AS fee_cost, sum(opportunity_cost) AS opportunity_cost,
       sum(shortfall) AS shortfall, count(*) FILTER (WHERE shortfall IS NULL) AS without_shortfall,
       sum(slippage) / nullif(sum(notional), 0) * 10000 AS slippage_bps,
       sum(shortfall) / nullif(sum(notional) FILTER (WHERE shortfall IS NOT NULL), 0) * 10000 AS shortfall_bps,
       sum(maker_share * notional) / nullif(sum(notional), 0) AS maker_share,
       percentile_cont(0.5) WITHIN GROUP (ORDER BY decision_to_fill) AS median_to_fill
FROM parent_cost
GROUP BY day, portfolio, grp, strategy, venue, instrument, currency;
COMMENT ON VIEW transaction_cost IS 'parent_cost by day of the decision, portfolio, group, strategy, venue and instrument. Of parents whose part is not known (no quote for a minute, a fee in a third coin, not ended) that part counts as nothing: without_shortfall says how many.';

DO $$
DECLARE
  gap record;
BEGIN
  FOR gap IN
    SELECT c.relname AS relation, a.attname AS name, said.comment
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    JOIN (VALUES
      ('instrument', 'VENUE:SYMBOL.'),
      ('inverse', 'Whether a contract is worth a fixed sum of the quote currency.'),
      ('contract_value', 'Inverse: quote units a contract. Else: base units a contract; 1 for spot.'),
      ('base_asset', 'What is bought and sold.'),
      ('quote_asset', 'What prices are in.'),
      ('settle_asset', 'What profit and fees of a contract are paid in.'),
      ('kind', 'SPOT, LINEAR_PERPETUAL, INVERSE_PERPETUAL, LINEAR_FUTURE, INVERSE_FUTURE or OPTION.'),
      ('received', 'When we heard of the fill.'),
      ('decided', 'The engine''s clock at the decision; of a parent at the first.'),
      ('day', 'Beginning of the day of the decision, UTC.'),
      ('client_order_id', 'The order''s id at the venue.'),
      ('parent_order_id', 'Of the first child; of an order that is no child its own.'),
      ('execution_id', 'The venue''s number of the fill.'),
      ('portfolio', 'Name of the portfolio in the configuration.'),
      ('grp', 'The hedge group, mostly the underlying asset.'),
      ('strategy', 'Name of the strategy.'),
      ('venue', 'Exchange and market, e.g. BINANCE_USDM.'),
      ('account', 'Name of the account in the configuration.'),
      ('side', 'BUY or SELL.'),
      ('liquidity', 'MAKER rested in the book, TAKER took from it, NONE: not told.'),
      ('quantity', 'As the venue counts it: base units or contracts.'),
      ('price', 'As the venue quotes it; of an order its limit, null: none.'),
      ('mid', 'Middle of best bid and ask at the decision, as the venue quotes prices.'),
      ('fill_mid', 'Middle of the newest quote when we heard of the fill. Null: none for a minute.'),
      ('currency', 'The instrument''s quote currency, which costs and notional are in. Null: no configuration told it.'),
      ('notional', 'What was filled, at the mid of the decision (inverse: its quote units). Quote currency.'),
      ('slippage', 'Fills against the mid at the decision; positive costs. Quote currency.'),
      ('timing_cost', 'Of the slippage what the mid moved between the parent''s decision and its children''s. Quote currency.'),
      ('delay_cost', 'Of the slippage what the mid moved between decision and fill. Null: no quote for a minute. Quote currency.'),
      ('spread_cost', 'Of the slippage what lay between mid and price at the fill: half the spread paid, negative: earned. Quote currency.'),
      ('fee', 'What the venue took, in fee_currency; negative: a rebate.'),
      ('fee_currency', 'The coin that the fee was paid in.'),
      ('fee_cost', 'Fees; those paid in the base asset at the fill''s price. Null: one was paid in a third coin, or not told. Quote currency.'),
      ('opportunity_cost', 'What the mid moved from the decision to the end, on what was wanted and not filled. Null: not ended, or no quote for a minute. Quote currency.'),
      ('shortfall', 'slippage + fee_cost + opportunity_cost: what the hedge cost against one at the mid of the decision. Quote currency.'),
      ('without_shortfall', 'Parents of which a part of it is not known.'),
      ('slippage_bps', 'slippage over notional, basis points.'),
      ('shortfall_bps', 'shortfall over the notional of what was wanted (by day: of what was filled), basis points.'),
      ('order_type', 'LIMIT or MARKET.'),
      ('time_in_force', 'GTC, IOC, FOK or POST_ONLY.'),
      ('ended', 'When we heard of its end; of a parent of its last child''s. Null: it has none yet.'),
      ('status', 'In the newest report.'),
      ('filled', 'Sum of the fills that a venue told of.'),
      ('average_price', 'Of the fills, weighted by quantity.'),
      ('fills', 'How many.'),
      ('maker_share', 'Of the notional what rested in the book.'),
      ('decision_to_send', 'Until the gateway wrote the intent, by the database''s clock.'),
      ('decision_to_acknowledgement', 'Until we heard that the venue has it.'),
      ('decision_to_fill', 'Until we heard of the first fill.'),
      ('decision_to_last_fill', 'Until we heard of the last fill.'),
      ('decision_to_end', 'Until we heard of its end.'),
      ('children', 'Orders that it became.'),
      ('wanted', 'The most that was filled and worked for at once. What a slice or twap never came to place is not in it.'),
      ('unfilled', 'wanted less filled.'),
      ('parents', 'Hedges: parents, and orders that are no children.'),
      ('orders', 'Orders placed for them.'),
      ('unfinished', 'Parents without an end yet.'),
      ('fill_ratio', 'Filled over wanted.'),
      ('median_to_fill', 'Median of decision_to_fill.')
    ) AS said (name, comment) ON said.name = a.attname
    WHERE c.relnamespace = current_schema()::regnamespace
      AND c.relname IN ('contract_of', 'fill_analysis', 'order_cost', 'parent_cost', 'transaction_cost')
  LOOP
    EXECUTE format('COMMENT ON COLUMN %I.%I IS %L', gap.relation, gap.name, gap.comment);
  END LOOP;
END $$;
