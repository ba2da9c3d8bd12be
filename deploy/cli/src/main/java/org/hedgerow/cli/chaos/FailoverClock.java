package org.hedgerow.cli.chaos;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.hedgerow.cli.CommandFailed;
import org.hedgerow.cli.demo.OrderWatch;
import org.hedgerow.cli.flink.FlinkRest;

/**
 * Times the steps from a strike to the first new order, in a thread of its own: when Flink noticed,
 * and when every task of every job ran again.
 */
final class FailoverClock implements AutoCloseable {
  private static final Duration LOOK_EVERY = Duration.ofMillis(50);

  private final FlinkRest cluster;
  private final Thread thread;
  private final int jobs;
  private final long startMicros = OrderWatch.nowMicros();
  private volatile boolean closed;
  private volatile long noticedMicros = -1;
  private volatile long runningMicros = -1;

  /**
   * Starts the clock.
   *
   * @param jobs how many have to run
   */
  FailoverClock(URI flink, int jobs) {
    this.cluster = new FlinkRest(flink);
    this.jobs = jobs;
    this.thread = new Thread(this::look, "failover-clock");
    thread.setDaemon(true);
    thread.start();
  }

  /** The moment of the strike. */
  long startMicros() {
    return startMicros;
  }

  /** Seconds until a job or the cluster was seen not to run, or -1: nothing was noticed. */
  double noticedSeconds() {
    return seconds(noticedMicros);
  }

  /** Seconds until all tasks ran again, or -1. */
  double runningSeconds() {
    return seconds(runningMicros);
  }

  private double seconds(long micros) {
    return micros < 0 ? -1 : (micros - startMicros) / 1e6;
  }

  private void look() {
    while (!closed) {
      boolean whole;
      try {
        List<FlinkRest.Job> now = cluster.jobs().stream().filter(job -> !job.isOver()).toList();
        whole = now.size() >= jobs && now.stream().allMatch(FlinkRest.Job::isWhole);
      } catch (CommandFailed down) {
        whole = false;
      }
      long micros = OrderWatch.nowMicros();
      if (!whole) {
        noticedMicros = noticedMicros < 0 ? micros : noticedMicros;
        runningMicros = -1;
      } else if (noticedMicros >= 0 && runningMicros < 0) {
        runningMicros = micros;
      }
      ChaosStage.sleep(LOOK_EVERY);
    }
  }

  @Override
  public void close() {
    closed = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
