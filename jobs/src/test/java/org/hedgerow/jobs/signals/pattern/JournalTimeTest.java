package org.hedgerow.jobs.signals.pattern;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import org.hedgerow.jobs.hedging.JournalRecord;
import org.hedgerow.schema.JournalEntry;
import org.hedgerow.schema.Origin;
import org.hedgerow.schema.RecordCodec;
import org.hedgerow.schema.Tick;
import org.junit.jupiter.api.Test;

class JournalTimeTest {
  private static byte[] entry(String id, Long venueMicros) {
    return RecordCodec.of(JournalEntry.class)
        .encode(
            JournalEntry.newBuilder()
                .setGroup("BTC")
                .setOrigin(new Origin("ticker", 77L, 76L, id))
                .setVenueTimeMicros(venueMicros)
                .setReceiveTimeMicros(1_700_000_000_123_456L)
                .setPayload(new Tick(1L, 77L, 1_700_000_000_123_456L))
                .build());
  }

  @Test
  void isWhenTheEntryWasReceived() throws IOException {
    assertEquals(1_700_000_000_123_456L, JournalTime.receivedMicros(entry(null, null)));
    assertEquals(1_700_000_000_123_456L, JournalTime.receivedMicros(entry("tick/1/77", null)));
    assertEquals(1_700_000_000_123_456L, JournalTime.receivedMicros(entry("id", 5L)));
  }

  /** It fails where it is decoded; here it keeps the time that it came with. */
  @Test
  void whatCannotBeReadMovesNoClock() {
    assertEquals(
        9, new JournalTime().extractTimestamp(new JournalRecord("BTC", 0, 1, new byte[3]), 9));
  }
}
