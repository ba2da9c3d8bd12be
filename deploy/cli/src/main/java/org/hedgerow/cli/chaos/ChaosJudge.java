package org.hedgerow.cli.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hedgerow.cli.Progress;
import org.hedgerow.cli.demo.ExchangeProcess;
import org.hedgerow.cli.flink.FlinkRest;
import org.hedgerow.cli.stack.LocalStack;
import org.hedgerow.cli.verify.Verification;
import org.hedgerow.cli.verify.VerifyReport;
import org.hedgerow.cli.why.ChainSurvey;
import org.hedgerow.schema.ExecutionReport;
import org.hedgerow.schema.JournalEntry;
import org.hedgerow.schema.RecordCodec;

/**
 * Judges a run that has come to rest: the exchange's own ledger against the topics, the topics
 * against the rows, a replay of the whole journal against what was recorded, and whether every
 * order explains itself.
 */
final class ChaosJudge {
  private static final Duration PASSING = Duration.ofMinutes(2);
  private static final Duration REPLAY = Duration.ofHours(1);

  /**
   * Of a chain; a person who asks for it waits no longer than a second with the command's start.
   */
  private static final double LONGEST_CHAIN_MILLIS = 1_000;

  /** What left before a halt returned may still be on its way for so long. */
  private static final long HALT_WITHIN_MICROS = 100_000;

  private final LocalStack stack;
  private final ExchangeProcess exchange;
  private final Path jar;
  private final Progress out;

  ChaosJudge(LocalStack stack, ExchangeProcess exchange, Path jar, Progress out) {
    this.stack = stack;
    this.exchange = exchange;
    this.jar = jar;
    this.out = out;
  }

  void judge(List<Strike> strikes, List<ChaosStage.Halt> halts, ChaosReport report)
      throws IOException, SQLException {
    out.say("Judging: the exchange's ledger against the topics, the topics against the rows.");
    String servers = stack.addresses().bootstrapServers();
    JournalAudit journal = JournalAudit.read(servers);
    ExchangeLedger ledger = ExchangeLedger.read(exchange.ledger());
    OrderAudit orders = OrderAudit.compare(servers, ledger, journal);
    report.tell("kills_in_flight", inFlight(strikes));
    report.tell("torn_ledger_lines", ledger.tornLines());
    report.tell("entries", journal.entries());
    report.tell("orders", orders.orders().size());
    report.tell("orders_at_the_exchange", ledger.placed().size());
    report.mustBeEmpty("lost", orders.lost());
    report.mustBeEmpty("duplicate", orders.duplicate());
    report.mustBeEmpty("orphan", orders.orphan());
    report.mustBeEmpty("late", orders.late());
    report.mustBeEmpty(
        "placed_while_halted",
        halts.stream()
            .flatMap(
                halt ->
                    ledger
                        .placedBetween(halt.fromMicros() + HALT_WITHIN_MICROS, halt.toMicros())
                        .stream())
            .toList());
    report.mustBeEmpty("unknown", List.copyOf(journal.stillUnknown()));
    report.tell("fills", ledger.fills().size());
    Map<String, String> filled = ledger.fills();
    Map<String, String> told = journal.executions();
    report.mustBeEmpty("fills_missing", without(filled.keySet(), told.keySet()));
    report.mustBeEmpty("fills_invented", without(told.keySet(), filled.keySet()));
    report.mustBeEmpty("fills_differ", differing(filled, told));
    report.mustBeEmpty("positions_differ", differing(journal, exchange.status()));
    AlertAudit alerts = AlertAudit.read(servers);
    report.tell("alerts", alerts.counts());
    // What the engine books is its own affair; that it booked nothing twice is seen by these.
    report.mustBeEmpty("overfills", alerts.of("OVERFILL"));
    // Two snapshots may differ while fills that the exchange keeps to itself are looked for; a
    // difference that stays is a fill that was booked twice, or never.
    report.tell("breaks", alerts.of("RECONCILIATION_BREAK"));
    report.mustBeEmpty("breaks_open", alerts.openBreaks());
    try (Connection database = stack.connectDatabase()) {
      report.mustBeEmpty("outcomes_untold", untold(database, journal));
      StoreAudit store =
          StoreAudit.compare(
              database,
              journal,
              orders.commands(),
              DecisionAudit.read(servers),
              alerts.all(),
              ValuationAudit.read(servers));
      report.mustBeZero("rows_missing", store.missing());
      report.mustBeZero("rows_doubled", store.doubled());
      ChainSurvey chains = ChainSurvey.of(servers, database);
      report.mustBeZero("why_incomplete", chains.orders() - chains.complete());
      report.mustHold(
          "why_within_a_second",
          chains.slowestMillis() < LONGEST_CHAIN_MILLIS,
          chains.slowest() + " took " + Math.round(chains.slowestMillis()) + " ms");
      report.tell("why_slowest_ms", Math.round(chains.slowestMillis()));
    }
    out.say("Judging: the whole journal is replayed.");
    VerifyReport verified =
        new Verification(new FlinkRest(stack.addresses().flink()), jar, servers, out)
            .run(Verification.Range.whole(PASSING, REPLAY));
    out.say(verified.text());
    report.mustHold("verify_identical", verified.isIdentical(), verified.text());
  }

