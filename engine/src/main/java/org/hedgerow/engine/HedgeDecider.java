package org.hedgerow.engine;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hedgerow.engine.market.MarketView;
import org.hedgerow.engine.order.WorkingOrders;
import org.hedgerow.engine.portfolio.BookPlan;
import org.hedgerow.engine.portfolio.GroupPlan;
import org.hedgerow.engine.portfolio.Holdings;
import org.hedgerow.engine.reconciliation.Reconciliation;
import org.hedgerow.engine.risk.ApprovedOrder;
import org.hedgerow.engine.risk.RiskState;
import org.hedgerow.engine.risk.RiskView;
import org.hedgerow.engine.risk.TradingStates;
import org.hedgerow.engine.risk.shared.Allowances;
import org.hedgerow.engine.series.GroupSeries;
import org.hedgerow.engine.state.GroupTables;
import org.hedgerow.schema.Decision;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.RiskLimits;
import org.hedgerow.schema.Tick;
import org.hedgerow.schema.state.BookState;
import org.hedgerow.schema.state.GroupHeader;
import org.hedgerow.schema.state.TradingStop;

/**
 * From exposure to orders, for each book of a group that may have to do something: target by the
 * book's strategy and band ({@link WantedHedge}), instruments, sizes and checks ({@link
 * HedgeProposal}), the record of both. A book has one hedge in flight at a time.
 */
final class HedgeDecider {
  private static final long MINUTE_MICROS = 60_000_000;

  private final GroupTables tables;
  private final MarketView market;
  private final Holdings holdings;
  private final WorkingOrders orders;
  private final GroupSeries series;
  private final WakeIndex wake;
  private final HedgeProposal proposal;
  private final FlattenProposal flatten;
  private final ParentOrders parents;
  private final DroppedBooks dropped;
  private final RiskState risk;
  private final HeldHedges held;
  private final BookRest rest;
  private final IdleBooks idle;
  private List<BookHedging> books = List.of();

  HedgeDecider(
      GroupTables tables,
      MarketView market,
      Holdings holdings,
      WorkingOrders orders,
      Reconciliation reconciliation,
      TradingStates states,
      Allowances allowances,
      RiskState risk,
      GroupSeries series,
      WakeIndex wake,
      HeldHedges held) {
    this.tables = tables;
    this.market = market;
    this.holdings = holdings;
    this.orders = orders;
    this.series = series;
    this.wake = wake;
    this.held = held;
    this.rest = new BookRest(market, holdings, wake);
    this.idle = new IdleBooks(tables, orders, states);
    RiskView view = new RiskView(market, holdings, reconciliation, states, allowances, risk);
    this.risk = risk;
    this.flatten = new FlattenProposal(view);
    this.proposal = new HedgeProposal(view, series, orders);
    this.parents = new ParentOrders(tables, orders, view);
    this.dropped = new DroppedBooks(tables, orders);
  }

  static BookState newBook() {
    return BookState.newBuilder().setInFlight(new ArrayList<>()).build();
  }

  /** Takes a configuration: its books, and what these want sampled. */
  void configure(GroupPlan plan) {
    books = BookHedging.of(plan);
    series.configure(
        Stream.concat(
                books.stream().flatMap(book -> book.series().stream()), risk.series().stream())
            .toList());
    wake.configure(books, series::of);
    held.configure(books);
    for (int i = 0; i < books.size(); i++) {
      BookState state = tables.books().get(books.get(i).book().portfolio());
      wake.denied(i, state != null && !state.getDenied().isEmpty());
    }
  }

  /**
   * A configuration comes: what works for books that it does not have is canceled, and what a
   * strategy remembers is forgotten where the book has another one now.
   *
   * @param next the configuration that comes
   */
  void abandon(GroupPlan last, GroupPlan next, GroupHeader header, Cause cause, Actions actions) {
    for (BookPlan book : last.books()) {
      Optional<BookPlan> now =
          next.books().stream().filter(one -> one.portfolio().equals(book.portfolio())).findFirst();
      if (now.isEmpty()) {
        dropped.drop(book, next, header, cause, actions);
      } else if (!now.get().definition().getStrategy().equals(book.definition().getStrategy())) {
        forget(book.portfolio());
      }
    }
  }

