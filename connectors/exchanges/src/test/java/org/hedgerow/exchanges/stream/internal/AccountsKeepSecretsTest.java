package org.hedgerow.exchanges.stream.internal;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.hedgerow.engine.configuration.Configuration;
import org.hedgerow.exchanges.Collected;
import org.hedgerow.exchanges.EchoingExchange;
import org.hedgerow.exchanges.FrameDecoder;
import org.hedgerow.exchanges.KeptLogs;
import org.hedgerow.exchanges.PlantedSecrets;
import org.hedgerow.exchanges.Subscription;
import org.hedgerow.exchanges.Venue;
import org.hedgerow.exchanges.stream.StreamSettings;
import org.hedgerow.schema.RawFrame;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every venue's account, from its credentials in the environment over login and subscriptions to
 * the signed questions, against an exchange that says everything back: raw frames, what the decoder
 * makes of them, its dead letters among it, and logs show nothing that proves the account.
 */
class AccountsKeepSecretsTest {
  private static final StreamSettings SETTINGS =
      new StreamSettings(
          Duration.ofSeconds(10),
          Duration.ofSeconds(10),
          Duration.ofHours(1),
          Duration.ofMillis(20),
          Duration.ofMillis(100),
          Duration.ofSeconds(3),
          64 << 10);
  private static final long LONGEST = TimeUnit.MILLISECONDS.toNanos(1_500);
  private static final int ENOUGH = 30;

  @ParameterizedTest
  @MethodSource("org.hedgerow.exchanges.PlantedSecrets#venues")
  @Timeout(60)
  void whatAVenueSaysBackIsNotKept(Venue venue) throws Exception {
    Assumptions.assumeTrue(
        PlantedSecrets.KEY.equals(System.getenv("HEDGEROW_CREDENTIALS_PLANTED_KEY")),
        "the build puts credentials into the environment, and this is not the build; skipped");
    KeptLogs.begin();
    StringBuilder kept = new StringBuilder();
    try (EchoingExchange exchange = new EchoingExchange()) {
      Configuration configuration = PlantedSecrets.configuration(venue, exchange);
      List<Subscription> accounts =
          venue.subscriptions(configuration).stream()
              .filter(one -> one.owner().isPresent())
              .toList();
      assertFalse(accounts.isEmpty());
      FrameDecoder decoder = venue.decoder(configuration);
      for (Subscription account : accounts) {
        kept.append(account);
        try (ReaderHarness harness = new ReaderHarness(account, SETTINGS)) {
          long until = System.nanoTime() + LONGEST;
          while (System.nanoTime() < until && harness.frames.size() < ENOUGH) {
            harness.pollOnce();
          }
          for (RawFrame frame : harness.frames) {
            kept.append('\n').append(frame.getRequest()).append(' ');
            kept.append(StandardCharsets.UTF_8.decode(frame.getPayload().duplicate()));
            Collected found = new Collected();
            decoder.decode(frame, found);
            kept.append('\n').append(found);
          }
          assertTrue(!harness.frames.isEmpty(), "no frame came");
        }
      }
      kept.append('\n').append(KeptLogs.end());
      PlantedSecrets.assertNoneIn(venue.name(), exchange, kept.toString());
    } finally {
      KeptLogs.end();
    }
  }
}
