package org.hedgerow.cli.bench.execution;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hedgerow.schema.BookDelta;
import org.hedgerow.schema.Quote;
import org.hedgerow.schema.Side;
import org.hedgerow.schema.Trade;

/** Lets hedges begin in a recorded market at equal distances, each size and algorithm at each. */
final class ExecutionRun {
  private static final long WARM_UP_MICROS = 2_000_000;

  /**
   * How it is run.
   *
   * @param algorithms by name, their terms
   * @param notionals sizes, in the quote currency
   * @param everyMicros from one beginning to the next
   * @param limitMicros how long a hedge may take
   * @param latencyMicros from a decision to the venue, and from there back
   */
  record Terms(
      Map<String, String> algorithms,
      List<BigDecimal> notionals,
      long everyMicros,
      long limitMicros,
      long latencyMicros) {}

  /** What is told apart in the table. */
  record Cell(String instrument, BigDecimal notional, String algorithm) {}

  private final RecordedMarket market;
  private final Terms terms;
  private final Map<String, TrialSetup> setups = new LinkedHashMap<>();
  private final DisplayedBook book = new DisplayedBook();
  private final Map<Cell, List<TrialResult>> results = new LinkedHashMap<>();
  private List<Trial> running = new ArrayList<>();
  private Quote quote;

  ExecutionRun(RecordedMarket market, Terms terms) {
    this.market = market;
    this.terms = terms;
    terms
        .algorithms()
        .forEach(
            (name, execution) -> setups.put(name, TrialSetup.of(market.instrument(), execution)));
  }

  /** All of them, by cell in the order of their beginnings; the sides take turns. */
  Map<Cell, List<TrialResult>> run() {
    long end = market.events().get(market.events().size() - 1).micros();
    long next = Long.MAX_VALUE;
    for (RecordedMarket.Event event : market.events()) {
      for (Trial trial : running) {
        trial.advance(event.micros());
      }
      if (next <= event.micros() && next + terms.limitMicros() <= end) {
        running = new ArrayList<>(running.stream().filter(trial -> !trial.isOver()).toList());
        begin(next);
        next += terms.everyMicros();
      }
      apply(event);
      if (next == Long.MAX_VALUE && book.isKnown()) {
        next = event.micros() + WARM_UP_MICROS;
      }
    }
    return results;
  }

  private void apply(RecordedMarket.Event event) {
    if (event.payload() instanceof Quote best) {
      quote = best;
      book.apply(best);
      running.forEach(trial -> trial.on(best, event.micros()));
    } else if (event.payload() instanceof Trade trade) {
      running.forEach(trial -> trial.on(trade, event.micros()));
    } else if (event.payload() instanceof BookDelta delta) {
      book.apply(delta);
      running.forEach(Trial::onDepth);
    }
  }

  private void begin(long micros) {
    for (BigDecimal notional : terms.notionals()) {
      BigDecimal units = TrialSetup.units(notional, book.mid());
      setups.forEach(
          (name, setup) -> {
            for (Side side : Side.values()) {
              Trial trial =
                  new Trial(
                      setup,
                      side,
                      units,
                      book,
                      quote,
                      micros,
                      terms.limitMicros(),
                      terms.latencyMicros());
              running.add(trial);
              results
                  .computeIfAbsent(
                      new Cell(market.instrument(), notional, name), cell -> new ArrayList<>())
                  .add(trial.result());
            }
          });
    }
  }
}
