package org.hedgerow.exchange.simulated.kraken.spot;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hedgerow.exchange.simulated.matching.Fixed;
import org.hedgerow.exchange.simulated.matching.Instrument;
import org.hedgerow.exchange.simulated.matching.Instrument.Kind;
import org.hedgerow.exchange.simulated.matching.Market;

/**
 * What is listed. A pair has four names: of WebSocket v2 ({@code BTC/USD}, which is the symbol
 * here), of WebSocket v1 ({@code XBT/USD}), the short one of REST ({@code XBTUSD}) and the key of
 * REST's lists ({@code XXBTZUSD}).
 */
final class SpotListing {
  static final List<Instrument> ALL =
      List.of(
          pair("BTC", "USD", "0.1", "0.00005"),
          pair("ETH", "USD", "0.01", "0.001"),
          pair("BTC", "USDT", "0.1", "0.00005"));

  private static final Map<String, String> ASSET_KEYS =
      Map.of("BTC", "XXBT", "ETH", "XETH", "USD", "ZUSD");

  private SpotListing() {}

  private static Instrument pair(String base, String quote, String tick, String minimum) {
    String symbol = base + "/" + quote;
    return new Instrument(
        SpotVenue.KRAKEN,
        symbol,
        Kind.SPOT,
        symbol,
        base,
        quote,
        quote,
        Fixed.of(tick),
        1L,
        Fixed.of(minimum),
        Fixed.of("1000000"),
        new BigDecimal("0.5"),
        BigDecimal.ONE,
        Instrument.decimalsOf(Fixed.of(tick)),
        Fixed.DECIMALS);
  }

  /** An asset's key in REST. */
  static String assetKey(String asset) {
    return ASSET_KEYS.getOrDefault(asset, asset);
  }

  /** An asset's short name in REST. */
  static String assetName(String asset) {
    return asset.equals("BTC") ? "XBT" : asset;
  }

  static String shortName(Instrument pair) {
    return assetName(pair.base()) + assetName(pair.quote());
  }

  static String firstVersionName(Instrument pair) {
    return assetName(pair.base()) + "/" + assetName(pair.quote());
  }

  /** Of pairs of old assets only; all others are keyed by their short name. */
  static String key(Instrument pair) {
    boolean old = ASSET_KEYS.containsKey(pair.base()) && ASSET_KEYS.containsKey(pair.quote());
    return old ? assetKey(pair.base()) + assetKey(pair.quote()) : shortName(pair);
  }

  /** Markets by every name that REST takes. */
  static Map<String, Market> byName(Map<String, Market> markets) {
    Map<String, Market> named = new HashMap<>();
    for (Market market : markets.values()) {
      Instrument pair = market.instrument;
      named.put(pair.symbol(), market);
      named.put(pair.base() + pair.quote(), market);
      named.put(shortName(pair), market);
      named.put(firstVersionName(pair), market);
      named.put(key(pair), market);
    }
    return named;
  }
}
