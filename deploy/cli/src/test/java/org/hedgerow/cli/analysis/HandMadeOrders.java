package org.hedgerow.cli.analysis;

/**
 * Five hedges of one day, whose costs can be worked out with a pencil; the working is in {@link
 * TransactionCostTest}.
 */
final class HandMadeOrders {
  /** Statements for an empty schema. */
  static final String SQL =
      """
      INSERT INTO store_contract (part, instrument, config_version, inverse, contract_value, base_asset, quote_asset, settle_asset) VALUES
        (0, 'V:LIN', 1, false, 1, 'BTC', 'USDT', 'USDT'), (0, 'V:INV', 1, true, 100, 'BTC', 'USD', 'BTC');

      INSERT INTO quote (received, instrument, bid_price, bid_quantity, ask_price, ask_quantity, part, "offset")
      SELECT received::timestamptz, instrument, mid - 1, 1, mid + 1, 1, 0, 1
      FROM (VALUES
        ('2026-03-01 10:00:00.5', 'V:LIN', 101), ('2026-03-01 10:00:01.5', 'V:LIN', 500),
        ('2026-03-01 11:00:05', 'V:LIN', 200.5), ('2026-03-01 11:00:15', 'V:LIN', 199), ('2026-03-01 11:00:19', 'V:LIN', 195),
        ('2026-03-01 12:00:00.1', 'V:INV', 50005),
        ('2026-03-01 14:00:00.1', 'V:LIN', 103)
      ) q (received, instrument, mid);

      INSERT INTO orders (decided, client_order_id, command_number, command, grp, group_sequence, portfolio, strategy, venue,
        account, instrument, side, order_type, time_in_force, quantity, price, mid, cause_part, cause_offset, cause_received,
        valid_until, config_version, engine_version, part, "offset", reduce_only, parent_order_id)
      SELECT decided::timestamptz, id, 1, 'PLACE', 'BTC', n, 'treasury', strategy, 'V', 'a', instrument, side, 'LIMIT', 'IOC', quantity,
             mid, mid, 0, 5, decided::timestamptz, decided::timestamptz + interval '1 second', 1, 'e', 0, n, false, parent
      FROM (VALUES
        (1, '2026-03-01 10:00:00', 'single', 'naive', 'V:LIN', 'BUY', 2, 100, NULL),
        (2, '2026-03-01 11:00:00', 'first', 'chaser', 'V:LIN', 'SELL', 3, 200, 'first'),
        (3, '2026-03-01 11:00:10', 'second', 'chaser', 'V:LIN', 'SELL', 2, 199, 'first'),
        (4, '2026-03-01 12:00:00', 'coin', 'naive', 'V:INV', 'BUY', 3, 50000, NULL),
        (5, '2026-03-01 13:00:00', 'unquoted', 'naive', 'V:LIN', 'BUY', 1, 100, NULL),
        (6, '2026-03-01 14:00:00', 'missed', 'naive', 'V:LIN', 'BUY', 1, 100, NULL),
        (7, '2026-03-01 15:00:00', 'working', 'naive', 'V:LIN', 'BUY', 1, 100, NULL)
      ) o (n, decided, id, strategy, instrument, side, quantity, mid, parent);
      INSERT INTO orders SELECT decided + interval '8 seconds', client_order_id, 2, 'CANCEL', grp, group_sequence, portfolio, strategy, venue,
        account, instrument, side, order_type, time_in_force, quantity, price, mid, cause_part, cause_offset, cause_received, valid_until,
        config_version, engine_version, 0, 9, reduce_only, parent_order_id FROM orders WHERE client_order_id = 'first';

      INSERT INTO gateway_order (client_order_id, command_number, account, epoch, content, deadline_us, reserved_at)
        VALUES ('single', 1, 'a', 1, '', 0, '2026-03-01 10:00:00.02');

      INSERT INTO execution (received, grp, venue, account, instrument, client_order_id, execution_id, report_id, source, type,
        status, side, quantity, last_quantity, last_price, cumulative, fee, fee_currency, liquidity, external, part, "offset", inferred)
      SELECT received::timestamptz, 'BTC', 'V', 'a', instrument, id, received, received || type, 'STREAM', type, status, side, 9, last, price,
             0, fee, currency, liquidity, false, 0, n, inferred
      FROM (VALUES
        (1, '2026-03-01 10:00:00.3', 'single', 'V:LIN', 'NEW', 'ACCEPTED', 'BUY', NULL, NULL, NULL, NULL, 'NONE', false),
        (2, '2026-03-01 10:00:01', 'single', 'V:LIN', 'TRADE', 'FILLED', 'BUY', 2, 102, 0.2, 'USDT', 'TAKER', false),
        (3, '2026-03-01 11:00:06', 'first', 'V:LIN', 'TRADE', 'PARTIALLY_FILLED', 'SELL', 1, 201, -0.01, 'USDT', 'MAKER', false),
        (4, '2026-03-01 11:00:09', 'first', 'V:LIN', 'CANCELED', 'CANCELED', 'SELL', NULL, NULL, NULL, NULL, 'NONE', false),
        (5, '2026-03-01 11:00:16', 'second', 'V:LIN', 'TRADE', 'PARTIALLY_FILLED', 'SELL', 1, 199.5, 0.001, 'BTC', 'MAKER', NULL),
        (6, '2026-03-01 11:00:20', 'second', 'V:LIN', 'CANCELED', 'CANCELED', 'SELL', NULL, NULL, NULL, NULL, 'NONE', false),
        (7, '2026-03-01 12:00:01', 'coin', 'V:INV', 'TRADE', 'FILLED', 'BUY', 3, 50010, 0.000001, 'BTC', 'TAKER', false),
        (8, '2026-03-01 13:00:01', 'unquoted', 'V:LIN', 'TRADE', 'FILLED', 'BUY', 1, 101, 0.0001, 'BNB', 'TAKER', false),
        (9, '2026-03-01 14:00:01', 'missed', 'V:LIN', 'EXPIRED', 'EXPIRED', 'BUY', NULL, NULL, NULL, NULL, 'NONE', false),
        (10, '2026-03-01 15:00:01', 'working', 'V:LIN', 'NEW', 'ACCEPTED', 'BUY', NULL, NULL, NULL, NULL, 'NONE', false),
        (11, '2026-03-01 15:00:02', 'single', 'V:LIN', 'TRADE', 'FILLED', 'BUY', 7, 900, NULL, NULL, 'NONE', true),
        (12, '2026-03-01 15:00:03', 'theirs', 'V:LIN', 'TRADE', 'FILLED', 'BUY', 7, 900, 1, 'USDT', 'TAKER', false)
      ) e (n, received, id, instrument, type, status, side, last, price, fee, currency, liquidity, inferred);
      """;

  private HandMadeOrders() {}
}
