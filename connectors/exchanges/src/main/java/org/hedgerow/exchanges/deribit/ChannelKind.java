package org.hedgerow.exchanges.deribit;

import java.util.Set;

/** What a notification is about, as the first part of its channel's name says. */
enum ChannelKind {
  TICKER("ticker"),
  TRADES("trades"),
  BOOK("book"),
  /** {@code book.X.group.depth.interval}: the best levels, each time whole. */
  GROUPED_BOOK("book"),
  QUOTE("quote"),
  PRICE_INDEX("deribit_price_index"),
  INSTRUMENT_STATE("instrument.state"),
  PLATFORM_STATE("platform_state"),
  USER_CHANGES("user.changes"),
  USER_ORDERS("user.orders"),
  USER_TRADES("user.trades"),
  USER_PORTFOLIO("user.portfolio"),
  /** Known, and of no use to the journal. */
  LEFT_OUT(""),
  UNKNOWN("");

  /** Candles, statistics, announcements, requests for quotes: nothing that the journal records. */
  private static final Set<String> NAMES_LEFT_OUT =
      Set.of(
          "announcements",
          "block_rfq",
          "block_trade_confirmations",
          "chart",
          "deribit_price_ranking",
          "deribit_price_statistics",
          "deribit_volatility_index",
          "estimated_expiration_price",
          "incremental_ticker",
          "instrument.creation",
          "markprice",
          "perpetual",
          "platform_state.public_methods_state",
          "rfq",
          "user.access_log",
          "user.combo_trades",
          "user.lock",
          "user.mmp_trigger");

  private static final int GROUPED_BOOK_DOTS = 4;

  private final String label;

  ChannelKind(String label) {
    this.label = label;
  }

  /** As it stands in counts; empty for those that have many names. */
  String label() {
    return label;
  }

  /** Of the channel's whole name. */
  static ChannelKind of(String channel) {
    String name = name(channel);
    if (name.equals("book")) {
      return channel.chars().filter(c -> c == '.').count() >= GROUPED_BOOK_DOTS
          ? GROUPED_BOOK
          : BOOK;
    }
    for (ChannelKind kind : values()) {
      if (!kind.label.isEmpty() && kind.label.equals(name)) {
        return kind;
      }
    }
    return NAMES_LEFT_OUT.contains(name) ? LEFT_OUT : UNKNOWN;
  }

  /** The part of a channel's name that says its kind: two words of user, instrument, platform. */
  static String name(String channel) {
    int end = channel.indexOf('.');
    if (end < 0) {
      return channel;
    }
    String first = channel.substring(0, end);
    if (!first.equals("user") && !first.equals("instrument") && !first.equals("platform_state")) {
      return first;
    }
    int second = channel.indexOf('.', end + 1);
    return second < 0 ? channel : channel.substring(0, second);
  }
}
