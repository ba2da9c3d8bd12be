package org.hedgerow.jobs.marketdata.cleaning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.hedgerow.exchanges.RejectReason;
import org.hedgerow.schema.Alert;
import org.hedgerow.schema.DataQuality;
import org.junit.jupiter.api.Test;

/** Times in seconds of receive time; minute 0 begins at 0. */
class ConnectionFeedsTest {
  private static final long SECOND = 1_000_000;

  private final List<DataQuality> written = new ArrayList<>();
  private final CleanedFrame out =
      new CleanedFrame() {
        @Override
        public void goesOn(SpecificRecord payload, Long venueTimeMicros, long receiveTimeMicros) {
          throw new AssertionError("facts only");
        }

        @Override
        public void removed(String payload, RejectReason reason, String detail) {
          throw new AssertionError("facts only");
        }

        @Override
        public void alert(Alert alert) {
          throw new AssertionError("facts only");
        }

        @Override
        public void facts(DataQuality facts) {
          written.add(facts);
        }
      };
  private final ConnectionFeeds feeds = new ConnectionFeeds("V", "V/0", null);

  @Test
  void aMinuteClosesWithTheFirstFrameAfterIt() {
    trade(10, 10 * SECOND - 3_000);
    trade(25, 25 * SECOND + 1_000);
    trade(59, 59 * SECOND - 8_000);
    assertEquals(List.of(), written);
    feeds.received(60 * SECOND, out);
    DataQuality facts = written.get(0);
    assertEquals("V", facts.getVenue());
    assertEquals("V/0", facts.getConnection());
    assertEquals("V:X", facts.getInstrument());
    assertEquals(0, facts.getMinuteMicros());
    assertEquals(0, facts.getPart());
    assertEquals(Map.of("Trade", 3L), facts.getEntries());
    assertEquals(3, facts.getLatencyCount());
    assertEquals(10_000 / 3.0, facts.getLatencyMeanMicros(), 1e-9, "3000 - 1000 + 8000");
    assertEquals(8_000L, facts.getLatencyMaxMicros());
    assertEquals(-1_000L, facts.getLatencyMinMicros(), "the venue's clock is ahead");
    assertEquals(34 * SECOND, facts.getSilenceMicros(), "from 25 to 59");
  }

  @Test
  void silenceGoesOnOverTheMinutesThatAreClosed() {
    trade(10, null);
    feeds.received(61 * SECOND, out);
    feeds.received(121 * SECOND, out);
    trade(150, null);
    feeds.received(180 * SECOND, out);
    assertEquals(List.of(50L, 110L, 140L), silences());
    assertEquals(Map.of(), written.get(1).getEntries());
    assertNull(written.get(1).getLatencyMeanMicros());
    assertNull(written.get(1).getLatencyMaxMicros());
  }

  @Test
  void aFrameOfAMinuteThatIsWrittenOpensItsNextPart() {
    trade(10, null);
    feeds.close(out);
    trade(59, null);
    feeds.received(61 * SECOND, out);
    trade(62, null);
    feeds.received(121 * SECOND, out);
    assertEquals(List.of("0/0", "0/1", "60/0"), names());
    assertEquals(Map.of("Trade", 1L), written.get(1).getEntries());
  }

  @Test
  void aClockThatWasSetBackCountsInTheOpenMinute() {
    trade(130, null);
    trade(70, null);
    feeds.received(180 * SECOND, out);
    assertEquals(List.of("120/0"), names());
    assertEquals(Map.of("Trade", 2L), written.get(0).getEntries());
  }

  @Test
  void whatIsToldToNoInstrumentIsWrittenOnlyWhereThereIsSome() {
    feeds.received(SECOND, out);
    feeds.feed("").facts().deadLetter();
    feeds.received(60 * SECOND, out);
    feeds.received(120 * SECOND, out);
    assertEquals(List.of("0/0"), names());
    assertEquals("", written.get(0).getInstrument());
    assertEquals(1, written.get(0).getDeadLetters());
    assertNull(written.get(0).getSilenceMicros());
  }

  @Test
  void anInstrumentThatIsSilentForADayIsForgotten() {
    trade(0, null);
    for (long minute = 1; minute < 24 * 60 + 10; minute++) {
      feeds.received(minute * ConnectionFeeds.MINUTE_MICROS, out);
    }
    assertEquals(24 * 60 + 1, written.size());
    assertEquals(List.of(), List.copyOf(feeds.feeds()));
  }

  @Test
  void timesOfOtherCenturiesDoNotOverflow() {
    trade(1, Long.MIN_VALUE);
    trade(2, Long.MAX_VALUE);
    feeds.received(60 * SECOND, out);
    assertEquals(86_400 * SECOND, written.get(0).getLatencyMaxMicros());
    assertEquals(-86_400 * SECOND, written.get(0).getLatencyMinMicros());
    assertEquals(0.0, written.get(0).getLatencyMeanMicros());
  }

  private void trade(long second, Long venueTimeMicros) {
    feeds.received(second * SECOND, out);
    feeds.feed("V:X").facts().entry(MarketPayload.TRADE, second * SECOND, venueTimeMicros);
  }

  private List<Long> silences() {
    return written.stream().map(facts -> facts.getSilenceMicros() / SECOND).toList();
  }

  private List<String> names() {
    return written.stream()
        .map(facts -> facts.getMinuteMicros() / SECOND + "/" + facts.getPart())
        .toList();
  }
}
