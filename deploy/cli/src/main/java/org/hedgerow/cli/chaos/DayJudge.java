package org.hedgerow.cli.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hedgerow.cli.demo.ExchangeProcess;
import org.hedgerow.cli.demo.LedgerResidual;
import org.hedgerow.cli.demo.OrderWatch;
import org.hedgerow.cli.stack.LocalStack;
import org.hedgerow.engine.configuration.Configuration;
import org.hedgerow.schema.Alert;
import org.hedgerow.schema.AlertSeverity;

/**
 * Judges a bad day once it is over and customers rest, by the exchange's own ledger: what is held,
 * what was ordered and what filled are the same for both, nothing is open, the books are in their
 * bands, and somebody was told.
 */
final class DayJudge {
  private static final Duration LIMIT = Duration.ofSeconds(75);
  private static final Duration LOOK = Duration.ofSeconds(2);
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final long IN_BAND_MICROS = 2_000_000;

  private final LocalStack stack;
  private final ExchangeProcess exchange;
  private final Configuration configuration;
  private final IntentWatch intents;

  DayJudge(LocalStack stack, ExchangeProcess exchange, Configuration configuration) {
    this.stack = stack;
    this.exchange = exchange;
    this.configuration = configuration;
    this.intents = new IntentWatch(stack);
  }

  /** Waits for rest; what does not hold by then, as sentences. */
  List<String> endState() throws IOException {
    long from = OrderWatch.nowMicros();
    long end = System.nanoTime() + LIMIT.toNanos();
    List<String> wrong = look(from);
    while (!wrong.isEmpty() && System.nanoTime() < end) {
      ChaosStage.sleep(LOOK);
      wrong = look(from);
    }
    return wrong;
  }

  private List<String> look(long fromMicros) throws IOException {
    List<String> wrong = new ArrayList<>();
    long open = intents.awaitNoneOpen(SECOND);
    if (open != 0) {
      wrong.add("open_intents: " + open);
    }
    JsonNode status = exchange.status();
    for (Map.Entry<String, JsonNode> account : status.path("orders").properties()) {
      if (account.getValue().path("open").asInt() > 0) {
        wrong.add("working at the exchange: " + account.getKey() + " " + account.getValue());
      }
    }
    String servers = stack.addresses().bootstrapServers();
    EnginePositions engine = EnginePositions.read(servers);
    if (engine.asOfMicros() < fromMicros) {
      wrong.add("the engine has not valued its books since customers rest");
    }
    positions(status, engine.contracts(), wrong);
    long now = OrderWatch.nowMicros();
    new LedgerResidual(configuration)
        .share(exchange.ledger(), now - IN_BAND_MICROS, now)
        .forEach(
            (asset, share) -> {
              if (share < 1) {
                wrong.add("out_of_band: " + asset);
              }
            });
    orders(servers, wrong);
    return wrong;
  }

  /** What the exchange holds of each contract against what the engine says. */
  private static void positions(
      JsonNode status, Map<String, BigDecimal> engine, List<String> wrong) {
    for (Map.Entry<String, JsonNode> account : status.path("positions").properties()) {
      for (Map.Entry<String, JsonNode> position : account.getValue().properties()) {
        BigDecimal venue = new BigDecimal(position.getValue().asText());
        String key = account.getKey() + "/" + position.getKey();
        BigDecimal ours = engine.getOrDefault(key, BigDecimal.ZERO);
        if (ours.compareTo(venue) != 0) {
          wrong.add(
              "exposure: "
                  + key
                  + " is "
                  + venue.toPlainString()
                  + " at the exchange and "
                  + ours.toPlainString()
                  + " to the engine");
        }
      }
    }
  }

  private void orders(String servers, List<String> wrong) throws IOException {
    JournalAudit journal = JournalAudit.read(servers);
    ExchangeLedger ledger = ExchangeLedger.read(exchange.ledger());
    OrderAudit orders = OrderAudit.compare(servers, ledger, journal);
    some("lost", orders.lost(), wrong);
    some("duplicate", orders.duplicate(), wrong);
    some("orphan", orders.orphan(), wrong);
    some("late", orders.late(), wrong);
    some("unknown", List.copyOf(journal.stillUnknown()), wrong);
    Map<String, String> filled = ledger.fills();
    Map<String, String> told = journal.executions();
    some("fills_missing", ChaosJudge.without(filled.keySet(), told.keySet()), wrong);
    some("fills_invented", ChaosJudge.without(told.keySet(), filled.keySet()), wrong);
    some("fills_differ", ChaosJudge.differing(filled, told), wrong);
  }

  private static void some(String what, List<String> all, List<String> wrong) {
    if (!all.isEmpty()) {
      wrong.add(what + ": " + all.size() + " " + OrderAudit.named(all));
    }
  }

  /** What was not told, or told and belongs to no such day. */
  static List<String> alerts(BadDay day, List<Alert> alerts) {
    List<String> wrong = new ArrayList<>();
    for (BadDay.Told told : day.told()) {
      if (alerts.stream().noneMatch(told::isIn)) {
        wrong.add("nobody was told: " + told);
      }
    }
    for (Alert alert : alerts) {
      if (alert.getSeverity() == AlertSeverity.CRITICAL && !day.expects(alert.getCode())) {
        wrong.add("alarmed: " + text(alert));
      }
    }
    return wrong;
  }

  /** An alert in a line. */
  static String text(Alert alert) {
    return alert.getCode() + " " + alert.getScope() + ": " + alert.getText();
  }
}
