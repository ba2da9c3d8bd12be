package org.hedgerow.exchanges.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.java.typeutils.GenericTypeInfo;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.hedgerow.exchanges.Subscription;
import org.hedgerow.exchanges.TestExchange;
import org.hedgerow.schema.RawFrame;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(120)
class ExchangeSourceTest {
  private static final BlockingQueue<Seen> SEEN = new LinkedBlockingQueue<>();

  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  private record Seen(String connection, long epoch, long sequence, String text) {}

  /** Shows the test each frame, and fails the task at the word "fail". */
  private static final class Show implements MapFunction<RawFrame, Long> {
    private static final long serialVersionUID = 1L;

    @Override
    public Long map(RawFrame frame) {
      String text = StandardCharsets.UTF_8.decode(frame.getPayload().duplicate()).toString();
      if (text.equals("fail")) {
        throw new IllegalStateException("as the test wishes");
      }
      SEEN.add(new Seen(frame.getConnection(), frame.getEpoch(), frame.getSequence(), text));
      return frame.getSequence();
    }
  }

  @Test
  void connectsThroughReconnectsAndTaskFailuresUnderGrowingEpochs() throws Exception {
    Configuration options = new Configuration();
    options.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(50));
    options.set(PipelineOptions.OBJECT_REUSE, true);
    options.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    options.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(10));
    // One is the default: a checkpoint that the failing task declines would use up a second.
    options.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 100);
    try (TestExchange first = new TestExchange();
        TestExchange second = new TestExchange()) {
      StreamExecutionEnvironment environment =
          StreamExecutionEnvironment.getExecutionEnvironment(options);
      environment.setParallelism(2);
      environment
          .fromSource(
              new ExchangeSource(
                  List.of(subscription(0, first), subscription(1, second)),
                  StreamSettings.defaults()),
              WatermarkStrategy.noWatermarks(),
              "exchanges",
              new GenericTypeInfo<>(RawFrame.class))
          .map(new Show())
          .sinkTo(new DiscardingSink<>());
      JobClient job = environment.executeAsync("exchange-source-test");
      try {
        TestExchange.Peer peer = first.awaitPeer();
        TestExchange.Peer other = second.awaitPeer();
        peer.send("a");
        Seen a = next();
        assertEquals("BINANCE_SPOT/market/0", a.connection());
        other.send("b");
        assertEquals("BINANCE_SPOT/market/1", next().connection());
        peer.drop();
        peer = first.awaitPeer();
        peer.send("c");
        Seen c = next();
        assertTrue(c.epoch() > a.epoch(), "after a reconnect: " + a + " " + c);
        assertEquals(0, c.sequence());
        Thread.sleep(300);
        peer.send("fail");
        peer = first.awaitPeer();
        peer.send("d");
        Seen d = next();
        assertEquals("d", d.text());
        assertTrue(d.epoch() > c.epoch(), "after a task failure: " + c + " " + d);
      } finally {
        job.cancel().get(20, TimeUnit.SECONDS);
      }
    }
  }

  private static Seen next() throws InterruptedException {
    Seen seen = SEEN.poll(30, TimeUnit.SECONDS);
    if (seen == null) {
      throw new AssertionError("no frame came");
    }
    return seen;
  }

  private static Subscription subscription(int number, TestExchange exchange) {
    return new Subscription(
        "BINANCE_SPOT/market/" + number,
        "BINANCE_SPOT",
        null,
        null,
        exchange.stream(),
        exchange.http(),
        List.of("xyzusdt@trade"),
        List.of());
  }
}