  private void forget(String portfolio) {
    BookState state = tables.books().get(portfolio);
    if (state != null && !state.getMemory().isEmpty()) {
      state.setMemory(new LinkedHashMap<>());
      tables.books().put(portfolio, state);
    }
  }

  /** The books of the plan, ready to be looked at. */
  List<BookHedging> books() {
    return books;
  }

  /** All books may have to do something. */
  void wake() {
    for (BookHedging one : books) {
      wake.wake(one.book().portfolio());
    }
  }

  /** The clock has moved. */
  void tick(GroupPlan plan, GroupHeader header, Cause cause, Actions actions) {
    wake.tick(header.getClockMicros());
    dropped.tick(plan, header, cause, actions);
  }

  /** Looks at every book that is awake. */
  void decide(GroupPlan plan, GroupHeader header, Cause cause, Actions actions) {
    decide(plan, header, cause, Optional.empty(), actions);
  }

  /**
   * Looks at every book that is awake; of hedges that are being worked, or were denied, at those of
   * one portfolio. A report of an order moves neither the clock nor what other books hold: with a
   * thousand orders working, to look at all of them for each report would leave the group behind
   * its journal, and a thousand that a halt denies likewise.
   *
   * @param reported the portfolio; empty: all of them
   */
  void decide(
      GroupPlan plan, GroupHeader header, Cause cause, Optional<String> reported, Actions actions) {
    if (header.getClockMicros() == 0) {
      // Before the first tick nothing has an age, and nothing could be valid until any time.
      return;
    }
    if (cause.entry().getPayload() instanceof Tick) {
      held.tick(books, cause, actions);
    }
    reported.ifPresentOrElse(wake::reported, wake::lookAtAll);
    for (int i = next(reported, 0); i >= 0; i = next(reported, i + 1)) {
      String portfolio = books.get(i).book().portfolio();
      boolean anothers = reported.isPresent() && !reported.get().equals(portfolio);
      BookState state = tables.books().get(portfolio);
      if (!state.getParents().isEmpty()) {
        // Never asleep: what it does depends on every such entry, after a restart too.
        if (anothers) {
          wake.ignoreOthers(i);
        } else {
          work(plan, header, cause, i, state, actions);
        }
      } else if (state.getInFlight().isEmpty()) {
        // One that was denied would only be denied again: the next tick or quote tries it.
        if (anothers && !state.getDenied().isEmpty()) {
          wake.ignoreOthers(i);
        } else {
          decide(plan, header, cause, i, state, actions);
        }
      } else {
        // The end of its orders wakes it.
        wake.sleep(i);
      }
    }
  }

  private int next(Optional<String> reported, int from) {
    return reported.isPresent() ? wake.nextOfOthers(from) : wake.next(from);
  }

  private void work(
      GroupPlan plan,
      GroupHeader header,
      Cause cause,
      int index,
      BookState state,
      Actions actions) {
    BookHedging hedging = books.get(index);
    if (idle.onlyWaits(hedging, state, header.getClockMicros())) {
      return;
    }
    // Before they are worked at, which says an unanswered cancel again.
    List<String> unanswered = idle.unansweredCancels(state, header.getClockMicros());
    Optional<WantedHedge> wanted = wanted(hedging, state, header);
    parents.work(plan, header, cause, hedging, state, wanted, actions);
    String portfolio = hedging.book().portfolio();
    BookState worked = tables.books().get(portfolio);
    String denied = worked.getDenied();
    wake.denied(index, !denied.isEmpty());
    if (!denied.isEmpty() || !unanswered.isEmpty() || !worked.getHeldBy().isEmpty()) {
      List<String> codes = denied.isEmpty() ? unanswered : List.of(denied.split(" "));
      held.judged(index, portfolio, worked, codes, cause, actions);
      tables.books().put(portfolio, worked);
    }
  }

  /** What the book should hold; what its strategy wants to remember is remembered. */
  private Optional<WantedHedge> wanted(BookHedging hedging, BookState state, GroupHeader header) {
    Optional<WantedHedge> wanted =
        WantedHedge.of(hedging, state, holdings, market, series, header.getClockMicros());
    wanted
        .flatMap(one -> one.target().memory())
        .filter(memory -> !memory.equals(state.getMemory()))
        .ifPresent(
            memory -> {
              state.setMemory(new LinkedHashMap<>(memory));
              tables.books().put(hedging.book().portfolio(), state);
            });
    return wanted;
  }

