-- Why each order was made and what came of it: one row an order.
-- The cause's received time is the order's cause_received, so that only one chunk is looked into.

CREATE VIEW order_explanation AS
SELECT
  o.client_order_id, o.decided, o.valid_until, o.grp, o.portfolio, o.strategy, o.venue, o.account, o.instrument,
  o.side, o.quantity, o.price, o.order_type, o.time_in_force, o.reduce_only, o.parent_order_id, o.mid,
  c.commands,
  d.reason, d.exposure, d.gross, d.hedge, d.working, d.target, d.residual, d.band_enter, d.band_leave, d.statistics,
  o.config_version, o.engine_version, d.checks_passed, d.denials,
  o.cause_part, o.cause_offset, coalesce(d.cause_type, j.type) AS cause_type, o.cause_received,
  coalesce(d.cause_stream, j.stream) AS cause_stream, coalesce(d.cause_sequence, j.sequence) AS cause_sequence, d.cause_id,
  j.accepted AS cause_accepted,
  CASE coalesce(d.cause_type, j.type)
    WHEN 'ExecutionReport' THEN (
      SELECT concat_ws(' ', e.type, e.side, coalesce(e.last_quantity, e.quantity)::text, e.instrument,
                       'at ' || coalesce(e.last_price, e.price)::text, 'of order ' || e.client_order_id)
      FROM execution e WHERE e.received = o.cause_received AND e.part = o.cause_part AND e."offset" = o.cause_offset)
    WHEN 'BalanceReport' THEN (
      SELECT concat_ws(' ', b.reason, b.change::text, b.asset, 'wallet ' || b.wallet::text, 'of account ' || b.account)
      FROM balance b WHERE b.received = o.cause_received AND b.part = o.cause_part AND b."offset" = o.cause_offset)
    WHEN 'PositionReport' THEN (
      SELECT concat_ws(' ', p.quantity::text, p.instrument, 'of account ' || p.account)
      FROM position p WHERE p.received = o.cause_received AND p.part = o.cause_part AND p."offset" = o.cause_offset)
    WHEN 'Quote' THEN (
      SELECT concat_ws(' ', q.instrument, 'bid ' || q.bid_price::text, 'ask ' || q.ask_price::text)
      FROM quote q WHERE q.received = o.cause_received AND q.part = o.cause_part AND q."offset" = o.cause_offset)
    WHEN 'Trade' THEN (
      SELECT concat_ws(' ', t.aggressor, t.quantity::text, t.instrument, 'at ' || t.price::text)
      FROM trade t WHERE t.received = o.cause_received AND t.part = o.cause_part AND t."offset" = o.cause_offset)
    WHEN 'ConfigChange' THEN 'configuration version ' || o.config_version
    WHEN 'Tick' THEN 'the clock'
  END AS cause_summary,
  CASE WHEN s.stream LIKE 'raw-frames/%' THEN substr(s.stream, 12)::integer END AS raw_part,
  CASE WHEN s.stream LIKE 'raw-frames/%' THEN s.sequence / 65536 END AS raw_offset,
  g.reserved_at, g.deadline_us, g.attempt AS attempts, g.outcome, g.outcome_at, g.published AS outcome_published,
  e.reports, e.last_status, e.fills, coalesce(e.filled, 0) AS filled, e.average_price, e.fees, e.first_fill, e.last_fill,
  CASE o.side WHEN 'BUY' THEN 1 ELSE -1 END * (e.average_price - o.mid) / nullif(o.mid, 0) * 10000 AS slippage_bps,
  e.last_fill - o.cause_received AS cause_to_fill
FROM orders o
LEFT JOIN LATERAL (
  SELECT * FROM decision x
  WHERE x.cause_part = o.cause_part AND x.cause_offset = o.cause_offset AND x.decided = o.decided
    AND o.client_order_id = ANY (x.client_order_ids)
  LIMIT 1) d ON true
LEFT JOIN LATERAL (
  SELECT x.type, x.stream, x.sequence, x.accepted FROM journal x
  WHERE x.part = o.cause_part AND x."offset" = o.cause_offset AND x.received = o.cause_received
  LIMIT 1) j ON true
CROSS JOIN LATERAL (
  SELECT coalesce(d.cause_stream, j.stream) AS stream, coalesce(d.cause_sequence, j.sequence) AS sequence) s
CROSS JOIN LATERAL (
  SELECT count(*) AS commands FROM orders x WHERE x.client_order_id = o.client_order_id) c
