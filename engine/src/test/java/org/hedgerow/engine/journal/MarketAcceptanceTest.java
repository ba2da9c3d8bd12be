package org.hedgerow.engine.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.hedgerow.engine.state.MemoryTables;
import org.hedgerow.schema.Command;
import org.hedgerow.schema.CommandType;
import org.hedgerow.schema.ConfigChange;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.JournalEntry;
import org.hedgerow.schema.Mark;
import org.hedgerow.schema.Origin;
import org.hedgerow.schema.RiskLimits;
import org.hedgerow.schema.Tick;
import org.junit.jupiter.api.Test;

/** The rule of the journal for who reads the market and does not hedge. */
class MarketAcceptanceTest {
  private final MarketAcceptance acceptance = new MarketAcceptance(new MemoryTables());
  private final List<String> accepted = new ArrayList<>();
  private long offset;
  private boolean joins;

  private void entry(long at, long sequence, long previous, String id, SpecificRecord payload) {
    JournalEntry entry =
        JournalEntry.newBuilder()
            .setGroup("G")
            .setOrigin(new Origin("raw/0", sequence, previous, id))
            .setReceiveTimeMicros(1L)
            .setPayload(payload)
            .build();
    if (acceptance.accepts(entry, 0, at, joins)) {
      accepted.add(sequence + "@" + at);
    }
  }

  private void mark(long sequence, long previous) {
    entry(offset++, sequence, previous, null, new Mark("V:A", Decimals.parse("1")));
  }

  /** Without the beginning of the chain, and without a configuration; then by the usual rule. */
  @Test
  void takesAStreamUpInItsMiddle() {
    joins = true;
    mark(70, 60);
    mark(80, 70);
    joins = false;
    mark(100, 90);
    mark(90, 80);
    mark(100, 90);
    assertEquals(List.of("70@0", "80@1", "90@3", "100@4"), accepted);
  }

  private void configure() {
    ConfigChange change =
        ConfigChange.newBuilder()
            .setVersion(1L)
            .setJournalId("abcdefghij")
            .setJournalPartitions(4)
            .setEngineVersion("1")
            .setInstruments(List.of())
            .setAccounts(List.of())
            .setGroups(List.of())
            .setPortfolios(List.of())
            .setLimits(new RiskLimits(Decimals.ZERO, Decimals.ZERO, 1L, 1L, 1, java.util.Map.of()))
            .setSource("")
            .build();
    entry(offset++, 0, -1, "configuration/1", change);
  }

  @Test
  void entriesCountFromTheConfigurationOnAndInTheirChain() {
    mark(1, -1); // before any configuration
    configure();
    mark(2, 1); // @2
    mark(2, 1); // again
    mark(9, 5); // 5 is missing
    mark(5, 2); // @5: its producer went back
    mark(9, 5); // @6
    assertEquals(List.of("2@2", "5@5", "9@6"), accepted);
  }

  /** A command counts for the engine; here it only is what the next entry names. */
  @Test
  void whatHasAnIdentityMovesTheMark() {
    configure();
    mark(1, -1);
    entry(offset++, 2, 1, "c", new Command("c", CommandType.HALT, "all", "me", "why"));
    mark(3, 2);
    assertEquals(List.of("1@1", "3@3"), accepted);
  }

  @Test
  void anOffsetThatWasReadIsNotReadAgain() {
    configure();
    mark(1, -1);
    entry(1L, 2L, 1L, null, new Mark("V:A", Decimals.parse("1")));
    assertEquals(List.of("1@1"), accepted);
  }

  @Test
  void ticksCountOnceAndOfTheNewestTicker() {
    configure();
    entry(offset++, 0, -1, "t", new Tick(2L, 0L, 1_000L));
    entry(offset++, 0, -1, "t", new Tick(2L, 0L, 1_000L));
    entry(offset++, 7, -1, "t", new Tick(1L, 7L, 9_000L));
    entry(offset++, 1, 0, "t", new Tick(2L, 1L, 2_000L));
    assertEquals(List.of("0@1", "1@4"), accepted);
  }
}
