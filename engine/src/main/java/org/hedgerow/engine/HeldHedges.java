package org.hedgerow.engine;

import java.util.BitSet;
import java.util.List;
import java.util.Set;
import org.hedgerow.engine.state.GroupTables;
import org.hedgerow.schema.AlertSeverity;
import org.hedgerow.schema.TradingScope;
import org.hedgerow.schema.state.BookState;

/**
 * Tells a person of books that are not hedged because checks deny their orders, once that has
 * lasted, and when it is over. A denial that passes with the next quote is nobody's business; one
 * that stays leaves exposure open, and its decision is recorded once and then repeats in silence.
 */
final class HeldHedges {
  static final String HEDGE_HELD_UP = "HEDGE_HELD_UP";
  static final String HEDGE_GOES_ON = "HEDGE_GOES_ON";

  /** Shorter ones come with every reconnection. */
  static final long TOLD_AFTER_MICROS = 3_000_000;

  /** What a person has said or is asked for, and pauses that are configured. */
  private static final Set<String> TOLD_OTHERWISE =
      Set.of("TRADING_HALTED", "TRADING_REDUCING", "APPROVAL_REQUIRED", "COOL_DOWN", "WARMING_UP");

  private final String group;
  private final GroupTables tables;
  private final Alerts alerts;

  /** Books that are held up and of which nobody was told yet. */
  private final BitSet waiting = new BitSet();

  HeldHedges(String group, GroupTables tables, Alerts alerts) {
    this.group = group;
    this.tables = tables;
    this.alerts = alerts;
  }

  /** Takes the books of a configuration, with what their rows remember. */
  void configure(List<BookHedging> books) {
    waiting.clear();
    for (int i = 0; i < books.size(); i++) {
      BookState state = tables.books().get(books.get(i).book().portfolio());
      waiting.set(i, state != null && !state.getHeldBy().isEmpty() && !state.getHeldTold());
    }
  }

  /**
   * A hedge was wanted: what was denied of it, nothing if all of it was made.
   *
   * @param state the book's row, which the caller puts back
   */
  void judged(
      int book,
      String portfolio,
      BookState state,
      List<String> denials,
      Cause cause,
      Actions actions) {
    List<String> held =
        denials.stream().filter(denial -> !TOLD_OTHERWISE.contains(code(denial))).toList();
    if (held.isEmpty()) {
      released(book, portfolio, state, cause, actions);
      return;
    }
    if (state.getHeldBy().isEmpty()) {
      state.setHeldSinceMicros(cause.clockMicros());
      waiting.set(book);
    }
    state.setHeldBy(String.join("; ", held));
  }

  /** The book is where it should be, its hedge is under way, or a stop alone stands against it. */
  void released(int book, String portfolio, BookState state, Cause cause, Actions actions) {
    if (state.getHeldBy().isEmpty()) {
      return;
    }
    if (state.getHeldTold()) {
      alerts.book(
          AlertSeverity.INFO,
          HEDGE_GOES_ON,
          group,
          scope(portfolio),
          "it was held up for "
              + (cause.clockMicros() - state.getHeldSinceMicros()) / 1_000
              + " ms, at last by "
              + state.getHeldBy(),
          cause,
          actions);
    }
    state.setHeldBy("");
    state.setHeldSinceMicros(0);
    state.setHeldTold(false);
    waiting.clear(book);
  }

  /** The clock has moved: tells of what has lasted. */
  void tick(List<BookHedging> books, Cause cause, Actions actions) {
    for (int i = waiting.nextSetBit(0); i >= 0; i = waiting.nextSetBit(i + 1)) {
      String portfolio = books.get(i).book().portfolio();
      BookState state = tables.books().get(portfolio);
      if (cause.clockMicros() - state.getHeldSinceMicros() >= TOLD_AFTER_MICROS) {
        alerts.book(
            AlertSeverity.WARNING,
            HEDGE_HELD_UP,
            group,
            scope(portfolio),
            "a hedge is wanted and denied by " + state.getHeldBy(),
            cause,
            actions);
        state.setHeldTold(true);
        tables.books().put(portfolio, state);
        waiting.clear(i);
      }
    }
  }

  private String scope(String portfolio) {
    return new TradingScope(TradingScope.Kind.BOOK, TradingScope.book(portfolio, group)).toString();
  }

  private static String code(String denial) {
    int end = denial.indexOf(':');
    return end < 0 ? denial : denial.substring(0, end);
  }
}
