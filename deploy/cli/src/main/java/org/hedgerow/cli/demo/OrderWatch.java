package org.hedgerow.cli.demo;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.Decision;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.OrderCommand;
import org.hedgerow.schema.RecordCodec;
import org.hedgerow.schema.Topic;
import org.hedgerow.schema.TopicCatalogue;

/**
 * Sees orders and decisions as they come to their topics, as any other consumer would, and measures
 * how long after its cause was received each order is seen.
 */
public final class OrderWatch implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final long LONGEST_MICROS = 60_000_000;

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Thread thread;
  private final RecordCodec<Order> orderCodec = RecordCodec.of(Order.class);
  private final RecordCodec<Decision> decisionCodec = RecordCodec.of(Decision.class);
  private final Histogram tickToOrder = new Histogram(LONGEST_MICROS, 3);
  private final Map<String, Hedge> hedges = new LinkedHashMap<>();
  private long orders;
  private long measureFromMicros = Long.MAX_VALUE;
  private Exception failure;

  /**
   * The newest decision of a group.
   *
   * @param residual before the orders that it made
   */
  record Hedge(
      BigDecimal exposure, BigDecimal hedge, BigDecimal residual, BigDecimal band, String reason) {}

  public OrderWatch(String bootstrapServers) {
    Properties settings = new Properties();
    settings.setProperty(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    settings.setProperty(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.setProperty(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, "1");
    consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    List<TopicPartition> partitions = new ArrayList<>();
    for (String name : List.of(TopicCatalogue.ORDERS, TopicCatalogue.DECISIONS)) {
      Topic topic = TopicCatalogue.topic(name);
      for (int i = 0; i < topic.partitions(); i++) {
        partitions.add(new TopicPartition(name, i));
      }
    }
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    thread = new Thread(this::watch, "order-watch");
    thread.setDaemon(true);
    thread.start();
  }

  /** Orders whose cause was received from then on are measured; the newest call holds. */
  public synchronized void measureFrom(long micros) {
    measureFromMicros = micros;
  }

  /** Orders placed. */
  public synchronized long orders() {
    return orders;
  }

  synchronized Map<String, Hedge> hedges() {
    return new LinkedHashMap<>(hedges);
  }

  /** A copy of what was measured, in microseconds. */
  public synchronized Histogram tickToOrder() {
    return tickToOrder.copy();
  }

  /** What ended the watch before it was closed, or null. */
  public synchronized Exception failure() {
    return failure;
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
          seen(record, nowMicros());
        }
      }
    } catch (WakeupException e) {
      // Closed.
    } catch (IOException | RuntimeException e) {
      synchronized (this) {
        failure = e;
      }
    }
  }

  private synchronized void seen(ConsumerRecord<byte[], byte[]> record, long nowMicros)
      throws IOException {
    if (record.topic().equals(TopicCatalogue.ORDERS)) {
      Order order = orderCodec.decode(record.value());
      if (order.getCommand() == OrderCommand.PLACE) {
        orders++;
        if (order.getCauseReceiveTimeMicros() >= measureFromMicros) {
          long micros = Math.max(0, nowMicros - order.getCauseReceiveTimeMicros());
          tickToOrder.recordValue(Math.min(micros, LONGEST_MICROS));
        }
      }
      return;
    }
    Decision decision = decisionCodec.decode(record.value());
    hedges.put(
        decision.getPortfolio() + "/" + decision.getGroup(),
        new Hedge(
            Decimals.toBigDecimal(decision.getExposure()),
            Decimals.toBigDecimal(decision.getHedge()),
            Decimals.toBigDecimal(decision.getResidual()),
            Decimals.toBigDecimal(decision.getBandEnter()),
            decision.getReason()));
  }

  /** The wall clock, microseconds since the Unix epoch. */
  public static long nowMicros() {
    Instant now = Instant.now();
    return now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
  }
}
