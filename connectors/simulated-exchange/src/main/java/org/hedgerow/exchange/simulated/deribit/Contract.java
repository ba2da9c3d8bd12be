package org.hedgerow.exchange.simulated.deribit;

import java.math.BigDecimal;
import org.hedgerow.exchange.simulated.matching.Instrument;

/**
 * What the venue says of an instrument besides what the matching engine has to know.
 *
 * @param index by which it is priced, e.g. btc_usd
 * @param contractSize the venue's contract in its amounts
 * @param strike of an option, else zero
 * @param call whether an option is one to buy
 * @param period settlement_period: perpetual, week, month
 * @param id number of the instrument
 */
record Contract(
    Instrument instrument,
    String index,
    BigDecimal contractSize,
    double strike,
    boolean call,
    String period,
    int id) {

  String symbol() {
    return instrument.symbol();
  }

  boolean option() {
    return instrument.option();
  }

  /** The venue's {@code kind}. */
  String kind() {
    return option() ? "option" : "future";
  }

  /** The currency under which the venue files it. */
  String currency() {
    return instrument.settlement();
  }

  /** Years from a time to the expiry. */
  double years(long millis) {
    return Math.max(0, instrument.expiryMillis() - millis) / (365.0 * 24 * 3_600_000);
  }
}
