-- What people ask first.

CREATE VIEW order_lineage AS
SELECT o.client_order_id, o.decided, o.grp, o.portfolio, o.strategy, o.instrument, o.side, o.quantity, o.price,
       d.reason, d.exposure, d.hedge, d.target, d.residual, d.cause_type, d.cause_part, d.cause_offset,
       d.cause_stream, d.cause_sequence, d.config_version, d.engine_version, d.checks_passed
FROM orders o
JOIN decision d ON o.client_order_id = ANY (d.client_order_ids)
WHERE o.command = 'PLACE';
COMMENT ON VIEW order_lineage IS 'Why each order was made.';

CREATE VIEW order_outcome AS
SELECT o.client_order_id, o.decided, o.grp, o.instrument, o.side, o.quantity,
       coalesce(f.filled, 0) AS filled,
       f.average_price,
       o.mid,
       CASE o.side WHEN 'BUY' THEN 1 ELSE -1 END * (f.average_price - o.mid) / o.mid * 10000 AS slippage_bps,
       f.fee, f.fee_currency, f.last_fill - o.cause_received AS cause_to_fill
FROM orders o
LEFT JOIN (
  SELECT client_order_id, sum(last_quantity) AS filled,
         sum(last_quantity * last_price) / nullif(sum(last_quantity), 0) AS average_price,
         sum(fee) AS fee, min(fee_currency) AS fee_currency, max(received) AS last_fill
  FROM execution WHERE type = 'TRADE' GROUP BY client_order_id
) f USING (client_order_id)
WHERE o.command = 'PLACE';
COMMENT ON VIEW order_outcome IS 'What each order did: filled, average price, slippage against the mid at the decision.';
