package org.hedgerow.cli.bench;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.hedgerow.cli.CommandFailed;

/**
 * A recording, made here, of a market in which nothing happens: the same touch five times a second
 * and no trade, so that an order that stands there stands for ever.
 */
final class StillMarket {
  private static final Duration LENGTH = Duration.ofMinutes(20);
  private static final long STEP_NANOS = 200_000_000;
  private static final long FIRST_NANOS = 1_700_000_000_000_000_000L;
  private static final List<Listed> LISTED =
      List.of(
          new Listed("spot", "BTCUSDT", "btcusdt", "60000.00", "60000.01"),
          new Listed("spot", "ETHUSDT", "ethusdt", "2500.00", "2500.01"),
          new Listed("usdm", "ETHUSDT", "ethusdt", "2500.00", "2500.01"),
          new Listed("cm", "BTCUSD_PERP", "btcusd_perp", "60000.0", "60000.1"));

  private StillMarket() {}

  private record Listed(String file, String symbol, String stream, String bid, String ask) {}

  /** Writes it into a folder that is there. */
  static void record(Path folder) {
    for (Listed one : LISTED) {
      Path file = folder.resolve(one.file() + "-" + one.stream() + ".gz");
      try (Writer out =
          new OutputStreamWriter(
              new GZIPOutputStream(Files.newOutputStream(file)), StandardCharsets.US_ASCII)) {
        for (long step = 0; step * STEP_NANOS < LENGTH.toNanos(); step++) {
          out.write(line(one, step));
        }
      } catch (IOException e) {
        throw new CommandFailed("cannot write " + file + ": " + e.getMessage(), e);
      }
    }
  }

  private static String line(Listed one, long step) {
    long nanos = FIRST_NANOS + step * STEP_NANOS;
    // Something has to differ from frame to frame, or it would be no news.
    long quantity = 50 + step % 2;
    String times =
        one.file().equals("spot")
            ? ""
            : String.format(
                Locale.ROOT, ",\"T\":%d,\"E\":%d", nanos / 1_000_000, nanos / 1_000_000);
    return String.format(
        Locale.ROOT,
        "%d {\"stream\":\"%s@bookTicker\",\"data\":{%s\"u\":%d,\"s\":\"%s\",\"b\":\"%s\",\"B\":\"%d\",\"a\":\"%s\",\"A\":\"50\"%s}}%n",
        nanos,
        one.stream(),
        one.file().equals("spot") ? "" : "\"e\":\"bookTicker\",",
        1_000 + step,
        one.symbol(),
        one.bid(),
        quantity,
        one.ask(),
        times);
  }
}
