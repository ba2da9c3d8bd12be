package org.hedgerow.jobs.signals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.hedgerow.engine.EngineVersion;
import org.hedgerow.engine.configuration.Configuration;
import org.hedgerow.engine.configuration.ConfigurationException;
import org.hedgerow.engine.configuration.ConfigurationSnapshot;
import org.hedgerow.engine.configuration.Variables;
import org.hedgerow.jobs.JobSettings;
import org.hedgerow.jobs.TestConfiguration;
import org.hedgerow.jobs.hedging.JournalRecord;
import org.hedgerow.schema.ConfigChange;
import org.hedgerow.schema.JournalEntry;
import org.hedgerow.schema.Origin;
import org.hedgerow.schema.RecordCodec;
import org.hedgerow.schema.Tick;

/**
 * A journal of market entries for the demo's configuration: group BTC in partition 0, ETH in 1, a
 * tick each 0.2 s in both.
 */
final class SignalsJournal {
  static final List<String> GROUPS = List.of("BTC", "ETH");
  private static final long TICK_MICROS = 200_000;

  /** A market entry before it has its place. */
  record Draft(String group, long receiveMicros, Long venueMicros, SpecificRecord payload) {}

  private final RecordCodec<JournalEntry> codec = RecordCodec.of(JournalEntry.class);
  private final Map<String, Long> sequences = new HashMap<>();
  private final Map<String, List<JournalRecord>> partitions = new HashMap<>();
  private final String demo;
  private final String yaml;

  /**
   * @param signals the section {@code signals}, or nothing
   */
  SignalsJournal(String signals) {
    Map<String, String> variables = new HashMap<>();
    variables.put("ENVIRONMENT", "paper");
    for (String venue : List.of("SPOT", "USDM", "COINM")) {
      variables.put("BINANCE_" + venue + "_REST", "http://127.0.0.1:1");
      variables.put("BINANCE_" + venue + "_STREAM", "ws://127.0.0.1:1");
    }
    try {
      String file = Files.readString(Path.of("../deploy/configuration/demo.yaml"));
      int section = file.indexOf("\nsignals:");
      demo = Variables.substitute(section < 0 ? file : file.substring(0, section + 1), variables);
      yaml = demo + "\n" + signals;
      for (String group : GROUPS) {
        partitions.put(group, new ArrayList<>());
        append(
            group,
            new Origin("operator", 0L, -1L, "configuration/1"),
            null,
            1,
            ConfigurationSnapshot.of(
                configuration(), TestConfiguration.JOURNAL_ID, 4, EngineVersion.CURRENT));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ConfigurationException e) {
      throw new AssertionError(e);
    }
  }

  Configuration configuration() {
    try {
      return Configuration.parse(yaml);
    } catch (ConfigurationException e) {
      throw new AssertionError(e);
    }
  }

  /** The same file, of another version and with another section {@code signals}. */
  String yaml(long version, String signals) {
    return demo.replaceFirst("(?m)^version: .*$", "version: " + version) + "\n" + signals;
  }

  /** A configuration as it comes into the journal. */
  ConfigChange change(long version, String signals) {
    try {
      return ConfigurationSnapshot.of(
          Configuration.parse(yaml(version, signals)),
          TestConfiguration.JOURNAL_ID,
          4,
          EngineVersion.CURRENT);
    } catch (ConfigurationException e) {
      throw new AssertionError(e);
    }
  }

  JobSettings settings() {
    return settings(yaml);
  }

  static JobSettings settings(String yaml) {
    return JobSettings.parse(
        new String[] {
          "--bootstrap-servers",
          "127.0.0.1:1",
          "--journal-id",
          TestConfiguration.JOURNAL_ID,
          "--configuration",
          yaml
        });
  }

  /** Appends entries in the order of their receive times, ticks between them and 100 s of ticks. */
  void append(List<Draft> drafts) {
    List<Draft> sorted = new ArrayList<>(drafts);
    sorted.sort(Comparator.comparingLong(Draft::receiveMicros));
    long tick = sorted.get(0).receiveMicros() / TICK_MICROS * TICK_MICROS;
    long number = 0;
    for (Draft draft : sorted) {
      while (tick <= draft.receiveMicros()) {
        tick(number++, tick);
        tick += TICK_MICROS;
      }
      if (draft.payload() instanceof ConfigChange change) {
        append(
            draft.group(),
            new Origin("operator", 0L, -1L, "configuration/" + change.getVersion()),
            null,
            draft.receiveMicros(),
            change);
        continue;
      }
      long sequence = sequences.getOrDefault(draft.group(), -1L) + 1;
      sequences.put(draft.group(), sequence);
      append(
          draft.group(),
          new Origin("raw-frames/0", sequence, sequence - 1, null),
          draft.venueMicros(),
          draft.receiveMicros(),
          draft.payload());
    }
    for (int i = 0; i < 500; i++) {
      tick(number++, tick);
      tick += TICK_MICROS;
    }
  }

  private void tick(long number, long micros) {
    for (String group : GROUPS) {
      append(
          group,
          new Origin("ticker", number, number - 1, "tick/1/" + number),
          null,
          micros,
          new Tick(1L, number, micros));
    }
  }

  private void append(
      String group, Origin origin, Long venueMicros, long receiveMicros, SpecificRecord payload) {
    List<JournalRecord> partition = partitions.get(group);
    JournalEntry entry =
        JournalEntry.newBuilder()
            .setGroup(group)
            .setOrigin(origin)
            .setVenueTimeMicros(venueMicros)
            .setReceiveTimeMicros(receiveMicros)
            .setPayload(payload)
            .build();
    partition.add(
        new JournalRecord(group, GROUPS.indexOf(group), partition.size(), codec.encode(entry)));
  }

  /**
   * One partition after the other: groups do not see each other. Both are as long, the shorter one
   * by its last entry again and again, so that two readers of half of it each have one.
   */
  List<JournalRecord> records() {
    int longest = partitions.values().stream().mapToInt(List::size).max().orElseThrow();
    List<JournalRecord> records = new ArrayList<>();
    for (String group : GROUPS) {
      List<JournalRecord> partition = partitions.get(group);
      records.addAll(partition);
      records.addAll(
          Collections.nCopies(longest - partition.size(), partition.get(partition.size() - 1)));
    }
    return records;
  }
}
