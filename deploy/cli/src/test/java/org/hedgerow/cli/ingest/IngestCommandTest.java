package org.hedgerow.cli.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
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
}
