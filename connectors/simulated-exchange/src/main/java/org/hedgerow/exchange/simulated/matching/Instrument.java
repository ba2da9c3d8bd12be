package org.hedgerow.exchange.simulated.matching;

import java.math.BigDecimal;

/**
 * What may be traded, with the limits that its venue states.
 *
 * @param symbol the venue's own name of it
 * @param pair the underlying pair, as the venue names it
 * @param settlement asset of profit and fees of a derivative; the quote asset for spot
 * @param tick smallest price step
 * @param lot smallest quantity step
 * @param minimum smallest quantity
 * @param minNotional smallest price x quantity, in quote units; zero for none
 * @param contractSize of one unit of quantity: base units for a linear contract, quote units for an
 *     inverse one, 1 for spot
 * @param priceDecimals of a price in the venue's own texts
 * @param quantityDecimals of a quantity in the venue's own texts
 * @param expiryMillis since the epoch; zero for what never expires
 */
public record Instrument(
    Venue venue,
    String symbol,
    Kind kind,
    String pair,
    String base,
    String quote,
    String settlement,
    long tick,
    long lot,
    long minimum,
    long maxQuantity,
    BigDecimal minNotional,
    BigDecimal contractSize,
    int priceDecimals,
    int quantityDecimals,
    long expiryMillis) {

  /** What a unit of it is worth. */
  public enum Kind {
    /** The base asset itself. */
    SPOT,
    /** A contract on an amount of the base asset, settled in the quote asset. */
    LINEAR,
    /** A contract on an amount of the quote asset, settled in the base asset. */
    INVERSE,
    /** A right on an amount of the base asset, whose premium is paid when it is traded. */
    OPTION
  }

  /** What never expires. */
  public Instrument(
      Venue venue,
      String symbol,
      Kind kind,
      String pair,
      String base,
      String quote,
      String settlement,
      long tick,
      long lot,
      long minimum,
      long maxQuantity,
      BigDecimal minNotional,
      BigDecimal contractSize,
      int priceDecimals,
      int quantityDecimals) {
    this(
        venue,
        symbol,
        kind,
        pair,
        base,
        quote,
        settlement,
        tick,
        lot,
        minimum,
        maxQuantity,
        minNotional,
        contractSize,
        priceDecimals,
        quantityDecimals,
        0);
  }

  /** The same with another smallest price step; texts of prices keep their decimals. */
  Instrument withTick(long other) {
    return new Instrument(
        venue,
        symbol,
        kind,
        pair,
        base,
        quote,
        settlement,
        other,
        lot,
        minimum,
        maxQuantity,
        minNotional,
        contractSize,
        priceDecimals,
        quantityDecimals,
        expiryMillis);
  }

  /** Whether funding is paid on it. */
  public boolean perpetual() {
    return derivative() && expiryMillis == 0;
  }

  public boolean option() {
    return kind == Kind.OPTION;
  }

  public boolean derivative() {
    return kind != Kind.SPOT;
  }

  public boolean inverse() {
    return kind == Kind.INVERSE;
  }

  public String priceText(long price) {
    return Fixed.text(price, priceDecimals);
  }

  public String quantityText(long quantity) {
    return Fixed.text(quantity, quantityDecimals);
  }

  /** Price x quantity in quote units; for an inverse contract its face value. */
  public BigDecimal notional(long price, long quantity) {
    BigDecimal amount = Fixed.decimal(quantity).multiply(contractSize);
    return inverse() ? amount : Fixed.decimal(price).multiply(amount);
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
