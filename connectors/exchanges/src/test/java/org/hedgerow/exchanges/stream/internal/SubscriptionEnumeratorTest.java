package org.hedgerow.exchanges.stream.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import org.apache.flink.api.connector.source.ReaderInfo;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SplitsAssignment;
import org.apache.flink.metrics.groups.SplitEnumeratorMetricGroup;
import org.hedgerow.exchanges.Subscription;
import org.hedgerow.exchanges.stream.SubscriptionSplit;
import org.junit.jupiter.api.Test;

class SubscriptionEnumeratorTest {
  private final Context context = new Context();
  private final AtomicLong clock = new AtomicLong(1_000);

  private static Subscription subscription(int number) {
    return new Subscription(
        "V/market/" + number,
        "V",
        number % 2 == 0 ? null : "account",
        number % 2 == 0 ? null : "credentials",
        URI.create("wss://stream.example"),
        URI.create("https://rest.example"),
        List.of("a", "b"),
        List.of("/depth"));
  }

  private SubscriptionEnumerator enumerator(ConnectionEpochs epochs) {
    return new SubscriptionEnumerator(
        context, List.of(subscription(0), subscription(1), subscription(2)), epochs, clock::get);
  }

  @Test
  void connectionsAreSpreadEvenlyAndEachHasAnEpoch() {
    SubscriptionEnumerator enumerator = enumerator(ConnectionEpochs.none());
    enumerator.addReader(0);
    enumerator.addReader(1);
    assertEquals(
        Map.of(
            0,
            List.of(
                new SubscriptionSplit(subscription(0), 1_000),
                new SubscriptionSplit(subscription(2), 1_000)),
            1,
            List.of(new SubscriptionSplit(subscription(1), 1_000))),
        context.assigned);
  }

  @Test
  void epochsGrowWithEveryConnectEvenIfTheClockGoesBack() {
    SubscriptionEnumerator enumerator = enumerator(ConnectionEpochs.none());
    enumerator.addReader(0);
    clock.set(500);
    enumerator.handleSourceEvent(0, new EpochRequested("V/market/0"));
    assertEquals(List.of(new EpochGranted("V/market/0", 1_001)), context.events);
    clock.set(9_000);
    enumerator.handleSourceEvent(0, new EpochRequested("V/market/0"));
    assertEquals(new EpochGranted("V/market/0", 9_000), context.events.get(1));
  }

  @Test
  void aReaderThatComesBackGetsItsConnectionsAgainUnderNewEpochs() throws Exception {
    SubscriptionEnumerator before = enumerator(ConnectionEpochs.none());
    before.addReader(0);
    ConnectionEpochsSerializer serializer = new ConnectionEpochsSerializer();
    byte[] checkpoint = serializer.serialize(before.snapshotState(1));
    clock.set(0);
    SubscriptionEnumerator after =
        enumerator(serializer.deserialize(serializer.getVersion(), checkpoint));
    context.assigned.clear();
    after.addReader(0);
    after.addReader(0);
    assertEquals(1_002, context.assigned.get(0).get(0).epoch());
  }

  @Test
  void splitsSurviveTheirSerializer() throws Exception {
    SubscriptionSplitSerializer serializer = new SubscriptionSplitSerializer();
    for (int number : new int[] {0, 1}) {
      SubscriptionSplit split = new SubscriptionSplit(subscription(number), 77);
      assertEquals(
          split, serializer.deserialize(serializer.getVersion(), serializer.serialize(split)));
    }
    SubscriptionSplit listing =
        new SubscriptionSplit(subscription(0).listing(List.of("/list"), Duration.ofMinutes(7)), 78);
    assertEquals(
        listing, serializer.deserialize(serializer.getVersion(), serializer.serialize(listing)));
  }

  private static final class Context implements SplitEnumeratorContext<SubscriptionSplit> {
    final Map<Integer, List<SubscriptionSplit>> assigned = new TreeMap<>();
    final List<SourceEvent> events = new ArrayList<>();

    @Override
    public SplitEnumeratorMetricGroup metricGroup() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void sendEventToSourceReader(int subtask, SourceEvent event) {
      events.add(event);
    }

    @Override
    public int currentParallelism() {
      return 2;
    }

    @Override
    public Map<Integer, ReaderInfo> registeredReaders() {
      return Map.of();
    }

    @Override
    public void assignSplits(SplitsAssignment<SubscriptionSplit> assignment) {
      assigned.putAll(assignment.assignment());
    }

    @Override
    public void signalNoMoreSplits(int subtask) {}

    @Override
    public <T> void callAsync(Callable<T> callable, BiConsumer<T, Throwable> handler) {}

    @Override
    public <T> void callAsync(
        Callable<T> callable, BiConsumer<T, Throwable> handler, long delay, long period) {}

    @Override
    public void runInCoordinatorThread(Runnable task) {
      task.run();
    }
  }
}
