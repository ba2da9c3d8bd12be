package org.hedgerow.cli.bench;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hedgerow.cli.chaos.ExchangeLedger;
import org.hedgerow.cli.chaos.JournalAudit;
import org.hedgerow.cli.journal.TopicScan;
import org.hedgerow.schema.Coordinate;
import org.hedgerow.schema.Decision;
import org.hedgerow.schema.ExecutionReport;
import org.hedgerow.schema.ExecutionType;
import org.hedgerow.schema.JournalEntry;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.OrderCommand;
import org.hedgerow.schema.RecordCodec;
import org.hedgerow.schema.TopicCatalogue;

/**
 * Follows every order of a run through all that was written of it: topic {@code orders}, topic
 * {@code decisions}, the journal, the intent log, the exchange's own ledger and the store's view
 * {@code order_explanation}.
 */
final class OrderTrace {
  private static final String INTENTS =
      "SELECT client_order_id, attempt, reserved_at, outcome_at, published, report"
          + " FROM gateway_order WHERE command_number = 1";
  private static final String ROWS =
      "SELECT client_order_id, filled, reason IS NOT NULL AND cause_type IS NOT NULL"
          + " AND outcome IS NOT NULL AND outcome_published AND reports > 0"
          + " FROM order_explanation";
  private static final String FILLS =
      "SELECT count(*), count(DISTINCT (venue, account, instrument, execution_id))"
          + " FROM execution WHERE type = 'TRADE'";

  private final String bootstrapServers;
  private final ExchangeLedger ledger;
  private final JournalAudit journal;
  private final Map<String, OrderLife> orders = new LinkedHashMap<>();
  private final TraceFindings findings = new TraceFindings();
  private final Set<String> fillsSeen = new HashSet<>();

  private OrderTrace(String bootstrapServers, ExchangeLedger ledger, JournalAudit journal) {
    this.bootstrapServers = bootstrapServers;
    this.ledger = ledger;
    this.journal = journal;
  }

  /** Reads it all; everything has to be at rest. */
  static OrderTrace read(String bootstrapServers, ExchangeLedger ledger, Connection database)
      throws IOException, SQLException {
    OrderTrace trace =
        new OrderTrace(bootstrapServers, ledger, JournalAudit.read(bootstrapServers));
    trace.readOrders();
    trace.readDecisions();
    trace.readJournal();
    trace.readIntents(database);
    trace.readRows(database);
    trace.findings.judge(trace.orders, ledger, trace.journal.ends(), trace.journal.executions());
    trace.readFills(database);
    return trace;
  }

  /** By client order id, in the order of their records. */
  Map<String, OrderLife> orders() {
    return orders;
  }

  /** What is wrong with them. */
  TraceFindings findings() {
    return findings;
  }

  /** Orders that ended before they were at the exchange, and why. */
  Map<String, String> unsent() {
    Map<String, String> unsent = new LinkedHashMap<>();
    orders.forEach(
        (id, life) -> {
          if (!ledger.placed().containsKey(id) && journal.ends().containsKey(id)) {
            unsent.put(id, journal.ends().get(id));
          }
        });
    return unsent;
  }

  private void readOrders() throws IOException {
    RecordCodec<Order> codec = RecordCodec.of(Order.class);
    Map<String, byte[]> contents = new HashMap<>();
    TopicScan.read(
        bootstrapServers,
        TopicCatalogue.ORDERS,
        record -> {
          Order order = codec.decode(record.value());
          if (order.getCommand() != OrderCommand.PLACE) {
            return;
          }
          String id = order.getClientOrderId();
          byte[] before = contents.putIfAbsent(id, record.value());
          if (before == null) {
            orders.put(id, new OrderLife(order, record.timestamp() * 1_000));
          } else if (!Arrays.equals(before, record.value())) {
            findings.doubled(id + ": two contents in topic orders");
          }
        });
  }

  private void readDecisions() throws IOException {
    RecordCodec<Decision> codec = RecordCodec.of(Decision.class);
    Set<String> seen = new HashSet<>();
    TopicScan.read(
        bootstrapServers,
        TopicCatalogue.DECISIONS,
        record -> {
          Decision decision = codec.decode(record.value());
          for (String id : decision.getClientOrderIds()) {
            OrderLife life = orders.get(id);
            if (life == null) {
              findings.miss(id, "a record in topic orders, of what was decided");
            } else if (life.order.getCause().equals(decision.getCause())
                && seen.add(id + decision.getPortfolio() + decision.getCause())) {
              life.decisions++;
              life.causeType = decision.getCauseType();
            }
          }
        });
  }

