package org.hedgerow.cli.bench.execution;

import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.Deque;
import org.hedgerow.engine.Actions;
import org.hedgerow.engine.HedgeGroup;
import org.hedgerow.engine.state.GroupTables;
import org.hedgerow.engine.state.MemoryTables;
import org.hedgerow.schema.Alert;
import org.hedgerow.schema.BalanceChangeReason;
import org.hedgerow.schema.BalanceReport;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.Decision;
import org.hedgerow.schema.ExecutionReport;
import org.hedgerow.schema.JournalEntry;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.OrderCommand;
import org.hedgerow.schema.Origin;
import org.hedgerow.schema.PositionReport;
import org.hedgerow.schema.Quote;
import org.hedgerow.schema.Side;
import org.hedgerow.schema.Tick;
import org.hedgerow.schema.Trade;
import org.hedgerow.schema.state.BookState;
import org.hedgerow.schema.state.ParentState;

/**
 * One hedge, worked by a real engine in a recorded market, from its first order to its end. The
 * engine is told entries of a journal and nothing else, ten ticks a second among them; commands are
 * at the venue, and reports at the engine, a latency after they were made. It is told best prices
 * as they are when something comes by which it decides.
 */
final class Trial implements Actions {
  private static final long TICK_MICROS = 100_000;

  private final TrialSetup setup;
  private final DisplayedBook book;
  private final TrialVenue venue;
  private final long latencyMicros;
  private final long startMicros;
  private final long limitMicros;
  private final GroupTables tables = GroupTables.of(new MemoryTables());
  private final HedgeGroup engine;
  private final TrialCounts counts = new TrialCounts();
  private final TrialResult result;
  private final Deque<Timed<Order>> commands = new ArrayDeque<>();
  private final Deque<Timed<ExecutionReport>> reports = new ArrayDeque<>();
  private Quote quote;
  private Quote told;
  private long clock;

  /** As the clock, and moved by reports too. */
  private long now;

  private long ticks;
  private long offset;
  private long sequence;
  private String root = "";
  private boolean over;

  private record Timed<T>(long micros, T what) {}

  /**
   * Begins at the book as it stands.
   *
   * @param units of the asset that are to be traded
   * @param quote the last one
   * @param startMicros now
   * @param limitMicros how long it may take; then it ends as it is
   * @param latencyMicros from a decision to the venue, and from there back
   */
  Trial(
      TrialSetup setup,
      Side side,
      BigDecimal units,
      DisplayedBook book,
      Quote quote,
      long startMicros,
      long limitMicros,
      long latencyMicros) {
    this.setup = setup;
    this.book = book;
    this.quote = quote;
    this.startMicros = startMicros;
    this.limitMicros = limitMicros;
    this.latencyMicros = latencyMicros;
    this.venue = new TrialVenue(book, setup.tick(), counts);
    this.engine = new HedgeGroup(setup.group(), tables);
    this.result = new TrialResult(side, book.mid(), counts);
    BigDecimal holding = TrialSetup.holding(side, units);
    clock = startMicros - 2 * TICK_MICROS;
    tell(setup.configuration(holding), new Origin("operator", 1L, -1L, "configuration/1"));
    venuesHold(holding);
    // Before the first tick nothing has an age: a quote told then is stale.
    told = quote;
    tick();
    told = null;
    tick();
  }

  private void venuesHold(BigDecimal holding) {
    String coins = setup.isHeldAsCoins() ? setup.heldAccount() : setup.account();
    String positions = setup.isHeldAsCoins() ? setup.account() : setup.heldAccount();
    String instrument = setup.isHeldAsCoins() ? setup.definition().getInstrument() : setup.held();
    tell(
        BalanceReport.newBuilder()
            .setReportId("opening/coins")
            .setVenue("BINANCE_SPOT")
            .setAccount(coins)
            .setAsset(setup.group())
            .setWalletBalance(setup.isHeldAsCoins() ? Decimals.of(holding) : Decimals.ZERO)
            .setReason(BalanceChangeReason.STATEMENT)
            .setSnapshot("opening")
            .build(),
        market());
    tell(
        PositionReport.newBuilder()
            .setReportId("opening/position")
            .setVenue(instrument.substring(0, instrument.indexOf(':')))
            .setAccount(positions)
            .setInstrument(instrument)
            .setQuantity(setup.isHeldAsCoins() ? Decimals.ZERO : Decimals.of(holding))
            .setSnapshot("opening")
            .build(),
        market());
  }

