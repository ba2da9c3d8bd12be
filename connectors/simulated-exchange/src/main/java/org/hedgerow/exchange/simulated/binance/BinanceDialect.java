package org.hedgerow.exchange.simulated.binance;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.hedgerow.exchange.simulated.dialect.Dialect;
import org.hedgerow.exchange.simulated.dialect.VenueFront;
import org.hedgerow.exchange.simulated.dialect.VenueRoom;
import org.hedgerow.exchange.simulated.matching.Instrument;
import org.hedgerow.exchange.simulated.matching.Venue;
import org.hedgerow.exchange.simulated.wire.Envelope;

/** One of the Binance family. */
public final class BinanceDialect implements Dialect {
  private static final Envelope COMBINED =
      new Envelope() {
        @Override
        public String before(String stream) {
          return "{\"stream\":\"" + stream + "\",\"data\":";
        }

        @Override
        public String after() {
          return "}";
        }
      };

  private final BinanceVenue venue;
  private final DepthSource depth;

  /**
   * @param depth answers REST depth requests
   */
  public BinanceDialect(BinanceVenue venue, DepthSource depth) {
    this.venue = venue;
    this.depth = depth;
  }

  @Override
  public Venue venue() {
    return venue;
  }

  @Override
  public List<Instrument> listing() {
    return BinanceListing.ALL.stream().filter(one -> one.venue() == venue).toList();
  }

  @Override
  public Map<String, BigDecimal> balances() {
    return switch (venue) {
      case SPOT ->
          Map.of(
              "BTC", BigDecimal.valueOf(10),
              "ETH", BigDecimal.valueOf(100),
              "USDT", BigDecimal.valueOf(2_000_000));
      case USDM -> Map.of("USDT", BigDecimal.valueOf(1_000_000));
      case COINM -> Map.of("BTC", BigDecimal.valueOf(2), "ETH", BigDecimal.valueOf(20));
    };
  }

  @Override
  public Envelope envelope() {
    return COMBINED;
  }

  @Override
  public VenueFront open(VenueRoom room) {
    return new BinanceFront(venue, room, depth);
  }
}
