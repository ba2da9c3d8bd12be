package org.hedgerow.timescaledb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.hedgerow.cli.stack.TestDatabase;
import org.hedgerow.engine.Actions;
import org.hedgerow.engine.HedgeGroup;
import org.hedgerow.engine.journal.Outcome;
import org.hedgerow.engine.state.BoundedSet;
import org.hedgerow.engine.state.GroupTables;
import org.hedgerow.engine.state.MemoryTables;
import org.hedgerow.engine.state.RetainedSet;
import org.hedgerow.schema.JournalEntry;
import org.hedgerow.schema.RecordCodec;
import org.hedgerow.schema.Tick;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What counts in the tables is what counted for the engine. */
@Timeout(120)
class AcceptanceAgreementTest {
  private static final int JOURNALS = 15;
  private static final int ENTRIES = 200;

  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  @BeforeEach
  void begin() throws Exception {
    DATABASE.empty();
  }

  @Test
  void journalsOfAnyOrderCountInTheStoreAsInTheEngine() throws Exception {
    for (int seed = 0; seed < JOURNALS; seed++) {
      DATABASE.empty();
      Random random = new Random(seed);
      List<byte[]> journal = journal(random);
      store(journal, random);
      String counted = counted(journal);
      assertTrue(counted.contains("t"), "seed " + seed);
      assertEquals(counted, stored(), "seed " + seed);
    }
  }

  @Test
  void bothForgetTheOldestIdentityAtTheSameEntry() throws Exception {
    assertEquals(BoundedSet.CAPACITY, StoredIdentities.JOURNAL_CAPACITY);
    List<byte[]> journal = new ArrayList<>();
    journal.add(Entries.configuration("BTC", 1));
    for (int i = 0; i < BoundedSet.CAPACITY + 10; i++) {
      journal.add(Entries.balance("one", Integer.toString(i)));
    }
    for (int i : new int[] {10, 9, 10, 11, 11, BoundedSet.CAPACITY}) {
      journal.add(Entries.balance("one", Integer.toString(i)));
    }
    store(journal, new Random(1));
    String counted = counted(journal);
    assertEquals("ftttff", counted.substring(counted.length() - 6), "the engine's own");
    assertEquals(counted, stored());
    assertEquals(BoundedSet.CAPACITY, DATABASE.count("store_identity"));
  }

  @Test
  void bothForgetTheSameExecutions() throws Exception {
    assertEquals(RetainedSet.RETENTION_MICROS, StoredIdentities.JOURNAL_RETENTION_MICROS);
    assertEquals(RetainedSet.NEWEST, StoredIdentities.JOURNAL_NEWEST);
    Random random = new Random(1);
    List<byte[]> journal = new ArrayList<>();
    journal.add(Entries.configuration("BTC", 1));
    long span = RetainedSet.RETENTION_MICROS / (RetainedSet.NEWEST / 2);
    for (int i = 0; i < 4 * RetainedSet.NEWEST; i++) {
      journal.add(Entries.fillAt("BTC", "e" + i, i * span));
      if (i % 3 == 0) {
        // Repeats from all of the past, with their own times.
        int late = random.nextInt(i + 1);
        journal.add(Entries.fillAt("BTC", "e" + late, late * span));
      }
    }
    store(journal, random);
    String counted = counted(journal);
    assertTrue(counted.contains("f"));
    assertTrue(
        counted.chars().filter(outcome -> outcome == 't').count() > 4 * RetainedSet.NEWEST + 100,
        "some were forgotten");
    assertEquals(counted, stored());
  }

  private static List<byte[]> journal(Random random) {
    List<byte[]> journal = new ArrayList<>();
    long[] sequence = {0, 0};
    for (int i = 0; i < ENTRIES; i++) {
      int which = random.nextInt(2);
      String group = which == 0 ? "BTC" : "ETH";
      String id = Integer.toString(random.nextInt(30));
      switch (random.nextInt(12)) {
        case 0 ->
            journal.add(Entries.configuration(group, i < 20 ? 0 : random.nextInt(4 + i / 40)));
        case 1, 2 -> journal.add(Entries.fill(group, random.nextBoolean(), "r" + i, id));
        case 3 -> journal.add(Entries.command(group, id));
        case 4 -> journal.add(Entries.position(group, id));
        case 5 -> journal.add(Entries.tick(i));
        case 6 -> journal.add(Entries.gap(group, random.nextInt(3)));
        case 7 -> {
          // A producer that goes back, or one that lost an entry.
          long at = Math.max(0, sequence[which] - 2 + random.nextInt(5));
          journal.add(Entries.trade(group, false, at, at - 1));
        }
        default -> {
          long at = ++sequence[which];
          journal.add(Entries.trade(group, random.nextBoolean(), at, at - 1 - random.nextInt(2)));
        }
      }
    }
    return journal;
  }

  /** In batches of any size, by a writer that is replaced now and then. */
  private static void store(List<byte[]> journal, Random random) throws Exception {
    int batch = Math.max(1, journal.size() / 10);
    try (Connection connection = DATABASE.open()) {
      connection.setAutoCommit(false);
      PartitionStore store = PartitionStore.open(connection, "journal", 0);
      for (int i = 0; i < journal.size(); i++) {
        store.add(Entries.journal(i, journal.get(i)));
        if (random.nextInt(batch) == 0) {
          store.write(connection);
          if (random.nextInt(3) == 0) {
            store = PartitionStore.open(connection, "journal", 0);
          }
        }
      }
      store.write(connection);
    }
  }

  private static String stored() throws Exception {
    return DATABASE.one(
        "SELECT string_agg(left(accepted::text, 1), '' ORDER BY \"offset\") FROM journal");
  }

  /** By the engine, without ticks. */
  private static String counted(List<byte[]> journal) throws IOException {
    Actions none =
        (Actions)
            Proxy.newProxyInstance(
                Actions.class.getClassLoader(),
                new Class<?>[] {Actions.class},
                (proxy, method, arguments) -> null);
    RecordCodec<JournalEntry> codec = RecordCodec.of(JournalEntry.class);
    Map<String, HedgeGroup> groups = new HashMap<>();
    StringBuilder counted = new StringBuilder();
    for (int i = 0; i < journal.size(); i++) {
      JournalEntry entry = codec.decode(journal.get(i));
      Outcome outcome =
          groups
              .computeIfAbsent(
                  entry.getGroup(),
                  group -> new HedgeGroup(group, GroupTables.of(new MemoryTables())))
              .on(entry, 0, i, none);
      if (!(entry.getPayload() instanceof Tick)) {
        counted.append(outcome == Outcome.APPLIED ? 't' : 'f');
      }
    }
    return counted.toString();
  }
}
