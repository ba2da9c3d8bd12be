package org.hedgerow.cli.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.hedgerow.cli.CommandFailed;
import org.hedgerow.cli.journal.TopicScan;
import org.hedgerow.schema.Command;
import org.hedgerow.schema.JournalEntry;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.OrderCommand;
import org.hedgerow.schema.RecordCodec;
import org.hedgerow.schema.TopicCatalogue;

/**
 * When the parts of a halt were done, in milliseconds from the start of the command: the row, the
 * journal's entry, the engine's cancels, and what the exchange's own ledger says.
 */
final class HaltTimes {
  /** What the gateways may still send after the command has returned. */
  private static final long GRACE_MICROS = 100_000;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final BenchStack stack;
  private final long fromMicros;
  private final Map<String, Object> found = new LinkedHashMap<>();

  HaltTimes(BenchStack stack, long fromMicros) {
    this.stack = stack;
    this.fromMicros = fromMicros;
  }

  /**
   * Reads them.
   *
   * @param returnedMicros when the command had returned
   * @param untilMicros the end of the time that is looked at
   */
  Map<String, Object> read(long returnedMicros, long untilMicros) {
    try {
      row();
      topics(untilMicros);
      ledger(returnedMicros, untilMicros);
    } catch (IOException e) {
      throw new CommandFailed("what the halt did cannot be read: " + e.getMessage(), e);
    }
    return found;
  }

  private void row() {
    try (Connection connection = stack.local().connectDatabase();
        PreparedStatement select =
            connection.prepareStatement(
                "SELECT min(said_at) FROM trading_command WHERE command = 'HALT' AND said_at >="
                    + " ?")) {
      select.setTimestamp(
          1, Timestamp.from(Instant.ofEpochSecond(0, Math.multiplyExact(fromMicros, 1_000L))));
      try (ResultSet row = select.executeQuery()) {
        row.next();
        Timestamp said = row.getTimestamp(1);
        found.put("row_written_ms", said == null ? "never" : said.getTime() - fromMicros / 1_000);
      }
    } catch (SQLException e) {
      found.put("row_written_ms", e.getMessage());
    }
  }

  private void topics(long untilMicros) throws IOException {
    String bootstrap = stack.addresses().bootstrapServers();
    RecordCodec<JournalEntry> entries = RecordCodec.of(JournalEntry.class);
    RecordCodec<Order> orders = RecordCodec.of(Order.class);
    Range said = new Range();
    TopicScan.read(
        bootstrap,
        TopicCatalogue.JOURNAL,
        record -> {
          if (record.timestamp() * 1_000 >= fromMicros - 1_000
              && record.timestamp() * 1_000 <= untilMicros
              && entries.decode(record.value()).getPayload() instanceof Command) {
            said.add(record.timestamp() * 1_000);
          }
        });
    found.put("journal_written_ms", said.lastMillis());
    Range decided = new Range();
    TopicScan.read(
        bootstrap,
        TopicCatalogue.ORDERS,
        record -> {
          if (record.timestamp() * 1_000 >= fromMicros
              && record.timestamp() * 1_000 <= untilMicros
              && orders.decode(record.value()).getCommand() == OrderCommand.CANCEL) {
            decided.add(record.timestamp() * 1_000);
          }
        });
    found.put("cancels_decided", decided.count);
    found.put("first_cancel_decided_ms", decided.firstMillis());
    found.put("last_cancel_decided_ms", decided.lastMillis());
  }

  private void ledger(long returnedMicros, long untilMicros) throws IOException {
    Range came = new Range();
    Range answered = new Range();
    Range ended = new Range();
    int places = 0;
    int placesLate = 0;
    try (BufferedReader lines = Files.newBufferedReader(stack.exchange().ledger())) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        boolean request = line.startsWith("{\"type\":\"request\"");
        if (!request && !line.contains("\"execution\":\"CANCELED\"")) {
          continue;
        }
        JsonNode row = JSON.readTree(line);
        long at = row.path("t_us").asLong();
        long received = request ? row.path("received_us").asLong() : at;
        if (received < fromMicros || received > untilMicros) {
          continue;
        }
        if (!request) {
          ended.add(at);
        } else if (isCancel(row)) {
          came.add(received);
          answered.add(at);
        } else if (isPlace(row)) {
          places++;
          placesLate += received > returnedMicros + GRACE_MICROS ? 1 : 0;
        }
      }
    }
    found.put("cancel_requests", came.count);
    found.put("orders_canceled", ended.count);
    found.put("last_order_canceled_ms", ended.lastMillis());
    found.put("first_cancel_received_ms", came.firstMillis());
    found.put("last_cancel_received_ms", came.lastMillis());
    found.put("last_cancel_acknowledged_ms", answered.lastMillis());
    found.put("placed_after_the_command_began", places);
    found.put("placed_100_ms_after_it_returned", placesLate);
  }

  private static boolean isCancel(JsonNode row) {
    String path = row.path("path").asText();
    return row.path("method").asText().equals("DELETE")
        && (path.endsWith("/order") || path.endsWith("/batchOrders"));
  }

  private static boolean isPlace(JsonNode row) {
    return row.path("method").asText().equals("POST")
        && row.path("path").asText().endsWith("/order");
  }

  /** The first and the last of some moments. */
  private final class Range {
    private long first = Long.MAX_VALUE;
    private long last = Long.MIN_VALUE;
    private int count;

    void add(long micros) {
      first = Math.min(first, micros);
      last = Math.max(last, micros);
      count++;
    }

    Object firstMillis() {
      return count == 0 ? "never" : (first - fromMicros) / 1_000;
    }

    Object lastMillis() {
      return count == 0 ? "never" : (last - fromMicros) / 1_000;
    }
  }
}
