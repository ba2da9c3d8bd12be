package org.hedgerow.cli.bench.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command, on frames of our own making in the form of Binance's. */
class ExecutionCommandTest {
  private static final long BEGIN = 1_700_000_000_000_000_000L;

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter errors = new StringWriter();

  private int run(String... arguments) {
    return new CommandLine(new ExecutionCommand())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(errors))
        .execute(arguments);
  }

  /** Half a minute in which nothing changes and a bitcoin is sold at the bid every second. */
  private void record() throws IOException {
    List<String> lines = new ArrayList<>();
    for (int i = 1; i <= 300; i++) {
      long time = BEGIN + i * 100_000_000L;
      long millis = time / 1_000_000;
      lines.add(
          time
              + " {\"stream\":\"btcusdt@bookTicker\",\"data\":{\"e\":\"bookTicker\",\"u\":"
              + (i + 1)
              + ",\"s\":\"BTCUSDT\",\"b\":\"50000.00\",\"B\":\"0.500\",\"a\":\"50000.10\",\"A\":\"0.500\",\"T\":"
              + millis
              + ",\"E\":"
              + millis
              + "}}");
      if (i == 1) {
        lines.add(
            time
                + " {\"lastUpdateId\":1,\"E\":1,\"T\":1,\"symbol\":\"BTCUSDT\",\"pair\":\"BTCUSDT\","
                + "\"bids\":[[\"49999.90\",\"9\"]],\"asks\":[[\"50000.20\",\"9\"]]}");
        lines.add(
            time
                + " {\"stream\":\"btcusdt@depth@0ms\",\"data\":{\"e\":\"depthUpdate\",\"E\":"
                + millis
                + ",\"T\":"
                + millis
                + ",\"s\":\"BTCUSDT\",\"U\":2,\"u\":2,\"pu\":1,\"b\":[[\"50000.00\",\"0.500\"]],\"a\":[[\"50000.10\",\"0.500\"]]}}");
      }
      if (i % 10 == 0) {
        lines.add(
            time
                + " {\"stream\":\"btcusdt@trade\",\"data\":{\"e\":\"trade\",\"E\":"
                + millis
                + ",\"T\":"
                + millis
                + ",\"s\":\"BTCUSDT\",\"t\":"
                + i
                + ",\"p\":\"50000.00\",\"q\":\"1.000\",\"X\":\"MARKET\",\"m\":true}}");
      }
    }
    Files.write(folder.resolve("made.txt"), lines);
  }

  @Test
  void aMakerIsHeldAgainstATaker() throws IOException {
    record();
    assertEquals(
        0,
        run(
            "--replay",
            folder.toString(),
            "--notional",
            "10000",
            "--limit",
            "10",
            "--execution",
            "algorithm: market",
            "--execution",
            "algorithm: chase, deadline: 5s"),
        errors::toString);
    List<String> lines = out.toString().lines().filter(line -> line.contains("10,000")).toList();
    assertEquals(3, lines.size(), out::toString);
    // A tick of 0.1 is 0.02 bps, half of which a taker pays and a maker earns.
    assertTrue(lines.get(0).contains("| market |"), lines.get(0));
    assertTrue(lines.get(0).contains("| 5.01 | 0.01 | 5.00 | 0.00 |"), lines.get(0));
    assertTrue(lines.get(1).contains("| chase, deadline: 5s |"), lines.get(1));
  }

  @Test
  void withoutRecordingsItSaysSo() {
    assertEquals(0, run("--replay", folder.resolve("none").toString()));
    assertTrue(out.toString().contains("nothing was measured"), out::toString);
  }

  @Test
  void wrongTermsAreToldAsTheyAreInAConfiguration() throws IOException {
    record();
    assertEquals(2, run("--replay", folder.toString(), "--execution", "algorithm: iceberg"));
    assertTrue(errors.toString().contains("iceberg"), errors::toString);
    assertEquals(2, run("--replay", folder.toString(), "--notional", "0"));
    assertEquals(2, run("--replay", folder.toString(), "--every", "0"));
  }
}
