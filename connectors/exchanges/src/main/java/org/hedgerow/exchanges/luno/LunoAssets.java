package org.hedgerow.exchanges.luno;

import java.util.List;

/** Names of assets: Luno says XBT where everybody else says BTC. */
final class LunoAssets {
  /** Counter currencies whose names are longer than three letters. */
  private static final List<String> LONGER = List.of("USDT", "USDC");

  private static final int USUAL_LENGTH = 3;

  private LunoAssets() {}

  /** The name that configuration and journal have for it. */
  static String canonical(String asset) {
    return asset.equals("XBT") ? "BTC" : asset;
  }

  /** The canonical name of a pair's base asset, e.g. BTC of XBTUSDC. */
  static String base(String pair) {
    return canonical(pair.substring(0, pair.length() - quoteLength(pair)));
  }

  /** The canonical name of a pair's counter currency, e.g. USDC of XBTUSDC. */
  static String quote(String pair) {
    return canonical(pair.substring(pair.length() - quoteLength(pair)));
  }

  private static int quoteLength(String pair) {
    for (String quote : LONGER) {
      if (pair.length() > quote.length() && pair.endsWith(quote)) {
        return quote.length();
      }
    }
    return Math.min(USUAL_LENGTH, pair.length());
  }
}
