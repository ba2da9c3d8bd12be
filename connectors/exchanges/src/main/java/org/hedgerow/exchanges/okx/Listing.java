package org.hedgerow.exchanges.okx;

import java.math.BigDecimal;
import org.hedgerow.engine.configuration.Instrument;
import org.hedgerow.schema.InstrumentKind;

/**
 * An instrument as this venue's parts need it. OKX's names say what an instrument is: {@code
 * BTC-USDT} is spot, {@code BTC-USDT-SWAP}, {@code BTC-USD-250328} and {@code
 * BTC-USD-250328-90000-C} belong to the index {@code BTC-USDT} or {@code BTC-USD}.
 *
 * @param instrument VENUE:SYMBOL
 * @param symbol the venue's {@code instId}
 * @param maximumQuantity as configured, for lists that do not say it
 */
record Listing(String instrument, String symbol, InstrumentKind kind, BigDecimal maximumQuantity) {

  static Listing of(Instrument instrument) {
    return new Listing(
        instrument.instrument(),
        instrument.symbol(),
        instrument.kind(),
        instrument.maximumQuantity());
  }

  /** The venue's {@code instType}. */
  String instType() {
    return switch (kind) {
      case SPOT -> "SPOT";
      case LINEAR_PERPETUAL, INVERSE_PERPETUAL -> "SWAP";
      case LINEAR_FUTURE, INVERSE_FUTURE -> "FUTURES";
      case OPTION -> "OPTION";
    };
  }

  /**
   * The venue's {@code instFamily}: the first two parts of the symbol, e.g. BTC-USD or BTC-USD_UM.
   */
  String family() {
    int first = symbol.indexOf('-');
    int second = first < 0 ? -1 : symbol.indexOf('-', first + 1);
    return second < 0 ? symbol : symbol.substring(0, second);
  }

  /** The venue's name of the index: the family without what follows an underscore. */
  String index() {
    String family = family();
    int underscore = family.indexOf('_');
    return underscore < 0 ? family : family.substring(0, underscore);
  }

  boolean isSpot() {
    return kind == InstrumentKind.SPOT;
  }

  boolean isOption() {
    return kind == InstrumentKind.OPTION;
  }
}
