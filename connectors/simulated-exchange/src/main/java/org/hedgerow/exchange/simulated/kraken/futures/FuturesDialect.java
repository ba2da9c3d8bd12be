package org.hedgerow.exchange.simulated.kraken.futures;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.hedgerow.exchange.simulated.dialect.Dialect;
import org.hedgerow.exchange.simulated.dialect.VenueFront;
import org.hedgerow.exchange.simulated.dialect.VenueRoom;
import org.hedgerow.exchange.simulated.matching.Instrument;
import org.hedgerow.exchange.simulated.matching.Venue;
import org.hedgerow.exchange.simulated.wire.Envelope;

/** Kraken's futures exchange: REST version 3, WebSocket version 1. */
public final class FuturesDialect implements Dialect {
  @Override
  public Venue venue() {
    return FuturesVenue.KRAKEN_FUTURES;
  }

  @Override
  public List<Instrument> listing() {
    return FuturesListing.ALL;
  }

  @Override
  public Map<String, BigDecimal> balances() {
    return Map.of(
        "BTC", BigDecimal.valueOf(20),
        "ETH", BigDecimal.valueOf(200),
        "USD", BigDecimal.valueOf(2_000_000));
  }

  /** Every frame names its feed itself. */
  @Override
  public Envelope envelope() {
    return Envelope.NONE;
  }

  @Override
  public VenueFront open(VenueRoom room) {
    return new FuturesFront(room);
  }
}
