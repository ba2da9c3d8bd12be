package org.hedgerow.cli.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.hedgerow.cli.CommandFailed;
import org.hedgerow.cli.Progress;
import org.hedgerow.cli.stack.LocalStack;
import org.hedgerow.cli.stack.StackLayout;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes the risk report of a day or a week. */
@Command(
    name = "report",
    description =
        "Writes the risk report of a day or a week (UTC) as one HTML file: exposure, profit and its"
            + " parts, drawdown, orders and their costs, hedges, data quality, stops, alerts.",
    mixinStandardHelpOptions = true)
public final class ReportCommand implements Callable<Integer> {
  /** What a report may be of. */
  enum Span {
    DAILY,
    WEEKLY
  }

  private static final int CONNECT_RETRIES = 2;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "daily|weekly", description = "A day, or the week from Monday.")
  private Span span;

  @Option(
      names = "--date",
      paramLabel = "2026-03-01",
      description = "The day, or a day of the week (default: today, as far as it has come).")
  private LocalDate date;

  @Option(
      names = "--portfolio",
      paramLabel = "NAME",
      description =
          "Of this one alone (default: all). Alerts, stops, data quality and accounts are of all.")
  private String portfolio;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where it is written (default: report-SPAN-DATE.html here).")
  private Path out;

  @Override
  public Integer call() {
    LocalDate day = date == null ? LocalDate.now(ZoneOffset.UTC) : date;
    ReportPeriod period = span == Span.DAILY ? ReportPeriod.daily(day) : ReportPeriod.weekly(day);
    Path file =
        out == null ? Path.of("report-" + period.word() + "-" + period.from() + ".html") : out;
    LocalStack stack = new LocalStack(StackLayout.ofRunning(), Progress.toStandardOutput());
    // Says that nothing is up, where nothing is.
    stack.addresses();
    try (Connection database = connected(stack)) {
      List<ReportReader.Section> sections =
          new ReportReader(database, period, Optional.ofNullable(portfolio))
              .read(ReportQuestions.read());
      Files.writeString(
          file, ReportPage.of(period, Optional.ofNullable(portfolio), Instant.now(), sections));
    } catch (SQLException e) {
      throw new CommandFailed("TimescaleDB refused: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new CommandFailed("cannot write " + file + ": " + e.getMessage(), e);
    }
    spec.commandLine().getOut().println(file.toAbsolutePath());
    return 0;
  }

  /** A busy machine may take longer than a connection waits. */
  private static Connection connected(LocalStack stack) throws SQLException {
    for (int more = CONNECT_RETRIES; ; more--) {
      try {
        return stack.connectDatabase();
      } catch (SQLException e) {
        if (more == 0) {
          throw e;
        }
      }
    }
  }
}
