package org.hedgerow.cli.bench;

/** A day of made-up rows, small enough to work out every answer by hand. */
final class MadeRows {
  /** Statements for an empty schema. */
  static final String SQL =
      """
      INSERT INTO trade (received, venue_time, instrument, trade_id, price, quantity, aggressor, part, "offset", base_quantity, notional)
      SELECT t.received::timestamptz, t.received::timestamptz - late * interval '1 millisecond', instrument, id, price, quantity, aggressor,
             0, id::bigint, quantity, price * quantity
      FROM (VALUES
        ('2026-02-28 23:59:59.999', 1, 'BINANCE_SPOT:BTCUSDT', '1', 7, 7, 'BUY'),
        ('2026-03-01 00:00:10', 10, 'BINANCE_SPOT:BTCUSDT', '2', 100, 1, 'BUY'),
        ('2026-03-01 00:00:20', 20, 'BINANCE_SPOT:BTCUSDT', '3', 102, 2, 'SELL'),
        ('2026-03-01 00:01:30', 30, 'BINANCE_SPOT:BTCUSDT', '4', 98, 1, 'BUY'),
        ('2026-03-01 00:06:30', 40, 'BINANCE_SPOT:BTCUSDT', '5', 110, 10, 'BUY'),
        ('2026-03-01 01:00:00', 50, 'BINANCE_SPOT:BTCUSDT', '6', 105, 4, 'SELL'),
        ('2026-03-02 00:00:00', 1, 'BINANCE_SPOT:BTCUSDT', '7', 1, 1, 'BUY'),
        ('2026-03-01 00:00:40', 1, 'BINANCE_USDM:BTCUSDT', '8', 101, 3, 'BUY'),
        ('2026-03-01 00:01:40', 1, 'BINANCE_USDM:BTCUSDT', '9', 99, 1, 'SELL'),
        ('2026-03-01 02:00:00', 1, 'BINANCE_USDM:BTCUSDT', '10', 120, 1, 'BUY')
      ) t (received, late, instrument, id, price, quantity, aggressor);

      INSERT INTO bar_revision
      SELECT '2026-03-01 00:00:00', 'BINANCE_SPOT:BTCUSDT', interval '1 minute', bar_part, trades, open, high, low, close,
             open_time::timestamptz, open_id, close_time::timestamptz, close_id, base, quote, buy, buy_quote, bar_part > 1, 0, 9, 0, 9
      FROM (VALUES
        (1, 1, 100, 100, 100, 100, '2026-03-01 00:00:10', '2', '2026-03-01 00:00:10', '2', 1, 100, 1, 100),
        (1, 2, 100, 102, 100, 102, '2026-03-01 00:00:10', '2', '2026-03-01 00:00:20', '3', 3, 304, 1, 100),
        (7, 1, 99, 99, 99, 99, '2026-03-01 00:00:05', '1', '2026-03-01 00:00:05', '1', 1, 99, 0, 0)
      ) b (bar_part, trades, open, high, low, close, open_time, open_id, close_time, close_id, base, quote, buy, buy_quote);

      INSERT INTO quote VALUES ('2026-03-01 00:09:59', NULL, 'BINANCE_SPOT:BTCUSDT', 99, 1, 101, 1, 0, 5);

      INSERT INTO decision (decided, grp, group_sequence, portfolio, strategy, cause_part, cause_offset, cause_type, cause_stream,
        cause_sequence, cause_received, exposure, gross, hedge, target, residual, band_enter, band_leave, statistics,
        client_order_ids, checks_passed, denials, reason, config_version, engine_version, part, "offset", working)
      VALUES
        ('2026-03-01 00:10:00', 'BTC', 1, 'treasury', 'naive', 0, 5, 'Quote', 'raw-frames/0', 65536, '2026-03-01 00:09:59', 2, 2,
         -1.5, -2, 0.5, 0.1, 0.02, '{}', '{h1,h2,h3}', '{STALE,LIMITS}', '{}', 'beyond the band', 1, 'e', 0, 1, 0),
        ('2026-03-01 00:20:00', 'BTC', 2, 'treasury', 'naive', 0, 6, 'Quote', 'raw-frames/0', 131072, '2026-03-01 00:19:59', 2, 2,
         -2.05, -2, -0.05, 0.1, 0.02, '{}', '{}', '{}', '{LIMITS}', 'within the band', 1, 'e', 0, 2, 0),
        ('2026-03-01 00:30:00', 'ETH', 1, 'miner', 'naive', 0, 7, 'Tick', 'ticker', 9, '2026-03-01 00:30:00', 5, 5,
         5, -5, 5, 0.2, 0.02, '{}', '{}', '{}', '{}', 'nothing to trade', 1, 'e', 0, 3, 0);

      INSERT INTO orders (decided, client_order_id, command_number, command, grp, group_sequence, portfolio, strategy, venue,
        account, instrument, side, order_type, time_in_force, quantity, price, mid, cause_part, cause_offset, cause_received,
        valid_until, config_version, engine_version, part, "offset", reduce_only)
      SELECT '2026-03-01 00:10:00', id, 1, 'PLACE', 'BTC', 1, 'treasury', 'naive', venue, account, instrument, side, 'LIMIT', 'IOC',
             quantity, mid, mid, 0, 5, '2026-03-01 00:09:59', '2026-03-01 00:10:01', 1, 'e', 0, 1, false
      FROM (VALUES
        ('h1', 'BINANCE_USDM', 'futures', 'BINANCE_USDM:BTCUSDT', 'SELL', 2, 100),
        ('h2', 'BINANCE_COINM', 'coin', 'BINANCE_COINM:BTCUSD_PERP', 'BUY', 3, 50000),
        ('h3', 'BINANCE_USDM', 'futures', 'BINANCE_USDM:BTCUSDT', 'SELL', 1, 100)
      ) o (id, venue, account, instrument, side, quantity, mid);
      INSERT INTO orders SELECT decided, client_order_id, 2, 'CANCEL', grp, group_sequence, portfolio, strategy, venue, account,
        instrument, side, order_type, time_in_force, quantity, price, mid, cause_part, cause_offset, cause_received, valid_until,
        config_version, engine_version, 0, 2, reduce_only, NULL FROM orders WHERE client_order_id = 'h1';

      INSERT INTO store_contract VALUES (0, 'BINANCE_USDM:BTCUSDT', 1, false, 1), (1, 'BINANCE_USDM:BTCUSDT', 1, false, 1),
        (0, 'BINANCE_COINM:BTCUSD_PERP', 1, true, 100);

      UPDATE store_contract SET base_asset = 'BTC', quote_asset = CASE WHEN inverse THEN 'USD' ELSE 'USDT' END;
      INSERT INTO quote VALUES ('2026-03-01 00:10:00.5', NULL, 'BINANCE_USDM:BTCUSDT', 99.8, 1, 100, 1, 0, 6);

      INSERT INTO execution (received, grp, venue, account, instrument, client_order_id, execution_id, report_id, source, type,
        status, side, quantity, last_quantity, last_price, cumulative, fee, fee_currency, liquidity, external, part, "offset", inferred)
      SELECT received::timestamptz, 'BTC', split_part(instrument, ':', 1), 'a', instrument, id, received, received, 'STREAM', type,
             'FILLED', side, 9, last, price, cumulative, fee, currency, liquidity, false, 0, 1, inferred
      FROM (VALUES
        ('2026-03-01 00:10:01', 'h1', 'BINANCE_USDM:BTCUSDT', 'TRADE', 'SELL', 1, 99.9, 1, 0.05, 'USDT', 'TAKER', false),
        ('2026-03-01 00:10:02', 'h1', 'BINANCE_USDM:BTCUSDT', 'TRADE', 'SELL', 1, 99.8, 2, 0.02, 'USDT', 'MAKER', NULL),
        ('2026-03-01 00:10:03', 'h2', 'BINANCE_COINM:BTCUSD_PERP', 'TRADE', 'BUY', 3, 50010, 3, 0.000001, 'BTC', 'TAKER', false),
        ('2026-03-01 00:10:04', 'h3', 'BINANCE_USDM:BTCUSDT', 'TRADE', 'SELL', 1, 90, 1, NULL, NULL, 'NONE', true),
        ('2026-03-01 00:10:05', 'h3', 'BINANCE_USDM:BTCUSDT', 'STATUS', 'SELL', NULL, NULL, 1, NULL, NULL, 'NONE', false),
        ('2026-03-01 00:10:06', 'theirs', 'BINANCE_USDM:BTCUSDT', 'TRADE', 'SELL', 5, 80, 5, 1, 'USDT', 'TAKER', false)
      ) e (received, id, instrument, type, side, last, price, cumulative, fee, currency, liquidity, inferred);

      INSERT INTO balance (received, venue, account, asset, change, reason, part, "offset") VALUES
        ('2026-03-01 08:00:00', 'BINANCE_USDM', 'futures', 'USDT', -1.5, 'FUNDING', 0, 1),
        ('2026-03-01 16:00:00', 'BINANCE_USDM', 'futures', 'USDT', 0.5, 'FUNDING', 0, 2),
        ('2026-03-01 17:00:00', 'BINANCE_USDM', 'futures', 'USDT', 100, 'DEPOSIT', 0, 3),
        ('2026-03-02 00:00:00', 'BINANCE_USDM', 'futures', 'USDT', -9, 'FUNDING', 0, 4);
      INSERT INTO balance (received, venue, account, asset, wallet, reason, part, "offset") VALUES
        ('2026-03-01 00:12:00', 'V', 'a', 'USD', 3, 'OTHER', 0, 5);

      INSERT INTO valuation (valued, grp, portfolio, strategy, sequence, currency, value, capital_flow, price, basis, options,
        funding, fees, slippage, fx, other, total_capital, total_price, total_basis, total_options, total_funding, total_fees,
        total_slippage, total_fx, total_other, remainder, cause_part, cause_offset, config_version, engine_version, part, "offset")
      VALUES
        ('2026-03-01 00:01:00', 'BTC', 'treasury', 'naive', 1, 'USD', 1009.5, 1000, 10, -1, 0, 2, -1, -0.5, 0, 0,
         1000, 10, -1, 0, 2, -1, -0.5, 0, 0, 0, 0, 1, 1, 'e', 0, 1),
        ('2026-03-01 00:11:00', 'BTC', 'treasury', 'naive', 2, 'USD', 992.25, 0, -20, 3, 0, 0, 0, -1, 0.5, 0.25,
         1000, -10, 2, 0, 2, -1, -1.5, 0.5, 0.25, 0, 0, 2, 1, 'e', 0, 2);

      INSERT INTO valuation_line (valued, grp, portfolio, strategy, sequence, venue, account, instrument, currency, hedge, quantity,
        worth, realised, unrealised, fees_paid, funding_received, capital, value, capital_flow, price, basis, options, funding, fees,
        slippage, fx, other, part, "offset")
      SELECT valued::timestamptz, 'BTC', 'treasury', 'naive', n, 'V', 'a', 'V:X', 'USD', hedge, 1, 0, 0, 0, 0, 0, 0, 0, 0,
             price, basis, options, funding, -7, -3, fx, 100, 0, n
      FROM (VALUES
        ('2026-03-01 00:01:00', 1, false, 10, 0, 0, 0, 0),
        ('2026-03-01 00:01:00', 1, true, -8, -1, 0, 0, 0),
        ('2026-03-01 00:11:00', 2, false, -22, 0, 1, 0, 1),
        ('2026-03-01 00:11:00', 2, true, 15, 0, 0, 1, 0),
        ('2026-03-01 00:21:00', 3, false, 1, 1, 0, 2, 0),
        ('2026-03-01 00:25:00', 4, false, 6, 0, 0, 0, 0),
        ('2026-03-01 00:25:00', 4, true, -7, 0, 0, 0, 0)
      ) l (valued, n, hedge, price, basis, options, funding, fx);

      INSERT INTO alert (raised, alert_id, severity, scope, code, text, part, "offset") VALUES
        ('2026-03-01 03:00:00', 'a', 'WARNING', 'BTC', 'X', 'x', 0, 1),
        ('2026-03-01 04:00:00', 'b', 'CRITICAL', 'BTC', 'X', 'x', 0, 2),
        ('2026-03-01 05:00:00', 'c', 'CRITICAL', 'ETH', 'X', 'x', 0, 3);

      INSERT INTO statistic
      SELECT time::timestamptz, name, 'v', instrument, 60, 60,
             jsonb_build_object('level', level, 'mean', 0, 'deviation', 1, 'zScore', z), 0, 1, 0, 1
      FROM (VALUES
        ('2026-03-01 00:10:00', 'basis', 'BINANCE_USDM:BTCUSDT|BINANCE_SPOT:BTCUSDT', 0.001, 1.0),
        ('2026-03-01 00:50:00', 'basis', 'BINANCE_USDM:BTCUSDT|BINANCE_SPOT:BTCUSDT', 0.003, -2.5),
        ('2026-03-01 01:00:00', 'basis', 'BINANCE_USDM:BTCUSDT|BINANCE_SPOT:BTCUSDT', 0.002, 0.0),
        ('2026-03-01 00:30:00', 'another', 'BINANCE_USDM:BTCUSDT|BINANCE_SPOT:BTCUSDT', 7.0, 7.0),
        ('2026-03-01 00:30:00', 'basis', 'BINANCE_USDM:ETHUSDT|BINANCE_SPOT:ETHUSDT', 8.0, 8.0)
      ) s (time, name, instrument, level, z);

      INSERT INTO candle (instrument, price, length, opened, open, high, low, close, source)
      SELECT i.instrument, 'TRADE', interval '1 hour', timestamptz '2026-02-01Z' + h * interval '1 hour', 1, 1, 1,
             CASE h % 2 WHEN 0 THEN i.even ELSE i.odd END, 'made'
      FROM generate_series(0, 25) h
      CROSS JOIN (VALUES ('BINANCE_SPOT:BTCUSDT', 100, 101), ('BINANCE_USDM:BTCUSDT', 200, 198)) i (instrument, even, odd);

      INSERT INTO candle (instrument, price, length, opened, open, high, low, close, source)
      SELECT 'OKX:HOLE', 'TRADE', interval '1 hour', timestamptz '2025-02-01Z' + h * interval '1 hour', 1, 1, 1, 100 + h % 3, 'made'
      FROM generate_series(0, 40) h WHERE h <> 20;
      """;

  private MadeRows() {}
}
