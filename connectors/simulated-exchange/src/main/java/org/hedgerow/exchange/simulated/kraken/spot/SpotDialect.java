package org.hedgerow.exchange.simulated.kraken.spot;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.hedgerow.exchange.simulated.dialect.Dialect;
import org.hedgerow.exchange.simulated.dialect.VenueFront;
import org.hedgerow.exchange.simulated.dialect.VenueRoom;
import org.hedgerow.exchange.simulated.matching.Instrument;
import org.hedgerow.exchange.simulated.matching.Venue;
import org.hedgerow.exchange.simulated.wire.Envelope;

/** Kraken's spot exchange: REST version 0, WebSocket version 2. */
public final class SpotDialect implements Dialect {
  @Override
  public Venue venue() {
    return SpotVenue.KRAKEN;
  }

  @Override
  public List<Instrument> listing() {
    return SpotListing.ALL;
  }

  @Override
  public Map<String, BigDecimal> balances() {
    return Map.of(
        "BTC", BigDecimal.valueOf(10),
        "ETH", BigDecimal.valueOf(100),
        "USD", BigDecimal.valueOf(2_000_000),
        "USDT", BigDecimal.valueOf(1_000_000));
  }

  /** Every frame names its channel itself. */
  @Override
  public Envelope envelope() {
    return Envelope.NONE;
  }

  @Override
  public VenueFront open(VenueRoom room) {
    return new SpotFront(room);
  }
}
