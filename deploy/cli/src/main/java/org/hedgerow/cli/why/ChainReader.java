package org.hedgerow.cli.why;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hedgerow.schema.JournalEntry;
import org.hedgerow.schema.RawFrame;
import org.hedgerow.schema.RecordCodec;
import org.hedgerow.schema.TopicCatalogue;

/**
 * Reads the chain of an order: from the tables, and from Kafka what the tables do not hold, ticks
 * and frames.
 */
final class ChainReader {
  private static final String RAW_STREAM = TopicCatalogue.RAW_FRAMES + "/";

  /** A sequence of a raw stream is offset * 65536 + index in the frame. */
  private static final int INDEX_BITS = 16;

  /** By how much a receiving machine's clock may be behind the engine's. */
  private static final Duration CLOCKS = Duration.ofDays(1);

  static final String ORDERS =
      "SELECT * FROM orders WHERE client_order_id = ? ORDER BY command_number, \"offset\"";
  static final String DECISION =
      "SELECT * FROM decision WHERE cause_part = ? AND cause_offset = ? AND decided = ?"
          + " AND ? = ANY (client_order_ids)";
  static final String ENTRY =
      "SELECT * FROM journal WHERE part = ? AND \"offset\" = ? AND received = ?";
  static final String GATEWAY =
      "SELECT * FROM gateway_order WHERE client_order_id = ? ORDER BY command_number";
  static final String EXECUTIONS =
      "SELECT * FROM execution WHERE client_order_id = ? AND received >= ? ORDER BY received, part, \"offset\"";
  static final String ALERTS = "SELECT * FROM alert WHERE client_order_id = ? ORDER BY raised";

  private final Connection connection;
  private final TopicRecords topics;
  private final RecordCodec<JournalEntry> entries = RecordCodec.of(JournalEntry.class);
  private final RecordCodec<RawFrame> frames = RecordCodec.of(RawFrame.class);

  ChainReader(Connection connection, TopicRecords topics) {
    this.connection = connection;
    this.topics = topics;
  }

