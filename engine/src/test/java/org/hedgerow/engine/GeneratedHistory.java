package org.hedgerow.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.hedgerow.engine.UnreliableVenue.Mood;
import org.hedgerow.engine.order.OrderLifecycle;
import org.hedgerow.schema.Alert;
import org.hedgerow.schema.Amounts;
import org.hedgerow.schema.Command;
import org.hedgerow.schema.CommandType;
import org.hedgerow.schema.ExecutionReport;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.Origin;
import org.hedgerow.schema.ProfitParts;
import org.hedgerow.schema.Quote;
import org.hedgerow.schema.Side;
import org.hedgerow.schema.Valuation;

/**
 * One random history of a book: a market that drifts, jumps, goes silent and crosses itself,
 * customers, an {@link UnreliableVenue}, operators who stop and resume, limits that change and
 * restarts, each step judged by {@link HistoryLaws}.
 */
final class GeneratedHistory {
  private static final List<String> SCOPES =
      List.of(
          "all",
          "group:BTC",
          "group:ETH",
          "portfolio:treasury",
          "venue:BINANCE_USDM",
          "account:binance-coinm",
          "instrument:" + Scenario.LINEAR);

  private static final List<Mood> MOODS =
      List.of(Mood.FAIR, Mood.FAIR, Mood.REJECTS_ALL, Mood.ANSWERS_NOTHING, Mood.LIES);

  final Scenario scenario = new Scenario();
  final UnreliableVenue venue;
  final HistoryLaws laws;
  private final Random random;
  private final GeneratedTerms terms;
  private double price = 50_000;
  private boolean silent;
  private int version = 1;
  private int commands;
  private int customers;
  private int alertsSeen;
  private int valuationsSeen;
  private Valuation last;
  int judgedValuations;

  GeneratedHistory(long seed) {
    random = new Random(seed);
    terms = GeneratedTerms.of(random);
    venue = new UnreliableVenue(random, scenario);
    BigDecimal maximum = limit();
    laws = new HistoryLaws(terms, maximum);
    scenario.next(Scenario.snapshot(terms.configuration(version, maximum)));
    scenario.venuesHold("opening", "10", "0", "0");
    tick();
    quoteAll(false);
    tick();
  }

  private BigDecimal limit() {
    return new BigDecimal(List.of("250000", "60000", "1000000").get(random.nextInt(3)));
  }

  void step() {
    switch (random.nextInt(24)) {
      case 0, 1, 2, 3, 4, 5, 6 -> tick();
      case 7, 8, 9, 10, 11 -> {
        if (!silent) {
          quoteAll(random.nextInt(40) == 0);
        }
      }
      case 12, 13 -> customer();
      case 14, 15 -> venue.tradeWithWhatStands();
      case 16 -> rarely();
      default -> {
        if (venue.hasNews()) {
          tell(venue.news());
        }
      }
    }
  }

  private void rarely() {
    switch (random.nextInt(12)) {
      case 0, 1 -> command();
      case 2 -> silent = !silent;
      case 3 -> scenario.replaceGroup(new HedgeGroup("BTC", scenario.tables));
      case 4 -> {
        BigDecimal maximum = limit();
        laws.limited(maximum);
        scenario.next(Scenario.snapshot(terms.configuration(++version, maximum)));
        judge();
      }
      case 5 -> price *= 1 + random.nextGaussian() * 0.02;
      case 6, 7, 8 -> venue.changeMood(MOODS.get(random.nextInt(MOODS.size())));
      default -> scenario.clock += 1_000_000L * random.nextInt(3);
    }
  }

  private void tick() {
    laws.ticked(scenario.clock + 100_000);
    scenario.tick();
    judge();
  }

  private void quoteAll(boolean crossed) {
    price += random.nextInt(9) - 4;
    double half = crossed ? -0.1 : 0.1;
    quote(Scenario.INVERSE, price - 3, half);
    quote(Scenario.SPOT, price, crossed ? -0.01 : 0.01);
    quote(Scenario.LINEAR, price + 2, half);
  }

  private void quote(String instrument, double mid, double half) {
    // On the tick: one decimal.
    double middle = Math.round(mid * 10) / 10.0;
    Quote quote = Scenario.quoteOf(instrument, text(middle - half), text(middle + half));
    laws.quoted(quote, scenario.clock);
    scenario.next(quote);
    judge();
  }

  private static String text(double number) {
    return String.format(Locale.ROOT, "%.2f", number);
  }

  private void customer() {
    Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
    String quantity = List.of("0.05", "0.7", "3").get(random.nextInt(3));
    laws.book.customer(side, new BigDecimal(quantity), new BigDecimal(text(price)));
    scenario.customer(side, quantity, text(price));
    customers++;
    judge();
  }

  private void tell(ExecutionReport report) {
    laws.reported(report);
    scenario.next(report);
    judge();
  }

