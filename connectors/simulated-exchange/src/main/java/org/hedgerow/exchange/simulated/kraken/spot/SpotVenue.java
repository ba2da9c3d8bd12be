package org.hedgerow.exchange.simulated.kraken.spot;

import java.math.BigDecimal;
import org.hedgerow.exchange.simulated.matching.Instrument;
import org.hedgerow.exchange.simulated.matching.OrderRequest;
import org.hedgerow.exchange.simulated.matching.Side;
import org.hedgerow.exchange.simulated.matching.Venue;

/** The spot exchange; fees as of the lowest tier. */
enum SpotVenue implements Venue {
  KRAKEN;

  static final BigDecimal TAKER = new BigDecimal("0.0040");
  static final BigDecimal MAKER = new BigDecimal("0.0025");

  @Override
  public String account() {
    return "kraken-spot";
  }

  @Override
  public String key() {
    return "kraken";
  }

  @Override
  public BigDecimal takerFee(Instrument instrument) {
    return TAKER;
  }

  @Override
  public BigDecimal makerFee(Instrument instrument) {
    return MAKER;
  }

  /** REST gives such orders an id; they end at once, with a reason. */
  @Override
  public boolean refusesWhatCannotStand(OrderRequest request) {
    return false;
  }

  /** As {@code oflags} has it in the recorded orders of both sides: {@code fciq}. */
  @Override
  public String feeAsset(Instrument instrument, Side side) {
    return instrument.quote();
  }
}
