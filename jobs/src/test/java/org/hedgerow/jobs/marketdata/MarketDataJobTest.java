package org.hedgerow.jobs.marketdata;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.hedgerow.jobs.CollectingSink;
import org.hedgerow.jobs.JobEnvironment;
import org.hedgerow.jobs.TestConfiguration;
import org.hedgerow.jobs.kafka.PlacedRecord;
import org.hedgerow.jobs.kafka.TopicRecord;
import org.hedgerow.jobs.marketdata.ticker.TickSource;
import org.hedgerow.schema.FrameKind;
import org.hedgerow.schema.JournalEntry;
import org.hedgerow.schema.RawFrame;
import org.hedgerow.schema.RecordCodec;
import org.hedgerow.schema.Tick;
import org.hedgerow.schema.Trade;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(120)
class MarketDataJobTest {
  private static final int FRAMES = 2_000;

  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  private static StreamExecutionEnvironment environment(String name) {
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.getExecutionEnvironment(
            JobEnvironment.options(1, Duration.ofMillis(200)));
    MarketDataJob.define(
        environment,
        new DataGeneratorSource<>(
            MarketDataJobTest::frame, FRAMES, TypeInformation.of(PlacedRecord.class)),
        new TickSource(Duration.ofMillis(20)),
        new CollectingSink(name + "-journal"),
        new CollectingSink(name + "-dead"),
        new CollectingSink(name + "-quality"),
        new CollectingSink(name + "-alerts"),
        TestConfiguration.settings());
    return environment;
  }

  /** Every hundredth frame is broken. */
  private static PlacedRecord frame(long offset) {
    String json =
        offset % 100 == 99
            ? "{"
            : "{\"e\":\"trade\",\"E\":1700000000000,\"T\":1700000000000,\"s\":\"XYZUSDT\",\"t\":"
                + offset
                + ",\"p\":\"10\",\"q\":\"1\",\"m\":true}";
    RawFrame frame =
        new RawFrame(
            "BINANCE_USDM",
            "BINANCE_USDM/market/0",
            1L,
            offset,
            1L,
            FrameKind.STREAM,
            null,
            null,
            ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8)));
    return new PlacedRecord(0, offset, RecordCodec.of(RawFrame.class).encode(frame));
  }

  @Test
  void framesAndTicksBecomeOneChainAGroup() throws Exception {
    JobClient job = environment("chain").executeAsync();
    try {
      int wanted = FRAMES / 100 * 99 * 2;
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
      RecordCodec<JournalEntry> codec = RecordCodec.of(JournalEntry.class);
      Map<String, Long> last = new HashMap<>();
      List<Tick> ticks = new ArrayList<>();
      int trades = 0;
      // Dead letters and entries go different ways: the last of either may come first.
      while (trades < wanted
          || ticks.size() < 10
          || CollectingSink.written("chain-dead").size() < FRAMES / 100) {
        assertTrue(
            System.nanoTime() < deadline,
            trades
                + " trades, "
                + ticks.size()
                + " ticks, "
                + CollectingSink.written("chain-dead").size()
                + " dead letters");
        TopicRecord written = CollectingSink.written("chain-journal").poll();
        if (written == null) {
          Thread.sleep(5);
          continue;
        }
        JournalEntry entry = codec.decode(written.value());
        assertEquals(entry.getGroup(), new String(written.key(), StandardCharsets.UTF_8));
        String chain = entry.getGroup() + " " + entry.getOrigin().getStream();
        assertEquals(last.getOrDefault(chain, -1L), entry.getOrigin().getPrevious(), chain);
        last.put(chain, entry.getOrigin().getSequence());
        if (entry.getPayload() instanceof Trade) {
          trades++;
        } else {
          ticks.add((Tick) entry.getPayload());
        }
      }
      assertEquals(wanted, trades);
      assertEquals(FRAMES / 100, CollectingSink.written("chain-dead").size());
      assertTrue(ticks.get(0).getEpoch() > 0);
      assertEquals(0L, ticks.get(0).getSequence());
    } finally {
      job.cancel().get(20, TimeUnit.SECONDS);
    }
  }

  /** State is found by uid: a change here breaks every savepoint. */
  @Test
  void uidsAreAsTheyWere() {
    TreeSet<String> uids = new TreeSet<>();
    for (StreamNode node : environment("uids").getStreamGraph().getStreamNodes()) {
      uids.add(String.valueOf(node.getTransformationUID()));
    }
    assertEquals(
        List.of(
            "alerts",
            "chain-entries",
            "data-quality",
            "dead-letters",
            "decode-and-route",
            "journal",
            "raw-frames",
            "ticker",
            "ticks-to-groups"),
        List.copyOf(uids));
    assertEquals("connection-epochs", MarketDataNames.EPOCHS_STATE);
    assertEquals("cleaning", MarketDataNames.CLEANING_STATE);
    assertEquals("previous-sequences", MarketDataNames.PREVIOUS_STATE);
  }
}
