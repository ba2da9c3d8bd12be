package org.hedgerow.exchange.simulated.matching;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;

/**
 * What may be traded, with the limits that exchangeInfo states and the matching engine enforces.
 *
 * @param pair the underlying pair; equals the symbol but for coin-margined contracts
 * @param settlement asset of profit and fees of a future; the quote asset for spot
 * @param tick smallest price step
 * @param lot smallest quantity step, and smallest quantity
 * @param minNotional smallest price x quantity, in quote units; zero for none
 * @param contractSize quote units of one contract for coin-margined contracts, else 1
 */
public record Instrument(
    Venue venue,
    String symbol,
    String pair,
    String base,
    String quote,
    String settlement,
    long tick,
    long lot,
    long maxQuantity,
    BigDecimal minNotional,
    BigDecimal contractSize) {

  public static final List<Instrument> ALL =
      List.of(
          of(Venue.SPOT, "BTCUSDT", "0.01", "0.00001", "9000", "5"),
          of(Venue.SPOT, "ETHUSDT", "0.01", "0.0001", "9000", "5"),
          of(Venue.USDM, "BTCUSDT", "0.10", "0.001", "1000", "100"),
          of(Venue.USDM, "ETHUSDT", "0.01", "0.001", "10000", "20"),
          of(Venue.COINM, "BTCUSD_PERP", "0.1", "1", "1000000", "0"),
          of(Venue.COINM, "ETHUSD_PERP", "0.01", "1", "1000000", "0"));

  public static Instrument of(
      Venue venue, String symbol, String tick, String lot, String max, String minNotional) {
    int underscore = symbol.indexOf('_');
    String pair = venue == Venue.COINM && underscore > 0 ? symbol.substring(0, underscore) : symbol;
    String quote = quoteOf(pair);
    String base = pair.substring(0, pair.length() - quote.length());
    BigDecimal size =
        venue != Venue.COINM ? BigDecimal.ONE : new BigDecimal(base.equals("BTC") ? "100" : "10");
    return new Instrument(
        venue,
        symbol,
        pair,
        base,
        quote,
        venue == Venue.COINM ? base : quote,
        Fixed.of(tick),
        Fixed.of(lot),
        Fixed.of(max),
        new BigDecimal(minNotional),
        size);
  }

  private static String quoteOf(String pair) {
    for (String quote : List.of("USDT", "USDC", "FDUSD", "BUSD", "USD", "BTC", "ETH", "BNB")) {
      if (pair.endsWith(quote) && pair.length() > quote.length()) {
        return quote;
      }
    }
    throw new IllegalArgumentException("no known quote asset in " + pair);
  }

  public boolean inverse() {
    return venue == Venue.COINM;
  }

  /** Stream names start with this. */
  public String streamPrefix() {
    return symbol.toLowerCase(Locale.ROOT);
  }

  /** Streams of the underlying pair start with this. */
  public String streamPrefixOfPair() {
    return pair.toLowerCase(Locale.ROOT);
  }

  /** Decimals of a price in the venue's own texts. */
  public int priceDecimals() {
    if (venue == Venue.SPOT) {
      return 8;
    }
    int decimals = decimalsOf(tick);
    return venue == Venue.USDM ? Math.max(2, decimals) : decimals;
  }

  /** Decimals of a quantity in the venue's own texts. */
  public int quantityDecimals() {
    return venue == Venue.SPOT ? 8 : decimalsOf(lot);
  }

  public String priceText(long price) {
    return Fixed.text(price, priceDecimals());
  }

  public String quantityText(long quantity) {
    return Fixed.text(quantity, quantityDecimals());
  }

  /** Price x quantity in quote units; for a coin-margined contract its face value. */
  public BigDecimal notional(long price, long quantity) {
    return inverse()
        ? Fixed.decimal(quantity).multiply(contractSize)
        : Fixed.decimal(price).multiply(Fixed.decimal(quantity));
  }

  public static int decimalsOf(long step) {
    int decimals = Fixed.DECIMALS;
    long rest = step;
    while (decimals > 0 && rest % 10 == 0) {
      rest /= 10;
      decimals--;
    }
    return decimals;
  }
}
