package org.hedgerow.exchange.simulated.kraken.futures;

import java.math.BigDecimal;
import org.hedgerow.exchange.simulated.matching.Instrument;
import org.hedgerow.exchange.simulated.matching.OrderRequest;
import org.hedgerow.exchange.simulated.matching.Venue;

/** The futures exchange; fees as of the lowest tier. */
enum FuturesVenue implements Venue {
  KRAKEN_FUTURES;

  static final BigDecimal TAKER = new BigDecimal("0.0005");
  static final BigDecimal MAKER = new BigDecimal("0.0002");

  @Override
  public String account() {
    return "kraken-futures";
  }

  @Override
  public String key() {
    return "kraken-futures";
  }

  @Override
  public BigDecimal takerFee(Instrument instrument) {
    return TAKER;
  }

  @Override
  public BigDecimal makerFee(Instrument instrument) {
    return MAKER;
  }

  /** With {@code postWouldExecute} and {@code fokWouldNotExecute}. */
  @Override
  public boolean refusesWhatCannotStand(OrderRequest request) {
    return true;
  }
}
