package org.hedgerow.jobs.marketdata.cleaning;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.hedgerow.schema.DataQuality;

/**
 * What is counted of one instrument on one connection in the minute that is open. A latency counts
 * as a day at most, either way: venues have sent times of other centuries, and a sum must not
 * overflow.
 */
final class FeedFacts {
  private static final long LARGEST_LATENCY = 86_400_000_000L;
  private static final long NONE = Long.MIN_VALUE;

  /** Places of the counts; they stand in operator state. */
  private static final int DUPLICATES = 0;

  private static final int OUT_OF_ORDER = 1;
  private static final int SPIKES = 2;
  private static final int CONFLATED = 3;
  private static final int CHECKSUM_FAILURES = 4;
  private static final int DEAD_LETTERS = 5;
  private static final int DIFFERENCES = 6;
  private static final int COUNTS = 7;

  private static final MarketPayload[] PAYLOADS = MarketPayload.values();

  private final long[] entries = new long[MarketPayload.COUNT];
  private final long[] counts = new long[COUNTS];
  private long latencyCount;
  private long latencySum;
  private long latencyMax;
  private long latencyMin;
  private long lastEntryMicros = NONE;
  private long silence;

  /**
   * An entry that goes on.
   *
   * @param venueTimeMicros null where there is none, or none that says how long it was under way
   */
  void entry(MarketPayload payload, long receiveTimeMicros, Long venueTimeMicros) {
    entries[payload.slot()]++;
    if (lastEntryMicros != NONE) {
      silence = Math.max(silence, receiveTimeMicros - lastEntryMicros);
    }
    lastEntryMicros = receiveTimeMicros;
    if (venueTimeMicros != null) {
      latency(difference(receiveTimeMicros, venueTimeMicros));
    }
  }

  private static long difference(long receiveTimeMicros, long venueTimeMicros) {
    long difference = receiveTimeMicros - venueTimeMicros;
    boolean overflown =
        ((receiveTimeMicros ^ venueTimeMicros) & (receiveTimeMicros ^ difference)) < 0;
    long bounded =
        overflown ? (receiveTimeMicros < 0 ? Long.MIN_VALUE : Long.MAX_VALUE) : difference;
    return Math.max(-LARGEST_LATENCY, Math.min(LARGEST_LATENCY, bounded));
  }

  private void latency(long micros) {
    latencyMax = latencyCount == 0 ? micros : Math.max(latencyMax, micros);
    latencyMin = latencyCount == 0 ? micros : Math.min(latencyMin, micros);
    latencySum += micros;
    latencyCount++;
  }

  /** Is no sign of life. */
  void gap() {
    entries[MarketPayload.GAP.slot()]++;
  }

  void duplicate() {
    counts[DUPLICATES]++;
  }

  void outOfOrder() {
    counts[OUT_OF_ORDER]++;
  }

  void spike() {
    counts[SPIKES]++;
  }

  void conflated() {
    counts[CONFLATED]++;
  }

  void checksumFailure() {
    counts[CHECKSUM_FAILURES]++;
  }

  void deadLetter() {
    counts[DEAD_LETTERS]++;
  }

  /** A list and the configuration differ in a value. */
  void differs() {
    counts[DIFFERENCES]++;
  }

  /** When the last entry was received; the least long if there was none. */
  long lastEntryMicros() {
    return lastEntryMicros;
  }

  /** Whether anything at all was counted since the minute began. */
  boolean isEmpty() {
    for (long count : entries) {
      if (count > 0) {
        return false;
      }
    }
    for (long count : counts) {
      if (count > 0) {
        return false;
      }
    }
    return true;
  }

  /** The facts of the minute that is over, and from here on those of another. */
  DataQuality close(
      String venue, String connection, String instrument, long minuteMicros, int part, long end) {
    Map<String, Long> byPayload = new TreeMap<>();
    for (MarketPayload payload : PAYLOADS) {
      if (entries[payload.slot()] > 0) {
        byPayload.put(payload.record(), entries[payload.slot()]);
      }
    }
    boolean timed = latencyCount > 0;
    DataQuality facts =
        new DataQuality(
            venue,
            connection,
            instrument,
            minuteMicros,
            part,
            byPayload,
            counts[DUPLICATES],
            counts[OUT_OF_ORDER],
            counts[SPIKES],
            counts[CONFLATED],
            entries[MarketPayload.GAP.slot()],
            counts[CHECKSUM_FAILURES],
            counts[DEAD_LETTERS],
            latencyCount,
            timed ? (double) latencySum / latencyCount : null,
            timed ? latencyMax : null,
            timed ? latencyMin : null,
            lastEntryMicros == NONE ? null : Math.max(silence, end - lastEntryMicros),
            counts[DIFFERENCES]);
    Arrays.fill(entries, 0);
    Arrays.fill(counts, 0);
    latencyCount = 0;
    latencySum = 0;
    latencyMax = 0;
    latencyMin = 0;
    silence = 0;
    return facts;
  }

  void save(DataOutput out) throws IOException {
    longs(out, entries);
    longs(out, counts);
    longs(
        out,
        new long[] {latencyCount, latencySum, latencyMax, latencyMin, lastEntryMicros, silence});
  }

  private static void longs(DataOutput out, long[] numbers) throws IOException {
    out.writeInt(numbers.length);
    for (long number : numbers) {
      out.writeLong(number);
    }
  }

  void restore(DataInput in) throws IOException {
    longs(in, entries);
    longs(in, counts);
    long[] rest = new long[6];
    longs(in, rest);
    latencyCount = rest[0];
    latencySum = rest[1];
    latencyMax = rest[2];
    latencyMin = rest[3];
    lastEntryMicros = rest[4];
    silence = rest[5];
  }

  private static void longs(DataInput in, long[] numbers) throws IOException {
    int known = in.readInt();
    for (int i = 0; i < known; i++) {
      numbers[i] = in.readLong();
    }
  }
}
