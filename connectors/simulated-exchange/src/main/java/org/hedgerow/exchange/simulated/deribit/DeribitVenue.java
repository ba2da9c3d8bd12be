package org.hedgerow.exchange.simulated.deribit;

import java.math.BigDecimal;
import org.hedgerow.exchange.simulated.matching.Fixed;
import org.hedgerow.exchange.simulated.matching.Instrument;
import org.hedgerow.exchange.simulated.matching.OrderRequest;
import org.hedgerow.exchange.simulated.matching.TimeInForce;
import org.hedgerow.exchange.simulated.matching.Venue;

/** One venue with one account for everything; fees as its instruments' lists state them. */
enum DeribitVenue implements Venue {
  DERIBIT;

  static final BigDecimal FUTURE_TAKER = new BigDecimal("0.0005");

  /** Of what an option is on, for makers and takers. */
  static final BigDecimal OPTION = new BigDecimal("0.0003");

  /** An option's fee is no more than this share of its price. */
  private static final BigDecimal OPTION_MOST = new BigDecimal("0.125");

  @Override
  public String account() {
    return "deribit";
  }

  @Override
  public String key() {
    return "deribit";
  }

  @Override
  public BigDecimal takerFee(Instrument instrument) {
    return instrument.option() ? OPTION : FUTURE_TAKER;
  }

  @Override
  public BigDecimal makerFee(Instrument instrument) {
    return instrument.option() ? OPTION : BigDecimal.ZERO;
  }

  @Override
  public BigDecimal fee(Instrument instrument, BigDecimal value, long quantity, boolean maker) {
    return instrument.option()
        ? Fixed.decimal(quantity).multiply(OPTION).min(value.multiply(OPTION_MOST))
        : value.multiply(maker ? makerFee(instrument) : takerFee(instrument));
  }

  /** A label may be given to any number of orders. */
  @Override
  public boolean refusesRepeatedIds() {
    return false;
  }

  /** Post-only orders that are to be rejected; fill-or-kill ones are taken and canceled. */
  @Override
  public boolean refusesWhatCannotStand(OrderRequest request) {
    return request.timeInForce() == TimeInForce.GTX;
  }
}
