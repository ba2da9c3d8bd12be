package org.hedgerow.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.ArrayList;
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
import org.hedgerow.schema.Quote;
import org.hedgerow.schema.Side;
import org.hedgerow.schema.TimeInForce;

/**
 * What an order may be, judged by somebody who has been told what the engine was told and shares
 * nothing with it: the checks of specs/risk, written a second time from their meaning.
 */
final class HistoryLaws {
  private static final BigDecimal LOT_LINEAR = new BigDecimal("0.001");
  private static final BigDecimal TICK = new BigDecimal("0.1");
  private static final BigDecimal LEAST_NOTIONAL_LINEAR = new BigDecimal(100);
  private static final long MINUTE_MICROS = 60_000_000;

  final GeneratedTerms terms;
  final ToldBook book;
  private final Map<String, Quote> quotes = new HashMap<>();
  private final Map<String, Long> quotedMicros = new HashMap<>();
  private final Map<String, CommandType> stops = new LinkedHashMap<>();
  private final Set<String> canceled = new HashSet<>();
  private final Map<Long, Integer> hedges = new HashMap<>();
  private BigDecimal maximumOrderNotional;
  private long clock;
  int placed;
  int resting;

  HistoryLaws(GeneratedTerms terms, BigDecimal maximumOrderNotional) {
    this.terms = terms;
    this.maximumOrderNotional = maximumOrderNotional;
    this.book = new ToldBook();
  }

  void quoted(Quote quote, long micros) {
    quotes.put(quote.getInstrument(), quote);
    quotedMicros.put(quote.getInstrument(), micros);
  }

  void ticked(long micros) {
    clock = micros;
  }

  void limited(BigDecimal notional) {
    maximumOrderNotional = notional;
  }

  void commanded(Command command) {
    if (command.getType() == CommandType.RESUME) {
      stops.remove(command.getScope());
    } else {
      stops.put(command.getScope(), command.getType());
    }
  }

  List<String> stopped() {
    return List.copyOf(stops.keySet());
  }

  BigDecimal mid(String instrument) {
    Quote quote = quotes.get(instrument);
    return Decimals.toBigDecimal(quote.getBidPrice())
        .add(Decimals.toBigDecimal(quote.getAskPrice()))
        .divide(BigDecimal.valueOf(2));
  }

  BigDecimal touch(Order order) {
    Quote quote = quotes.get(order.getInstrument());
    return Decimals.toBigDecimal(
        order.getSide() == Side.BUY ? quote.getAskPrice() : quote.getBidPrice());
  }

  /** All that the engine sent because of one entry. */
  void judge(List<Order> sent) {
    if (sent.isEmpty()) {
      return;
    }
    BigDecimal inverse = mid(Scenario.INVERSE);
    BigDecimal residual = book.residual(terms.ratio(), inverse);
    List<BigDecimal> open = new ArrayList<>(book.open(inverse));
    boolean begins = false;
    for (Order order : sent) {
      if (order.getCommand() == OrderCommand.CANCEL) {
        canceled.add(order.getClientOrderId());
      } else if (order.getCommand() == OrderCommand.PLACE) {
        placed++;
        one(order);
        obeys(order);
        open.add(ToldBook.delta(order, Decimals.toBigDecimal(order.getQuantity()), inverse));
        book.placed(order);
        begins |= order.getGeneration() == 0;
        resting += order.getTimeInForce() == TimeInForce.POST_ONLY ? 1 : 0;
      }
    }
    if (begins) {
      int many = hedges.merge(clock / MINUTE_MICROS, 1, Integer::sum);
      assertTrue(many <= terms.hedgesPerMinute(), () -> many + " hedges in a minute");
    }
    if (sent.stream().anyMatch(order -> order.getCommand() == OrderCommand.PLACE)) {
      reduces(residual, open, inverse, sent);
    }
  }

  /** Whatever of what is open fills: not further from the target than before, or in the band. */
  private void reduces(
      BigDecimal residual, List<BigDecimal> open, BigDecimal mark, List<Order> sent) {
    BigDecimal most = residual;
    BigDecimal least = residual;
    BigDecimal size = BigDecimal.ZERO;
    for (BigDecimal one : open) {
      most = most.add(one.max(BigDecimal.ZERO));
      least = least.add(one.min(BigDecimal.ZERO));
      size = size.add(one.abs());
    }
    BigDecimal band = terms.enter().multiply(book.gross(mark));
    // A lot of each leg, and touches that are not the mid.
    BigDecimal slack = new BigDecimal("0.004").add(size.multiply(new BigDecimal("0.0005")));
    BigDecimal before = residual.abs();
    BigDecimal worst = most.abs().max(least.abs());
    assertTrue(
        worst.compareTo(before.max(band).add(slack)) <= 0,
        () -> "exposure of " + residual + " may become " + worst + ", band " + band + ": " + sent);
    BigDecimal other = residual.signum() > 0 ? least.negate() : most;
    assertTrue(
        other.compareTo(band.add(slack)) <= 0,
        () -> "exposure of " + residual + " may turn to " + other + ", band " + band + ": " + sent);
  }

