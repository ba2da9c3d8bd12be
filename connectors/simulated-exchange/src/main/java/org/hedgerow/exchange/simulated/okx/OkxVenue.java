package org.hedgerow.exchange.simulated.okx;

import java.math.BigDecimal;
import org.hedgerow.exchange.simulated.matching.Fixed;
import org.hedgerow.exchange.simulated.matching.Instrument;
import org.hedgerow.exchange.simulated.matching.OrderRequest;
import org.hedgerow.exchange.simulated.matching.Venue;

/** One venue with one account for everything; fees as of the lowest level. */
enum OkxVenue implements Venue {
  OKX;

  private static final BigDecimal SPOT_TAKER = new BigDecimal("0.0010");
  private static final BigDecimal SPOT_MAKER = new BigDecimal("0.0008");
  private static final BigDecimal SWAP_TAKER = new BigDecimal("0.0005");
  private static final BigDecimal SWAP_MAKER = new BigDecimal("0.0002");

  /** Of what an option is on. */
  private static final BigDecimal OPTION_TAKER = new BigDecimal("0.0003");

  private static final BigDecimal OPTION_MAKER = new BigDecimal("0.0002");

  /** An option's fee is no more than this share of its premium, since May 2025. */
  private static final BigDecimal OPTION_MOST = new BigDecimal("0.07");

  @Override
  public String account() {
    return "okx";
  }

  @Override
  public String key() {
    return "okx";
  }

  @Override
  public BigDecimal takerFee(Instrument instrument) {
    if (instrument.option()) {
      return OPTION_TAKER;
    }
    return instrument.derivative() ? SWAP_TAKER : SPOT_TAKER;
  }

  @Override
  public BigDecimal makerFee(Instrument instrument) {
    if (instrument.option()) {
      return OPTION_MAKER;
    }
    return instrument.derivative() ? SWAP_MAKER : SPOT_MAKER;
  }

  @Override
  public BigDecimal fee(Instrument instrument, BigDecimal value, long quantity, boolean maker) {
    BigDecimal rate = maker ? makerFee(instrument) : takerFee(instrument);
    return instrument.option()
        ? Fixed.decimal(quantity)
            .multiply(instrument.contractSize())
            .multiply(rate)
            .min(value.multiply(OPTION_MOST))
        : value.multiply(rate);
  }

  /** A guess: by the documentation it is not amended; whether it stays then is not said. */
  @Override
  public boolean cancelsWhatAmendedWouldTake() {
    return true;
  }

  /** The venue takes such orders and cancels them at once. */
  @Override
  public boolean refusesWhatCannotStand(OrderRequest request) {
    return false;
  }
}
