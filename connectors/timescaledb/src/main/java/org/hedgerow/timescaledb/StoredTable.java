package org.hedgerow.timescaledb;

/**
 * The tables that the store fills, with the columns in the order in which {@link RecordRows} writes
 * them.
 */
enum StoredTable {
  JOURNAL("journal", "received, part, \"offset\", grp, type, stream, sequence, accepted, bytes"),
  TRADE(
      "trade",
      "received, venue_time, instrument, trade_id, price, quantity, aggressor, base_quantity,"
          + " notional, part, \"offset\""),
  QUOTE(
      "quote",
      "received, venue_time, instrument, bid_price, bid_quantity, ask_price, ask_quantity, part,"
          + " \"offset\""),
  BOOK_DELTA(
      "book_delta",
      "received, venue_time, instrument, snapshot, first_id, last_id, bids, asks, part,"
          + " \"offset\""),
  REFERENCE_PRICE(
      "reference_price", "received, venue_time, kind, instrument, value, part, \"offset\""),
  EXECUTION(
      "execution",
      "received, venue_time, grp, venue, account, instrument, client_order_id, venue_order_id,"
          + " execution_id, report_id, source, type, status, side, quantity, price, last_quantity,"
          + " last_price, cumulative, fee, fee_currency, liquidity, reject_code, reject_text,"
          + " external, inferred, reconciliation, part, \"offset\""),
  BALANCE("balance", "received, venue, account, asset, wallet, change, reason, part, \"offset\""),
  POSITION(
      "position",
      "received, venue, account, instrument, quantity, entry, unrealised, part, \"offset\""),
  ORDERS(
      "orders",
      "decided, client_order_id, command_number, command, grp, group_sequence, portfolio, strategy,"
          + " venue, account, instrument, side, order_type, time_in_force, quantity, price, mid,"
          + " cause_part, cause_offset, cause_received, valid_until, config_version,"
          + " engine_version, reduce_only, parent_order_id, approval, approved_by, part,"
          + " \"offset\""),
  DECISION(
      "decision",
      "decided, grp, group_sequence, portfolio, strategy, cause_part, cause_offset, cause_type,"
          + " cause_stream, cause_sequence, cause_received, exposure, gross, hedge, target,"
          + " residual, band_enter, band_leave, statistics, client_order_ids, checks_passed,"
          + " denials, reason, config_version, engine_version, working, cause_id, band, reasons,"
          + " legs, alternatives, part, \"offset\""),
  DEAD_LETTER(
      "dead_letter",
      "received, venue, connection, channel, reason, detail, raw_part, raw_offset, bytes, part,"
          + " \"offset\""),
  ALERT(
      "alert",
      "raised, alert_id, severity, scope, code, text, client_order_id, cause_part, cause_offset,"
          + " part, \"offset\""),
  DATA_QUALITY(
      "data_quality",
      "minute, venue, connection, instrument, minute_part, entries, duplicates, out_of_order,"
          + " spikes, conflated, gaps, checksum_failures, dead_letters, latency_count,"
          + " latency_mean_us, latency_max_us, latency_min_us, silence_us, differences, part,"
          + " \"offset\""),
  INSTRUMENT_STATUS(
      "instrument_status",
      "received, venue_time, instrument, status, kind, base, quote, settlement, contract_value,"
          + " tick_size, lot_size, minimum_quantity, maximum_quantity, minimum_notional, expiry,"
          + " strike, option_right, underlying, part, \"offset\""),
  VALUATION(
      "valuation",
      "valued, grp, portfolio, strategy, sequence, previous, currency, allotted, value,"
          + " capital_flow, price, basis, options, funding, fees, slippage, fx, other,"
          + " total_capital, total_price, total_basis, total_options, total_funding, total_fees,"
          + " total_slippage, total_fx, total_other, remainder, cause_part, cause_offset,"
          + " config_version, engine_version, part, \"offset\""),
  VALUATION_LINE(
      "valuation_line",
      "valued, grp, portfolio, strategy, sequence, venue, account, instrument, currency, hedge,"
          + " quantity, average_price, mark, worth, realised, unrealised, fees_paid,"
          + " funding_received, capital, rate, value, capital_flow, price, basis, options, funding,"
          + " fees, slippage, fx, other, part, \"offset\""),
  BAR_REVISION(
      "bar_revision",
      "started, instrument, length, bar_part, trades, open, high, low, close, open_time,"
          + " open_trade_id, close_time, close_trade_id, base_volume, quote_volume,"
          + " buy_base_volume, buy_quote_volume, correction, cause_part, cause_offset, part,"
          + " \"offset\""),
  SIGNAL(
      "signal",
      "received, venue_time, since, name, definition_version, instrument, phase, text, numbers,"
          + " grp, first_part, first_offset, last_part, last_offset, part, \"offset\""),
  RISK_METRIC(
      "risk_metric",
      "told, scope, epoch, sequence, cause_grp, cause_sequence, cause_part, cause_offset, currency,"
          + " complete, gross, net, margin, largest_share, herfindahl, delta, gamma, vega, profit,"
          + " daily_profit, drawdown, samples, sample_length, sampled, value_at_risk,"
          + " expected_shortfall, stress, correlations, broken, config_version, part, \"offset\""),
  STATISTIC(
      "statistic",
      "venue_time, name, definition_version, instrument, samples, samples_wanted, numbers,"
          + " cause_part, cause_offset, part, \"offset\"");

  private final String copy;

  StoredTable(String table, String columns) {
    this.copy = "COPY " + table + " (" + columns + ") FROM STDIN";
  }

  /** The statement that takes its rows. */
  String copy() {
    return copy;
  }
}
