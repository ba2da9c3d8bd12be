package org.hedgerow.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hedgerow.schema.Command;
import org.hedgerow.schema.CommandType;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.ExecutionReport;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.OrderCommand;
import org.hedgerow.schema.Side;
import org.hedgerow.schema.TimeInForce;

/**
 * What an order may be, judged by somebody who has been told what the engine was told and shares
 * nothing with it: the checks of specs/risk, written a second time from their meaning. What an
 * order is for is judged by {@link MeasureLaws}, limits that are drawn by {@link LimitLaws}.
 */
final class HistoryLaws {
  private static final long MINUTE_MICROS = 60_000_000;

  final GeneratedTerms terms;
  private final List<Listed> listed;
  final ToldBook book;
  final ToldMarket market = new ToldMarket();
  final MeasureLaws measure;
  final LimitLaws limits;
  final StatementLaws statements;
  private final Map<String, CommandType> stops = new LinkedHashMap<>();
  private final Set<String> guarded = new HashSet<>();
  private final Set<String> canceled = new HashSet<>();
  private final Map<Long, Integer> hedges = new HashMap<>();
  int placed;
  int resting;

  HistoryLaws(GeneratedTerms terms, DrawnLimits limits) {
    this.terms = terms;
    this.listed = terms.listed();
    this.book = new ToldBook(terms);
    this.measure = new MeasureLaws(terms, book, market);
    this.limits = new LimitLaws(terms, book, market, limits);
    this.statements = new StatementLaws(terms, book);
  }

  void ticked(long micros) {
    market.clock = micros;
    measure.ticked(limits.limits.staleMillis());
  }

  void commanded(Command command) {
    if (guarded.remove(command.getScope())) {
      limits.forgiven(command.getScope());
    }
    if (command.getType() == CommandType.RESUME) {
      stops.remove(command.getScope());
    } else {
      stops.put(command.getScope(), command.getType());
    }
  }

  List<String> stopped() {
    return List.copyOf(stops.keySet());
  }

  /** All that the engine sent because of one entry. */
  void judge(List<Order> sent) {
    List<Order> places =
        sent.stream().filter(order -> order.getCommand() == OrderCommand.PLACE).toList();
    sent.stream()
        .filter(order -> order.getCommand() == OrderCommand.CANCEL)
        .forEach(order -> canceled.add(order.getClientOrderId()));
    if (places.isEmpty()) {
      return;
    }
    boolean flatten = stops.containsValue(CommandType.FLATTEN);
    if (!(flatten && places.stream().allMatch(Order::getReduceOnly))) {
      measure.judge(places);
    }
    for (Order order : places) {
      placed++;
      one(order);
      obeys(order);
      limits.judge(order);
      statements.judge(order);
      book.placed(order);
      limits.placed(order);
      resting += order.getTimeInForce() == TimeInForce.POST_ONLY ? 1 : 0;
    }
    if (places.stream().anyMatch(order -> order.getGeneration() == 0)) {
      int many = hedges.merge(market.clock / MINUTE_MICROS, 1, Integer::sum);
      int most = limits.limits.hedgesPerMinute();
      assertTrue(many <= most, () -> many + " hedges in a minute");
    }
  }

