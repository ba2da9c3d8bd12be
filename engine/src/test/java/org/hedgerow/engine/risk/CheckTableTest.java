package org.hedgerow.engine.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The table of docs/risk.md names every check and its family, in the order in which they run. */
class CheckTableTest {
  @Test
  void namesEveryCheckInItsOrder() throws IOException {
    List<String> rows =
        Files.readAllLines(Path.of("../docs/risk.md")).stream()
            .dropWhile(line -> !line.startsWith("<!-- checks"))
            .skip(3)
            .takeWhile(line -> line.startsWith("| "))
            .map(line -> line.split("\\|")[1].strip() + " " + line.split("\\|")[2].strip())
            .toList();
    assertEquals(
        Arrays.stream(Check.values())
            .map(check -> check + " " + check.family().name().toLowerCase(Locale.ROOT))
            .toList(),
        rows);
  }
}
