package org.hedgerow.exchange.simulated.deribit;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.hedgerow.exchange.simulated.dialect.Dialect;
import org.hedgerow.exchange.simulated.dialect.VenueFront;
import org.hedgerow.exchange.simulated.dialect.VenueRoom;
import org.hedgerow.exchange.simulated.matching.Instrument;
import org.hedgerow.exchange.simulated.matching.Venue;
import org.hedgerow.exchange.simulated.option.Expiries;
import org.hedgerow.exchange.simulated.wire.Envelope;

/** Deribit, version 2 of its JSON-RPC. */
public final class DeribitDialect implements Dialect {
  private final DeribitListing listing;

  /** One that lists dated contracts of those days. */
  public DeribitDialect(Expiries expiries) {
    this.listing = new DeribitListing(expiries);
  }

  @Override
  public Venue venue() {
    return DeribitVenue.DERIBIT;
  }

  @Override
  public List<Instrument> listing() {
    return listing.instruments();
  }

  @Override
  public Map<String, BigDecimal> balances() {
    return Map.of(
        "BTC", BigDecimal.valueOf(20),
        "ETH", BigDecimal.valueOf(200),
        "USDC", BigDecimal.valueOf(2_000_000));
  }

  /** Every notification names its channel itself. */
  @Override
  public Envelope envelope() {
    return Envelope.NONE;
  }

  @Override
  public VenueFront open(VenueRoom room) {
    return new DeribitFront(room, listing.contracts());
  }
}
