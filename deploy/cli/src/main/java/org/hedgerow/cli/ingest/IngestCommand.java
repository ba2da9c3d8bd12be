package org.hedgerow.cli.ingest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hedgerow.cli.CommandFailed;
import org.hedgerow.exchanges.history.HistoryFile;
import org.hedgerow.exchanges.history.HistoryFile.Format;
import org.hedgerow.exchanges.history.HistoryQuery;
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
            + " file twice adds nothing. With --fetch a venue is asked instead of a file. Exit code 1"
            + " if a file or an answer cannot be read.",
    mixinStandardHelpOptions = true)
public final class IngestCommand implements Callable<Integer> {
  private static final Pattern INTERVAL = Pattern.compile("(\\d{1,6})([smhd])");
  private static final long SECOND_MICROS = 1_000_000L;
  private static final long MILLI_MICROS = 1_000L;

  /** How many candles of the last round are fetched once more. */
  private static final int AGAIN = 3;

  /** The same for funding, which is paid every eight hours at most venues. */
  private static final long FUNDING_AGAIN = 24 * 3_600 * 1_000L;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", arity = "0..*", description = "Compressed by gzip or not.")
  private List<Path> files = List.of();

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

  @Option(
      names = "--fetch",
      description =
          "Ask the venue's REST interface for --symbol, from --from until --to; candles need"
              + " --interval. No FILE then.")
  private boolean fetch;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = "The first moment to fetch, e.g. 2026-11-01T00:00:00Z.")
  private Instant from;

  @Option(
      names = "--to",
      paramLabel = "TIME",
      description = "The first that is not fetched; candles must be over by then (default: now).")
  private Instant to;

  @Option(
      names = "--rest",
      paramLabel = "URL",
      description = "Where the venue answers (default: the live venue).")
  private URI rest;

  @Option(
      names = "--credentials",
      paramLabel = "NAME",
      description = "The key to ask with, found as accounts' keys are; Luno's candles need one.")
  private String credentials;

  @Option(
      names = "--every",
      paramLabel = "N(s|m|h|d)",
      description =
          "Go on fetching what is new, so often, until stopped; a round that fails is made up for"
              + " by the next.")
  private String every;

  @Option(names = "--dry-run", description = "Write nothing; no database is needed.")
  private boolean dryRun;

  @Option(names = "--json", paramLabel = "FILE", description = "Write the report as JSON too.")
  private Path json;

  @Override
  public Integer call() throws IOException {
    long length = micros("--interval", interval);
    checkFetch(length);
    if (!venue.matches("[A-Za-z0-9_]{2,32}")) {
      throw new ParameterException(
          spec.commandLine(), "--venue must be letters, digits and underscores, not " + venue);
    }
    String named = format == Format.RECORDING ? venue : venue.toUpperCase(Locale.ROOT);
    DatabaseConnections database = dryRun ? null : HistoryDatabase.open();
    if (fetch) {
      return fetched(named, length, database);
    }
    IngestReport report = new IngestReport();
    for (Path file : files) {
      read(new HistoryFile(file, format, named, symbol, length), database, report);
    }
    return tell(report);
  }

  private int tell(IngestReport report) throws IOException {
    spec.commandLine().getOut().print(report.text());
    spec.commandLine().getOut().flush();
    if (json != null) {
      Files.writeString(json, report.json().toPrettyString() + "\n");
    }
    return report.isWhole() ? 0 : 1;
  }

  private void checkFetch(long length) {
    String wrong =
        !fetch && files.isEmpty()
            ? "a FILE or --fetch is needed"
            : fetch && !files.isEmpty()
                ? "--fetch and a FILE exclude each other"
                : !fetch && (from != null || to != null || rest != null || every != null)
                    ? "--from, --to, --rest and --every go with --fetch"
                    : fetch && (symbol == null || from == null)
                        ? "--fetch needs --symbol and --from"
                        : fetch && format != Format.FUNDING && length == 0
                            ? "--fetch of candles needs --interval"
                            : fetch && every != null && to != null
                                ? "--every has no end; leave --to out"
                                : null;
    if (wrong != null) {
      throw new ParameterException(spec.commandLine(), wrong);
    }
  }

  private int fetched(String named, long length, DatabaseConnections database) throws IOException {
    long wait = micros("--every", every) / MILLI_MICROS;
    long lengthMillis = format == Format.FUNDING ? 0 : length / MILLI_MICROS;
    long fromMillis = from.toEpochMilli();
    while (true) {
      long now = System.currentTimeMillis();
      long toMillis = to == null ? now : Math.min(now, to.toEpochMilli());
      IngestReport report = new IngestReport();
      try {
        new FetchedHistory(named, rest, credentials)
            .ingest(
                new HistoryQuery(symbol, format, fromMillis, toMillis, lengthMillis),
                database,
                report,
                spec.commandLine().getErr());
      } catch (IllegalArgumentException | UncheckedIOException e) {
        throw new ParameterException(spec.commandLine(), e.getMessage(), e);
      }
      int code = tell(report);
      if (wait == 0) {
        return code;
      }
      if (code == 0) {
        // Once more what was newest: venues correct a candle that just ended, and pay late.
        fromMillis = Math.max(fromMillis, toMillis - Math.max(FUNDING_AGAIN, AGAIN * lengthMillis));
      }
      try {
        Thread.sleep(wait);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return code;
      }
    }
  }

  /** One file, whole or not at all. */
  static void read(HistoryFile history, DatabaseConnections database, IngestReport report) {
    read(history, history.file().toString(), database, report);
  }

  /** The same, reported under that name. */
  static void read(
      HistoryFile history, String file, DatabaseConnections database, IngestReport report) {
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

  private long micros(String option, String text) {
    if (text == null) {
      return 0;
    }
    Matcher parts = INTERVAL.matcher(text);
    if (!parts.matches() || parts.group(1).matches("0+")) {
      throw new ParameterException(
          spec.commandLine(), option + " must be a number with s, m, h or d, not " + text);
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
