package org.hedgerow.exchange.simulated.deribit;

import java.math.BigDecimal;
import org.hedgerow.exchange.simulated.matching.Instrument;
import org.hedgerow.exchange.simulated.option.OptionTerms;

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

  /** Of an option. */
  OptionTerms terms() {
    return new OptionTerms(strike, call, instrument.expiryMillis());
  }

  /** Years from a time to the expiry. */
  double years(long millis) {
    return OptionTerms.years(instrument.expiryMillis(), millis);
  }
}
