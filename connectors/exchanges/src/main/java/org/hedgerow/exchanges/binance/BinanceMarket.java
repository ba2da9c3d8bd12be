package org.hedgerow.exchanges.binance;

import java.util.List;

/** The three markets of Binance: one dialect each, on its own hosts. */
public enum BinanceMarket {
  SPOT("BINANCE_SPOT", "/api/v3", "", "@depth@100ms"),
  USD_M("BINANCE_USDM", "/fapi/v1", "/fapi/v1/listenKey", "@depth@0ms"),
  COIN_M("BINANCE_COINM", "/dapi/v1", "/dapi/v1/listenKey", "@depth@0ms");

  private final String venue;
  private final String restPath;
  private final String listenKeyPath;
  private final String depthStream;

  BinanceMarket(String venue, String restPath, String listenKeyPath, String depthStream) {
    this.venue = venue;
    this.restPath = restPath;
    this.listenKeyPath = listenKeyPath;
    this.depthStream = depthStream;
  }

  /** The venue's name in schemas and configuration. */
  public String venue() {
    return venue;
  }

  /** What stands before each REST resource, e.g. {@code /fapi/v1}. */
  public String restPath() {
    return restPath;
  }

  /** The paths that streams of the market are split over; one that is empty where they are not. */
  List<String> streamPaths() {
    return this == USD_M ? List.of("/public", "/market") : List.of("");
  }

  /**
   * By which of them a stream comes: USD-M serves books and single trades apart from the rest since
   * April 2026.
   */
  String streamPath(String stream) {
    if (this != USD_M) {
      return "";
    }
    String kind = stream.substring(stream.indexOf('@') + 1);
    return kind.startsWith("depth") || kind.equals("bookTicker") || kind.equals("trade")
        ? "/public"
        : "/market";
  }

  /**
   * Where a user data stream is opened (POST), kept alive (PUT) and closed (DELETE); empty where
   * there are no listen keys.
   */
  public String listenKeyPath() {
    return listenKeyPath;
  }

  /** The resource that lists an account's trades. */
  String tradesResource() {
    return this == SPOT ? "/myTrades" : "/userTrades";
  }

  /** The suffix of the fastest increments of the book. */
  String depthStream() {
    return depthStream;
  }
}
