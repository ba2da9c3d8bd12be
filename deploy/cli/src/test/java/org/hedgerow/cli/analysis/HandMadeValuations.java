package org.hedgerow.cli.analysis;

/** Valuations of three portfolios of a night; the working is in {@link PerformanceViewsTest}. */
final class HandMadeValuations {
  /** Statements for an empty schema. */
  static final String SQL =
      """
      INSERT INTO store_contract (part, instrument, config_version, inverse, contract_value, base_asset, quote_asset, settle_asset, kind) VALUES
        (0, 'V:PERP', 1, false, 1, 'BTC', 'USDT', 'USDT', 'LINEAR_PERPETUAL'), (0, 'V:SPOT', 1, false, 1, 'BTC', 'USDT', 'USDT', 'SPOT'),
        (0, 'V:OPT', 1, false, 0.1, 'BTC', 'BTC', 'BTC', 'OPTION');

      INSERT INTO valuation_line (valued, grp, portfolio, strategy, sequence, venue, account, instrument, currency, hedge, quantity,
        mark, worth, realised, unrealised, fees_paid, funding_received, capital, rate, value, capital_flow, price, basis, options, funding, fees,
        slippage, fx, other, part, "offset")
      SELECT valued::timestamptz, grp, portfolio, strategy, n, venue, account, instrument, currency, hedge, quantity, mark, worth, realised,
             unrealised, 0, 0, 0, 1, worth, 0, price, 0, 0, funding, fees, slippage, 0, 0, 0, n
      FROM (VALUES
        ('2026-02-28 23:55', 'BTC', 'treasury', 'naive', 1, 'V', 'a', 'V:PERP', 'USDT', true, -2, 100, 0, 0, 0, 0, 0, 0, 0),
        ('2026-03-01 00:05', 'BTC', 'treasury', 'naive', 2, 'V', 'a', 'V:SPOT', 'USDT', false, 2, 105, 0, 0, 0, 10, 0, 0, 0),
        ('2026-03-01 00:05', 'BTC', 'treasury', 'naive', 2, 'V', 'a', 'V:PERP', 'USDT', true, -2, 106, 0, 0, 0, -9, 0, -1, -0.5),
        ('2026-03-01 00:15', 'BTC', 'treasury', 'naive', 3, 'V', 'a', 'V:SPOT', 'USDT', false, 2, 95, 0, 0, 0, -20, 0, 0, 0),
        ('2026-03-01 00:15', 'BTC', 'treasury', 'naive', 3, 'V', 'a', 'V:PERP', 'USDT', true, -2, 96, 0, 0, 0, 15, 1, -1, -0.5),
        ('2026-03-01 00:25', 'BTC', 'treasury', 'naive', 4, 'V', 'a', 'V:SPOT', 'USDT', false, 2, 100, 0, 0, 0, 10, 0, 0, 0),
        ('2026-03-01 00:25', 'BTC', 'treasury', 'naive', 4, 'V', 'a', 'V:PERP', 'USDT', true, -2, 99, 0, 3, 4, -7, 0, -1, -0.5),
        ('2026-03-01 00:05', 'ETH', 'miner', 'ratio', 1, 'W', 'b', 'W:X', 'USDT', true, 1, 10, 0, 5, 5, 4, 0, 0, 0),
        ('2026-03-01 00:15', 'ETH', 'miner', 'ratio', 2, 'W', 'b', 'W:X', 'USDT', true, 1, 10, 0, 6, 6, -2, 0, 0, 0),
        ('2026-03-01 00:45', 'ETH', 'miner', 'ratio', 3, 'W', 'b', 'W:X', 'USDT', true, 1, 10, 0, 7, -2, 1, 0, 0, 0),
        ('2026-03-01 00:40', 'BTC', 'cash', 'naive', 1, 'U', 's', 'V:SPOT', 'USDT', false, 2, 100, 150, 0, 0, 0, 0, 0, 0),
        ('2026-03-01 00:40', 'BTC', 'cash', 'naive', 1, 'U', 's', NULL, 'USDT', false, 0, NULL, 1000, 0, 0, 0, 0, 0, 0),
        ('2026-03-01 00:40', 'BTC', 'cash', 'naive', 1, 'U', 's', 'V:PERP', 'USDT', true, -3, 100, 20, 0, 5, 0, 0, 0, 0),
        ('2026-03-01 00:40', 'BTC', 'cash', 'naive', 1, 'U', 's', 'V:OPT', 'BTC', true, 4, 0.05, 0.3, 0, 0, 0, 0, 0, 0)
      ) l (valued, grp, portfolio, strategy, n, venue, account, instrument, currency, hedge, quantity, mark, worth, realised, unrealised,
           price, funding, fees, slippage);

      INSERT INTO valuation (valued, grp, portfolio, strategy, sequence, currency, value, capital_flow, price, basis, options,
        funding, fees, slippage, fx, other, total_capital, total_price, total_basis, total_options, total_funding, total_fees,
        total_slippage, total_fx, total_other, remainder, cause_part, cause_offset, config_version, engine_version, part, "offset")
      SELECT valued, grp, portfolio, strategy, sequence, 'USD', sum(worth), 0, sum(price), 0, 0, sum(funding), sum(fees), sum(slippage), 0, 0,
             0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 'e', 0, sequence
      FROM valuation_line GROUP BY valued, grp, portfolio, strategy, sequence;

      INSERT INTO decision (decided, grp, group_sequence, portfolio, strategy, cause_part, cause_offset, cause_type, cause_stream,
        cause_sequence, cause_received, exposure, gross, hedge, target, residual, band_enter, band_leave, statistics,
        client_order_ids, checks_passed, denials, reason, config_version, engine_version, part, "offset", working)
      SELECT decided::timestamptz, 'BTC', n, 'treasury', 'naive', 0, n, 'Tick', 'ticker', n, decided::timestamptz, exposure, 2, -2, -2, residual,
             0.1, 0.02, '{}', '{}', '{}', '{}', 'why', 1, 'e', 0, n, 0
      FROM (VALUES (1, '2026-02-28 23:59', 2, 9), (2, '2026-03-01 00:09', 2, 0.5), (3, '2026-03-01 00:19', 3, -0.1)) d (n, decided, exposure, residual);

      INSERT INTO orders (decided, client_order_id, command_number, command, grp, group_sequence, portfolio, strategy, venue,
        account, instrument, side, order_type, time_in_force, quantity, price, mid, cause_part, cause_offset, cause_received,
        valid_until, config_version, engine_version, part, "offset", reduce_only)
      VALUES ('2026-03-01 00:09', 'h1', 1, 'PLACE', 'BTC', 1, 'treasury', 'naive', 'V', 'a', 'V:PERP', 'SELL', 'LIMIT', 'IOC', 2, 100, 100,
              0, 5, '2026-03-01 00:09', '2026-03-01 00:10', 1, 'e', 0, 1, false);
      INSERT INTO execution (received, grp, venue, account, instrument, client_order_id, execution_id, report_id, source, type,
        status, side, quantity, last_quantity, last_price, cumulative, fee, fee_currency, liquidity, external, part, "offset", inferred)
      VALUES ('2026-03-01 00:09:01', 'BTC', 'V', 'a', 'V:PERP', 'h1', '1', '1', 'STREAM', 'TRADE', 'FILLED', 'SELL', 2, 2, 99.75, 2, 1, 'USDT',
              'TAKER', false, 0, 1, false);

      INSERT INTO balance (received, venue, account, asset, wallet, change, reason, part, "offset") VALUES
        ('2026-03-01 00:30', 'U', 's', 'USDT', 900, NULL, 'OTHER', 0, 1), ('2026-03-01 00:39', 'U', 's', 'USDT', 960, NULL, 'OTHER', 0, 2),
        ('2026-03-01 00:41', 'U', 's', 'USDT', NULL, 5, 'DEPOSIT', 0, 3), ('2026-03-01 00:30', 'U', 's', 'BTC', 2.28, NULL, 'OTHER', 0, 4),
        ('2026-03-01 00:30', 'U', 's', 'EUR', 7, NULL, 'OTHER', 0, 5);
      INSERT INTO position (received, venue, account, instrument, quantity, part, "offset") VALUES
        ('2026-03-01 00:10', 'U', 's', 'V:PERP', -9, 0, 1), ('2026-03-01 00:30', 'U', 's', 'V:PERP', -3, 0, 2),
        ('2026-03-01 00:30', 'U', 's', 'V:OPT', 5, 0, 3);
      """;

  private HandMadeValuations() {}
}
