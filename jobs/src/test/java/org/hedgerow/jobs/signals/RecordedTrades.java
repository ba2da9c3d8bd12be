package org.hedgerow.jobs.signals;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.apache.avro.specific.SpecificRecord;
import org.hedgerow.engine.configuration.Configuration;
import org.hedgerow.exchanges.DecodedFrame;
import org.hedgerow.exchanges.FrameDecoder;
import org.hedgerow.exchanges.RejectReason;
import org.hedgerow.exchanges.Venues;
import org.hedgerow.schema.FrameKind;
import org.hedgerow.schema.RawFrame;
import org.hedgerow.schema.Trade;
import org.junit.jupiter.api.Assumptions;

/**
 * The trades of a recording of Binance, in {@code ../shared/data} beside the project. Not part of
 * the project: tests that want it are skipped where it is missing.
 */
final class RecordedTrades {
  private static final String FOLDER = "frames/binance-2024-08-08";

  /** The files, and which instrument each is of. */
  static final Map<String, String> FILES = files();

  /**
   * A trade as it was received.
   *
   * @param json the frame itself, for who wants to read it independently
   */
  record Received(
      String instrument, long receiveMicros, String json, Trade trade, long venueMicros) {}

  private RecordedTrades() {}

  private static Map<String, String> files() {
    Map<String, String> files = new LinkedHashMap<>();
    files.put("spot-btcusdt_20240808.gz", "BINANCE_SPOT:BTCUSDT");
    files.put("spot-ethusdt_20240808.gz", "BINANCE_SPOT:ETHUSDT");
    files.put("usdm-btcusdt_20240808.gz", "BINANCE_USDM:BTCUSDT");
    files.put("usdm-ethusdt_20240808.gz", "BINANCE_USDM:ETHUSDT");
    files.put("cm-btcusd_perp_20240808.gz", "BINANCE_COINM:BTCUSD_PERP");
    return files;
  }

  /** All of them, decoded by the project's decoder, file after file. */
  static List<Received> read(Configuration configuration) throws IOException {
    Path folder = root().resolve(FOLDER);
    Assumptions.assumeTrue(
        Files.exists(folder), "no recorded data at " + folder + "; test skipped");
    List<Received> all = new ArrayList<>();
    for (Map.Entry<String, String> file : FILES.entrySet()) {
      String venue = file.getValue().substring(0, file.getValue().indexOf(':'));
      FrameDecoder decoder = Venues.named(venue).decoder(configuration);
      try (BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(
                  new GZIPInputStream(Files.newInputStream(folder.resolve(file.getKey())), 1 << 16),
                  StandardCharsets.UTF_8))) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          if (line.contains("@trade\"")) {
            all.add(decoded(decoder, venue, line));
          }
        }
      }
    }
    return all;
  }

  private static Received decoded(FrameDecoder decoder, String venue, String line) {
    int space = line.indexOf(' ');
    long received = Long.parseLong(line.substring(0, space)) / 1_000;
    String json = line.substring(space + 1);
    RawFrame frame =
        new RawFrame(
            venue,
            venue + "/market/0",
            1L,
            0L,
            received,
            FrameKind.STREAM,
            null,
            null,
            ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8)));
    List<Received> found = new ArrayList<>();
    decoder.decode(
        frame,
        new DecodedFrame() {
          @Override
          public void entry(SpecificRecord payload, Long venueTimeMicros) {
            Trade trade = (Trade) payload;
            found.add(new Received(trade.getInstrument(), received, json, trade, venueTimeMicros));
          }

          @Override
          public void ignore(String channel) {
            throw new AssertionError("ignored: " + json);
          }

          @Override
          public void reject(String channel, RejectReason reason, String detail) {
            throw new AssertionError(detail + ": " + json);
          }
        });
    return found.get(0);
  }

  private static Path root() {
    Path project = Path.of("").toAbsolutePath();
    while (project.getParent() != null && Files.exists(project.getParent().resolve("pom.xml"))) {
      project = project.getParent();
    }
    return project.resolveSibling("shared").resolve("data");
  }
}
