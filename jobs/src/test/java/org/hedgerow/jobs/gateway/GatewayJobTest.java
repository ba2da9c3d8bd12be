package org.hedgerow.jobs.gateway;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hedgerow.exchanges.order.RateLimit;
import org.hedgerow.jobs.JobSettings;
import org.junit.jupiter.api.Test;

class GatewayJobTest {
  private static JobSettings settings(String venue, boolean account, boolean armed) {
    String yaml =
        "version: 1\nvenues:\n  - {venue: "
            + venue
            + ", environment: live, rest: \"http://127.0.0.1:1\", stream: \"ws://127.0.0.1:1\"}\n"
            + (account
                ? "accounts:\n  - {account: main, venue: " + venue + ", credentials: main}\n"
                : "accounts: []\n")
            + """
            instruments: []
            groups: []
            portfolios: []
            limits:
              maximum_order_notional: 1
              price_collar: 0.01
              stale_after: 3s
              order_valid: 2s
              maximum_hedges_per_minute: 60
            """;
    List<String> words =
        new ArrayList<>(
            List.of(
                "--bootstrap-servers",
                "127.0.0.1:1",
                "--journal-id",
                "abcdefghij",
                "--configuration",
                yaml));
    if (armed) {
      words.addAll(List.of("--arm-live", "true"));
    }
    return JobSettings.parse(words.toArray(String[]::new));
  }

  @Test
  void aLiveVenueHasToBeArmed() {
    JobSettings unarmed = settings("BINANCE_SPOT", true, false);
    assertThrows(IllegalArgumentException.class, () -> GatewayJob.requireArmed(unarmed));
    assertDoesNotThrow(() -> GatewayJob.requireArmed(settings("BINANCE_SPOT", true, true)));
  }

  @Test
  void aLimitThatTheVenueHasGrantedTakesThePlaceOfItsPublicOne() {
    String yaml = settings("BINANCE_SPOT", true, false).configurationText();
    assertEquals(Optional.empty(), new ConfiguredVenues(yaml).grantedLimit("main"));
    String granted =
        yaml.replace(
            "credentials: main}", "credentials: main, place_limit: {orders: 300, per: 2s}}");
    assertEquals(
        Optional.of(new RateLimit(300, Duration.ofSeconds(2))),
        new ConfiguredVenues(granted).grantedLimit("main"));
  }

  @Test
  void whereOrdersWereNeverTriedNoneLeaves() {
    for (String venue : List.of("OKX", "DERIBIT", "KRAKEN_SPOT", "KRAKEN_FUTURES", "LUNO")) {
      JobSettings armed = settings(venue, true, true);
      IllegalArgumentException refusal =
          assertThrows(IllegalArgumentException.class, () -> GatewayJob.requireArmed(armed));
      String where = venue.equals("OKX") ? "never at the venue" : "never tried on any exchange";
      assertTrue(
          refusal.getMessage().contains(venue) && refusal.getMessage().contains(where),
          refusal.getMessage());
      assertDoesNotThrow(() -> GatewayJob.requireArmed(settings(venue, false, true)), venue);
    }
  }
}
