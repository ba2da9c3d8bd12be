package org.hedgerow.exchange.simulated.luno;

import java.math.BigDecimal;
import org.hedgerow.exchange.simulated.matching.Instrument;
import org.hedgerow.exchange.simulated.matching.OrderRequest;
import org.hedgerow.exchange.simulated.matching.Venue;

/** A spot exchange with one account; fees of the lowest tier, which differ by counter currency. */
enum LunoVenue implements Venue {
  LUNO;

  private static final BigDecimal STABLE_TAKER = new BigDecimal("0.001");
  private static final BigDecimal STABLE_MAKER = new BigDecimal("0.0008");
  private static final BigDecimal RAND_TAKER = new BigDecimal("0.006");
  private static final BigDecimal RAND_MAKER = new BigDecimal("0.004");

  @Override
  public String account() {
    return "luno";
  }

  @Override
  public String key() {
    return "luno";
  }

  @Override
  public BigDecimal takerFee(Instrument instrument) {
    return instrument.quote().equals("ZAR") ? RAND_TAKER : STABLE_TAKER;
  }

  @Override
  public BigDecimal makerFee(Instrument instrument) {
    return instrument.quote().equals("ZAR") ? RAND_MAKER : STABLE_MAKER;
  }

  /** Documented: an id is unique among all orders of the account, open or closed. */
  @Override
  public boolean refusesEndedIds() {
    return true;
  }

  /** Such orders are taken, and canceled before any trade. */
  @Override
  public boolean refusesWhatCannotStand(OrderRequest request) {
    return false;
  }
}
