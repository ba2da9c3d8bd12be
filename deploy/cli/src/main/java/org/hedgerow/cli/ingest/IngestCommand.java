package org.hedgerow.cli.ingest;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hedgerow.cli.CommandFailed;
import org.hedgerow.exchanges.history.HistoryFile;
import org.hedgerow.exchanges.history.HistoryFile.Format;
import org.hedgerow.exchanges.history.HistoryTally;
import org.hedgerow.timescaledb.DatabaseConnections;
import org.hedgerow.timescaledb.HistoryStore;
import org.hedgerow.timescaledb.HistoryStore.Written;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Reads history out of files into TimescaleDB. */
@Command(
    name = "ingest",
    description =
        "Reads recordings and CSV exports, mends or drops what is wrong with them, writes the rest to"
            + " TimescaleDB, and reports what was read, kept, repaired, dropped and missing. The same"
            + " file twice adds nothing. Exit code 1 if a file cannot be read.",
    mixinStandardHelpOptions = true)
public final class IngestCommand implements Callable<Integer> {
  private static final Pattern INTERVAL = Pattern.compile("(\\d{1,6})([smhd])");
  private static final long SECOND_MICROS = 1_000_000L;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "Compressed by gzip or not.")
  private List<Path> files;

  @Option(
      names = "--venue",
      required = true,
      paramLabel = "VENUE",
      description =
          "As instruments name it, e.g. BINANCE_USDM; of recordings the exchange, e.g. binance.")
  private String venue;

  @Option(
      names = "--format",
      required = true,
      paramLabel = "FORMAT",
      description = "One of ${COMPLETION-CANDIDATES}.")
  private Format format;

  @Option(
      names = "--symbol",
      paramLabel = "SYMBOL",
      description =
          "Of exports without a column of symbols (default: the one word in the file's name that"
              + " may be one).")
  private String symbol;

  @Option(
      names = "--interval",
      paramLabel = "N(s|m|h|d)",
      description =
          "How long a candle is, or between payments of funding (default: what most rows have"
              + " between them).")
  private String interval;

  @Option(names = "--dry-run", description = "Write nothing; no database is needed.")
  private boolean dryRun;

  @Option(names = "--json", paramLabel = "FILE", description = "Write the report as JSON too.")
  private Path json;

  @Override
  public Integer call() throws IOException {
    long length = micros();
    if (!venue.matches("[A-Za-z0-9_]{2,32}")) {
      throw new ParameterException(
          spec.commandLine(), "--venue must be letters, digits and underscores, not " + venue);
    }
    String named = format == Format.RECORDING ? venue : venue.toUpperCase(Locale.ROOT);
    DatabaseConnections database = dryRun ? null : HistoryDatabase.open();
    IngestReport report = new IngestReport();
    for (Path file : files) {
      read(new HistoryFile(file, format, named, symbol, length), database, report);
    }
    spec.commandLine().getOut().print(report.text());
    spec.commandLine().getOut().flush();
    if (json != null) {
      Files.writeString(json, report.json().toPrettyString() + "\n");
    }
    return report.isWhole() ? 0 : 1;
  }

  /** One file, whole or not at all. */
  static void read(HistoryFile history, DatabaseConnections database, IngestReport report) {
    String file = history.file().toString();
    try {
      if (database == null) {
        report.add(file, history.read(new StoredHistory(null)), null);
        return;
      }
      try (HistoryStore store =
          new HistoryStore(database.open(), history.file().getFileName().toString())) {
        HistoryTally tally = history.read(new StoredHistory(store));
        Map<String, Written> rows = store.commit();
        report.add(file, tally, rows);
      }
    } catch (StoredHistory.DatabaseLostException | SQLException e) {
      throw new CommandFailed("the database did not take " + file + ": " + e.getMessage(), e);
    } catch (IOException e) {
      report.unreadable(file, sentence(e));
    }
  }

  private long micros() {
    if (interval == null) {
      return 0;
    }
    Matcher parts = INTERVAL.matcher(interval);
    if (!parts.matches() || parts.group(1).matches("0+")) {
      throw new ParameterException(
          spec.commandLine(), "--interval must be a number with s, m, h or d, not " + interval);
    }
    long unit =
        switch (parts.group(2)) {
          case "s" -> SECOND_MICROS;
          case "m" -> 60 * SECOND_MICROS;
          case "h" -> 3_600 * SECOND_MICROS;
          default -> 86_400 * SECOND_MICROS;
        };
    return Long.parseLong(parts.group(1)) * unit;
  }

  private static String sentence(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "there is no such file";
    }
    if (e instanceof AccessDeniedException) {
      return "access is denied";
    }
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