  private void one(Order order) {
    BigDecimal quantity = Decimals.toBigDecimal(order.getQuantity());
    BigDecimal price = Decimals.toBigDecimal(order.getPrice());
    boolean inverse = order.getInstrument().equals(Scenario.INVERSE);
    Quote quote = quotes.get(order.getInstrument());
    BigDecimal notional = inverse ? quantity.multiply(ToldBook.CONTRACT) : quantity.multiply(price);
    is(quantity.signum() > 0, "quantity", order);
    is(quantity.remainder(inverse ? BigDecimal.ONE : LOT_LINEAR).signum() == 0, "lot", order);
    is(price.remainder(TICK).signum() == 0, "tick", order);
    is(notional.compareTo(maximumOrderNotional) <= 0, "notional of " + notional, order);
    is(inverse || notional.compareTo(LEAST_NOTIONAL_LINEAR) >= 0, "least notional", order);
    is(
        clock - quotedMicros.get(order.getInstrument()) <= terms.staleMillis() * 1_000,
        "age",
        order);
    BigDecimal bid = Decimals.toBigDecimal(quote.getBidPrice());
    BigDecimal ask = Decimals.toBigDecimal(quote.getAskPrice());
    is(bid.compareTo(ask) < 0, "crossed book", order);
    boolean buy = order.getSide() == Side.BUY;
    BigDecimal through = buy ? price.subtract(ask) : bid.subtract(price);
    is(
        through.compareTo((buy ? ask : bid).multiply(terms.collar())) <= 0,
        "collar of " + bid + " " + ask,
        order);
    if (order.getTimeInForce() == TimeInForce.POST_ONLY) {
      is(through.signum() < 0, "post-only at " + bid + " " + ask, order);
    }
    is(order.getValidUntilMicros() > clock, "valid until", order);
    is(!canceled.contains(order.getClientOrderId()) && !book.knows(order), "id", order);
  }

  private static void is(boolean holds, String law, Order order) {
    assertTrue(holds, () -> law + ": " + order);
  }

  private void obeys(Order order) {
    for (Map.Entry<String, CommandType> stop : stops.entrySet()) {
      if (!covers(stop.getKey(), order)) {
        continue;
      }
      is(stop.getValue() == CommandType.REDUCE, stop.getValue() + " of " + stop.getKey(), order);
      BigDecimal position = book.position(order.getInstrument());
      boolean against = (order.getSide() == Side.BUY ? 1 : -1) * position.signum() < 0;
      boolean within = Decimals.toBigDecimal(order.getQuantity()).compareTo(position.abs()) <= 0;
      is(against && within, "REDUCE with a position of " + position, order);
      is(order.getReduceOnly(), "the venue's flag under REDUCE", order);
    }
  }

  private static boolean covers(String scope, Order order) {
    return switch (scope.substring(0, (scope + ":").indexOf(':'))) {
      case "all" -> true;
      case "group" -> scope.equals("group:" + order.getGroup());
      case "portfolio" -> scope.equals("portfolio:" + order.getPortfolio());
      case "venue" -> scope.equals("venue:" + order.getVenue());
      case "account" -> scope.equals("account:" + order.getAccount());
      case "instrument" -> scope.equals("instrument:" + order.getInstrument());
      default -> throw new AssertionError(scope);
    };
  }

  /** After what a command made the engine send has been judged: all that it stops is canceled. */
  void canceledBy(Command command) {
    if (command.getType() == CommandType.HALT) {
      for (Order order : book.working()) {
        is(
            !covers(command.getScope(), order) || canceled.contains(order.getClientOrderId()),
            "not canceled by HALT of " + command.getScope(),
            order);
      }
    }
  }

  /** Before the engine hears it. */
  void reported(ExecutionReport report) {
    book.reported(report);
  }

  /** After each entry: what the engine holds is what it was told of. */
  void positions(Scenario scenario) {
    for (String instrument : List.of(Scenario.LINEAR, Scenario.INVERSE)) {
      String account = instrument.equals(Scenario.LINEAR) ? "binance-usdm" : "binance-coinm";
      var row = scenario.tables.positions().get("treasury/" + account + "/" + instrument);
      BigDecimal held = row == null ? BigDecimal.ZERO : Decimals.toBigDecimal(row.getQuantity());
      BigDecimal inferred =
          row == null || row.getInferredQuantity() == null
              ? BigDecimal.ZERO
              : Decimals.toBigDecimal(row.getInferredQuantity());
      BigDecimal told = book.position(instrument);
      assertEquals(
          0,
          held.add(inferred).compareTo(told),
          () -> instrument + ": holds " + held + " and " + inferred + ", was told " + told);
    }
  }
}