LEFT JOIN gateway_order g ON g.client_order_id = o.client_order_id AND g.command_number = o.command_number
LEFT JOIN LATERAL (
  SELECT sum(n.reports) AS reports, sum(n.fills) AS fills, sum(n.filled) AS filled,
         sum(n.paid) / nullif(sum(n.filled), 0) AS average_price, min(n.first_fill) AS first_fill,
         max(n.last_fill) AS last_fill, (array_agg(n.last_status ORDER BY n.last_received DESC))[1] AS last_status,
         jsonb_object_agg(n.fee_currency, n.fee) FILTER (WHERE n.fee_currency IS NOT NULL) AS fees
  FROM (
    SELECT x.fee_currency, sum(x.fee) AS fee, count(*) AS reports, count(*) FILTER (WHERE x.type = 'TRADE') AS fills,
           sum(x.last_quantity) FILTER (WHERE x.type = 'TRADE') AS filled,
           sum(x.last_quantity * x.last_price) FILTER (WHERE x.type = 'TRADE') AS paid,
           min(x.received) FILTER (WHERE x.type = 'TRADE') AS first_fill,
           max(x.received) FILTER (WHERE x.type = 'TRADE') AS last_fill, max(x.received) AS last_received,
           (array_agg(x.status ORDER BY x.received DESC, x."offset" DESC))[1] AS last_status
    FROM execution x WHERE x.client_order_id = o.client_order_id GROUP BY x.fee_currency) n) e ON true
WHERE o.command = 'PLACE';

COMMENT ON VIEW order_explanation IS 'Why each order was made and what came of it: one row an order. ./hedgerow why ORDER_ID shows the same with the entry and the frame decoded.';
COMMENT ON COLUMN order_explanation.client_order_id IS 'The order''s id at the venue, made of the journal, the cause and the book.';
COMMENT ON COLUMN order_explanation.decided IS 'The engine''s clock at the decision.';
COMMENT ON COLUMN order_explanation.valid_until IS 'After this, by the engine''s clock, the gateway does not send it.';
COMMENT ON COLUMN order_explanation.quantity IS 'Base units (spot, linear) or contracts.';
COMMENT ON COLUMN order_explanation.mid IS 'Middle of best bid and ask at the decision.';
COMMENT ON COLUMN order_explanation.commands IS 'Commands about the order: the place, amends, cancels, status requests.';
COMMENT ON COLUMN order_explanation.reason IS 'The decision in one sentence. Null: the decision is not stored.';
COMMENT ON COLUMN order_explanation.exposure IS 'Units of the underlying to be hedged, signed.';
COMMENT ON COLUMN order_explanation.gross IS 'Gross exposure, of which the bands are fractions.';
COMMENT ON COLUMN order_explanation.hedge IS 'The hedge in place, signed, in units of the underlying.';
COMMENT ON COLUMN order_explanation.working IS 'Orders already under way, in units of the underlying.';
COMMENT ON COLUMN order_explanation.target IS 'The hedge that the strategy wants.';
COMMENT ON COLUMN order_explanation.residual IS 'Hedge less target: what the order works off.';
COMMENT ON COLUMN order_explanation.band_enter IS 'A residual beyond it starts a hedge.';
COMMENT ON COLUMN order_explanation.band_leave IS 'A hedge aims at this residual.';
COMMENT ON COLUMN order_explanation.statistics IS 'The figures that the strategy used, by name.';
COMMENT ON COLUMN order_explanation.config_version IS 'Version of the configuration in force.';
COMMENT ON COLUMN order_explanation.engine_version IS 'Version of the engine that decided.';
COMMENT ON COLUMN order_explanation.checks_passed IS 'Risk checks passed, in order of evaluation.';
COMMENT ON COLUMN order_explanation.denials IS 'Checks that refused other orders of the same decision.';
COMMENT ON COLUMN order_explanation.cause_part IS 'Partition of the journal entry that made the engine act.';
COMMENT ON COLUMN order_explanation.cause_offset IS 'Its offset. Entry and bytes: table journal by part and offset (ticks are in Kafka alone).';
COMMENT ON COLUMN order_explanation.cause_received IS 'When what the entry tells was received.';
COMMENT ON COLUMN order_explanation.cause_summary IS 'What the entry says, in short; null for copies from another group and for kinds without a table.';
COMMENT ON COLUMN order_explanation.raw_part IS 'Partition of topic raw-frames with the message behind the cause; null where no venue sent one.';
COMMENT ON COLUMN order_explanation.raw_offset IS 'Its offset there, for the 7 days that frames are kept.';
COMMENT ON COLUMN order_explanation.reserved_at IS 'When the gateway wrote the intent, before it sent.';
COMMENT ON COLUMN order_explanation.deadline_us IS 'Until when the venue may accept the last attempt, microseconds since 1970.';
COMMENT ON COLUMN order_explanation.attempts IS 'How often the gateway reserved the order to send it.';
COMMENT ON COLUMN order_explanation.outcome IS 'What the gateway knows came of it; null while it is under way.';
COMMENT ON COLUMN order_explanation.outcome_published IS 'Whether the outcome is in the journal.';
COMMENT ON COLUMN order_explanation.reports IS 'Execution reports that counted.';
COMMENT ON COLUMN order_explanation.last_status IS 'Status in the newest of them.';
COMMENT ON COLUMN order_explanation.filled IS 'Sum of the fills, in units of quantity.';
COMMENT ON COLUMN order_explanation.average_price IS 'Of the fills, weighted by quantity.';
COMMENT ON COLUMN order_explanation.fees IS 'Fees paid by currency; negative is a rebate.';
COMMENT ON COLUMN order_explanation.slippage_bps IS 'Average price against mid, basis points; positive costs.';
COMMENT ON COLUMN order_explanation.cause_to_fill IS 'From receiving the cause to receiving the last fill.';
