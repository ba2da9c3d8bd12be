package org.hedgerow.cli.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command without a database, on files of our own making. */
class IngestCommandTest {
  private static final String EXPORT =
      """
      unix,symbol,open,high,low,close,volume
      1609459200,XY/USDT,10,11,9,10,5
      1609462800,XY/USDT,10,11,9,10,5
      1609462800,XY/USDT,10,11,9,10,5
      1609470000000,XY/USDT,10,11,9,10,5
      """;

  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter errors = new StringWriter();

  private int ingest(String... arguments) {
    return new CommandLine(new IngestCommand())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(errors))
        .execute(arguments);
  }

  private String export() throws IOException {
    return Files.writeString(folder.resolve("export.csv"), EXPORT).toString();
  }

  @Test
  void aDryRunReportsAsTextAndJson() throws IOException {
    Path json = folder.resolve("report.json");
    assertEquals(
        0,
        ingest(
            export(),
            "--venue",
            "binance_spot",
            "--format",
            "candles",
            "--dry-run",
            "--json",
            json.toString()),
        errors.toString());
    assertTrue(out.toString().contains("read 4, kept 3"), out.toString());
    JsonNode report = new ObjectMapper().readTree(json.toFile());
    assertEquals(4, report.get("read").asLong());
    assertEquals(3, report.get("kept").asLong());
    JsonNode file = report.get("files").get(0);
    assertEquals("{\"time_unit\":1}", file.get("repaired").toString());
    assertEquals("{\"duplicate\":1}", file.get("dropped").toString());
    assertEquals(
        "[{\"instrument\":\"BINANCE_SPOT:XYUSDT\",\"from\":\"2021-01-01T02:00:00Z\","
            + "\"to\":\"2021-01-01T02:00:00Z\",\"missing\":1}]",
        file.get("holes").toString());
    assertTrue(!file.has("rows"));
  }

  @Test
  void aFileThatCannotBeReadFailsTheCommandAndNotTheOthers() throws IOException {
    assertEquals(
        1, ingest("/nowhere", export(), "--venue", "X1", "--format", "candles", "--dry-run"));
    assertTrue(out.toString().contains("/nowhere: cannot be read: there is no such file"));
    assertTrue(out.toString().contains("read 4, kept 3"));
  }

  @Test
  void formatsAreNamedWithHyphensAndIntervalsWithUnits() throws IOException {
    assertEquals(
        0,
        ingest(
            export(), "--venue", "V1", "--format", "mark-candles", "--dry-run", "--interval", "2h"),
        errors.toString());
    assertEquals(2, ingest(export(), "--venue", "V1", "--format", "candles", "--interval", "0h"));
    assertEquals(2, ingest(export(), "--venue", "V1", "--format", "no-such"));
    assertEquals(2, ingest(export(), "--venue", "a b", "--format", "candles", "--dry-run"));
  }

  /** A local server in the venue's place; the third candle is not over at --to. */
  @Test
  void whatAVenueAnswersIsReportedAsAFileIs() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/api/v3/klines",
        exchange -> {
          byte[] body =
              """
              [[1609459200000,"10","11","9","10","5",0,"50",3,"1","2","0"],
               [1609462800000,"10","11","9","10","0",0,"0",0,"0","0","0"],
               [1609466400000,"10","11","9","10","5",0,"50",3,"1","2","0"]]"""
                  .getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    try {
      assertEquals(0, fetch(server, "XYUSDT", "--interval", "1h"), errors.toString());
      assertEquals(
          """
          BINANCE_SPOT-XYUSDT-candles-2020-12-31T220000Z: read 2, kept 1
            dropped     no_volume 1
          """,
          out.toString());
      assertEquals(
          "BINANCE_SPOT-XYUSDT-candles-2020-12-31T220000Z: nothing before 2021-01-01T00:00:00Z,"
              + " asked from 2020-12-31T22:00:00Z\n",
          errors.toString());
      assertEquals(2, fetch(server, "XYUSDT"), "no --interval");
      assertEquals(2, fetch(server, "XYUSDT", "--interval", "7h"));
      assertTrue(errors.toString().contains("candles of 25200 s; expected one of"));
    } finally {
      server.stop(0);
    }
  }

  @Test
  void aVenueThatDoesNotAnswerSoFailsTheCommand() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.start();
    try {
      assertEquals(1, fetch(server, "XYUSDT", "--interval", "1h"));
      assertTrue(out.toString().contains("cannot be read: /api/v3/klines?symbol=XYUSDT"));
      assertTrue(out.toString().contains("was answered with HTTP 404"));
    } finally {
      server.stop(0);
    }
    assertEquals(2, ingest("--venue", "x", "--format", "candles", "--dry-run"), "no FILE");
    assertEquals(
        2,
        ingest(
            "--fetch",
            "--venue",
            "luno",
            "--symbol",
            "XBTZAR",
            "--format",
            "candles",
            "--from",
            "2021-01-01T00:00:00Z",
            "--interval",
            "1h",
            "--dry-run"));
    assertTrue(errors.toString().contains("expected --credentials"));
  }

  private int fetch(HttpServer server, String symbol, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--fetch",
                "--dry-run",
                "--venue",
                "binance_spot",
                "--symbol",
                symbol,
                "--format",
                "candles",
                "--from",
                "2020-12-31T22:00:00Z",
                "--to",
                "2021-01-01T02:30:00Z",
                "--rest",
                "http://127.0.0.1:" + server.getAddress().getPort()));
    arguments.addAll(List.of(more));
    return ingest(arguments.toArray(new String[0]));
  }
}
