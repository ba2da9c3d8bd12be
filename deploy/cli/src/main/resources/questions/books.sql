-- What else thirty days leave behind, made for measuring: the same rows at each run. Bars are made of the trades.
INSERT INTO bar_revision
SELECT time_bucket('1 minute', venue_time), instrument, interval '1 minute', min("offset"), count(*), first(price, received),
       max(price), min(price), last(price, received), min(venue_time), first(trade_id, received), max(venue_time),
       last(trade_id, received), sum(base_quantity), sum(notional), coalesce(sum(base_quantity) FILTER (WHERE aggressor = 'BUY'), 0),
       coalesce(sum(notional) FILTER (WHERE aggressor = 'BUY'), 0), false, 0, max("offset"), 0, max("offset")
FROM trade GROUP BY 1, 2;

INSERT INTO bar_revision
SELECT time_bucket(l.length, started), instrument, l.length, min(bar_part), sum(trades), first(open, started), max(high),
       min(low), last(close, started), min(open_time), first(open_trade_id, started), max(close_time),
       last(close_trade_id, started), sum(base_volume), sum(quote_volume), sum(buy_base_volume), sum(buy_quote_volume),
       false, 0, max(cause_offset), 0, max("offset")
FROM bar_revision b CROSS JOIN (VALUES (interval '1 hour'), (interval '1 day')) l (length)
WHERE b.length = interval '1 minute' GROUP BY 1, 2, 3;

INSERT INTO statistic
SELECT t, 'basis', 'v1', 'BINANCE_USDM:BTCUSDT|BINANCE_SPOT:BTCUSDT', 60, 60,
       jsonb_build_object('level', 0.001 * sin(n / 300.0), 'mean', 0, 'deviation', 0.0007, 'zScore', sin(n / 300.0) / 0.7), 0, n, 0, n
FROM generate_series(0, 43199) n CROSS JOIN LATERAL (SELECT timestamptz '2026-03-01Z' + n * interval '1 minute' AS t) x;

INSERT INTO statistic
SELECT timestamptz '2026-03-01Z' + n * interval '1 minute', 'volatility', 'v1', i.instrument, 60, 60,
       jsonb_build_object('closeToClose', 0.5, 'ewma', 0.5, 'parkinson', 0.5), 0, n, 0, n
FROM generate_series(0, 43199) n CROSS JOIN (VALUES ('BINANCE_SPOT:BTCUSDT'), ('BINANCE_USDM:BTCUSDT')) i (instrument);

INSERT INTO decision (decided, grp, group_sequence, portfolio, strategy, cause_part, cause_offset, cause_type, cause_stream,
  cause_sequence, cause_received, exposure, gross, hedge, target, residual, band_enter, band_leave, statistics,
  client_order_ids, checks_passed, denials, reason, config_version, engine_version, part, "offset", working)
SELECT t, b.grp, n, b.portfolio, 'naive', 0, n, 'Quote', 'raw-frames/0', n, t - interval '1 ms', 10, 10, -10 + r, -10, r,
       0.1, 0.02, '{}', CASE WHEN abs(r) > 0.1 THEN ARRAY[b.portfolio || b.grp || n] ELSE '{}' END, '{STALE,LIMITS}', '{}',
       'made for measuring', 1, 'made', 0, n, 0
FROM generate_series(0, 8639) n
CROSS JOIN (VALUES ('treasury', 'BTC'), ('treasury', 'ETH'), ('miner', 'BTC'), ('miner', 'ETH')) b (portfolio, grp)
CROSS JOIN LATERAL (SELECT timestamptz '2026-03-01Z' + n * interval '5 minutes' AS t, round((0.2 * sin(n * 1.7))::numeric, 4) AS r) x;

INSERT INTO orders (decided, client_order_id, command_number, command, grp, group_sequence, portfolio, strategy, venue,
  account, instrument, side, order_type, time_in_force, quantity, price, mid, cause_part, cause_offset, cause_received,
  valid_until, config_version, engine_version, part, "offset", reduce_only)
SELECT decided, client_order_ids[1], 1, 'PLACE', grp, group_sequence, portfolio, strategy, 'BINANCE_USDM', 'futures',
       'BINANCE_USDM:' || grp || 'USDT', CASE WHEN residual > 0 THEN 'SELL' ELSE 'BUY' END, 'LIMIT', 'IOC', abs(residual),
       60000, 60000, cause_part, cause_offset, cause_received, decided + interval '1 second', 1, 'made', 0, "offset", false
