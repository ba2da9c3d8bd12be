package org.hedgerow.cli.chaos;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.hedgerow.cli.CommandFailed;
import org.hedgerow.cli.demo.OrderWatch;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.OrderCommand;
import org.hedgerow.schema.RecordCodec;
import org.hedgerow.schema.TopicCatalogue;

/** Whether new orders flow: sees each order as it comes to its topic. */
final class OrderFlow implements AutoCloseable {
  private static final long AHEAD_MICROS = 1_000_000;
  private static final Duration POLL = Duration.ofMillis(100);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Thread thread;
  private final RecordCodec<Order> codec = RecordCodec.of(Order.class);
  private long newestCauseMicros;
  private long silentFromMicros;
  private long longestSilenceMicros;
  private long orders;
  private Exception failure;

  OrderFlow(String bootstrapServers) {
    Properties settings = new Properties();
    settings.setProperty(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    settings.setProperty(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.setProperty(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, "1");
    // A broker that was killed is asked again at once: this is a stop-watch.
    settings.setProperty(ConsumerConfig.RECONNECT_BACKOFF_MS_CONFIG, "20");
    settings.setProperty(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, "100");
    consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    List<TopicPartition> partitions = new ArrayList<>();
    for (int i = 0; i < TopicCatalogue.topic(TopicCatalogue.ORDERS).partitions(); i++) {
      partitions.add(new TopicPartition(TopicCatalogue.ORDERS, i));
    }
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    thread = new Thread(this::watch, "order-flow");
    thread.setDaemon(true);
    thread.start();
  }

  /** Orders seen, repeats included. */
  synchronized long orders() {
    return orders;
  }

  /** From now on, listens for how long no new order comes. */
  synchronized void listenForSilence(long fromMicros) {
    silentFromMicros = fromMicros;
    longestSilenceMicros = 0;
  }

  /** The longest time between two new orders, since it listens, in seconds. */
  synchronized double longestSilenceSeconds() {
    return longestSilenceMicros / 1e6;
  }

  /**
   * Waits for an order whose cause was received after that moment.
   *
   * @throws NotRecovered if none came in time
   */
  synchronized void awaitOrderCausedAfter(long micros, Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    while (newestCauseMicros <= micros) {
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (failure != null) {
        throw new CommandFailed("orders cannot be watched: " + failure.getMessage(), failure);
      }
      if (left <= 0) {
        throw new NotRecovered("no new order within " + limit.toSeconds() + " s");
      }
      try {
        wait(left);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new CommandFailed("interrupted", e);
      }
    }
  }

  @Override
  public void close() {
    consumer.wakeup();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void watch() {
    try (consumer) {
      while (true) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          seen(codec.decode(record.value()));
        }
      }
    } catch (WakeupException e) {
      // Closed.
    } catch (IOException | RuntimeException e) {
      synchronized (this) {
        failure = e;
        notifyAll();
      }
    }
  }

  private synchronized void seen(Order order) {
    if (order.getCommand() != OrderCommand.PLACE) {
      return;
    }
    orders++;
    long nowMicros = OrderWatch.nowMicros();
    // What a job that was restored writes again is no new order; a cause from the future is a clock
    // that a case has set wrong.
    if (order.getCauseReceiveTimeMicros() > newestCauseMicros
        && order.getCauseReceiveTimeMicros() < nowMicros + AHEAD_MICROS) {
      newestCauseMicros = order.getCauseReceiveTimeMicros();
      if (newestCauseMicros > silentFromMicros) {
        longestSilenceMicros = Math.max(longestSilenceMicros, nowMicros - silentFromMicros);
        silentFromMicros = nowMicros;
      }
      notifyAll();
    }
  }
}
