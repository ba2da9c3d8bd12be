package org.hedgerow.exchange.simulated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The core knows no dialect, dialects do not know each other, and nothing here knows Hedgerow. */
class DialectBorderTest {
  private static final Path MAIN = Path.of("src/main/java/org/hedgerow/exchange/simulated");
  private static final String ROOT = "org.hedgerow.exchange.simulated.";
  private static final List<String> CORE =
      List.of("matching", "market", "ledger", "fault", "customer", "wire", "dialect", "option");

  private static List<String> imports(String room) throws IOException {
    List<String> imports = new ArrayList<>();
    try (Stream<Path> files = Files.walk(MAIN.resolve(room))) {
      for (Path file : files.filter(one -> one.toString().endsWith(".java")).toList()) {
        for (String line : Files.readAllLines(file)) {
          if (line.startsWith("import org.hedgerow.")) {
            imports.add(line.substring("import ".length()));
          }
        }
      }
    }
    return imports;
  }

  private static List<String> dialects() throws IOException {
    try (Stream<Path> rooms = Files.list(MAIN)) {
      return rooms
          .filter(Files::isDirectory)
          .map(room -> room.getFileName().toString())
          .filter(room -> !CORE.contains(room))
          .toList();
    }
  }

  @Test
  void theCoreKnowsNoDialect() throws IOException {
    assertTrue(dialects().containsAll(List.of("binance", "kraken", "okx")), dialects().toString());
    for (String room : CORE) {
      for (String dialect : dialects()) {
        assertEquals(
            List.of(),
            imports(room).stream().filter(one -> one.startsWith(ROOT + dialect)).toList(),
            room);
      }
    }
  }

  @Test
  void dialectsDoNotKnowEachOther() throws IOException {
    for (String room : dialects()) {
      for (String dialect : dialects()) {
        assertEquals(
            List.of(),
            imports(room).stream()
                .filter(one -> !room.equals(dialect) && one.startsWith(ROOT + dialect))
                .toList(),
            room);
      }
    }
  }

  @Test
  void nothingHereKnowsHedgerow() throws IOException {
    assertEquals(List.of(), imports("").stream().filter(one -> !one.startsWith(ROOT)).toList());
  }
}
