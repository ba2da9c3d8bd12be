package org.hedgerow.cli.bench;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.hedgerow.cli.CommandFailed;

/**
 * A recording, made here, of a market whose prices go ten steps up and ten down, a step a second,
 * bitcoin and ether half a second apart: every book that hedges coins by inverse contracts has to
 * trade at each step. The touch shows more than is ever asked for.
 */
final class SwingingMarket {
  /** One step of a price. */
  static final Duration STEP = Duration.ofSeconds(1);

  private static final long FRAME_NANOS = 100_000_000;
  private static final int FRAMES_A_STEP = (int) (STEP.toNanos() / FRAME_NANOS);
  private static final int STEPS_A_SWING = 10;
  private static final BigDecimal STEP_SIZE = new BigDecimal("0.001");
  private static final long FIRST_NANOS = 1_700_000_000_000_000_000L;
  private static final int HALF_A_STEP = FRAMES_A_STEP / 2;
  private static final List<Listed> LISTED =
      List.of(
          new Listed("spot", "BTCUSDT", "60000.00", "0.01", 500, 0),
          new Listed("spot", "ETHUSDT", "2500.00", "0.01", 5_000, HALF_A_STEP),
          new Listed("usdm", "BTCUSDT", "60000.0", "0.1", 500, 0),
          new Listed("usdm", "ETHUSDT", "2500.00", "0.01", 5_000, HALF_A_STEP),
          new Listed("cm", "BTCUSD_PERP", "60000.0", "0.1", 900_000, 0),
          new Listed("cm", "ETHUSD_PERP", "2500.00", "0.01", 9_000_000, HALF_A_STEP));

  private SwingingMarket() {}

  /**
   * One symbol.
   *
   * @param quantity that the touch shows, in the venue's units
   * @param framesLater when its steps come
   */
  private record Listed(
      String file, String symbol, String price, String tick, long quantity, int framesLater) {
    String stream() {
      return symbol.toLowerCase(Locale.ROOT);
    }
  }

  /** Writes it into a folder that is there. */
  static void record(Path folder, Duration length) {
    for (Listed one : LISTED) {
      Path file = folder.resolve(one.file() + "-" + one.stream() + ".gz");
      try (Writer out =
          new OutputStreamWriter(
              new GZIPOutputStream(Files.newOutputStream(file)), StandardCharsets.US_ASCII)) {
        for (long frame = 0; frame * FRAME_NANOS < length.toNanos(); frame++) {
          out.write(line(one, frame));
        }
      } catch (IOException e) {
        throw new CommandFailed("cannot write " + file + ": " + e.getMessage(), e);
      }
    }
  }

  /** How many steps the price stands above its lowest then. */
  private static int height(long frame) {
    int step = (int) (frame / FRAMES_A_STEP % (2 * STEPS_A_SWING));
    return step <= STEPS_A_SWING ? step : 2 * STEPS_A_SWING - step;
  }

  private static String line(Listed one, long frame) {
    long nanos = FIRST_NANOS + frame * FRAME_NANOS;
    BigDecimal tick = new BigDecimal(one.tick());
    BigDecimal bid =
        new BigDecimal(one.price())
            .multiply(
                STEP_SIZE
                    .multiply(BigDecimal.valueOf(height(frame + one.framesLater())))
                    .add(BigDecimal.ONE))
            .setScale(tick.scale(), RoundingMode.DOWN);
    // What was taken is there again with the next frame.
    long quantity = one.quantity() + frame % 2;
    String times =
        one.file().equals("spot")
            ? ""
            : String.format(
                Locale.ROOT, ",\"T\":%d,\"E\":%d", nanos / 1_000_000, nanos / 1_000_000);
    return String.format(
        Locale.ROOT,
        "%d {\"stream\":\"%s@bookTicker\",\"data\":{%s\"u\":%d,\"s\":\"%s\",\"b\":\"%s\",\"B\":\"%d\",\"a\":\"%s\",\"A\":\"%d\"%s}}%n",
        nanos,
        one.stream(),
        one.file().equals("spot") ? "" : "\"e\":\"bookTicker\",",
        1_000 + frame,
        one.symbol(),
        bid,
        quantity,
        bid.add(tick),
        quantity,
        times);
  }
}
