package org.hedgerow.jobs.marketdata.ticker;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.core.io.InputStatus;
import org.hedgerow.engine.journal.Acceptance;

/**
 * Emits a tick when one is due. Ticks that fell due while the job was held up become one, at the
 * time at which it is emitted: a clock that is late says so, it does not count up what it missed.
 * One that is later than the engine takes from one epoch goes on under a new one.
 */
final class TickReader implements SourceReader<TickTime, TickerSplit> {
  private final Duration interval;
  private final LongSupplier nowMicros;
  private final Runnable askForEpoch;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "ticker");
            thread.setDaemon(true);
            return thread;
          });
  private final Object lock = new Object();
  private CompletableFuture<Void> due = new CompletableFuture<>();
  private TickerSplit split;
  private long sequence;
  private long lastMicros;
  private boolean waitsForEpoch;

  /**
   * @param askForEpoch asks the coordinator to assign the ticker anew
   */
  TickReader(Duration interval, LongSupplier nowMicros, Runnable askForEpoch) {
    this.interval = interval;
    this.nowMicros = nowMicros;
    this.askForEpoch = askForEpoch;
  }

  @Override
  public void start() {}

  @Override
  public void addSplits(List<TickerSplit> splits) {
    boolean first = split == null;
    split = splits.get(splits.size() - 1);
    sequence = 0;
    waitsForEpoch = false;
    if (first) {
      var unused =
          timer.scheduleAtFixedRate(this::fallDue, 0, interval.toNanos(), TimeUnit.NANOSECONDS);
    }
  }

  private void fallDue() {
    synchronized (lock) {
      due.complete(null);
    }
  }

  @Override
  public InputStatus pollNext(ReaderOutput<TickTime> output) {
    synchronized (lock) {
      if (!due.isDone()) {
        return InputStatus.NOTHING_AVAILABLE;
      }
      due = new CompletableFuture<>();
    }
    if (waitsForEpoch) {
      return InputStatus.NOTHING_AVAILABLE;
    }
    // The clock of a machine may be set back; the journal's is not.
    long now = Math.max(lastMicros, nowMicros.getAsLong());
    if (sequence > 0 && now - lastMicros > Acceptance.LARGEST_STEP_MICROS) {
      waitsForEpoch = true;
      askForEpoch.run();
      return InputStatus.NOTHING_AVAILABLE;
    }
    lastMicros = now;
    output.collect(new TickTime(split.epoch(), sequence++, lastMicros));
    return InputStatus.NOTHING_AVAILABLE;
  }

  @Override
  public CompletableFuture<Void> isAvailable() {
    synchronized (lock) {
      return due;
    }
  }

  /** Empty: the enumerator assigns the ticker anew, under a higher epoch. */
  @Override
  public List<TickerSplit> snapshotState(long checkpoint) {
    return List.of();
  }

  @Override
  public void notifyNoMoreSplits() {}

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
