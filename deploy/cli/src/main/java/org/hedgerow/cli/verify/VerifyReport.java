package org.hedgerow.cli.verify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecordBase;
import org.hedgerow.cli.CommandFailed;
import org.hedgerow.schema.Alert;
import org.hedgerow.schema.Decision;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.RecordCodec;
import org.hedgerow.schema.Valuation;

/**
 * What the verify job found. Its accumulators: {@code entries}, {@code orders}, {@code decisions},
 * {@code alerts} and {@code valuations} are numbers; {@code differences} is a number and, a line
 * each, kind, id, replayed copies and recorded copies of the first ones (base 64, commas between,
 * {@code -} for none).
 *
 * @param orders that are identical
 * @param decisions that are identical
 * @param alerts that are identical
 * @param valuations that are identical
 * @param differences how many ids differ
 * @param first the differences that came first, readable
 */
public record VerifyReport(
    long entries,
    long orders,
    long decisions,
    long alerts,
    long valuations,
    long differences,
    List<ObjectNode> first) {

  /**
   * Reads the accumulators of a finished verify job.
   *
   * @throws CommandFailed if they are not of that form
   */
  public static VerifyReport of(Map<String, String> accumulators) {
    List<String> lines = accumulators.getOrDefault("differences", "").lines().toList();
    try {
      List<ObjectNode> first = new ArrayList<>();
      for (String line : lines.subList(1, lines.size())) {
        first.add(difference(line.split(" ", -1)));
      }
      return new VerifyReport(
          number(accumulators, "entries"),
          number(accumulators, "orders"),
          number(accumulators, "decisions"),
          number(accumulators, "alerts"),
          number(accumulators, "valuations"),
          Long.parseLong(lines.get(0)),
          first);
    } catch (IOException | RuntimeException e) {
      throw new CommandFailed("the verify job left no result that can be read: " + e, e);
    }
  }

  private static long number(Map<String, String> accumulators, String name) {
    return Long.parseLong(accumulators.getOrDefault(name, "0"));
  }

  /** Whether replay and record are one and the same. */
  public boolean isIdentical() {
    return differences == 0;
  }

  /** The sentence, or the first difference with both sides. */
  public String text() {
    if (isIdentical()) {
      return "identical: "
          + orders
          + " orders, "
          + decisions
          + " decisions, "
          + alerts
          + " alerts, "
          + valuations
          + " valuations over "
          + entries
          + " entries";
    }
    return "different: "
        + differences
        + " of "
        + (differences + orders + decisions + alerts + valuations)
        + " orders, decisions, alerts and valuations over "
        + entries
        + " entries; the first:\n"
        + first.get(0).toPrettyString();
  }

  /** All of it, for machines. */
  public ObjectNode json() {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("identical", isIdentical());
    root.put("entries", entries);
    root.put("orders", orders);
    root.put("decisions", decisions);
    root.put("alerts", alerts);
    root.put("valuations", valuations);
    root.put("differences", differences);
    ArrayNode list = root.putArray("first");
    first.forEach(list::add);
    return root;
  }

  private static ObjectNode difference(String[] words) throws IOException {
    ObjectNode difference = JsonNodeFactory.instance.objectNode();
    ArrayNode replayed = copies(words[0], words[2]);
    ArrayNode recorded = copies(words[0], words[3]);
    difference.put("kind", words[0]);
    difference.put("id", words[1]);
    difference.put("difference", what(replayed, recorded));
    difference.set("replayed", replayed);
    difference.set("recorded", recorded);
    return difference;
  }

  private static String what(ArrayNode replayed, ArrayNode recorded) {
    if (replayed.isEmpty()) {
      return "recorded, and the replay does not give it";
    }
    if (recorded.isEmpty()) {
      return "the replay gives it, and it is not recorded";
    }
    if (recorded.size() > 1) {
      return "recorded under one id with different content";
    }
    if (replayed.size() > 1) {
      return "the replay gives different content under one id";
    }
    List<String> names = new ArrayList<>();
    JsonNode left = replayed.get(0);
    Iterator<String> fields = left.fieldNames();
    while (fields.hasNext()) {
      String name = fields.next();
      if (!left.get(name).equals(recorded.get(0).get(name))) {
        names.add(name);
      }
    }
    return names.isEmpty() ? "in the bytes only" : "in " + String.join(", ", names);
  }

  private static ArrayNode copies(String kind, String text) throws IOException {
    ArrayNode copies = JsonNodeFactory.instance.arrayNode();
    if (!text.equals("-")) {
      for (String one : text.split(",", -1)) {
        byte[] bytes = Base64.getDecoder().decode(one);
        copies.add(ReadableRecord.of(RecordCodec.of(type(kind)).decode(bytes)));
      }
    }
    return copies;
  }

  private static Class<? extends SpecificRecordBase> type(String kind) {
    return switch (kind) {
      case "ORDER" -> Order.class;
      case "DECISION" -> Decision.class;
      case "ALERT" -> Alert.class;
      case "VALUATION" -> Valuation.class;
      default -> throw new IllegalArgumentException("no kind " + kind);
    };
  }
}
