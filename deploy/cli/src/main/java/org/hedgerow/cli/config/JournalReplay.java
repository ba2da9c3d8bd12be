package org.hedgerow.cli.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.hedgerow.cli.journal.TopicScan;
import org.hedgerow.engine.Actions;
import org.hedgerow.engine.HedgeGroup;
import org.hedgerow.engine.journal.Outcome;
import org.hedgerow.engine.state.GroupTables;
import org.hedgerow.engine.state.MemoryTables;
import org.hedgerow.schema.Alert;
import org.hedgerow.schema.ConfigChange;
import org.hedgerow.schema.Decision;
import org.hedgerow.schema.JournalEntry;
import org.hedgerow.schema.JournalStart;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.OrderCommand;
import org.hedgerow.schema.RecordCodec;
import org.hedgerow.schema.TopicCatalogue;

/**
 * The hedge groups of a journal as they stand at its end: the same engine, over tables in memory,
 * fed from the beginning. So it can be asked what a configuration would cause, and nobody is told.
 */
final class JournalReplay {
  private final Map<String, Replayed> groups = new TreeMap<>();
  private final NavigableMap<Long, Version> versions = new TreeMap<>();
  private long entries;

  /**
   * A configuration that came into force.
   *
   * @param receivedMicros when it was written
   * @param groups that took it
   */
  record Version(ConfigChange change, long receivedMicros, List<String> groups) {}

  /** What an entry would cause in one group. */
  record Consequences(List<Order> orders, List<Decision> decisions, List<Alert> alerts) {}

  private static final class Replayed {
    private final HedgeGroup group;
    private int partition;
    private long offset;

    Replayed(String name) {
      group = new HedgeGroup(name, GroupTables.of(new MemoryTables()));
    }
  }

  /** Reads the whole journal. */
  static JournalReplay of(String bootstrapServers) throws IOException {
    JournalReplay replay = new JournalReplay();
    RecordCodec<JournalEntry> codec = RecordCodec.of(JournalEntry.class);
    TopicScan.read(
        bootstrapServers,
        TopicCatalogue.JOURNAL,
        record ->
            replay.take(
                record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8),
                record.partition(),
                record.offset(),
                codec.decode(record.value())));
    return replay;
  }

  /** The next entry of a partition. */
  void take(String group, int partition, long offset, JournalEntry entry) {
    entries++;
    if (entry.getPayload() instanceof JournalStart) {
      return;
    }
    Replayed replayed = groups.computeIfAbsent(group, Replayed::new);
    replayed.partition = partition;
    replayed.offset = offset;
    Outcome outcome = replayed.group.on(entry, partition, offset, new Silent());
    if (outcome == Outcome.APPLIED && entry.getPayload() instanceof ConfigChange change) {
      versions
          .computeIfAbsent(
              change.getVersion(),
              none -> new Version(change, entry.getReceiveTimeMicros(), new ArrayList<>()))
          .groups()
          .add(group);
    }
  }

  /** How many entries were read. */
  long entries() {
    return entries;
  }

  /** All that came into force, by number. */
  NavigableMap<Long, Version> versions() {
    return versions;
  }

  /** What is in force; empty in a journal that nobody configured. */
  Optional<ConfigChange> newest() {
    return versions.isEmpty()
        ? Optional.empty()
        : Optional.of(versions.lastEntry().getValue().change());
  }

  /**
   * What the entry would cause if it came next, by group. The groups here take it, so that what is
   * asked next follows it.
   */
  Map<String, Consequences> consequences(JournalEntry entry, List<String> of) {
    Map<String, Consequences> all = new TreeMap<>();
    for (String name : of) {
      Replayed replayed = groups.get(name);
      if (replayed != null) {
        Recorded recorded = new Recorded();
        replayed.offset++;
        Outcome unused =
            replayed.group.on(
                JournalEntry.newBuilder(entry).setGroup(name).build(),
                replayed.partition,
                replayed.offset,
                recorded);
        all.put(name, recorded.consequences());
      }
    }
    return all;
  }

  /** What was done in the past is not done again. */
  private static final class Silent implements Actions {
    @Override
    public void order(Order order) {}

    @Override
    public void decision(Decision decision) {}

    @Override
    public void alert(Alert alert) {}
  }

  private static final class Recorded implements Actions {
    private final Consequences consequences =
        new Consequences(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());

    @Override
    public void order(Order order) {
      if (order.getCommand() != OrderCommand.HEARTBEAT) {
        consequences.orders().add(order);
      }
    }

    @Override
    public void decision(Decision decision) {
      consequences.decisions().add(decision);
    }

    @Override
    public void alert(Alert alert) {
      consequences.alerts().add(alert);
    }

    Consequences consequences() {
      return consequences;
    }
  }
}
