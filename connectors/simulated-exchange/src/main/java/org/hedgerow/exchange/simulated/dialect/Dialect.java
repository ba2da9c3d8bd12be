package org.hedgerow.exchange.simulated.dialect;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.hedgerow.exchange.simulated.matching.Instrument;
import org.hedgerow.exchange.simulated.matching.Venue;
import org.hedgerow.exchange.simulated.wire.Envelope;

/** A venue's language. One object a venue, without state: what runs is what {@link #open} gives. */
public interface Dialect {
  Venue venue();

  /** What is traded where the market is generated. */
  List<Instrument> listing();

  /** What the account begins with unless the exchange is told otherwise, by asset. */
  Map<String, BigDecimal> balances();

  /** What stands around frames for clients that listen to several streams. */
  Envelope envelope();

  /** Opens the venue; called once, on the event loop, before the market moves. */
  VenueFront open(VenueRoom room);
}
