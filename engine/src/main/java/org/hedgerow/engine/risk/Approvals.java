package org.hedgerow.engine.risk;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hedgerow.engine.portfolio.BookPlan;
import org.hedgerow.engine.portfolio.GroupPlan;
import org.hedgerow.engine.sizing.ProposedOrder;
import org.hedgerow.engine.state.Table;
import org.hedgerow.schema.Amounts;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.Side;
import org.hedgerow.schema.state.ApprovalState;

/**
 * Requests to let an order go out that is larger than one may be by itself. A request is for a
 * book, a leg and a side, and for orders up to the size that it was made for; approved it lets one
 * out, before it expires. Its number has those of portfolio, group and leg, the side, and a count
 * that grows: what a person read and what is approved are the same.
 */
public final class Approvals {
  private static final BigDecimal ROOM = new BigDecimal("1.1");

  private final Table<ApprovalState> rows;
  private final List<Request> asked = new ArrayList<>();
  private GroupPlan plan;

  Approvals(Table<ApprovalState> rows) {
    this.rows = rows;
  }

  void configure(GroupPlan newPlan) {
    plan = newPlan;
  }

  /** A request, as a person is told it. */
  public record Request(
      String number, String portfolio, ProposedOrder order, BigDecimal notional, long expires) {}

  /** What became of a word of approval. */
  public enum Answer {
    /** An order of that size may go out. */
    APPROVED,
    /** There is none of that number here: another group's, or a typing error. */
    UNKNOWN,
    /** It was approved before, used, or is over. */
    OVER
  }

  /** The number that a request for the order has, or would get. */
  String number(String portfolio, ProposedOrder order, BigDecimal notional, long clockMicros) {
    ApprovalState row = row(portfolio, order.place(), order.side());
    long count = covers(row, notional, clockMicros) ? row.getNumber() : row.getNumber() + 1;
    return number(portfolio, order.place(), order.side(), count);
  }

  /** Who has approved an order of that size, which was not used yet. */
  Optional<ApprovalState> granted(
      String portfolio, ProposedOrder order, BigDecimal notional, long clockMicros) {
    ApprovalState row = row(portfolio, order.place(), order.side());
    return covers(row, notional, clockMicros) && !row.getApprovedBy().isEmpty()
        ? Optional.of(row)
        : Optional.empty();
  }

  /**
   * Asks, unless the same is asked already, for a little more: prices move while a person reads.
   */
  void ask(String portfolio, ProposedOrder order, BigDecimal notional, long clock, long micros) {
    ApprovalState row = row(portfolio, order.place(), order.side());
    if (covers(row, notional, clock)) {
      return;
    }
    BigDecimal most = notional.multiply(ROOM);
    ApprovalState next =
        ApprovalState.newBuilder()
            .setNumber(row.getNumber() + 1)
            .setOpen(true)
            .setNotional(Amounts.of(most))
            .setExpiresMicros(clock + micros)
            .build();
    rows.put(key(portfolio, order.place(), order.side()), next);
    asked.add(
        new Request(
            number(portfolio, order.place(), order.side(), next.getNumber()),
            portfolio,
            order,
            most,
            next.getExpiresMicros()));
  }

  /** What was asked for since this was called last. */
  public List<Request> takeAsked() {
    if (asked.isEmpty()) {
      return List.of();
    }
    List<Request> taken = List.copyOf(asked);
    asked.clear();
    return taken;
  }

  /** A person approves the request of that number. */
  public Answer approve(String number, String by, String reason, long clockMicros) {
    for (BookPlan book : plan.books()) {
      for (BookPlan.Place place : places(book)) {
        for (Side side : Side.values()) {
          if (number.startsWith(stem(book.portfolio(), place, side))) {
            return approve(book.portfolio(), place, side, number, by, reason, clockMicros);
          }
        }
      }
    }
    return Answer.UNKNOWN;
  }

  private Answer approve(
      String portfolio,
      BookPlan.Place place,
      Side side,
      String number,
      String by,
      String reason,
      long clockMicros) {
    ApprovalState row = row(portfolio, place, side);
    if (!number.equals(number(portfolio, place, side, row.getNumber()))
        || !waits(row, clockMicros)
        || !row.getApprovedBy().isEmpty()) {
      return Answer.OVER;
    }
    row.setApprovedBy(by);
    row.setReason(reason);
    rows.put(key(portfolio, place, side), row);
    return Answer.APPROVED;
  }

  /** An order went out: the approval that let it is used. */
  void placed(Order order) {
    if (order.getApproval() == null) {
      return;
    }
    String key = order.getPortfolio() + "/" + order.getAccount() + "/" + order.getInstrument();
    ApprovalState row = rows.get(key + "/" + order.getSide());
    row.setOpen(false);
    rows.put(key + "/" + order.getSide(), row);
  }

  private static boolean covers(ApprovalState row, BigDecimal notional, long clockMicros) {
    return waits(row, clockMicros)
        && notional.compareTo(Amounts.toBigDecimal(row.getNotional())) <= 0;
  }

  private static boolean waits(ApprovalState row, long clockMicros) {
    return row.getOpen() && clockMicros < row.getExpiresMicros();
  }

  private ApprovalState row(String portfolio, BookPlan.Place place, Side side) {
    ApprovalState row = rows.get(key(portfolio, place, side));
    return row == null ? ApprovalState.newBuilder().build() : row;
  }

  private static String key(String portfolio, BookPlan.Place place, Side side) {
    return portfolio + "/" + place.account() + "/" + place.instrument() + "/" + side;
  }

  private String number(String portfolio, BookPlan.Place place, Side side, long count) {
    return stem(portfolio, place, side) + count;
  }

  private String stem(String portfolio, BookPlan.Place place, Side side) {
    for (BookPlan book : plan.books()) {
      List<BookPlan.Place> places = places(book);
      for (int i = 0; book.portfolio().equals(portfolio) && i < places.size(); i++) {
        if (places.get(i).account().equals(place.account())
            && places.get(i).instrument().equals(place.instrument())) {
          return plan.groupNumber()
              + "-"
              + book.portfolioNumber()
              + "-"
              + i
              + (side == Side.BUY ? "b" : "s");
        }
      }
    }
    throw new IllegalStateException("no " + place.instrument() + " in a book of " + portfolio);
  }

  /** The legs, as they are numbered, and after them what else the book may hold. */
  private static List<BookPlan.Place> places(BookPlan book) {
    List<BookPlan.Place> places = new ArrayList<>();
    book.legs().forEach(leg -> places.add(leg.place()));
    places.addAll(book.positions());
    return places;
  }
}
