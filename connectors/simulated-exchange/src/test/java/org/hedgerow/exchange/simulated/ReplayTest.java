package org.hedgerow.exchange.simulated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.hedgerow.exchange.simulated.Client.Socket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Replays recordings of our own making, in the recorded form. */
class ReplayTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long FIRST_NANOS = 1_723_161_254_000_000_000L;
  private static final int FRAMES = 3_000;
  private static final String SNAPSHOT =
      "{\"lastUpdateId\":1100,\"bids\":[[\"60000.00000000\",\"1.00000000\"]],"
          + "\"asks\":[[\"60001.00000000\",\"2.00000000\"]]}";

  @TempDir Path directory;
  private Path frames;
  private final List<String> spotFrames = new ArrayList<>();
  private final List<String> usdmFrames = new ArrayList<>();

  @BeforeEach
  void record() throws IOException {
    frames = Files.createDirectories(directory.resolve("frames"));
    List<String> spotLines = new ArrayList<>();
    List<String> usdmLines = new ArrayList<>();
    for (int i = 0; i < FRAMES; i++) {
      long nanos = FIRST_NANOS + i * 1_000_000L;
      long millis = nanos / 1_000_000 + 1270;
      String spot =
          i % 2 == 0
              ? "{\"stream\":\"btcusdt@trade\",\"data\":{\"e\":\"trade\",\"E\":"
                  + millis
                  + ",\"s\":\"BTCUSDT\",\"t\":"
                  + i
                  + ",\"p\":\"60000.00000000\",\"q\":\"0.10000000\",\"T\":"
                  + millis
                  + ",\"m\":true,\"M\":true}}"
              : "{\"stream\":\"btcusdt@depth@100ms\",\"data\":{\"e\":\"depthUpdate\",\"E\":"
                  + millis
                  + ",\"s\":\"BTCUSDT\",\"U\":"
                  + (1000 + i)
                  + ",\"u\":"
                  + (1000 + i)
                  + ",\"b\":[[\"60000.00000000\",\""
                  + (1 + i % 5)
                  + ".00000000\"]],\"a\":[]}}";
      spotFrames.add(spot);
      spotLines.add(nanos + " " + spot);
      if (i == 110) {
        spotLines.add(nanos + 1 + " " + SNAPSHOT);
      }
      String usdm =
          "{\"stream\":\"btcusdt@bookTicker\",\"data\":{\"e\":\"bookTicker\",\"u\":"
              + i
              + ",\"s\":\"BTCUSDT\",\"b\":\"60010.00\",\"B\":\"1.000\",\"a\":\"60010.10\","
              + "\"A\":\"1.000\",\"T\":"
              + millis
              + ",\"E\":"
              + millis
              + "}}";
      usdmFrames.add(usdm);
      usdmLines.add(nanos + 500 + " " + usdm);
    }
    write("spot-btcusdt_1.gz", spotLines);
    write("usdm-btcusdt_1.gz", usdmLines);
  }

  private void write(String name, List<String> lines) throws IOException {
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(frames.resolve(name)))) {
      out.write((String.join("\n", lines) + "\n").getBytes(StandardCharsets.US_ASCII));
    }
  }

  private static List<String> take(Socket socket, int count) throws InterruptedException {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      texts.add(socket.next());
    }
    return texts;
  }

  private static JsonNode finished(RunningExchange exchange) throws Exception {
    for (int i = 0; i < 100; i++) {
      JsonNode status = exchange.client("admin").open("/status").body();
      if (status.get("finished").asBoolean()) {
        return status;
      }
      Thread.sleep(100);
    }
    throw new AssertionError("the replay did not finish");
  }

  @Test
  void everyFrameComesOnceInOrderAndAsRecorded() throws Exception {
    try (RunningExchange exchange =
        new RunningExchange(
            directory,
            "--market",
            "replay",
            "--frames",
            frames.toString(),
            "--speed",
            "max",
            "--timestamps",
            "kept")) {
      Socket spot =
          exchange.client("spot").socket("/stream?streams=btcusdt@trade/btcusdt@depth@100ms");
      assertTrue(spot.quiet(200), "the replay must wait for a subscriber of every stream");
      Socket usdm = exchange.client("usdm").socket("/stream");
      usdm.send("{\"method\":\"SUBSCRIBE\",\"params\":[\"btcusdt@bookTicker\"],\"id\":1}");
      assertEquals("{\"result\":null,\"id\":1}", usdm.next());
      assertEquals(spotFrames, take(spot, FRAMES));
      assertEquals(usdmFrames, take(usdm, FRAMES));
      JsonNode status = finished(exchange);
      assertEquals(FRAMES, status.get("framesRead").get("spot-btcusdt_1.gz").asInt());
      assertEquals(FRAMES, status.get("framesSent").get("usdm-btcusdt_1.gz").asInt());
      assertTrue(spot.quiet(100));
      String first = exchange.client("spot").raw("/api/v3/depth?symbol=BTCUSDT&limit=5");
      assertEquals(SNAPSHOT, first);
      JsonNode later = exchange.client("spot").open("/api/v3/depth?symbol=BTCUSDT&limit=5").body();
      assertEquals(1000 + FRAMES - 1, later.get("lastUpdateId").asInt());
      JsonNode symbols = exchange.client("usdm").open("/fapi/v1/exchangeInfo").body();
      assertEquals(1, symbols.get("symbols").size());
    }
  }

  @Test
  void aDepthRequestBeforeTheStartIsAnsweredAtOnce() throws Exception {
    try (RunningExchange exchange =
        new RunningExchange(
            directory,
            "--market",
            "replay",
            "--frames",
            frames.toString(),
            "--timestamps",
            "kept")) {
      assertEquals(SNAPSHOT, exchange.client("spot").raw("/api/v3/depth?symbol=BTCUSDT"));
    }
  }

  @Test
  void shiftedTimesKeepTheirDistanceToTheReceiveTimeAndThePaceIsKept() throws Exception {
    try (RunningExchange exchange =
        new RunningExchange(
            directory,
            "--market",
            "replay",
            "--frames",
            frames.toString(),
            "--speed",
            "2",
            "--start-after",
            "300ms")) {
      Socket usdm = exchange.client("usdm").socket("/ws/btcusdt@bookTicker");
      long started = 0;
      for (int i = 0; i < 1_000; i++) {
        JsonNode frame = JSON.readTree(usdm.next());
        long now = System.currentTimeMillis();
        started = started == 0 ? now : started;
        // Recorded 1.27 s ahead of the receive time.
        long lag = now + 1270 - frame.get("E").asLong();
        assertTrue(lag > -20 && lag < 500, "lag: " + lag);
        assertEquals(frame.get("E"), frame.get("T"));
      }
      long took = System.currentTimeMillis() - started;
      assertTrue(took > 400 && took < 1_500, "a second at twice the pace took " + took + " ms");
    }
  }

  @Test
  void ordersMatchAgainstTheRecordedBook() throws Exception {
    try (RunningExchange exchange =
        new RunningExchange(
            directory, "--market", "replay", "--frames", frames.toString(), "--speed", "max")) {
      Client usdm = exchange.client("usdm");
      exchange.client("spot").socket("/stream?streams=btcusdt@trade/btcusdt@depth@100ms");
      usdm.socket("/ws/btcusdt@bookTicker");
      finished(exchange);
      Client.Answer order =
          usdm.signed(
              "POST",
              "/fapi/v1/order",
              "symbol",
              "BTCUSDT",
              "side",
              "SELL",
              "type",
              "MARKET",
              "quantity",
              "0.4",
              "newOrderRespType",
              "RESULT");
      assertEquals("60010.00", order.text("avgPrice"));
    }
  }
}
