package org.hedgerow.cli.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.hedgerow.cli.CommandFailed;
import org.hedgerow.cli.flink.JobCatalogue;
import org.hedgerow.schema.TopicCatalogue;

/** Fills {@code raw-frames} once, for every round to read. */
final class RawFrames {
  /** What is taken of a generated market before it is repeated. */
  private static final int GENERATED = 100_000;

  private static final int GENERATED_A_SECOND = 8_000;
  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final Duration LOOK = Duration.ofMillis(500);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final int STABLE_LOOKS = 4;

  private RawFrames() {}

  /** Through the exchange and the ingest job, both of which are gone when this returns. */
  static Map<TopicPartition, Long> fill(BenchStack stack, BenchKafka kafka, FrameSupply supply) {
    stack.startExchange(
        supply.replay(),
        false,
        supply.replay().isPresent()
            ? List.of()
            : List.of("--rate", Integer.toString(GENERATED_A_SECOND)));
    String ingest = stack.submit(JobCatalogue.INGEST).get(JobCatalogue.INGEST);
    int wanted =
        supply.replay().isPresent() ? supply.frames() : Math.min(supply.frames(), GENERATED);
    await(stack, kafka, wanted);
    stack.cancel(ingest);
    stack.stopExchange();
    Map<TopicPartition, Long> market = kafka.ends(TopicCatalogue.RAW_FRAMES);
    repeat(kafka, market, supply.frames());
    Map<TopicPartition, Long> ends = kafka.ends(TopicCatalogue.RAW_FRAMES);
    long own = BenchKafka.sum(market);
    long all = BenchKafka.sum(ends);
    stack.say(
        "raw-frames holds "
            + all
            + " frames"
            + (all == own ? "" : ", the " + own + " of the market again and again"));
    return ends;
  }

  /** Until there are so many, or the recording is at its end and nothing more comes. */
  private static void await(BenchStack stack, BenchKafka kafka, int wanted) {
    long end = System.nanoTime() + LIMIT.toNanos();
    long before = -1;
    for (int stable = 0; stable < STABLE_LOOKS; ) {
      BenchStack.sleep(LOOK);
      long frames = BenchKafka.sum(kafka.ends(TopicCatalogue.RAW_FRAMES));
      if (frames >= wanted) {
        return;
      }
      if (System.nanoTime() > end) {
        throw new CommandFailed(
            "only " + frames + " of " + wanted + " frames came in five minutes");
      }
      JsonNode status = stack.exchange().status();
      stable = status.path("finished").asBoolean() && frames == before ? stable + 1 : 0;
      before = frames;
    }
  }

  private static void repeat(BenchKafka kafka, Map<TopicPartition, Long> market, int wanted) {
    long missing = wanted - BenchKafka.sum(market);
    try (BenchProducer producer = kafka.producer()) {
      while (missing > 0) {
        try (KafkaConsumer<byte[], byte[]> consumer = kafka.consumer(market.keySet())) {
          long left = BenchKafka.sum(market);
          while (left > 0 && missing > 0) {
            for (ConsumerRecord<byte[], byte[]> frame : consumer.poll(POLL)) {
              boolean ofMarket =
                  frame.offset() < market.get(new TopicPartition(frame.topic(), frame.partition()));
              if (ofMarket && missing > 0) {
                producer.send(
                    new ProducerRecord<>(
                        frame.topic(), frame.partition(), frame.key(), frame.value()));
                left--;
                missing--;
              }
            }
          }
        }
      }
      producer.flush();
    }
  }
}
