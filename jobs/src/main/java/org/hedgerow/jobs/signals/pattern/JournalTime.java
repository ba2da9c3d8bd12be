package org.hedgerow.jobs.signals.pattern;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.flink.api.common.eventtime.SerializableTimestampAssigner;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.hedgerow.jobs.hedging.JournalRecord;

/**
 * Event time of the journal: when the entry was received. Read from the front of the entry, without
 * decoding the rest: every released schema begins with group, origin, venue time, receive time.
 */
public final class JournalTime implements SerializableTimestampAssigner<JournalRecord> {
  private static final long serialVersionUID = 1L;

  /** How far behind the newest entry of its partition one may have been received. */
  static final Duration DISORDER = Duration.ofSeconds(10);

  /** After how long a partition without entries is not waited for; ticks come each 0.1 s. */
  static final Duration IDLE = Duration.ofMinutes(1);

  private static final int HEADER = 10;
  private static final int MICROS_A_MILLI = 1_000;

  /** Watermarks for each partition; the job goes by the least of them. */
  public static WatermarkStrategy<JournalRecord> watermarks() {
    return WatermarkStrategy.<JournalRecord>forBoundedOutOfOrderness(DISORDER)
        .withTimestampAssigner(new JournalTime())
        .withIdleness(IDLE);
  }

  @Override
  public long extractTimestamp(JournalRecord record, long recordTimestamp) {
    try {
      return receivedMicros(record.value()) / MICROS_A_MILLI;
    } catch (IOException | RuntimeException e) {
      // What cannot be read is reported where it is decoded; it shall not move the clock.
      return recordTimestamp;
    }
  }

  static long receivedMicros(byte[] entry) throws IOException {
    BinaryDecoder front =
        DecoderFactory.get()
            .directBinaryDecoder(
                new ByteArrayInputStream(entry, HEADER, entry.length - HEADER), null);
    front.skipString();
    front.skipString();
    front.readLong();
    front.readLong();
    if (front.readIndex() == 1) {
      front.skipString();
    }
    if (front.readIndex() == 1) {
      front.readLong();
    }
    return front.readLong();
  }
}
