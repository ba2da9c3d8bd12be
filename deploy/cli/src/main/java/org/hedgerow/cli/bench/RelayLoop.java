package org.hedgerow.cli.bench;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.hedgerow.cli.CommandFailed;
import org.hedgerow.cli.demo.OrderWatch;

/**
 * The hops of the flow with nothing done at any of them: frames to a first topic, each passed on to
 * a second, those that stand for orders on to a third, where a consumer sees them. A thread a hop,
 * as many records of the same sizes as the flow has.
 */
final class RelayLoop implements AutoCloseable {
  private static final List<String> TOPICS =
      List.of("bench-relay-frames", "bench-relay-journal", "bench-relay-orders");
  private static final Duration POLL = Duration.ofMillis(200);
  private static final long LONGEST_MICROS = 60_000_000;
  private static final int HEADER = Long.BYTES + 1;

  /**
   * What the loop is to carry.
   *
   * @param framesPerSecond into the first topic, and on to the second
   * @param ordersPerSecond of them that come to the third
   * @param frameBytes mean size of a frame's record
   * @param entryBytes of a journal entry's
   * @param orderBytes of an order's
   */
  record Load(
      double framesPerSecond,
      double ordersPerSecond,
      int frameBytes,
      int entryBytes,
      int orderBytes) {}

  private final Load load;
  private final List<KafkaConsumer<byte[], byte[]>> consumers = new ArrayList<>();
  private final List<BenchProducer> producers = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private Histogram seen = new Histogram(LONGEST_MICROS, 3);
  private Exception failure;

  RelayLoop(BenchKafka kafka, Load load) {
    this.load = load;
    TOPICS.forEach(kafka::create);
    for (String topic : TOPICS) {
      consumers.add(kafka.consumer(BenchKafka.partitions(topic)));
      producers.add(kafka.producer());
    }
    start("relay-frames", () -> pass(0, load.entryBytes(), false));
    start("relay-journal", () -> pass(1, load.orderBytes(), true));
    start("relay-orders", this::watch);
  }

  private void start(String name, Runnable body) {
    Thread thread =
        new Thread(
            () -> {
              try {
                body.run();
              } catch (WakeupException | InterruptException closed) {
                // Closed.
              } catch (RuntimeException e) {
                fail(e);
              }
            },
            name);
    thread.setDaemon(true);
    thread.start();
    threads.add(thread);
  }

  private synchronized void fail(Exception e) {
    failure = e;
  }

  /** Carries its load for so long; microseconds from before a frame was sent to its order seen. */
  Histogram run(Duration settle, Duration length) {
    long began = System.nanoTime();
    long measureFrom = began + settle.toNanos();
    long end = measureFrom + length.toNanos();
    synchronized (this) {
      seen = new Histogram(LONGEST_MICROS, 3);
    }
    double frameNanos = 1e9 / load.framesPerSecond();
    double orderNanos = 1e9 / load.ordersPerSecond();
    double nextFrame = began;
    double nextOrder = measureFrom;
    for (long frame = 0; nextFrame < end; frame++, nextFrame += frameNanos) {
      for (long wait; (wait = (long) nextFrame - System.nanoTime()) > 0; ) {
        LockSupport.parkNanos(wait);
      }
      boolean order = nextFrame >= nextOrder;
      if (order) {
        nextOrder += orderNanos;
      }
      byte[] value = new byte[Math.max(HEADER, load.frameBytes())];
      ByteBuffer.wrap(value).putLong(OrderWatch.nowMicros()).put((byte) (order ? 1 : 0));
      producers.get(0).send(record(TOPICS.get(0), frame, value));
    }
    BenchStack.sleep(Duration.ofSeconds(1));
    synchronized (this) {
      if (failure != null) {
        throw new CommandFailed("the plain loop ended: " + failure.getMessage(), failure);
      }
      return seen.copy();
    }
  }

  private void pass(int hop, int bytes, boolean ordersOnly) {
    BenchProducer producer = producers.get(hop + 1);
    String to = TOPICS.get(hop + 1);
    while (true) {
      for (ConsumerRecord<byte[], byte[]> record : consumers.get(hop).poll(POLL)) {
        if (!ordersOnly || record.value()[Long.BYTES] == 1) {
          producer.send(
              record(
                  to, record.partition(), Arrays.copyOf(record.value(), Math.max(HEADER, bytes))));
        }
      }
    }
  }

  private void watch() {
    while (true) {
      for (ConsumerRecord<byte[], byte[]> record : consumers.get(2).poll(POLL)) {
        long micros = OrderWatch.nowMicros() - ByteBuffer.wrap(record.value()).getLong();
        synchronized (this) {
          seen.recordValue(Math.min(Math.max(0, micros), LONGEST_MICROS));
        }
      }
    }
  }

  private static ProducerRecord<byte[], byte[]> record(String topic, long place, byte[] value) {
    return new ProducerRecord<>(topic, (int) (place % BenchKafka.PARTITIONS), null, value);
  }

  @Override
  public void close() {
    consumers.forEach(KafkaConsumer::wakeup);
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    consumers.forEach(KafkaConsumer::close);
    producers.forEach(BenchProducer::close);
  }
}
