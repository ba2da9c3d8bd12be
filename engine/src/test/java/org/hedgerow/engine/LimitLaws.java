package org.hedgerow.engine;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.ExecutionReport;
import org.hedgerow.schema.ExecutionType;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.ReportSource;
import org.hedgerow.schema.Side;
import org.hedgerow.schema.TimeInForce;

/** Limits that are drawn ({@link DrawnLimits}), judged of each order by what was told. */
final class LimitLaws {
  private static final BigDecimal ROUNDING = new BigDecimal("1.000001");
  private static final long MINUTE_MICROS = 60_000_000;

  private final GeneratedTerms terms;
  private final ToldBook book;
  private final ToldMarket market;
  private final Map<String, Integer> rejectsInARow = new HashMap<>();
  private final Map<String, Long> rejectedAt = new HashMap<>();
  private final Map<String, List<Long>> rejects = new HashMap<>();
  private final Map<String, Long> heard = new HashMap<>();
  private final Map<String, Side> lastSide = new HashMap<>();
  private final Map<String, List<Long>> turned = new HashMap<>();
  private final Set<String> approved = new HashSet<>();
  DrawnLimits limits;

  LimitLaws(GeneratedTerms terms, ToldBook book, ToldMarket market, DrawnLimits limits) {
    this.terms = terms;
    this.book = book;
    this.market = market;
    this.limits = limits;
  }

  /** The venue said something of the account. */
  void heard(String account) {
    heard.put(account, market.clock);
  }

  void approved(String number) {
    approved.add(number);
  }

  /** A person has spoken of a guard's stop. */
  void forgiven(String scope) {
    rejects.remove(scope.substring(scope.indexOf(':') + 1));
  }

  /** The scope that is to be halted because of it. */
  Optional<String> reported(ExecutionReport report) {
    String account = report.getAccount();
    boolean rejected = report.getExecutionType() == ExecutionType.REJECTED;
    if (rejected || report.getSource() != ReportSource.GATEWAY) {
      heard(account);
    }
    if (rejected && !"POST_ONLY_WOULD_CROSS".equals(report.getRejectCode())) {
      rejectsInARow.merge(account, 1, Integer::sum);
      rejectedAt.put(account, market.clock);
      rejects.computeIfAbsent(account, name -> new ArrayList<>()).add(market.clock);
    } else if (!rejected && report.getSource() != ReportSource.GATEWAY) {
      rejectsInARow.put(account, 0);
    }
    long minute = market.clock / MINUTE_MICROS;
    long lately =
        rejects.getOrDefault(account, List.of()).stream()
            .filter(at -> minute - at / MINUTE_MICROS <= 1)
            .count();
    return limits.guardedRejects() > 0 && lately >= limits.guardedRejects()
        ? Optional.of("account:" + account)
        : Optional.empty();
  }

  void placed(Order order) {
    // Sides are counted from the configuration on that limits them.
    Side before = limits.turns() == 0 ? null : lastSide.put(order.getInstrument(), order.getSide());
    if (before != null && before != order.getSide()) {
      turned.computeIfAbsent(order.getInstrument(), name -> new ArrayList<>()).add(market.clock);
    }
    approved.remove(order.getApproval());
  }

  void judge(Order order) {
    Listed listed = Listed.named(order.getInstrument());
    BigDecimal quantity = Decimals.toBigDecimal(order.getQuantity());
    BigDecimal price = Decimals.toBigDecimal(order.getPrice());
    BigDecimal notional =
        listed.notional(quantity, price, listed.isOption() ? market.forward(listed.name()) : null);
    within(notional, limits.orderNotional(), "notional", order);
    if (limits.spread() != null) {
      BigDecimal spread = market.ask(listed.name()).subtract(market.bid(listed.name()));
      within(spread, market.mid(listed.name()).multiply(limits.spread()), "spread", order);
    }
    if (limits.markCollar() != null && !listed.isOption()) {
      BigDecimal mark = market.mark(listed.name());
      within(price.subtract(mark).abs(), mark.multiply(limits.markCollar()), "mark collar", order);
    }
    if (limits.depth() != null && order.getTimeInForce() != TimeInForce.POST_ONLY) {
      within(quantity, market.shown(order).multiply(limits.depth()), "fat finger", order);
    }
    if (limits.approvalAbove() != null && notional.compareTo(limits.approvalAbove()) > 0) {
      HistoryLaws.is(approved.contains(order.getApproval()), "not approved", order);
    }
    if (limits.positionStaleMillis() > 0) {
      long age = market.clock - heard.getOrDefault(order.getAccount(), 0L);
      HistoryLaws.is(age <= limits.positionStaleMillis() * 1_000, "silence of " + age, order);
    }
    flow(order);
    positions(order, listed, quantity);
  }

  private static void within(BigDecimal what, BigDecimal most, String law, Order order) {
    HistoryLaws.is(
        what.compareTo(most.multiply(ROUNDING)) <= 0, law + " of " + what + " of " + most, order);
  }

