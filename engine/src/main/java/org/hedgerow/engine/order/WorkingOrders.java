package org.hedgerow.engine.order;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.hedgerow.engine.portfolio.BookPlan;
import org.hedgerow.engine.portfolio.Contract;
import org.hedgerow.engine.portfolio.GroupPlan;
import org.hedgerow.engine.state.BoundedSet;
import org.hedgerow.engine.state.GroupTables;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.ExecutionReport;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.OrderStatus;
import org.hedgerow.schema.Side;
import org.hedgerow.schema.state.BookState;
import org.hedgerow.schema.state.OrderState;
import org.hedgerow.schema.state.ParentState;

/**
 * The group's own orders. An order stays until it is closed and {@link BoundedSet#CAPACITY} others
 * were closed after it, so that a late fill still finds it.
 */
public final class WorkingOrders {
  private final GroupTables tables;
  private final BoundedSet closed;

  private final Consumer<String> changed;

  /** By portfolio its book's place in the plan; and which of them have orders in flight. */
  private final Map<String, Integer> books = new LinkedHashMap<>();

  private final BitSet busy = new BitSet();

  /** What is being judged anew; empty: none. Never kept beyond the call. */
  private String apart = "";

  public WorkingOrders(GroupTables tables) {
    this(tables, portfolio -> {});
  }

  /**
   * Orders that tell when another one is in flight, or one no more.
   *
   * @param changed is told the portfolio
   */
  public WorkingOrders(GroupTables tables, Consumer<String> changed) {
    this.tables = tables;
    this.changed = changed;
    this.closed = new BoundedSet("closed-orders", tables, this::forget);
  }

  /**
   * Takes a plan. Which of its books have orders in flight is remembered besides being in their
   * rows, so that a tick need not ask all of them.
   */
  public void configure(GroupPlan plan) {
    books.clear();
    busy.clear();
    for (int i = 0; i < plan.books().size(); i++) {
      String portfolio = plan.books().get(i).portfolio();
      BookState book = tables.books().get(portfolio);
      books.put(portfolio, i);
      busy.set(i, book != null && !book.getInFlight().isEmpty());
    }
  }

  /** The next book of the plan, at that place or after it, that has orders in flight; -1: none. */
  public int nextBusy(int from) {
    return busy.nextSetBit(from);
  }

  /** Takes an order that is about to be sent. */
  public void add(Order order) {
    tables
        .orders()
        .put(
            order.getClientOrderId(),
            OrderState.newBuilder()
                .setStatus(OrderStatus.RISK_APPROVED)
                .setProgress(OrderStatus.RISK_APPROVED)
                .setPortfolio(order.getPortfolio())
                .setAccount(order.getAccount())
                .setInstrument(order.getInstrument())
                .setSide(order.getSide())
                .setQuantity(order.getQuantity())
                .setCumulative(Decimals.ZERO)
                .setReported(Decimals.ZERO)
                .setOverfill(Decimals.ZERO)
                .setGroupSequence(order.getGroupSequence())
                .setPlaced(order)
                .setCommandNumber(order.getCommandNumber())
                .build());
    setInFlight(order.getPortfolio(), order.getClientOrderId(), true);
  }

  /** The order's row, or null. It may be changed in place and {@linkplain #update put back}. */
  public OrderState get(String clientOrderId) {
    return tables.orders().get(clientOrderId);
  }

  /** The portfolio of the order that is reported; empty: none of ours, or one that is forgotten. */
  public Optional<String> whose(ExecutionReport report) {
    return Optional.ofNullable(get(report.getClientOrderId())).map(OrderState::getPortfolio);
  }

  /**
   * Keeps an order's changed row. A closed order is in flight no more; one that turns out not to be
   * closed (fills were reported that are not here) is in flight again, so that they are asked for.
   */
  public void update(String clientOrderId, OrderState order) {
    count(order);
    tables.orders().put(clientOrderId, order);
    boolean open = !OrderLifecycle.isClosed(order);
    if (setInFlight(order.getPortfolio(), clientOrderId, open) && !open) {
      boolean unused = closed.add(clientOrderId);
    }
  }

