package org.hedgerow.exchange.simulated.okx;

import java.math.BigDecimal;
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
    return instrument.derivative() ? SWAP_TAKER : SPOT_TAKER;
  }

  @Override
  public BigDecimal makerFee(Instrument instrument) {
    return instrument.derivative() ? SWAP_MAKER : SPOT_MAKER;
  }

  /** The venue takes such orders and cancels them at once. */
  @Override
  public boolean refusesWhatCannotStand(OrderRequest request) {
    return false;
  }
}