  private void flow(Order order) {
    String account = order.getAccount();
    List<ToldBook.Told> working =
        book.open().stream()
            .filter(told -> !told.ended && told.order.getAccount().equals(account))
            .toList();
    HistoryLaws.is(
        limits.openOrders() == 0 || working.size() < limits.openOrders(), "open orders", order);
    HistoryLaws.is(
        limits.inFlight() == 0
            || working.stream().filter(told -> !told.answered).count() < limits.inFlight(),
        "orders in flight",
        order);
    if (limits.rejects() > 0 && rejectsInARow.getOrDefault(account, 0) >= limits.rejects()) {
      HistoryLaws.is(
          market.clock - rejectedAt.get(account) >= DrawnLimits.PAUSE_MICROS,
          "after " + rejectsInARow.get(account) + " rejects in a row",
          order);
    }
    Side last = lastSide.get(order.getInstrument());
    if (limits.turns() > 0 && last != null && last != order.getSide()) {
      long turns =
          turned.getOrDefault(order.getInstrument(), List.of()).stream()
              .filter(at -> market.clock - at < DrawnLimits.TURNS_MICROS)
              .count();
      HistoryLaws.is(turns < limits.turns(), turns + " turns", order);
    }
  }

  private void positions(Order order, Listed listed, BigDecimal quantity) {
    BigDecimal signed = order.getSide() == Side.BUY ? quantity : quantity.negate();
    if (limits.position() != null && listed.name().equals(Scenario.LINEAR)) {
      position(order, List.of(listed), signed, limits.position(), "position");
    }
    if (limits.venue() != null && listed.name().equals(Scenario.INVERSE)) {
      position(order, List.of(listed), signed, limits.venue(), "position at the venue");
    }
    if (limits.gross() != null) {
      grows(gross(null), gross(order), limits.gross(), "gross", order);
    }
    if (limits.net() != null || limits.delta() != null) {
      BigDecimal was = net(order.getSide());
      BigDecimal then = was.add(atTouch(order, listed, signed)).abs();
      if (limits.delta() != null) {
        grows(was.abs(), then, limits.delta(), "delta", order);
      }
      if (limits.net() != null) {
        BigDecimal mark = market.mark(Scenario.SPOT);
        grows(was.abs().multiply(mark), then.multiply(mark), limits.net(), "net", order);
      }
    }
    if (limits.gamma() != null && listed.isOption()) {
      double gamma = market.gamma(listed);
      double was = book.gamma(market);
      double open = listed.units(book.open(listed.name(), order.getSide()), null).doubleValue();
      double more = listed.units(signed, null).doubleValue();
      double then = was + (Math.signum(more) * open + more) * gamma;
      grows(
          new BigDecimal(Math.abs(was)),
          new BigDecimal(Math.abs(then)),
          limits.gamma(),
          "gamma",
          order);
    }
  }

  /** An option's by its greek delta; an inverse contract's at the touch that it is priced by. */
  private BigDecimal atTouch(Order order, Listed listed, BigDecimal signed) {
    return listed.kind() == Listed.Kind.INVERSE
        ? listed.units(signed, market.touch(order))
        : listed.units(signed, null);
  }

  private void position(
      Order order, List<Listed> places, BigDecimal signed, BigDecimal most, String law) {
    BigDecimal was = BigDecimal.ZERO;
    BigDecimal then = BigDecimal.ZERO;
    for (Listed one : places) {
      BigDecimal held = book.position(one.name());
      BigDecimal open = book.open(one.name(), order.getSide());
      BigDecimal working = signed.signum() < 0 ? open.negate() : open;
      was = was.add(market.weight(one, held));
      then = then.add(market.weight(one, held.add(working).add(signed)));
    }
    boolean smaller = signed.signum() * was.signum() < 0 && then.signum() * was.signum() >= 0;
    if (!smaller) {
      within(then.abs(), most, law, order);
    }
  }

  private static void grows(
      BigDecimal was, BigDecimal then, BigDecimal most, String law, Order order) {
    if (then.compareTo(was.multiply(ROUNDING)) > 0) {
      within(then, most, law + " after " + was, order);
    }
  }

  /** Each at its worse with what works, and with another order. */
  private BigDecimal gross(Order order) {
    BigDecimal sum = BigDecimal.ZERO;
    for (Listed one : terms.listed()) {
      BigDecimal held = book.position(one.name());
      BigDecimal buys = book.open(one.name(), Side.BUY);
      BigDecimal sells = book.open(one.name(), Side.SELL);
      if (order != null && order.getInstrument().equals(one.name())) {
        BigDecimal more = Decimals.toBigDecimal(order.getQuantity());
        buys = order.getSide() == Side.BUY ? buys.add(more) : buys;
        sells = order.getSide() == Side.SELL ? sells.add(more) : sells;
      }
      BigDecimal worst = held.add(buys).abs().max(held.subtract(sells).abs());
      sum = sum.add(market.worth(one, worst));
    }
    return sum;
  }

  /** Exposure with all hedges and what works on that side. */
  private BigDecimal net(Side side) {
    BigDecimal net = book.unhedged(market, terms.legs()).add(book.hedge(market, terms.legs()));
    for (ToldBook.Told told : book.open()) {
      if (told.order.getSide() == side) {
        net = net.add(market.weight(told.listed, told.signed(told.open())));
      }
    }
    return net;
  }
}
