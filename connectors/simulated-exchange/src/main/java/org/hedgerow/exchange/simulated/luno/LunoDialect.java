package org.hedgerow.exchange.simulated.luno;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.hedgerow.exchange.simulated.dialect.Dialect;
import org.hedgerow.exchange.simulated.dialect.VenueFront;
import org.hedgerow.exchange.simulated.dialect.VenueRoom;
import org.hedgerow.exchange.simulated.matching.Instrument;
import org.hedgerow.exchange.simulated.matching.Venue;
import org.hedgerow.exchange.simulated.wire.Envelope;

/** Luno: REST and streams of its API 1. */
public final class LunoDialect implements Dialect {
  @Override
  public Venue venue() {
    return LunoVenue.LUNO;
  }

  @Override
  public List<Instrument> listing() {
    return LunoListing.ALL;
  }

  @Override
  public Map<String, BigDecimal> balances() {
    return Map.of(
        "BTC", BigDecimal.valueOf(10),
        "ETH", BigDecimal.valueOf(100),
        "USDT", BigDecimal.valueOf(2_000_000),
        "ZAR", BigDecimal.valueOf(20_000_000));
  }

  /** A stream is one pair's, which no frame names. */
  @Override
  public Envelope envelope() {
    return Envelope.NONE;
  }

  @Override
  public VenueFront open(VenueRoom room) {
    return new LunoFront(room);
  }
}
