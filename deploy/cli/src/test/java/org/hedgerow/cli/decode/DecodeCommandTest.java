package org.hedgerow.cli.decode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command on files of our own making. */
class DecodeCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TRADE =
      "{\"e\":\"trade\",\"E\":1700000000123,\"s\":\"XYZUSDT\",\"t\":1,\"p\":\"12.3400\","
          + "\"q\":\"0.00000001\",\"T\":1700000000120,\"m\":true,\"M\":true}";
  private static final String MARK =
      "{\"e\":\"markPriceUpdate\",\"E\":1700000000300,\"s\":\"XYZUSDT\",\"p\":\"12.35\","
          + "\"i\":\"12.36\",\"P\":\"12.4\",\"r\":\"-0.0001\",\"T\":1700006400000}";
  private static final String KLINE = "{\"e\":\"kline\",\"E\":1,\"s\":\"XYZUSDT\",\"k\":{\"t\":1}}";

  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter errors = new StringWriter();

  private int decode(String... arguments) {
    out.getBuffer().setLength(0);
    errors.getBuffer().setLength(0);
    return new CommandLine(new DecodeCommand())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(errors))
        .execute(arguments);
  }

  private String file(String name, String... lines) throws IOException {
    return Files.writeString(folder.resolve(name), String.join("\n", lines)).toString();
  }

  private List<String> errorLines() {
    return errors.toString().lines().toList();
  }

  /** The summary is the last line; what it takes in time is not compared. */
  private String summary() throws IOException {
    String last = errorLines().get(errorLines().size() - 1);
    assertTrue(JSON.readTree(last).get("seconds").isNumber(), last);
    return last.replaceAll(",\"seconds\":[0-9.]+", "");
  }

  @Test
  void aLineForEachPayloadAndOneCountForEachFrame() throws IOException {
    assertEquals(0, decode("binance", file("f", "5.25: " + TRADE, MARK, KLINE)));
    List<String> lines = out.toString().lines().toList();
    assertEquals(4, lines.size(), out.toString());
    assertEquals(
        JSON.readTree(
            "{\"type\":\"Trade\",\"venue\":\"BINANCE_SPOT\","
                + "\"venueTime\":\"2023-11-14T22:13:20.120Z\","
                + "\"receiveTime\":\"1970-01-01T00:00:05.250Z\",\"payload\":{"
                + "\"instrument\":\"BINANCE_SPOT:XYZUSDT\",\"tradeId\":\"1\","
                + "\"price\":\"12.34\",\"quantity\":\"0.00000001\",\"aggressor\":\"SELL\"}}"),
        JSON.readTree(lines.get(0)));
    List<String> types = lines.stream().map(DecodeCommandTest::type).toList();
    assertEquals(List.of("Trade", "Mark", "Index", "Funding"), types);
    assertEquals(
        "{\"frames\":3,\"rest\":0,\"payloads\":{\"Mark\":1,\"Trade\":1},\"ignored\":{\"kline\":1},"
            + "\"dead_letters\":0}",
        summary());
    assertEquals(1, errorLines().size(), errors.toString());
  }

  private static String type(String line) {
    try {
      return JSON.readTree(line).get("type").asText();
    } catch (IOException e) {
      throw new AssertionError(line, e);
    }
  }

  @Test
  void answersGoToRest() throws IOException {
    String book = "{\"lastUpdateId\":9,\"bids\":[[\"1\",\"2\"]],\"asks\":[]}";
    String url = "https://api.binance.com/api/v3/";
    assertEquals(
        0,
        decode(
            "binance",
            file("f", url + "depth?symbol=XYZUSDT -> 5: " + book, url + "ping -> 5: {}")));
    assertEquals(
        "{\"frames\":0,\"rest\":2,\"payloads\":{},\"ignored\":{},\"dead_letters\":1}", summary());
    JsonNode line = JSON.readTree(out.toString());
    assertEquals("BookDelta", line.get("type").asText());
    assertEquals("[{\"price\":\"1\",\"quantity\":\"2\"}]", line.at("/payload/bids").toString());
  }

  @Test
  void deadLettersSayWhereAndWhyAndAreBounded() throws IOException {
    String[] lines = new String[200];
    Arrays.fill(lines, "garbage\u001b[31m");
    assertEquals(0, decode("okx", file("f", lines)));
    assertTrue(
        errorLines().get(0).startsWith("dead letter: " + folder.resolve("f") + ":1 MALFORMED"));
    assertTrue(errors.toString().chars().noneMatch(c -> c == '\u001b'), errors.toString());
    assertEquals(50 + 1 + 1 + 1, errorLines().size(), errors.toString());
    assertEquals("dead letters: 150 more; all of them by kind:", errorLines().get(50));
    assertEquals("  200 MALFORMED", errorLines().get(51));
    assertEquals(
        "{\"frames\":200,\"rest\":0,\"payloads\":{},\"ignored\":{},\"dead_letters\":200}",
        summary());
  }

  /** One row of two is of a combination. */
  @Test
  void aFrameThatWasReadInPartIsSaidToBe() throws IOException {
    String row =
        "{\"trade_seq\":7,\"trade_id\":\"1\",\"timestamp\":1700000000400,\"price\":2,"
            + "\"direction\":\"sell\",\"amount\":3,\"instrument_name\":\"";
    String frame =
        "{\"jsonrpc\":\"2.0\",\"method\":\"subscription\",\"params\":{\"channel\":"
            + "\"trades.any.any.raw\",\"data\":["
            + row
            + "XYZ-PERPETUAL\"},"
            + row
            + "XYZ-FS-27MAR26_PERP\"}]}}";
    assertEquals(0, decode("deribit", file("f", frame)));
    assertEquals(
        "{\"frames\":1,\"rest\":0,\"payloads\":{\"Trade\":1},\"ignored\":{},\"dead_letters\":0,"
            + "\"partly\":1}",
        summary());
  }

  @Test
  void emptyFilesAndBinaryOnesAreRead() throws IOException {
    assertEquals(0, decode("kraken", file("empty")));
    assertEquals(
        "{\"frames\":0,\"rest\":0,\"payloads\":{},\"ignored\":{},\"dead_letters\":0}", summary());
    byte[] noise = new byte[200_000];
    new Random(7).nextBytes(noise);
    Path file = Files.write(folder.resolve("noise"), noise);
    for (String venue : List.of("binance", "okx", "kraken", "deribit", "luno", "ftx")) {
      assertEquals(0, decode(venue, file.toString()), venue);
      assertEquals("", out.toString());
      JsonNode summary = JSON.readTree(errorLines().get(errorLines().size() - 1));
      assertEquals(summary.get("frames"), summary.get("dead_letters"), venue);
      assertTrue(summary.get("frames").asInt() > 100, venue);
    }
  }

  @Test
  void whatCannotBeReadIsSaidAndTheOthersAreRead() throws IOException {
    byte[] whole = gzip((TRADE + "\n").repeat(1_000));
    Path broken = Files.write(folder.resolve("broken"), Arrays.copyOf(whole, whole.length - 9));
    assertEquals(
        1,
        decode(
            "binance",
            folder.resolve("none").toString(),
            folder.toString(),
            broken.toString(),
            file("good", TRADE)));
    assertTrue(errors.toString().contains("none: there is no such file"), errors.toString());
    assertTrue(errors.toString().contains("a folder; expected a file"), errors.toString());
    assertTrue(errors.toString().contains("broken: Unexpected end"), errors.toString());
    long trades = JSON.readTree(errorLines().get(3)).at("/payloads/Trade").asLong();
    assertTrue(trades > 1 && trades <= 1_001, "read " + trades);
    assertEquals(trades, out.toString().lines().count());
  }

  @Test
  void whatIsNotUnderstoodIsTwo() throws IOException {
    assertEquals(2, decode());
    assertEquals(2, decode("binance"));
    assertEquals(2, decode("mtgox", file("f")));
    assertTrue(errors.toString().contains("binance, okx, kraken, deribit, luno, ftx"));
    assertEquals(0, decode("--help"));
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
      zip.write(text.getBytes(UTF_8));
    }
    return bytes.toByteArray();
  }
}
