package org.hedgerow.exchanges.kraken;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Kraken's names of assets and pairs. REST has letters before the oldest (X for coins, Z for
 * money), REST, v1 and futures write XBT and XDG; everything becomes what v2 writes: BTC, DOGE,
 * USD.
 */
final class Assets {
  private static final Map<String, String> CANONICAL = new HashMap<>();
  private static final Map<String, String> LEGACY = Map.of("BTC", "XBT", "DOGE", "XDG");

  static {
    CANONICAL.put("XBT", "BTC");
    CANONICAL.put("XDG", "DOGE");
    for (String coin :
        "XBT XDG ETC ETH LTC MLN REP XLM XMR XRP ZEC".split(" ")) { // as /0/public/Assets has them
      CANONICAL.put("X" + coin, CANONICAL.getOrDefault(coin, coin));
    }
    for (String money : "AUD CAD EUR GBP JPY USD".split(" ")) {
      CANONICAL.put("Z" + money, money);
    }
  }

  private Assets() {}

  /** An asset as v2 names it; what stands after a point (staked, bonded) stays. */
  static String canonical(String asset) {
    String upper = asset.toUpperCase(Locale.ROOT);
    int point = upper.indexOf('.');
    String name = point < 0 ? upper : upper.substring(0, point);
    // Of tokens such as AAPLx the case matters.
    String known = CANONICAL.get(name);
    return known == null ? asset : point < 0 ? known : known + asset.substring(point);
  }

  /** A pair as v2 names it, of {@code XBT/USD}; any other text stays. */
  static String pair(String pair) {
    int slash = pair.indexOf('/');
    return slash < 0
        ? pair
        : canonical(pair.substring(0, slash)) + "/" + canonical(pair.substring(slash + 1));
  }

  /** A pair as REST takes it: XBTUSD for BTC/USD. */
  static String restPair(String symbol) {
    int slash = symbol.indexOf('/');
    return slash < 0
        ? symbol
        : legacy(symbol.substring(0, slash)) + legacy(symbol.substring(slash + 1));
  }

  /** Every name that Kraken gives a pair, in streams of both versions and in REST. */
  static Set<String> names(String symbol) {
    Set<String> names = new LinkedHashSet<>();
    names.add(symbol);
    int slash = symbol.indexOf('/');
    if (slash > 0) {
      for (String base : assetNames(symbol.substring(0, slash))) {
        for (String quote : assetNames(symbol.substring(slash + 1))) {
          names.add(base + "/" + quote);
          names.add(base + quote);
        }
      }
    }
    return names;
  }

  private static Set<String> assetNames(String asset) {
    Set<String> names = new LinkedHashSet<>(Set.of(asset));
    CANONICAL.forEach(
        (name, canonical) -> {
          if (canonical.equals(asset)) {
            names.add(name);
          }
        });
    return names;
  }

  private static String legacy(String asset) {
    return LEGACY.getOrDefault(asset, asset);
  }
}
