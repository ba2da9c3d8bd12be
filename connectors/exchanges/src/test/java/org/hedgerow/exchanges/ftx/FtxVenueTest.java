package org.hedgerow.exchanges.ftx;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.hedgerow.engine.configuration.Channel;
import org.hedgerow.engine.configuration.Configuration;
import org.hedgerow.engine.configuration.Environment;
import org.hedgerow.engine.configuration.Instrument;
import org.hedgerow.engine.configuration.Limits;
import org.hedgerow.engine.configuration.VenueEndpoint;
import org.hedgerow.exchanges.Collected;
import org.hedgerow.exchanges.Credentials;
import org.hedgerow.exchanges.Venue;
import org.hedgerow.exchanges.Venues;
import org.hedgerow.schema.InstrumentKind;
import org.hedgerow.schema.Quote;
import org.junit.jupiter.api.Test;

class FtxVenueTest {
  private final Venue venue = Venues.named("FTX");
  private final Instrument instrument =
      new Instrument(
          "FTX:XYZ/USD",
          "FTX",
          "XYZ/USD",
          InstrumentKind.SPOT,
          "XYZ",
          "USD",
          "USD",
          BigDecimal.ONE,
          BigDecimal.ONE,
          BigDecimal.ONE,
          BigDecimal.ZERO,
          BigDecimal.TEN,
          BigDecimal.ZERO,
          List.of(Channel.QUOTE));

  private Configuration configuration(VenueEndpoint... endpoints) {
    return new Configuration(
        1,
        "",
        List.of(endpoints),
        List.of(),
        List.of(instrument),
        List.of(),
        List.of(),
        new Limits(
            BigDecimal.ONE, BigDecimal.ONE, Duration.ofSeconds(1), Duration.ofSeconds(1), 1));
  }

  @Test
  void itReplays() {
    Collected found = new Collected();
    venue
        .decoder(configuration())
        .decode(FtxSamples.stream(FtxSamples.TICKER.getBytes(UTF_8)), found);
    assertEquals("FTX:XYZ/USD", ((Quote) found.only()).getInstrument());
    assertEquals("FTX:XYZ", venue.index(instrument));
    assertTrue(venue.checksum().isPresent());
  }

  @Test
  void thereIsNothingToConnectTo() {
    assertEquals(List.of(), venue.subscriptions(configuration()));
    URI somewhere = URI.create("wss://127.0.0.1:1");
    Configuration live =
        configuration(new VenueEndpoint("FTX", Environment.PAPER, somewhere, somewhere));
    assertTrue(
        assertThrows(IllegalArgumentException.class, () -> venue.subscriptions(live))
            .getMessage()
            .contains("no longer exists"));
    assertThrows(UnsupportedOperationException.class, () -> venue.session(null));
    assertThrows(
        UnsupportedOperationException.class,
        () -> venue.orders(null, somewhere, new Credentials("none", "key", "secret")));
  }
}