  private void readJournal() throws IOException {
    RecordCodec<JournalEntry> codec = RecordCodec.of(JournalEntry.class);
    Map<Coordinate, List<OrderLife>> caused = new HashMap<>();
    orders
        .values()
        .forEach(
            life ->
                caused
                    .computeIfAbsent(life.order.getCause(), added -> new ArrayList<>())
                    .add(life));
    TopicScan.read(
        bootstrapServers,
        TopicCatalogue.JOURNAL,
        record -> {
          JournalEntry entry = codec.decode(record.value());
          Object payload = entry.getPayload();
          for (OrderLife life :
              caused.getOrDefault(new Coordinate(record.partition(), record.offset()), List.of())) {
            if (payload.getClass().getSimpleName().equals(life.causeType)
                && entry.getReceiveTimeMicros() == life.order.getCauseReceiveTimeMicros()) {
              life.journaledMicros = record.timestamp() * 1_000;
            }
          }
          if (payload instanceof ExecutionReport report
              && report.getExecutionType() == ExecutionType.TRADE) {
            String fill =
                report.getAccount()
                    + "/"
                    + report.getInstrument().substring(report.getInstrument().indexOf(':') + 1)
                    + "/"
                    + report.getExecutionId();
            OrderLife life = orders.get(report.getClientOrderId());
            if (life != null && fillsSeen.add(fill)) {
              long filled = ledger.fillMicros().getOrDefault(fill, 0L);
              life.firstFillMicros =
                  life.firstFillMicros == 0 ? filled : Math.min(life.firstFillMicros, filled);
              life.bookedMicros = record.timestamp() * 1_000;
            }
          }
        });
  }

  private void readIntents(Connection database) throws SQLException, IOException {
    RecordCodec<JournalEntry> codec = RecordCodec.of(JournalEntry.class);
    try (Statement statement = database.createStatement();
        ResultSet row = statement.executeQuery(INTENTS)) {
      while (row.next()) {
        String id = row.getString(1);
        OrderLife life = orders.get(id);
        if (life == null) {
          findings.miss(id, "a record in topic orders, of an intent");
          continue;
        }
        life.attempts = row.getInt(2);
        life.reservedMicros = micros(row, 3);
        life.outcomeMicros = micros(row, 4);
        byte[] bytes = row.getBytes(6);
        if (bytes != null) {
          ExecutionReport report = (ExecutionReport) codec.decode(bytes).getPayload();
          life.reported = row.getBoolean(5) && journal.reports().contains(report.getReportId());
          life.sentMicros = report.getSentTimeMicros() == null ? 0 : report.getSentTimeMicros();
          life.acknowledgedMicros =
              report.getAcknowledgedTimeMicros() == null ? 0 : report.getAcknowledgedTimeMicros();
        }
      }
    }
  }

  private void readRows(Connection database) throws SQLException {
    Set<String> seen = new HashSet<>();
    try (Statement statement = database.createStatement();
        ResultSet row = statement.executeQuery(ROWS)) {
      while (row.next()) {
        String id = row.getString(1);
        if (!seen.add(id)) {
          findings.doubled(id + ": two rows in orders");
        }
        OrderLife life = orders.get(id);
        if (life == null) {
          findings.miss(id, "a record in topic orders, of a row");
        } else {
          life.filledByRow = row.getString(2);
          life.explained = row.getBoolean(3);
        }
      }
    }
  }

  private void readFills(Connection database) throws SQLException {
    try (Statement statement = database.createStatement();
        ResultSet row = statement.executeQuery(FILLS)) {
      row.next();
      findings.fillRows(row.getLong(1), row.getLong(2), ledger);
    }
  }

  private static long micros(ResultSet row, int column) throws SQLException {
    Timestamp time = row.getTimestamp(column);
    if (time == null) {
      return 0;
    }
    Instant instant = time.toInstant();
    return instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1_000;
  }
}
