package org.hedgerow.engine;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.hedgerow.engine.configuration.Configuration;
import org.hedgerow.engine.configuration.ConfigurationException;
import org.hedgerow.engine.configuration.ConfigurationSnapshot;
import org.hedgerow.engine.journal.Acceptance;
import org.hedgerow.engine.order.OrderLifecycle;
import org.hedgerow.schema.Alert;
import org.hedgerow.schema.BalanceChangeReason;
import org.hedgerow.schema.BalanceReport;
import org.hedgerow.schema.Command;
import org.hedgerow.schema.CommandType;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.ExecutionReport;
import org.hedgerow.schema.ExecutionType;
import org.hedgerow.schema.JournalEntry;
import org.hedgerow.schema.Mark;
import org.hedgerow.schema.OptionQuote;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.OrderStatus;
import org.hedgerow.schema.Origin;
import org.hedgerow.schema.Quote;
import org.hedgerow.schema.Side;

/**
 * A journal that an engine and {@link HistoryLaws} hear together: what the engine does after each
 * entry is judged, and goes to an {@link UnreliableVenue}.
 */
final class JudgedScenario {
  final Scenario scenario = new Scenario();
  final UnreliableVenue venue;
  final HistoryLaws laws;
  final ValuationLaws valuations;

  /** What strangers hold on the book's accounts, and nobody here knows of. */
  final Map<String, BigDecimal> strangers = new HashMap<>();

  /** Requests that nobody has approved yet. */
  final List<String> asked = new ArrayList<>();

  private final GeneratedTerms terms;
  private int version = 1;
  private int commands;
  private int customers;
  private int statements;
  private int alertsSeen;

  JudgedScenario(GeneratedTerms terms, DrawnLimits limits, Random random) {
    this.terms = terms;
    venue = new UnreliableVenue(random, scenario);
    laws = new HistoryLaws(terms, limits);
    valuations = new ValuationLaws(laws.book, laws.market);
  }

  void configure(DrawnLimits limits) {
    try {
      Configuration drawn = Configuration.parse(terms.yaml(version++, limits), Map.of());
      laws.limits.limits = limits;
      scenario.next(ConfigurationSnapshot.of(drawn, Scenario.JOURNAL, 4, EngineVersion.CURRENT));
    } catch (ConfigurationException e) {
      throw new IllegalStateException(e.errors() + "\n" + terms.yaml(1, limits), e);
    }
    judge();
  }

  void tick() {
    long since = scenario.clock + 100_000 - laws.market.clock;
    if (laws.market.clock > 0 && since > Acceptance.LARGEST_STEP_MICROS) {
      scenario.epoch++;
    }
    laws.ticked(scenario.clock + 100_000);
    scenario.tick();
    judge();
  }

  void quote(Object told) {
    if (told instanceof Quote quote) {
      laws.market.quoted(quote, scenario.clock);
    } else if (told instanceof OptionQuote quote) {
      laws.market.quoted(quote, scenario.clock);
    } else {
      laws.market.marked((Mark) told);
    }
    scenario.next(told);
    judge();
  }

  /** Somebody else's trade on an account of the book. */
  void customer(Listed listed, Side side, String quantity, String price) {
    laws.book.customer(listed, side, new BigDecimal(quantity), new BigDecimal(price));
    laws.statements.received(scenario.clock);
    laws.statements.active(listed.account());
    scenario.next(
        scenario
            .report("web_1", listed.name(), listed.account(), side, quantity)
            .setExternal(true)
            .setExecutionType(ExecutionType.TRADE)
            .setStatus(OrderStatus.FILLED)
            .setExecutionId("c" + ++customers)
            .setLastQuantity(Decimals.parse(quantity))
            .setLastPrice(Decimals.parse(price))
            .setCumulativeQuantity(Decimals.parse(quantity))
            .build());
    judge();
  }

  void tell(ExecutionReport report) {
    laws.statements.received(scenario.clock);
    laws.reported(report);
    scenario.next(report);
    judge();
  }

  /** A snapshot: what was truly traded, and what strangers hold there. */
  void state(String account, long lateMicros) {
    String snapshot = "s" + ++statements;
    for (Listed one : terms.listed()) {
      if (!one.account().equals(account)) {
        continue;
      }
      BigDecimal quantity =
          one.isOver(scenario.clock)
              ? BigDecimal.ZERO
              : laws.book
                  .others(one.name())
                  .add(venue.position(one.name()))
                  .add(strangers.getOrDefault(one.name(), BigDecimal.ZERO));
      String text = quantity.toPlainString();
      Object told =
          one.kind() == Listed.Kind.SPOT
              ? Scenario.coins(account, "BTC", snapshot, text)
              : Scenario.position(account, one.name(), snapshot, text);
      laws.statements.stated(one, snapshot, quantity, scenario.clock - lateMicros);
      laws.limits.heard(account);
      JournalEntry entry = scenario.entry(told, scenario.market());
      entry.setReceiveTimeMicros(scenario.clock - lateMicros);
      scenario.next(entry);
      judge();
    }
  }

  /** Coins that the venue adds or takes. */
  void fund(String account, BigDecimal change) {
    laws.book.coins(change);
    laws.statements.received(scenario.clock);
    laws.statements.active(account);
    laws.limits.heard(account);
    scenario.next(
        BalanceReport.newBuilder()
            .setReportId("funding" + ++statements)
            .setVenue(account.equals("deribit") ? "DERIBIT" : "BINANCE_COINM")
            .setAccount(account)
            .setAsset("BTC")
            .setChange(Decimals.of(change))
            .setReason(BalanceChangeReason.FUNDING)
            .build());
    judge();
  }

  void say(CommandType type, String scope) {
    Command command =
        Command.newBuilder()
            .setCommandId("c" + ++commands)
            .setType(type)
            .setScope(scope)
            .setBy("anna")
            .setReason("drill")
            .build();
    if (type != CommandType.APPROVE) {
      laws.commanded(command);
    }
    scenario.next(command, new Origin("operator", 0L, -1L, "command/" + command.getCommandId()));
    judge();
    laws.canceledBy(type, scope);
  }

  /** What the last entry made the engine do. */
  private void judge() {
    for (; alertsSeen < scenario.alerts.size(); alertsSeen++) {
      Alert alert = scenario.alerts.get(alertsSeen);
      if (alert.getCode().equals(InferredFills.FILL_INFERRED)) {
        laws.book.inferred(alert.getClientOrderId());
      } else if (alert.getCode().equals(ApprovalDesk.APPROVAL_REQUESTED)) {
        asked.add(alert.getText().substring(0, alert.getText().indexOf(": ")));
      }
    }
    List<Order> sent = new ArrayList<>(scenario.orders);
    sent.addAll(scenario.requests);
    scenario.orders.clear();
    scenario.requests.clear();
    laws.judge(sent);
    laws.positions(scenario);
    valuations.judge(scenario);
    for (Order order : sent) {
      venue.receive(order, laws.market.touch(order));
    }
  }

  /** Nothing works, nothing is worked, and all is told. */
  boolean isAtRest() {
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
    return laws.limits.limits + ", " + customers + " customers, " + venue.orders.size() + " orders";
  }
}