  /** Ids of all orders placed, in the order of their decisions. */
  List<String> placed() throws SQLException {
    List<String> ids = new ArrayList<>();
    try (PreparedStatement select =
            connection.prepareStatement(
                "SELECT client_order_id FROM orders WHERE command = 'PLACE'"
                    + " ORDER BY decided, client_order_id");
        ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        ids.add(rows.getString(1));
      }
    }
    return ids;
  }

  /** The chain of that order; empty if the database has no order of that id. */
  Optional<OrderChain> read(String clientOrderId) throws SQLException {
    ArrayNode commands = rows(ORDERS, clientOrderId);
    if (commands.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new Reading(clientOrderId, commands).read());
  }

  /** One order on its way. */
  private final class Reading {
    private final String id;
    private final ObjectNode parts = JsonNodeFactory.instance.objectNode();
    private final List<String> missing = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final JsonNode place;

    Reading(String id, ArrayNode commands) {
      this.id = id;
      parts.set("orders", commands);
      this.place = commands.get(0);
    }

    OrderChain read() throws SQLException {
      if (!place.path("command").asText().equals("PLACE")) {
        missing.add("the command that placed it");
      }
      JsonNode decision = decision();
      cause(decision);
      gateway();
      ArrayNode alerts = rows(ALERTS, id);
      if (!alerts.isEmpty()) {
        parts.set("alerts", alerts);
      }
      return new OrderChain(id, parts, List.copyOf(missing), List.copyOf(notes));
    }

    private JsonNode decision() throws SQLException {
      ArrayNode decisions =
          rows(
              DECISION,
              place.path("cause_part").asInt(),
              place.path("cause_offset").asLong(),
              time("decided"),
              id);
      if (decisions.isEmpty()) {
        missing.add("the decision");
        return JsonNodeFactory.instance.missingNode();
      }
      parts.set("decision", decisions.get(0));
      return decisions.get(0);
    }

    private void cause(JsonNode decision) throws SQLException {
      int partition = place.path("cause_part").asInt();
      long offset = place.path("cause_offset").asLong();
      boolean tick = decision.path("cause_type").asText().equals("Tick");
      byte[] bytes = tick ? null : stored(partition, offset);
      boolean archived = bytes != null;
      if (!archived) {
        bytes = fromKafka(TopicCatalogue.JOURNAL, partition, offset, "the cause").orElse(null);
      }
      if (bytes == null) {
        missing.add("the cause, journal/" + partition + " offset " + offset);
        return;
      }
      if (tick) {
        notes.add("The cause is a tick of the clock; ticks are in Kafka and in no table.");
      } else if (!archived) {
        missing.add("the cause in table journal; Kafka has it");
      }
      ObjectNode cause = parts.putObject("cause");
      cause.put("part", partition).put("offset", offset);
      try {
        JournalEntry entry = entries.decode(bytes);
        cause.put("type", entry.getPayload().getClass().getSimpleName());
        cause.set("entry", RecordJson.of(entry));
        frame(entry);
      } catch (IOException e) {
        missing.add("a cause that can be read: " + e.getMessage());
      }
    }

    private byte[] stored(int partition, long offset) throws SQLException {
      try (PreparedStatement select = connection.prepareStatement(ENTRY)) {
        bind(select, partition, offset, time("cause_received"));
        try (ResultSet row = select.executeQuery()) {
          return row.next() ? row.getBytes("bytes") : null;
        }
      }
    }

    private void frame(JournalEntry cause) {
      String stream = cause.getOrigin().getStream();
      if (!stream.startsWith(RAW_STREAM)) {
        notes.add(
            "No message of a venue is behind the cause: it came from " + stream + " by itself.");
        return;
      }
      int partition = Integer.parseInt(stream.substring(RAW_STREAM.length()));
      long offset = cause.getOrigin().getSequence() >> INDEX_BITS;
      Optional<byte[]> bytes =
          fromKafka(TopicCatalogue.RAW_FRAMES, partition, offset, "the raw frame");
      if (bytes.isEmpty()) {
        noFrame(cause, stream + " offset " + offset);
        return;
      }
      ObjectNode frame = parts.putObject("raw_frame");
      frame.put("part", partition).put("offset", offset);
      frame.put("index", cause.getOrigin().getSequence() & ((1 << INDEX_BITS) - 1));
      try {
        frame.set("frame", RecordJson.of(frames.decode(bytes.get())));
      } catch (IOException e) {
        missing.add("a raw frame that can be read: " + e.getMessage());
      }
    }

    private void noFrame(JournalEntry cause, String place) {
      Duration kept =
          TopicCatalogue.topic(TopicCatalogue.RAW_FRAMES).retention().orElse(Duration.ZERO);
      long ageMicros =
          Duration.between(Instant.EPOCH, Instant.now()).toNanos() / 1_000
              - cause.getReceiveTimeMicros();
      if (ageMicros > kept.toNanos() / 1_000) {
        notes.add(
            "The raw frame, " + place + ", has expired: Kafka keeps " + kept.toDays() + " days.");
      } else {
        missing.add("the raw frame, " + place);
      }
    }

    private Optional<byte[]> fromKafka(String topic, int partition, long offset, String what) {
      try {
        return topics.at(topic, partition, offset);
      } catch (KafkaSilentException e) {
        notes.add(e.getMessage() + ", and was asked for " + what + ".");
        return Optional.empty();
      }
    }

    private void gateway() throws SQLException {
      ArrayNode attempts = rows(GATEWAY, id);
      ArrayNode executions = rows(EXECUTIONS, id, time("decided").minus(CLOCKS));
      parts.set("gateway", attempts);
      parts.set("executions", executions);
      if (attempts.isEmpty()) {
        missing.add("the gateway's row: it has not taken the order yet");
      } else if (!attempts.get(0).hasNonNull("outcome")) {
        missing.add("the outcome: the order is under way");
      } else if (executions.isEmpty()) {
        missing.add("a report of the outcome in the journal");
      }
    }

    private OffsetDateTime time(String column) {
      return Instant.parse(place.path(column).asText()).atOffset(ZoneOffset.UTC);
    }
  }

  private ArrayNode rows(String query, Object... arguments) throws SQLException {
    ArrayNode rows = JsonNodeFactory.instance.arrayNode();
    try (PreparedStatement select = connection.prepareStatement(query)) {
      bind(select, arguments);
      try (ResultSet result = select.executeQuery()) {
        while (result.next()) {
          rows.add(RowJson.of(result));
        }
      }
    }
    return rows;
  }

  private static void bind(PreparedStatement statement, Object... arguments) throws SQLException {
    for (int i = 0; i < arguments.length; i++) {
      statement.setObject(i + 1, arguments[i]);
    }
  }
}
