package org.hedgerow.cli.trading;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.hedgerow.cli.Progress;
import org.hedgerow.cli.stack.Credentials;
import org.hedgerow.cli.stack.LocalStack;
import org.hedgerow.cli.stack.ProcessSpec;
import org.hedgerow.cli.stack.StackAddresses;
import org.hedgerow.cli.stack.StackLayout;
import org.hedgerow.gateway.TradingFence;
import org.hedgerow.schema.Command;
import org.hedgerow.schema.TradingScope;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A process that waits for words about trading, connected to Kafka and the database: a halt is not
 * to wait for a JVM to start. It listens on the loopback address, to whoever has read the
 * owner-only file with its port and tokens; what it cannot say to all at once it goes on saying.
 */
public final class KillSwitch {
  /** Of the process, and of its credential. */
  public static final String NAME = "kill-switch";

  private static final Logger LOG = LoggerFactory.getLogger(KillSwitch.class);

  /** Where words lie that did not reach everyone. */
  private static final String PENDING = "trading-pending.jsonl";

  private static final Duration LOOK = Duration.ofSeconds(1);

  /** Ten looks are cheap; the journal of a second is not. */
  private static final int LOOKS_A_REFRESH = 10;

  private static final int WAITING = 16;

  /** Hears a rehearsal. */
  private static final Voices NOBODY =
      new Voices() {
        @Override
        public void fence(Command command, TradingScope where, TradingFence.State state) {}

        @Override
        public Heard journal(Command command, TradingScope where) {
          return new Heard(Map.of(), Map.of(), Set.of());
        }
      };

  private KillSwitch() {}

  /** How a stack starts it. */
  public static ProcessSpec spec(StackLayout layout, String java, String classPath) {
    return ProcessSpec.of(
        NAME,
        List.of(
            java,
            "-Xmx96m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Dhedgerow.checkout=" + layout.checkout(),
            "-Dhedgerow.home=" + layout.home(),
            "-Dhedgerow.log=" + NAME,
            "-cp",
            classPath,
            KillSwitch.class.getName(),
            layout.checkout().toString(),
            layout.home().toString()),
        Map.of(),
        layout);
  }

  /** Arguments: the checkout, the home of the stack. */
  public static void main(String[] arguments) throws IOException {
    StackLayout layout = new StackLayout(Path.of(arguments[0]), Path.of(arguments[1]));
    Credentials credentials = new Credentials(layout.credentials());
    Progress out = Progress.toStandardOutput();
    StackAddresses stack = new LocalStack(layout, out).addresses();
    KeptVoices voices =
        new KeptVoices(
            new OpenedVoices(stack.jdbcUrl(), stack.bootstrapServers(), credentials),
            stack.bootstrapServers());
    PendingWords pending = new PendingWords(layout.run().resolve(PENDING));
    voices.refresh();
    new KillSwitchDoor("", "", spoken -> new StateChange(NOBODY, Optional.empty(), spoken))
        .rehearse();
    ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor();
    int[] count = {0};
    ScheduledFuture<?> unused =
        looks.scheduleWithFixedDelay(
            () -> {
              if (++count[0] % LOOKS_A_REFRESH == 0) {
                voices.refresh();
              }
              HandedWords.adopt(layout, pending);
              pending.sayAgain(voices);
            },
            LOOK.toMillis(),
            LOOK.toMillis(),
            TimeUnit.MILLISECONDS);
    String token = Credentials.randomSecret();
    String proof = Credentials.randomSecret();
    try (ServerSocket door = new ServerSocket(0, WAITING, InetAddress.getLoopbackAddress())) {
      credentials.write(
          NAME, new Credentials.Credential(Integer.toString(door.getLocalPort()), token), proof);
      LOG.info("listening on port {}", door.getLocalPort());
      new KillSwitchDoor(
              token,
              proof,
              spoken -> {
                // What was handed over was said before.
                HandedWords.adopt(layout, pending);
                return new StateChange(voices, Optional.of(pending), spoken);
              })
          .serve(door);
    }
  }
}
