package org.hedgerow.exchanges.deribit;

import java.util.Locale;
import org.hedgerow.engine.configuration.Instrument;
import org.hedgerow.schema.InstrumentKind;

/**
 * An instrument as this package needs it.
 *
 * @param configured as the configuration has it
 * @param unit between the venue's amounts and our contracts
 * @param index the venue's name of the index that prices it, e.g. btc_usd or btc_usdc
 */
record Listing(Instrument configured, ContractUnit unit, String index) {
  static Listing of(Instrument instrument) {
    return new Listing(
        instrument, new ContractUnit(instrument.contractValue()), index(instrument.symbol()));
  }

  String instrument() {
    return configured.instrument();
  }

  String symbol() {
    return configured.symbol();
  }

  boolean isOption() {
    return configured.kind() == InstrumentKind.OPTION;
  }

  boolean isSpot() {
    return configured.kind() == InstrumentKind.SPOT;
  }

  boolean isPerpetual() {
    return configured.kind() == InstrumentKind.LINEAR_PERPETUAL
        || configured.kind() == InstrumentKind.INVERSE_PERPETUAL;
  }

  /** As the venue files it in channels and lists. */
  String kind() {
    return isOption() ? "option" : isSpot() ? "spot" : "future";
  }

  /** Under which the venue files its orders and lists: BTC of BTC-PERPETUAL, USDC of BTC_USDC-1. */
  String currency() {
    String pair = pair(symbol());
    return pair.substring(pair.indexOf('_') + 1);
  }

  /** The pair before the first hyphen names the index; without a quote currency it is USD. */
  static String index(String symbol) {
    String pair = pair(symbol).toLowerCase(Locale.ROOT);
    return pair.indexOf('_') < 0 ? pair + "_usd" : pair;
  }

  private static String pair(String symbol) {
    int hyphen = symbol.indexOf('-');
    return hyphen < 0 ? symbol : symbol.substring(0, hyphen);
  }
}
