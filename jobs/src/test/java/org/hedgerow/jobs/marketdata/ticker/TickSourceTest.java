package org.hedgerow.jobs.marketdata.ticker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceOutput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TickSourceTest {
  @Test
  void ticksCountUnderOneEpochAndNeverGoBack() throws Exception {
    AtomicLong clock = new AtomicLong(1_000);
    TickReader reader = new TickReader(Duration.ofMillis(5), clock::get, () -> {});
    Ticks ticks = new Ticks();
    try {
      assertFalse(reader.isAvailable().isDone(), "no tick before there is an epoch");
      reader.addSplits(List.of(new TickerSplit(7)));
      await(reader, ticks, 1);
      clock.set(500);
      await(reader, ticks, 2);
      clock.set(2_000);
      await(reader, ticks, 3);
    } finally {
      reader.close();
    }
    assertEquals(
        List.of(new TickTime(7, 0, 1_000), new TickTime(7, 1, 1_000), new TickTime(7, 2, 2_000)),
        ticks.all);
  }

  @Test
  void ticksThatWereMissedAreOne() throws Exception {
    TickReader reader = new TickReader(Duration.ofMillis(1), TickSource::nowMicros, () -> {});
    Ticks ticks = new Ticks();
    try {
      reader.addSplits(List.of(new TickerSplit(7)));
      Thread.sleep(100);
      reader.pollNext(ticks);
      assertEquals(1, ticks.all.size());
    } finally {
      reader.close();
    }
  }

  @Test
  void aTickerThatWasHeldUpForLongGoesOnUnderANewEpoch() throws Exception {
    AtomicLong clock = new AtomicLong(1_000);
    AtomicLong asked = new AtomicLong();
    TickReader reader = new TickReader(Duration.ofMillis(1), clock::get, asked::incrementAndGet);
    Ticks ticks = new Ticks();
    try {
      reader.addSplits(List.of(new TickerSplit(7)));
      await(reader, ticks, 1);
      clock.addAndGet(5_000_001);
      while (asked.get() == 0) {
        reader.isAvailable().get(20, TimeUnit.SECONDS);
        reader.pollNext(ticks);
      }
      reader.isAvailable().get(20, TimeUnit.SECONDS);
      reader.pollNext(ticks);
      assertEquals(1, ticks.all.size(), "nothing more under the old epoch");
      assertEquals(1, asked.get(), "it asks once");
      reader.addSplits(List.of(new TickerSplit(8)));
      await(reader, ticks, 2);
    } finally {
      reader.close();
    }
    assertEquals(new TickTime(8, 0, 5_001_001), ticks.all.get(1));
  }

  @Test
  void serializersKeepTheEpoch() throws Exception {
    TickerSplit.Serializer splits = new TickerSplit.Serializer();
    assertEquals(
        new TickerSplit(Long.MAX_VALUE),
        splits.deserialize(1, splits.serialize(new TickerSplit(Long.MAX_VALUE))));
    EpochSerializer epochs = new EpochSerializer();
    assertEquals(5L, epochs.deserialize(1, epochs.serialize(5L)));
  }

  private static void await(TickReader reader, Ticks ticks, int count) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (ticks.all.size() < count) {
      assertTrue(System.nanoTime() < deadline);
      reader.isAvailable().get(20, TimeUnit.SECONDS);
      reader.pollNext(ticks);
    }
  }

  private static final class Ticks implements ReaderOutput<TickTime> {
    final List<TickTime> all = new ArrayList<>();

    @Override
    public void collect(TickTime tick) {
      all.add(tick);
    }

    @Override
    public void collect(TickTime tick, long timestamp) {
      all.add(tick);
    }

    @Override
    public void emitWatermark(Watermark watermark) {}

    @Override
    public void markIdle() {}

    @Override
    public void markActive() {}

    @Override
    public SourceOutput<TickTime> createOutputForSplit(String splitId) {
      return this;
    }

    @Override
    public void releaseOutputForSplit(String splitId) {}
  }
}
