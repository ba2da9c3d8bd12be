package org.hedgerow.exchanges.okx;

import java.util.Map;
import org.hedgerow.exchanges.rest.Query;

/** Paths of OKX's REST interface, and what their answers are about. */
final class Requests {
  static final String TIME = "/api/v5/public/time";
  static final String BOOK = "/api/v5/market/books";
  static final String TRADES = "/api/v5/market/trades";
  static final String HISTORY_TRADES = "/api/v5/market/history-trades";
  static final String INSTRUMENTS = "/api/v5/public/instruments";
  static final String FILLS = "/api/v5/trade/fills";
  static final String ORDER = "/api/v5/trade/order";
  static final String ORDERS_HISTORY = "/api/v5/trade/orders-history";
  static final String ORDERS_PENDING = "/api/v5/trade/orders-pending";
  static final String POSITIONS = "/api/v5/account/positions";
  static final String BALANCE = "/api/v5/account/balance";
  static final String AMEND_ORDER = "/api/v5/trade/amend-order";
  static final String CANCEL_ORDER = "/api/v5/trade/cancel-order";
  static final String CANCEL_ALL_AFTER = "/api/v5/trade/cancel-all-after";

  /** Public answers whose rows are those of a channel. */
  private static final Map<String, String> CHANNELS =
      Map.of(
          BOOK,
          "books",
          TRADES,
          "trades",
          INSTRUMENTS,
          "instruments",
          "/api/v5/market/ticker",
          "tickers",
          "/api/v5/market/tickers",
          "tickers",
          "/api/v5/market/index-tickers",
          "index-tickers",
          "/api/v5/public/mark-price",
          "mark-price",
          "/api/v5/public/funding-rate",
          "funding-rate",
          "/api/v5/public/open-interest",
          "open-interest",
          "/api/v5/public/opt-summary",
          "opt-summary");

  private Requests() {}

  /** The channel whose rows the answer has, or an empty string. */
  static String channel(String request) {
    String path = path(request);
    return CHANNELS.getOrDefault(path.equals(HISTORY_TRADES) ? TRADES : path, "");
  }

  /** The path of a request, of the first where several are joined. */
  static String path(String request) {
    int end = 0;
    while (end < request.length() && "? #".indexOf(request.charAt(end)) < 0) {
      end++;
    }
    return request.substring(0, end);
  }

  /** A parameter of the query, of the first where several are joined; or an empty string. */
  static String parameter(String request, String name) {
    return Query.parameter(request, name);
  }
}