  private void decide(
      GroupPlan plan,
      GroupHeader header,
      Cause cause,
      int index,
      BookState state,
      Actions actions) {
    BookHedging hedging = books.get(index);
    BookPlan book = hedging.book();
    if (idle.isHalted(hedging, state)) {
      // What else stood against it is not looked at any more, and would be told for ever.
      if (!state.getHeldBy().isEmpty()) {
        held.released(index, book.portfolio(), state, cause, actions);
        tables.books().put(book.portfolio(), state);
      }
      return;
    }
    Optional<WantedHedge> found = wanted(hedging, state, header);
    if (found.isEmpty()) {
      return;
    }
    WantedHedge wanted = found.get();
    Optional<TradingStop> flat = flatten.stop(book);
    if (flat.isEmpty()
        && !wanted.isOutside()
        && RollProposal.leg(hedging, wanted, header.getClockMicros()) < 0) {
      clearDenial(index, book, state, cause, actions);
      rest.rest(index, hedging, wanted);
      return;
    }
    RiskLimits limits = risk.limits(book.portfolio(), plan.configuration().getLimits());
    long minute = header.getClockMicros() / MINUTE_MICROS;
    int hedges = state.getMinute() == minute ? state.getHedgesInMinute() : 0;
    boolean warmingUp = isWarmingUp(book, state, header, limits);
    ProposedHedge proposed =
        flat.isPresent()
            ? flatten.of(hedging, wanted, limits, header.getClockMicros(), hedges)
            : proposal.of(
                hedging, state, wanted, limits, header.getClockMicros(), warmingUp, hedges);
    String denied = proposed.codes();
    if (proposed.approved().isEmpty() && proposed.denials().isEmpty()) {
      // What is left is less than an order: nothing denies it.
      clearDenial(index, book, state, cause, actions);
      return;
    }
    if (proposed.approved().isEmpty() && denied.equals(state.getDenied())) {
      return;
    }
    Decision decision = DecisionRecord.of(plan, header, cause, book, wanted, proposed, market);
    flat.ifPresent(
        stop -> decision.setReason("flatten by " + stop.getBy() + ": " + stop.getReason()));
    List<Order> sent = new ArrayList<>();
    for (ApprovedOrder order : proposed.approved()) {
      header.setGroupSequence(header.getGroupSequence() + 1);
      sent.add(OrderRecord.of(plan, header, cause, book, order, sent.size(), market));
    }
    state.setDenied(denied);
    wake.denied(index, !denied.isEmpty());
    held.judged(index, book.portfolio(), state, proposed.denials(), cause, actions);
    if (!sent.isEmpty()) {
      state.setMinute(minute);
      state.setHedgesInMinute(hedges + 1);
      state.setHedgedMicros(header.getClockMicros());
      state.setChosenLeg(proposed.chosenLeg());
    }
    tables.books().put(book.portfolio(), state);
    for (int i = 0; i < sent.size(); i++) {
      orders.add(sent.get(i));
      Optional<BigDecimal> whole = proposed.approved().get(i).order().whole();
      if (whole.isPresent()) {
        parents.begin(sent.get(i), whole.get());
      }
      risk.placed(sent.get(i), header.getClockMicros());
      actions.order(sent.get(i));
    }
    DecisionRecord.complete(decision, sent, risk);
    actions.decision(decision);
  }

  /** A leg that has had no quote yet holds up the others only for as long as data may be old. */
  private boolean isWarmingUp(
      BookPlan book, BookState state, GroupHeader header, RiskLimits limits) {
    if (state.getSinceMicros() == 0) {
      state.setSinceMicros(header.getClockMicros());
      tables.books().put(book.portfolio(), state);
    }
    return header.getClockMicros() - state.getSinceMicros() <= limits.getStaleAfterMicros();
  }

  private void clearDenial(
      int index, BookPlan book, BookState state, Cause cause, Actions actions) {
    if (!state.getDenied().isEmpty() || !state.getHeldBy().isEmpty()) {
      state.setDenied("");
      held.released(index, book.portfolio(), state, cause, actions);
      tables.books().put(book.portfolio(), state);
      wake.denied(index, false);
    }
  }
}