FROM decision WHERE cardinality(client_order_ids) > 0;

INSERT INTO execution (received, grp, venue, account, instrument, client_order_id, execution_id, report_id, source, type,
  status, side, quantity, last_quantity, last_price, cumulative, fee, fee_currency, liquidity, external, part, "offset", inferred)
SELECT decided + k * interval '20 ms', grp, venue, account, instrument, client_order_id, client_order_id || k,
       client_order_id || k, 'STREAM', 'TRADE', CASE k WHEN 1 THEN 'PARTIALLY_FILLED' ELSE 'FILLED' END, side, quantity,
       quantity / 2, 60000 + k, quantity * k / 2, 1.2, 'USDT', 'TAKER', false, 0, "offset", false
FROM orders CROSS JOIN generate_series(1, 2) k;

INSERT INTO store_contract VALUES (0, 'BINANCE_USDM:BTCUSDT', 1, false, 1), (0, 'BINANCE_USDM:ETHUSDT', 1, false, 1);

INSERT INTO balance (received, venue, account, asset, wallet, change, reason, part, "offset")
SELECT timestamptz '2026-03-01Z' + n * interval '8 hours', 'BINANCE_USDM', a.account, 'USDT', NULL, round(sin(n)::numeric, 6), 'FUNDING', 0, n
FROM generate_series(0, 89) n CROSS JOIN (VALUES ('futures'), ('second')) a (account);

INSERT INTO valuation_line (valued, grp, portfolio, strategy, sequence, venue, account, instrument, currency, hedge, quantity,
  average_price, mark, worth, realised, unrealised, fees_paid, funding_received, capital, rate, value, capital_flow, price,
  basis, options, funding, fees, slippage, fx, other, part, "offset")
SELECT timestamptz '2026-03-01Z' + n * interval '1 minute', b.grp, b.portfolio, 'naive', n + 1, l.venue, l.account, l.instrument,
       'USDT', l.hedge, l.sign * 10, 60000, 60000 + m, m, 0, m, 0, 0, 0, 1, l.sign * 10 * (60000 + m), 0, l.sign * 10 * m,
       CASE WHEN l.hedge THEN round((m * 0.03)::numeric, 6) ELSE 0 END, 0, 0, -0.01, -0.02, 0, 0, 0, n
FROM generate_series(0, 43199) n
CROSS JOIN (VALUES ('treasury', 'BTC'), ('treasury', 'ETH'), ('miner', 'BTC'), ('miner', 'ETH')) b (portfolio, grp)
CROSS JOIN (VALUES ('BINANCE_SPOT', 'spot', 'BINANCE_SPOT:BTCUSDT', false, 1), ('BINANCE_USDM', 'futures', 'BINANCE_USDM:BTCUSDT', true, -1),
                   ('BINANCE_USDM', 'futures', NULL, true, 0)) l (venue, account, instrument, hedge, sign)
CROSS JOIN LATERAL (SELECT round((20 * sin(n * 0.37) + 5 * sin(n * 1.9))::numeric, 6) AS m) x;

INSERT INTO valuation (valued, grp, portfolio, strategy, sequence, previous, currency, allotted, value, capital_flow, price,
  basis, options, funding, fees, slippage, fx, other, total_capital, total_price, total_basis, total_options, total_funding,
  total_fees, total_slippage, total_fx, total_other, remainder, cause_part, cause_offset, config_version, engine_version, part, "offset")
SELECT valued, grp, portfolio, strategy, sequence, valued - interval '1 minute', 'USDT', 500000, sum(value), 0, sum(price),
       sum(basis), 0, 0, sum(fees), sum(slippage), 0, 0, 0, sum(sum(price)) OVER w, sum(sum(basis)) OVER w, 0, 0,
       sum(sum(fees)) OVER w, sum(sum(slippage)) OVER w, 0, 0, 0, 0, sequence, 1, 'made', 0, sequence
FROM valuation_line GROUP BY valued, grp, portfolio, strategy, sequence
WINDOW w AS (PARTITION BY portfolio, grp ORDER BY sequence);

INSERT INTO journal
SELECT cause_received, 0, cause_offset, grp, 'Quote', cause_stream, cause_sequence, true, '\x00' FROM decision;

INSERT INTO alert (raised, alert_id, severity, scope, code, text, part, "offset")
SELECT timestamptz '2026-03-01Z' + n * interval '1 hour', 'a' || n, 'WARNING', 'BTC', 'MADE', 'Made for measuring.', 0, n
FROM generate_series(0, 719) n;
