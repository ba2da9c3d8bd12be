package org.hedgerow.exchange.simulated.binance;

import java.util.List;

/**
 * The paths of USD-M's streams since April 2026: {@code /public} for book data, {@code /market} for
 * the rest of the market, {@code /private} for accounts. Any other address pushes what {@code
 * /public} does, and a stream that was asked for on the wrong path stays silent.
 */
final class StreamRoutes {
  private static final String PUBLIC = "/public";
  private static final String MARKET = "/market";
  private static final String PRIVATE = "/private";

  private StreamRoutes() {}

  /** The head of the path that names a route, or an empty string. */
  static String of(String path) {
    for (String route : List.of(PUBLIC, MARKET, PRIVATE)) {
      if (path.startsWith(route + "/")) {
        return route;
      }
    }
    return "";
  }

  /** Those of the streams that are pushed on a route. */
  static List<String> pushed(String route, List<String> streams) {
    return streams.stream().filter(name -> routeOf(name).equals(served(route))).toList();
  }

  private static String served(String route) {
    return route.isEmpty() ? PUBLIC : route;
  }

  private static String routeOf(String stream) {
    int at = stream.indexOf('@');
    if (at < 0) {
      return PRIVATE;
    }
    String kind = stream.substring(at + 1);
    return kind.startsWith("depth") || kind.equals("bookTicker") || kind.equals("trade")
        ? PUBLIC
        : MARKET;
  }
}
