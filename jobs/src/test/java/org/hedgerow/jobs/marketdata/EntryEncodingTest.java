package org.hedgerow.jobs.marketdata;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.hedgerow.schema.BookDelta;
import org.hedgerow.schema.Decimal;
import org.hedgerow.schema.Funding;
import org.hedgerow.schema.JournalEntry;
import org.hedgerow.schema.Level;
import org.hedgerow.schema.Origin;
import org.hedgerow.schema.RecordCodec;
import org.hedgerow.schema.Side;
import org.hedgerow.schema.Tick;
import org.hedgerow.schema.Trade;
import org.junit.jupiter.api.Test;

class EntryEncodingTest {
  private static final List<SpecificRecord> PAYLOADS =
      List.of(
          new Trade("V:É", "7", new Decimal(-5L, 3), new Decimal(Long.MAX_VALUE, 0), Side.SELL),
          new BookDelta(
              "V:X",
              true,
              1L,
              2L,
              null,
              List.of(new Level(new Decimal(1L, 0), new Decimal(2L, 1))),
              List.of(),
              null),
          new Funding("V:X", new Decimal(1L, 4), null),
          new Tick(1L, 2L, 3L));

  @Test
  void writesTheBytesOfTheOrdinaryCodec() throws Exception {
    RecordCodec<JournalEntry> codec = RecordCodec.of(JournalEntry.class);
    EntryEncoding encoding = new EntryEncoding();
    for (SpecificRecord payload : PAYLOADS) {
      for (String id : new String[] {null, "an/id"}) {
        for (Long venueTime : new Long[] {null, 1_700_000_000_000_000L}) {
          JournalEntry entry =
              new JournalEntry(
                  "GROUP",
                  new Origin("raw-frames/3", 65_536L * 12, -1L, id),
                  venueTime,
                  1_700_000_000_000_123L,
                  id != null,
                  payload);
          byte[] bytes =
              encoding.entry(
                  new JournalDraft(
                      "GROUP",
                      "raw-frames/3",
                      65_536L * 12,
                      id,
                      venueTime,
                      1_700_000_000_000_123L,
                      id != null,
                      encoding.payload(payload)),
                  -1);
          assertArrayEquals(codec.encode(entry), bytes);
          assertEquals(entry, codec.decode(bytes));
        }
      }
    }
  }

  /** The two steps rely on it: the payload is the last field, and origin the second. */
  @Test
  void theFieldsOfTheSchemaStandInTheOrderInWhichTheyAreWritten() {
    assertEquals(
        List.of("group", "origin", "venueTimeMicros", "receiveTimeMicros", "copy", "payload"),
        JournalEntry.getClassSchema().getFields().stream().map(field -> field.name()).toList());
    assertEquals(
        List.of("stream", "sequence", "previous", "id"),
        Origin.getClassSchema().getFields().stream().map(field -> field.name()).toList());
  }
}
