package org.hedgerow.engine.risk;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hedgerow.engine.state.Table;
import org.hedgerow.schema.TradingScope;
import org.hedgerow.schema.state.TradingState;
import org.hedgerow.schema.state.TradingStop;
import org.hedgerow.schema.state.TradingStops;

/**
 * Where trading is stopped, and how far. A stop latches: only another word about the same scope
 * changes it, and one about a wider or a narrower scope does not.
 */
public final class TradingStates {
  private static final String ONLY_ROW = "";

  private final Table<TradingStops> table;
  private final String group;
  private List<Placed> placed = List.of();

  private record Placed(TradingScope scope, TradingStop stop) {}

  /** The states that the table remembers. */
  public TradingStates(Table<TradingStops> table, String group) {
    this.table = table;
    this.group = group;
    TradingStops stops = table.get(ONLY_ROW);
    if (stops != null) {
      read(stops);
    }
  }

  /** What holds for a scope from now on; ACTIVE takes its stop back. */
  public void set(TradingStop stop) {
    List<TradingStop> stops = new ArrayList<>();
    for (Placed one : placed) {
      if (!one.stop().getScope().equals(stop.getScope())) {
        stops.add(one.stop());
      }
    }
    if (stop.getState() != TradingState.ACTIVE) {
      stops.add(stop);
    }
    TradingStops row = TradingStops.newBuilder().setStops(stops).build();
    table.put(ONLY_ROW, row);
    read(row);
  }

  /** What was said of exactly that scope; ACTIVE where nothing was. */
  public TradingState of(String scope) {
    for (Placed one : placed) {
      if (one.stop().getScope().equals(scope)) {
        return one.stop().getState();
      }
    }
    return TradingState.ACTIVE;
  }

  /** The stop of exactly that scope. */
  public Optional<TradingStop> at(String scope) {
    for (Placed one : placed) {
      if (one.stop().getScope().equals(scope)) {
        return Optional.of(one.stop());
      }
    }
    return Optional.empty();
  }

  /** The strictest stop that an order there is under, of equal ones the first; empty: none. */
  public Optional<TradingStop> stop(
      String portfolio, String venue, String account, String instrument) {
    TradingStop strictest = null;
    for (Placed one : placed) {
      if (one.scope().covers(group, portfolio, venue, account, instrument)
          && (strictest == null || one.stop().getState().compareTo(strictest.getState()) > 0)) {
        strictest = one.stop();
      }
    }
    return Optional.ofNullable(strictest);
  }

  /** The stop by which positions there are closed; empty: none, or a stricter one holds. */
  public Optional<TradingStop> flattening(
      String portfolio, String venue, String account, String instrument) {
    boolean reducing =
        stop(portfolio, venue, account, instrument)
            .filter(stop -> stop.getState() == TradingState.REDUCING)
            .isPresent();
    return reducing ? flatten(portfolio, venue, account, instrument) : Optional.empty();
  }

  /** The word to close positions there, now or once a stricter stop is taken back. */
  public Optional<TradingStop> flatten(
      String portfolio, String venue, String account, String instrument) {
    return placed.stream()
        .filter(one -> one.stop().getFlatten())
        .filter(one -> one.scope().covers(group, portfolio, venue, account, instrument))
        .map(Placed::stop)
        .findFirst();
  }

  private void read(TradingStops stops) {
    List<Placed> read = new ArrayList<>();
    for (TradingStop stop : stops.getStops()) {
      read.add(new Placed(TradingScope.parse(stop.getScope()), stop));
    }
    placed = List.copyOf(read);
  }
}
