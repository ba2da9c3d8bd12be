package org.hedgerow.cli.bench.execution;

import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.hedgerow.cli.CommandFailed;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What hedges cost by each algorithm, in a recorded market. */
@Command(
    name = "execution",
    description =
        "Hedges by each algorithm in recorded books: cost against the mid at the beginning, time,"
            + " share as maker. No stack: the engine, the venue's decoder and a model of the"
            + " queue.",
    mixinStandardHelpOptions = true)
public final class ExecutionCommand implements Callable<Integer> {
  private static final Map<String, TrialResult.Fees> FEES =
      Map.of(
          "BINANCE_SPOT", new TrialResult.Fees(10, 10),
          "BINANCE_USDM", new TrialResult.Fees(2, 5),
          "BINANCE_COINM", new TrialResult.Fees(2, 5));

  @Spec private CommandSpec spec;

  @Option(
      names = "--replay",
      paramLabel = "DIR",
      defaultValue = "../shared/data/frames/binance-2024-08-08",
      description =
          "Recordings of Binance with best prices, trades and depth (default: ${DEFAULT-VALUE}).")
  private Path replay;

  @Option(
      names = "--execution",
      paramLabel = "TERMS",
      description =
          "Terms as in a book's execution, e.g. 'algorithm: chase, deadline: 10s'; <fifth> is a"
              + " fifth of the hedge; may be repeated. The others are held against the first.")
  private List<String> executions =
      List.of(
          "algorithm: market",
          "algorithm: chase",
          "algorithm: slice, clip: <fifth>, by: chase",
          "algorithm: twap, slices: 5, horizon: 20s, by: market, deadline: 10s",
          "algorithm: twap, slices: 5, horizon: 20s, by: chase, deadline: 10s");

  @Option(
      names = "--notional",
      paramLabel = "N",
      split = ",",
      defaultValue = "10000,100000,500000",
      description = "Sizes of hedges in the quote currency (default: ${DEFAULT-VALUE}).")
  private List<BigDecimal> notionals;

  @Option(
      names = "--instrument",
      paramLabel = "NAME",
      split = ",",
      description = "Only these, e.g. BINANCE_USDM:BTCUSDT.")
  private List<String> instruments;

  @Option(
      names = "--every",
      paramLabel = "SECONDS",
      defaultValue = "10",
      description = "From one beginning to the next (default: ${DEFAULT-VALUE}).")
  private int every;

  @Option(
      names = "--limit",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description = "How long a hedge may take; then it ends as it is (default: ${DEFAULT-VALUE}).")
  private int limit;

  @Option(
      names = "--latency",
      paramLabel = "MS",
      defaultValue = "50",
      description =
          "From a decision to the venue's book, and from there back (default: ${DEFAULT-VALUE}).")
  private int latency;

  @Override
  public Integer call() {
    if (every < 1 || limit < 1 || latency < 0) {
      throw new ParameterException(
          spec.commandLine(),
          "--every, --limit, --latency: expected 1, 1 and 0 at least, whole numbers");
    }
    if (notionals.stream().anyMatch(one -> one.signum() <= 0)) {
      throw new ParameterException(
          spec.commandLine(), "--notional: " + notionals + "; expected positive numbers");
    }
    PrintWriter out = spec.commandLine().getOut();
    if (!Files.isDirectory(replay)) {
      out.println("There are no recordings in " + replay + ": nothing was measured.");
      out.flush();
      return 0;
    }
    ExecutionRun.Terms terms =
        new ExecutionRun.Terms(
            algorithms(), notionals, every * 1_000_000L, limit * 1_000_000L, latency * 1_000L);
    Map<ExecutionRun.Cell, ExecutionFigures> figures = new LinkedHashMap<>();
    for (RecordedMarket market : markets()) {
      if (instruments == null || instruments.contains(market.instrument())) {
        figures.putAll(figures(market, terms));
      }
    }
    print(out, figures);
    return 0;
  }

  private List<RecordedMarket> markets() {
    try {
      return RecordedMarket.of(replay, "binance");
    } catch (IOException e) {
      throw new CommandFailed("cannot read the recordings in " + replay + ": " + e, e);
    }
  }

  /** Their terms by a name that is short. */
  private Map<String, String> algorithms() {
    Map<String, String> named = new LinkedHashMap<>();
    for (String terms : executions) {
      named.put(terms.replaceFirst("^algorithm: *", ""), terms);
    }
    return named;
  }

  private Map<ExecutionRun.Cell, ExecutionFigures> figures(
      RecordedMarket market, ExecutionRun.Terms terms) {
    Map<ExecutionRun.Cell, List<TrialResult>> results;
    try {
      results = new ExecutionRun(market, terms).run();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
    String first = terms.algorithms().keySet().iterator().next();
    String venue = market.instrument().substring(0, market.instrument().indexOf(':'));
    Map<ExecutionRun.Cell, ExecutionFigures> figures = new LinkedHashMap<>();
    results.forEach(
        (cell, all) ->
            figures.put(
                cell,
                ExecutionFigures.of(
                    all,
                    results.get(new ExecutionRun.Cell(cell.instrument(), cell.notional(), first)),
                    FEES.get(venue))));
    return figures;
  }

  private void print(PrintWriter out, Map<ExecutionRun.Cell, ExecutionFigures> figures) {
    out.println(
        "Hedges of both sides, begun every "
            + every
            + " s, "
            + latency
            + " ms from a decision to the book and "
            + latency
            + " ms back. Costs in basis points of what was wanted, against the mid at the"
            + " beginning; fees as on Binance's list (maker/taker: spot 10/10, futures 2/5).");
    out.println();
    ExecutionReportText.costs(figures).forEach(out::println);
    out.println();
    ExecutionReportText.orders(figures).forEach(out::println);
    out.flush();
  }
}