  private void one(Order order) {
    Listed listed = Listed.named(order.getInstrument());
    BigDecimal quantity = Decimals.toBigDecimal(order.getQuantity());
    BigDecimal price = Decimals.toBigDecimal(order.getPrice());
    BigDecimal bid = market.bid(listed.name());
    BigDecimal ask = market.ask(listed.name());
    BigDecimal forward = listed.isOption() ? market.forward(listed.name()) : null;
    BigDecimal notional = listed.notional(quantity, price, forward);
    is(terms.legs().contains(listed.name()), "a leg", order);
    is(order.getAccount().equals(listed.account()), "account", order);
    is(!listed.isOver(market.clock), "expired", order);
    is(quantity.signum() > 0, "quantity", order);
    is(quantity.remainder(listed.lot()).signum() == 0, "lot", order);
    is(price.remainder(listed.tick()).signum() == 0, "tick", order);
    is(notional.compareTo(listed.least()) >= 0, "least notional", order);
    is(
        market.age(listed.name()) <= limits.limits.staleMillis() * 1_000,
        "age of " + market.age(listed.name()),
        order);
    is(ask.signum() == 0 || bid.compareTo(ask) < 0, "crossed book", order);
    boolean buy = order.getSide() == Side.BUY;
    BigDecimal touch = buy ? ask : bid;
    is(touch.signum() > 0, "nobody to trade with", order);
    BigDecimal through = buy ? price.subtract(ask) : bid.subtract(price);
    is(
        through.compareTo(touch.multiply(terms.collar())) <= 0,
        "collar of " + bid + " " + ask,
        order);
    // What is flattened takes what there is within the collar.
    if (listed.isOption() && !order.getReduceOnly()) {
      is(price.compareTo(touch) == 0, "an option at the touch of " + touch, order);
      is(quantity.compareTo(market.shown(order)) <= 0, "what an option's touch shows", order);
    }
    if (order.getTimeInForce() == TimeInForce.POST_ONLY) {
      is(through.signum() < 0, "post-only at " + bid + " " + ask, order);
    }
    is(order.getValidUntilMicros() > market.clock, "valid until", order);
    is(!canceled.contains(order.getClientOrderId()) && !book.knows(order), "id", order);
  }

  static void is(boolean holds, String law, Order order) {
    assertTrue(holds, () -> law + ": " + order);
  }

  private void obeys(Order order) {
    for (Map.Entry<String, CommandType> stop : stops.entrySet()) {
      if (!covers(stop.getKey(), order)) {
        continue;
      }
      CommandType type = stop.getValue();
      boolean reduces = type == CommandType.REDUCE || type == CommandType.FLATTEN;
      is(reduces, type + " of " + stop.getKey(), order);
      BigDecimal position = book.position(order.getInstrument());
      boolean against = (order.getSide() == Side.BUY ? 1 : -1) * position.signum() < 0;
      boolean within = Decimals.toBigDecimal(order.getQuantity()).compareTo(position.abs()) <= 0;
      is(against && within, type + " with a position of " + position, order);
      is(order.getReduceOnly(), "the venue's flag under " + type, order);
    }
  }

  private static boolean covers(String scope, Order order) {
    String name = scope.substring(scope.indexOf(':') + 1);
    return switch (scope.substring(0, (scope + ":").indexOf(':'))) {
      case "all" -> true;
      case "group" -> name.equals(order.getGroup());
      case "portfolio" -> name.equals(order.getPortfolio());
      case "book" -> name.equals(order.getPortfolio() + "/" + order.getGroup());
      case "venue" -> name.equals(order.getVenue());
      case "account" -> name.equals(order.getAccount());
      case "instrument" -> name.equals(order.getInstrument());
      default -> throw new AssertionError(scope);
    };
  }

  /** After what a command made the engine send has been judged: all that it stops is canceled. */
  void canceledBy(CommandType type, String scope) {
    if (type == CommandType.HALT || type == CommandType.FLATTEN) {
      for (Order order : book.working()) {
        is(
            !covers(scope, order)
                || canceled.contains(order.getClientOrderId())
                || (order.getReduceOnly() && order.getDecisionTimeMicros() == market.clock),
            "not canceled by " + type + " of " + scope,
            order);
      }
    }
  }

  /** Before the engine hears it; what a guard is to stop because of it is stopped. */
  void reported(ExecutionReport report) {
    if (book.reported(report)) {
      statements.reported(report);
      limits
          .reported(report)
          .ifPresent(
              scope -> {
                guarded.add(scope);
                stops.put(scope, CommandType.HALT);
              });
    }
  }

  /** After each entry: what the engine holds is what it was told of. */
  void positions(Scenario scenario) {
    for (Listed one : listed) {
      var row = scenario.tables.positions().get("treasury/" + one.account() + "/" + one.name());
      BigDecimal held = row == null ? BigDecimal.ZERO : Decimals.toBigDecimal(row.getQuantity());
      BigDecimal inferred =
          row == null || row.getInferredQuantity() == null
              ? BigDecimal.ZERO
              : Decimals.toBigDecimal(row.getInferredQuantity());
      BigDecimal told = book.position(one.name());
      assertEquals(
          0,
          held.add(inferred).compareTo(told),
          () -> one.name() + ": holds " + held + " and " + inferred + ", was told " + told);
    }
  }
}