  /** How many kills fell while some order was between its reserve and its outcome. */
  private int inFlight(List<Strike> strikes) throws SQLException {
    int hit = 0;
    try (Connection database = stack.connectDatabase();
        PreparedStatement query =
            database.prepareStatement(
                "SELECT count(*) FROM gateway_order WHERE reserved_at <= ?"
                    + " AND (outcome_at IS NULL OR outcome_at >= ?)")) {
      for (Strike strike : strikes) {
        Timestamp at = Timestamp.from(Instant.EPOCH.plus(strike.atMicros(), ChronoUnit.MICROS));
        query.setTimestamp(1, at);
        query.setTimestamp(2, at);
        try (ResultSet result = query.executeQuery()) {
          result.next();
          hit += result.getLong(1) > 0 ? strike.kills() : 0;
        }
      }
    }
    return hit;
  }

  /** Outcomes that are in their rows and not in the journal. */
  private static List<String> untold(Connection database, JournalAudit journal)
      throws SQLException, IOException {
    RecordCodec<JournalEntry> entries = RecordCodec.of(JournalEntry.class);
    List<String> untold = new ArrayList<>();
    try (PreparedStatement query =
            database.prepareStatement("SELECT report FROM gateway_order WHERE report IS NOT NULL");
        ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        ExecutionReport told = (ExecutionReport) entries.decode(rows.getBytes(1)).getPayload();
        if (!journal.reports().contains(told.getReportId())) {
          untold.add(told.getReportId());
        }
      }
    }
    return untold;
  }

  static List<String> without(Set<String> all, Set<String> others) {
    return all.stream().filter(one -> !others.contains(one)).sorted().toList();
  }

  /** Fills of which the journal tells another quantity, price or fee than the exchange. */
  static List<String> differing(Map<String, String> filled, Map<String, String> told) {
    return filled.entrySet().stream()
        .filter(fill -> !fill.getValue().equals(told.getOrDefault(fill.getKey(), fill.getValue())))
        .map(fill -> fill.getKey() + ": " + fill.getValue() + ", told " + told.get(fill.getKey()))
        .sorted()
        .toList();
  }

  /** Positions by the journal's fills that are not those of the exchange. */
  private static List<String> differing(JournalAudit journal, JsonNode status) {
    List<String> differing = new ArrayList<>();
    for (Map.Entry<String, JsonNode> account : status.path("positions").properties()) {
      for (Map.Entry<String, JsonNode> position : account.getValue().properties()) {
        BigDecimal at = new BigDecimal(position.getValue().asText());
        BigDecimal ours =
            journal.positions().entrySet().stream()
                .filter(
                    own ->
                        own.getKey().startsWith(account.getKey() + "/")
                            && own.getKey().endsWith(":" + position.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(BigDecimal.ZERO);
        if (ours.compareTo(at) != 0) {
          differing.add(
              account.getKey()
                  + " "
                  + position.getKey()
                  + ": by fills "
                  + ours.toPlainString()
                  + ", at the exchange "
                  + at.toPlainString());
        }
      }
    }
    return differing;
  }
}
