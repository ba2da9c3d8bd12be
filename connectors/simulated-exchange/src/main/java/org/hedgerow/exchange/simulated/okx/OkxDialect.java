package org.hedgerow.exchange.simulated.okx;

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

/** OKX version 5. */
public final class OkxDialect implements Dialect {
  private final OkxListing listing;

  /** One that lists options of those days. */
  public OkxDialect(Expiries expiries) {
    this.listing = new OkxListing(expiries);
  }

  @Override
  public Venue venue() {
    return OkxVenue.OKX;
  }

  @Override
  public List<Instrument> listing() {
    return listing.instruments();
  }

  @Override
  public Map<String, BigDecimal> balances() {
    return Map.of(
        "BTC", BigDecimal.valueOf(10),
        "ETH", BigDecimal.valueOf(100),
        "USDT", BigDecimal.valueOf(2_000_000));
  }

  /** Every frame names its channel itself. */
  @Override
  public Envelope envelope() {
    return Envelope.NONE;
  }

  @Override
  public VenueFront open(VenueRoom room) {
    return new OkxFront(room, listing.options());
  }
}