  /** All that happens before {@code micros}, with the book as it has stood since the last call. */
  void advance(long micros) {
    while (!over) {
      long command = commands.isEmpty() ? Long.MAX_VALUE : commands.peek().micros();
      long report = reports.isEmpty() ? Long.MAX_VALUE : reports.peek().micros();
      long tick = clock + TICK_MICROS;
      long next = Math.min(tick, Math.min(command, report));
      if (next >= micros) {
        return;
      }
      now = next;
      if (next == command) {
        venue.receive(commands.remove().what());
        answers(next);
      } else if (next == report) {
        ExecutionReport one = reports.remove().what();
        quoted();
        tell(one, market());
      } else {
        tick();
      }
      if (!over && clock - startMicros >= limitMicros) {
        end();
      }
    }
  }

  /** Best prices, which the book has taken. */
  void on(Quote next, long micros) {
    quote = next;
    venue.on(next);
    answers(micros);
  }

  /** Somebody traded. */
  void on(Trade trade, long micros) {
    venue.on(trade);
    answers(micros);
  }

  /** The book has taken depth. */
  void onDepth() {
    venue.onDepth();
  }

  private void answers(long micros) {
    for (ExecutionReport report : venue.takeReports()) {
      result.add(report, micros - startMicros);
      reports.add(new Timed<>(micros + latencyMicros, report));
    }
  }

  private void tick() {
    clock += TICK_MICROS;
    now = clock;
    quoted();
    tell(new Tick(1L, ++ticks, clock), new Origin("ticker", ticks, ticks - 1, "tick/" + ticks));
  }

  private void quoted() {
    Quote shown = venue.shown(quote);
    if (!shown.equals(told)) {
      told = shown;
      tell(shown, market());
    }
  }

  private Origin market() {
    long before = sequence == 0 ? -1 : sequence;
    sequence += 65_536;
    return new Origin("raw-frames/0", sequence, before, null);
  }

  private void tell(Object payload, Origin origin) {
    if (over) {
      return;
    }
    engine.on(
        JournalEntry.newBuilder()
            .setGroup(setup.group())
            .setOrigin(origin)
            .setReceiveTimeMicros(clock)
            .setPayload(payload)
            .build(),
        0,
        offset++,
        this);
    BookState state = tables.books().get(TrialSetup.PORTFOLIO);
    if (!root.isEmpty() && !over && state.getParents().isEmpty() && state.getInFlight().isEmpty()) {
      end();
    }
  }

  private void end() {
    over = true;
    result.end(book.mid());
  }

  boolean isOver() {
    return over;
  }

  /** What it came to; not known before it is over. */
  TrialResult result() {
    return result;
  }

  @Override
  public void order(Order order) {
    if (order.getCommand() != OrderCommand.PLACE && order.getCommand() != OrderCommand.CANCEL) {
      return;
    }
    if (order.getCommand() == OrderCommand.PLACE) {
      String first =
          order.getParentOrderId() == null ? order.getClientOrderId() : order.getParentOrderId();
      if (root.isEmpty()) {
        root = first;
        ParentState parent = tables.parents().get(first);
        result.wants(
            Decimals.toBigDecimal(parent == null ? order.getQuantity() : parent.getQuantity()));
      } else if (!root.equals(first)) {
        // The next hedge, for what this one has left.
        if (!over) {
          end();
        }
        return;
      }
    }
    commands.add(new Timed<>(now + latencyMicros, order));
  }

  @Override
  public void decision(Decision decision) {}

  @Override
  public void alert(Alert alert) {
    if (alert.getCode().equals("OVERFILL")) {
      throw new IllegalStateException(alert.toString());
    }
  }
}
