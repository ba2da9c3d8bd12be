package org.hedgerow.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.hedgerow.schema.FrameKind;
import org.hedgerow.schema.RawFrame;

/**
 * Frames of USD-M BTCUSDT to decode: the first of a recording where there is one, else a few of our
 * own making in the mix of a quiet market.
 */
final class SampleFrames {
  /** Names another recording: a gzip file of lines {@code <receive ns> <frame>}. */
  static final String PROPERTY = "hedgerow.frames";

  static final String VENUE = "BINANCE_USDM";
  private static final String RECORDING =
      "../shared/data/frames/binance-2024-08-08/usdm-btcusdt_20240808.gz";
  private static final int COUNT = 4_096;

  private static final String QUOTE =
      "{\"stream\":\"btcusdt@bookTicker\",\"data\":{\"e\":\"bookTicker\",\"u\":%1$d,\"s\":\"BTCUSDT\",\"b\":\"60000.10\","
          + "\"B\":\"4.217\",\"a\":\"60000.20\",\"A\":\"1.903\",\"T\":1700000000001,\"E\":1700000000003}}";
  private static final String TRADE =
      "{\"stream\":\"btcusdt@trade\",\"data\":{\"e\":\"trade\",\"E\":1700000000003,\"T\":1700000000001,\"s\":\"BTCUSDT\","
          + "\"t\":%1$d,\"p\":\"60000.20\",\"q\":\"0.015\",\"X\":\"MARKET\",\"m\":false}}";
  private static final String DEPTH =
      "{\"stream\":\"btcusdt@depth@0ms\",\"data\":{\"e\":\"depthUpdate\",\"E\":1700000000003,\"T\":1700000000001,"
          + "\"s\":\"BTCUSDT\",\"U\":%1$d,\"u\":%1$d,\"pu\":%1$d,\"b\":[[\"60000.10\",\"4.217\"],[\"59999.90\",\"0.000\"],"
          + "[\"59998.00\",\"2.500\"]],\"a\":[[\"60000.20\",\"1.903\"],[\"60001.00\",\"0.731\"]]}}";

  private SampleFrames() {}

  static List<RawFrame> read() {
    Path recording = Path.of(System.getProperty(PROPERTY, RECORDING));
    List<String> payloads = Files.isReadable(recording) ? recorded(recording) : made();
    List<RawFrame> frames = new ArrayList<>();
    for (String payload : payloads) {
      frames.add(
          RawFrame.newBuilder()
              .setVenue(VENUE)
              .setConnection(VENUE + "/market/0")
              .setEpoch(1L)
              .setSequence((long) frames.size())
              .setReceiveTimeMicros(1_700_000_000_000_000L + frames.size())
              .setKind(FrameKind.STREAM)
              .setPayload(ByteBuffer.wrap(payload.getBytes(StandardCharsets.UTF_8)))
              .build());
    }
    return frames;
  }

  private static List<String> recorded(Path recording) {
    List<String> payloads = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(recording)), StandardCharsets.UTF_8))) {
      for (String line; payloads.size() < COUNT && (line = lines.readLine()) != null; ) {
        String payload = line.substring(line.indexOf(' ') + 1);
        // An answer to a request is no frame of the stream.
        if (payload.startsWith("{\"stream\"")) {
          payloads.add(payload);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(recording.toString(), e);
    }
    System.out.println("# Frames: " + payloads.size() + " of " + recording.getFileName());
    return payloads;
  }

  private static List<String> made() {
    List<String> payloads = new ArrayList<>();
    for (long i = 0; i < COUNT; i++) {
      String form = i % 16 == 0 ? DEPTH : i % 4 == 1 ? TRADE : QUOTE;
      payloads.add(String.format(form, 1_000_000 + i));
    }
    System.out.println("# Frames: " + COUNT + " of our own making");
    return payloads;
  }
}