  private void command() {
    List<String> stopped = laws.stopped();
    boolean resume = !stopped.isEmpty() && random.nextInt(3) > 0;
    CommandType type =
        resume
            ? CommandType.RESUME
            : List.of(CommandType.HALT, CommandType.REDUCE, CommandType.CANCEL_ONLY)
                .get(random.nextInt(3));
    String scope =
        resume
            ? stopped.get(random.nextInt(stopped.size()))
            : SCOPES.get(random.nextInt(SCOPES.size()));
    say(type, scope);
  }

  private void say(CommandType type, String scope) {
    Command command =
        Command.newBuilder()
            .setCommandId("c" + ++commands)
            .setType(type)
            .setScope(scope)
            .setBy("anna")
            .setReason("drill")
            .build();
    laws.commanded(command);
    scenario.next(command, new Origin("operator", 0L, -1L, "command/" + command.getCommandId()));
    judge();
    laws.canceledBy(command);
  }

  /** What the last entry made the engine do. */
  private void judge() {
    for (; alertsSeen < scenario.alerts.size(); alertsSeen++) {
      Alert alert = scenario.alerts.get(alertsSeen);
      if (alert.getCode().equals(InferredFills.FILL_INFERRED)) {
        laws.book.inferred(alert.getClientOrderId());
      }
    }
    List<Order> sent = new ArrayList<>(scenario.orders);
    sent.addAll(scenario.requests);
    scenario.orders.clear();
    scenario.requests.clear();
    laws.judge(sent);
    laws.positions(scenario);
    for (; valuationsSeen < scenario.valuations.size(); valuationsSeen++) {
      judge(scenario.valuations.get(valuationsSeen));
    }
    for (Order order : sent) {
      venue.receive(order, laws.touch(order));
    }
  }

  /** Parts and capital are the value to the last digit; and the value is what others make it. */
  private void judge(Valuation valuation) {
    BigDecimal value = Amounts.toBigDecimal(valuation.getValue());
    assertEquals(
        0,
        value.compareTo(
            sum(valuation.getTotalProfit()).add(Amounts.toBigDecimal(valuation.getTotalCapital()))),
        "parts of the whole");
    if (last != null) {
      BigDecimal change = value.subtract(Amounts.toBigDecimal(last.getValue()));
      assertEquals(
          0,
          change.compareTo(
              sum(valuation.getProfit()).add(Amounts.toBigDecimal(valuation.getCapitalFlow()))),
          "parts of the change");
    }
    last = valuation;
    BigDecimal worth =
        laws.book.value(
            laws.mid(Scenario.SPOT), laws.mid(Scenario.LINEAR), laws.mid(Scenario.INVERSE));
    // Costs are rounded to 12 decimals, of coins too, at 50,000 each.
    assertTrue(
        worth.subtract(value).abs().compareTo(new BigDecimal("0.0001")) < 0,
        () -> "is worth " + worth + ", the engine says " + value);
    judgedValuations++;
  }

  private static BigDecimal sum(ProfitParts parts) {
    BigDecimal sum = BigDecimal.ZERO;
    for (var part :
        List.of(
            parts.getPrice(),
            parts.getBasis(),
            parts.getOptions(),
            parts.getFunding(),
            parts.getFees(),
            parts.getSlippage(),
            parts.getCurrency(),
            parts.getOther())) {
      sum = sum.add(Amounts.toBigDecimal(part));
    }
    return sum;
  }

  /** All stops are taken back, the venue is fair, the market stands still, and time goes by. */
  void comeToRest() {
    venue.changeMood(Mood.FAIR);
    for (String scope : laws.stopped()) {
      say(CommandType.RESUME, scope);
    }
    for (int i = 0; i < 4_000 && !isAtRest(); i++) {
      if (i % 8 == 0) {
        for (String instrument : List.of(Scenario.SPOT, Scenario.LINEAR, Scenario.INVERSE)) {
          quote(instrument, price, 0.1);
        }
        venue.tradeWithWhatStands();
      }
      tick();
      while (venue.hasNews()) {
        tell(venue.news());
      }
    }
    assertTrue(isAtRest(), "does not come to rest");
    for (String instrument : List.of(Scenario.LINEAR, Scenario.INVERSE)) {
      assertEquals(
          0,
          venue.position(instrument).compareTo(laws.book.position(instrument)),
          () ->
              instrument
                  + ": the venue has "
                  + venue.position(instrument)
                  + ", the engine "
                  + laws.book.position(instrument));
    }
  }

  private boolean isAtRest() {
    if (venue.hasNews() || scenario.memory.size("parents") > 0) {
      return false;
    }
    for (String id : venue.orders.keySet()) {
      var row = scenario.tables.orders().get(id);
      if (row != null && !OrderLifecycle.isClosed(row)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return terms + ", " + customers + " customers, " + venue.orders.size() + " orders";
  }
}
