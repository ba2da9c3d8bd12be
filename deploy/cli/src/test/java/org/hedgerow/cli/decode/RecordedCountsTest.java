package org.hedgerow.cli.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/**
 * What decode counts in every recording and every fixture of a first-class venue.
 *
 * <p>frames.txt was counted without our code, by a script in Python: gzip, a regular expression for
 * each form of a line, {@code json.loads} of each body, and a count by what the frame names its
 * kind ({@code e} of Binance, where there is none {@code u} and {@code B}; the last but one element
 * of Kraken's arrays, {@code event}, {@code feed}; {@code channel} of the others), under the
 * payload that this kind becomes. OKX's tickers with one side are quotes of options, without any
 * ignored; lists of version 3 are dead letters.
 *
 * <p>fixtures.txt was written by this command and then compared, file by file, with such a count
 * and by reading; see each venue's own tests for what is in the payloads.
 */
class RecordedCountsTest {
  private static Path data() {
    String configured = System.getProperty("hedgerow.data");
    if (configured != null) {
      return Path.of(configured);
    }
    Path project = Path.of("").toAbsolutePath();
    while (project.getParent() != null && Files.exists(project.getParent().resolve("pom.xml"))) {
      project = project.getParent();
    }
    return project.resolveSibling("shared").resolve("data");
  }

  /** A line is {@code venue file summary}. */
  private static List<String> expected(String name) throws IOException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                RecordedCountsTest.class.getResourceAsStream(name), StandardCharsets.UTF_8))) {
      return lines.lines().toList();
    }
  }

  private static String summary(String venue, Path file) {
    StringWriter errors = new StringWriter();
    int exit =
        new CommandLine(new DecodeCommand())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setOut(new PrintWriter(Writer.nullWriter()))
            .setErr(new PrintWriter(errors))
            .execute(venue, file.toString());
    assertEquals(0, exit, errors::toString);
    String[] lines = errors.toString().split("\n");
    return lines[lines.length - 1].strip().replaceAll(",\"seconds\":[0-9.]+", "");
  }

  @ParameterizedTest
  @ValueSource(strings = {"frames", "fixtures"})
  void countsOfEveryFile(String folder) throws IOException {
    Path root = data().resolve(folder);
    Assumptions.assumeTrue(
        Files.isDirectory(root), "no recorded data at " + root + "; test skipped");
    List<String> expected = expected(folder + ".txt");
    List<String> found = new ArrayList<>();
    for (String line : expected) {
      String[] parts = line.split(" ", 3);
      found.add(parts[0] + " " + parts[1] + " " + summary(parts[0], root.resolve(parts[1])));
    }
    assertEquals(String.join("\n", expected), String.join("\n", found));
    try (Stream<Path> files = Files.walk(root)) {
      assertEquals(
          expected.size(),
          files.filter(Files::isRegularFile).filter(RecordedCountsTest::isMessages).count(),
          "a file that is not in the list");
    }
  }

  /** Descriptions, and those of a binary protocol that no decoder reads, are none. */
  private static boolean isMessages(Path file) {
    return !file.toString().endsWith(".md") && !file.toString().contains("_sbe");
  }
}