  /** Whatever is told of a child, and whenever: its parent has filled as much. */
  private void count(OrderState order) {
    Order placed = order.getPlaced();
    if (placed == null || placed.getParentOrderId() == null) {
      return;
    }
    BigDecimal filled =
        Decimals.toBigDecimal(order.getCumulative())
            .add(Decimals.toBigDecimal(order.getOverfill()));
    BigDecimal counted =
        order.getCounted() == null ? BigDecimal.ZERO : Decimals.toBigDecimal(order.getCounted());
    if (filled.compareTo(counted) == 0) {
      return;
    }
    order.setCounted(Decimals.of(filled));
    ParentState parent = tables.parents().get(placed.getParentOrderId());
    if (parent != null) {
      parent.setFilled(
          Decimals.of(Decimals.toBigDecimal(parent.getFilled()).add(filled).subtract(counted)));
      tables.parents().put(placed.getParentOrderId(), parent);
    }
  }

  /**
   * Does something as if one order were not there: what is to be amended is judged as if it were
   * placed anew, and must not be counted twice.
   */
  public void without(String clientOrderId, Runnable judge) {
    apart = clientOrderId;
    try {
      judge.run();
    } finally {
      apart = "";
    }
  }

  /** Ids of the orders of a book that may still fill, in the order in which they were sent. */
  public List<String> inFlight(BookPlan book) {
    List<String> inFlight = tables.books().get(book.portfolio()).getInFlight();
    return apart.isEmpty()
        ? List.copyOf(inFlight)
        : inFlight.stream().filter(id -> !id.equals(apart)).toList();
  }

  /** Every order of the plan's books that may still fill. */
  public List<OrderState> working(GroupPlan plan) {
    List<OrderState> working = new ArrayList<>();
    for (int i = nextBusy(0); i >= 0; i = nextBusy(i + 1)) {
      for (String id : tables.books().get(plan.books().get(i).portfolio()).getInFlight()) {
        OrderState order = tables.orders().get(id);
        if (order != null && !OrderLifecycle.isClosed(order) && !id.equals(apart)) {
          working.add(order);
        }
      }
    }
    return working;
  }

  /** Whether an order of any book may still change the position at that place. */
  public boolean isAnyInFlight(GroupPlan plan, BookPlan.Place place) {
    for (int i = nextBusy(0); i >= 0; i = nextBusy(i + 1)) {
      for (String id : tables.books().get(plan.books().get(i).portfolio()).getInFlight()) {
        OrderState order = tables.orders().get(id);
        if (order != null
            && order.getAccount().equals(place.account())
            && order.getInstrument().equals(place.instrument())) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether an order of any book of the group is on that side there and may still fill. */
  public boolean isAnyInFlight(BookPlan.Place place, Side side) {
    for (Map.Entry<String, Integer> book : books.entrySet()) {
      if (!busy.get(book.getValue())) {
        continue;
      }
      for (String id : tables.books().get(book.getKey()).getInFlight()) {
        OrderState order = tables.orders().get(id);
        if (order != null
            && order.getSide() == side
            && order.getAccount().equals(place.account())
            && order.getInstrument().equals(place.instrument())) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * What an order in flight may still add to its book's hedge, in units of the underlying, with its
   * sign.
   */
  public BigDecimal workingDelta(String clientOrderId, Contract contract, BigDecimal price) {
    OrderState order = tables.orders().get(clientOrderId);
    BigDecimal delta = contract.delta(OrderLifecycle.open(order), price);
    return order.getSide() == Side.BUY ? delta : delta.negate();
  }

  /** One that was closed once and is open again stays; it is counted anew when it is closed. */
  private void forget(String id) {
    OrderState order = tables.orders().get(id);
    if (order != null && OrderLifecycle.isClosed(order)) {
      tables.orders().remove(id);
    }
  }

  /** Whether that changed anything. */
  private boolean setInFlight(String portfolio, String id, boolean wanted) {
    BookState book = tables.books().get(portfolio);
    if (book == null || book.getInFlight().contains(id) == wanted) {
      return false;
    }
    // A list that comes from state may refuse to be changed: it is replaced.
    List<String> inFlight = new ArrayList<>(book.getInFlight());
    if (wanted) {
      inFlight.add(id);
    } else {
      inFlight.remove(id);
    }
    book.setInFlight(inFlight);
    tables.books().put(portfolio, book);
    Integer place = books.get(portfolio);
    if (place != null) {
      busy.set(place, !inFlight.isEmpty());
    }
    changed.accept(portfolio);
    return true;
  }
}
