package org.hedgerow.exchanges.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.hedgerow.exchanges.Venue;
import org.hedgerow.exchanges.Venues;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The seeds of the fuzzing, and with them all that it ever found: none may throw, hang or become
 * what cannot be. Each is cut at every length besides, in place of the fuzzer.
 */
class SeedsTest {
  private static Stream<Venue> venues() {
    return Venues.all().stream();
  }

  @ParameterizedTest
  @MethodSource("venues")
  void whatFuzzingFoundStaysMended(Venue venue) {
    List<FuzzInput> seeds = FuzzSeeds.made(venue.name());
    var configuration =
        FuzzedDecoder.configuration(venue.name(), FuzzSeeds.symbols(seeds, Integer.MAX_VALUE));
    long accepted = 0;
    for (FuzzInput seed : seeds) {
      FuzzedDecoder decoder = new FuzzedDecoder(venue, configuration);
      decoder.take(seed, 0);
      accepted += decoder.judge().accepted();
      for (int length = 0; length < seed.payload().length; length++) {
        decoder.take(seed.with(Arrays.copyOf(seed.payload(), length)), 1);
      }
    }
    assertTrue(accepted * 3 > seeds.size(), () -> "too few of them are any good: " + venue.name());
  }

  @ParameterizedTest
  @MethodSource("venues")
  void aLineIsWhatItWasMadeOf(Venue venue) {
    for (FuzzInput seed : FuzzSeeds.made(venue.name())) {
      FuzzInput again = FuzzInput.parse(seed.line());
      assertEquals(seed.line(), again.line());
      assertTrue(seed.goesTheWayOf(again));
      assertEquals(Arrays.hashCode(seed.payload()), Arrays.hashCode(again.payload()));
    }
  }
}
