package org.hedgerow.cli.ingest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hedgerow.exchanges.history.HistoryTally;
import org.hedgerow.exchanges.history.Hole;
import org.hedgerow.timescaledb.HistoryStore.Written;

/** What became of the files, for people and as JSON. */
final class IngestReport {
  private static final int HOLES_SHOWN = 30;

  private final List<Part> files = new ArrayList<>();
  private final Map<String, String> unreadable = new TreeMap<>();

  /**
   * A file's part.
   *
   * @param rows by table; null in a dry run
   */
  private record Part(String file, HistoryTally tally, Map<String, Written> rows) {}

  void add(String file, HistoryTally tally, Map<String, Written> rows) {
    files.add(new Part(file, tally, rows));
  }

  void unreadable(String file, String why) {
    unreadable.put(file, why);
  }

  boolean isWhole() {
    return unreadable.isEmpty();
  }

  ObjectNode json() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    long read = 0;
    long kept = 0;
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    for (Part part : files) {
      read += part.tally.rowsRead();
      kept += part.tally.rowsKept();
      list.add(json(part));
    }
    node.put("read", read);
    node.put("kept", kept);
    node.set("files", list);
    ObjectNode errors = node.putObject("unreadable");
    unreadable.forEach(errors::put);
    return node;
  }

  private static ObjectNode json(Part part) {
    HistoryTally tally = part.tally;
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("file", part.file);
    node.put("read", tally.rowsRead());
    node.put("kept", tally.rowsKept());
    counts(node, "repaired", tally.repaired());
    counts(node, "dropped", tally.dropped());
    counts(node, "left_out", tally.leftOut());
    counts(node, "notes", tally.notes());
    counts(node, "instruments", tally.series());
    ArrayNode holes = node.putArray("holes");
    for (Hole hole : tally.holes()) {
      ObjectNode one = holes.addObject();
      one.put("instrument", hole.instrument());
      one.put("from", bound(hole, hole.from()));
      one.put("to", bound(hole, hole.to()));
      one.put("missing", hole.missing());
    }
    ArrayNode examples = node.putArray("examples");
    tally.examples().forEach(examples::add);
    if (part.rows != null) {
      ObjectNode rows = node.putObject("rows");
      part.rows.forEach(
          (table, written) ->
              rows.putObject(table)
                  .put("added", written.added())
                  .put("changed", written.changed()));
    }
    return node;
  }

  private static void counts(ObjectNode node, String name, Map<String, Long> counts) {
    ObjectNode object = node.putObject(name);
    counts.forEach(object::put);
  }

  private static String bound(Hole hole, long value) {
    return hole.unit() == Hole.Unit.TIME
        ? Instant.EPOCH.plus(value, ChronoUnit.MICROS).toString()
        : Long.toString(value);
  }

  String text() {
    StringBuilder text = new StringBuilder();
    for (Part part : files) {
      text(text, part);
    }
    unreadable.forEach(
        (file, why) -> text.append(file).append(": cannot be read: ").append(why).append('\n'));
    return text.toString();
  }

  private static void text(StringBuilder text, Part part) {
    HistoryTally tally = part.tally;
    text.append("%s: read %d, kept %d%n".formatted(part.file, tally.rowsRead(), tally.rowsKept()));
    line(text, "repaired", tally.repaired());
    line(text, "dropped", tally.dropped());
    line(text, "left out", tally.leftOut());
    line(text, "notes", tally.notes());
    int shown = 0;
    for (Hole hole : tally.holes()) {
      if (shown++ == HOLES_SHOWN) {
        text.append("  holes       %d more%n".formatted(tally.holes().size() - HOLES_SHOWN));
        break;
      }
      text.append(
          "  hole        %s from %s to %s, %d missing%n"
              .formatted(
                  hole.instrument(),
                  bound(hole, hole.from()),
                  bound(hole, hole.to()),
                  hole.missing()));
    }
    if (part.rows != null) {
      part.rows.forEach(
          (table, written) ->
              text.append(
                  "  table       %s: %d added, %d changed%n"
                      .formatted(table, written.added(), written.changed())));
    }
  }

  private static void line(StringBuilder text, String name, Map<String, Long> counts) {
    if (!counts.isEmpty()) {
      text.append("  %-11s".formatted(name));
      counts.forEach((kind, count) -> text.append(" %s %d".formatted(kind, count)));
      text.append('\n');
    }
  }
}
