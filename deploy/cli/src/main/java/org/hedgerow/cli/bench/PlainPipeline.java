package org.hedgerow.cli.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.hedgerow.cli.CommandFailed;
import org.hedgerow.engine.configuration.Configuration;
import org.hedgerow.engine.configuration.Instrument;
import org.hedgerow.engine.configuration.VenueEndpoint;
import org.hedgerow.exchanges.DecodedFrame;
import org.hedgerow.exchanges.FrameDecoder;
import org.hedgerow.exchanges.RejectReason;
import org.hedgerow.exchanges.Venues;
import org.hedgerow.schema.BookDelta;
import org.hedgerow.schema.BookTop;
import org.hedgerow.schema.Funding;
import org.hedgerow.schema.Index;
import org.hedgerow.schema.JournalEntry;
import org.hedgerow.schema.Mark;
import org.hedgerow.schema.Origin;
import org.hedgerow.schema.Quote;
import org.hedgerow.schema.RawFrame;
import org.hedgerow.schema.RecordCodec;
import org.hedgerow.schema.Trade;

/**
 * What the market-data job does, without Flink: one thread that consumes raw frames, decodes them
 * with the venues' decoders, and produces the same journal entries, byte for byte. No checkpoints,
 * no state that survives, no metrics, no checks of plausibility: what is left is the least that
 * this work costs.
 */
final class PlainPipeline implements DecodedFrame {
  private static final long PAYLOADS_PER_FRAME = 65_536;
  private static final Duration POLL = Duration.ofMillis(100);

  /** A group, and whether the entry is another group's own. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Route(String group, byte[] key, boolean copy) {}

  private final BenchKafka kafka;
  private final String topic;
  private final Map<String, FrameDecoder> decoders = new HashMap<>();
  private final Map<String, List<Route>> instruments = new HashMap<>();
  private final Map<String, List<Route>> indices = new HashMap<>();
  private final RecordCodec<RawFrame> frames = RecordCodec.of(RawFrame.class);
  private final RecordCodec<JournalEntry> entries = RecordCodec.of(JournalEntry.class);
  private final Map<String, Map<String, Long>> previous = new HashMap<>();
  private final String[] streams = new String[BenchKafka.PARTITIONS];
  private BenchProducer producer;
  private RawFrame frame;
  private String stream;
  private long sequence;
  private long written;

  /**
   * @param topic where its entries go
   */
  PlainPipeline(BenchKafka kafka, Configuration configuration, String topic) {
    this.kafka = kafka;
    this.topic = topic;
    for (VenueEndpoint venue : configuration.venues()) {
      decoders.put(venue.venue(), Venues.named(venue.venue()).decoder(configuration));
    }
    Map<String, List<String>> routes = configuration.routes();
    for (Instrument instrument : configuration.instruments()) {
      List<Route> to = new ArrayList<>();
      for (String group : routes.get(instrument.instrument())) {
        to.add(
            new Route(
                group, group.getBytes(StandardCharsets.UTF_8), !group.equals(instrument.base())));
      }
      instruments.put(instrument.instrument(), to);
      Map<String, Route> byGroup = new LinkedHashMap<>();
      indices
          .getOrDefault(index(instrument.instrument()), List.of())
          .forEach(route -> byGroup.put(route.group(), route));
      to.forEach(
          route -> byGroup.merge(route.group(), route, (one, two) -> one.copy() ? two : one));
      indices.put(index(instrument.instrument()), List.copyOf(byGroup.values()));
    }
    for (int i = 0; i < streams.length; i++) {
      streams[i] = "raw-frames/" + i;
    }
  }

  /** Runs over the frames up to those ends, and returns how many entries it wrote. */
  long run(Map<TopicPartition, Long> ends) {
    written = 0;
    previous.clear();
    long left = BenchKafka.sum(ends);
    try (KafkaConsumer<byte[], byte[]> consumer = kafka.consumer(ends.keySet());
        BenchProducer open = kafka.producer()) {
      producer = open;
      while (left > 0) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          frame = frames.decode(record.value());
          stream = streams[record.partition()];
          sequence = record.offset() * PAYLOADS_PER_FRAME;
          decoders.get(frame.getVenue()).decode(frame, this);
          left--;
        }
      }
      producer.flush();
    } catch (IOException e) {
      throw new CommandFailed("raw-frames holds what is no frame: " + e.getMessage(), e);
    }
    return written;
  }

  @Override
  public void entry(SpecificRecord payload, Long venueTimeMicros) {
    long own = sequence++;
    for (Route route : routes(payload)) {
      Long before =
          previous.computeIfAbsent(stream, added -> new HashMap<>()).put(route.group(), own);
      JournalEntry entry = new JournalEntry();
      entry.setGroup(route.group());
      entry.setOrigin(new Origin(stream, own, before == null ? -1L : before, null));
      entry.setVenueTimeMicros(venueTimeMicros);
      entry.setReceiveTimeMicros(frame.getReceiveTimeMicros());
      entry.setCopy(route.copy());
      entry.setPayload(payload);
      producer.send(new ProducerRecord<>(topic, route.key(), entries.encode(entry)));
      written++;
    }
  }

  private List<Route> routes(SpecificRecord payload) {
    if (payload instanceof Quote quote) {
      return market(quote.getInstrument());
    } else if (payload instanceof BookDelta delta) {
      return market(delta.getInstrument());
    } else if (payload instanceof Trade trade) {
      return market(trade.getInstrument());
    } else if (payload instanceof BookTop top) {
      return market(top.getInstrument());
    } else if (payload instanceof Mark mark) {
      return market(mark.getInstrument());
    } else if (payload instanceof Index index) {
      return indices.getOrDefault(index.getIndex(), List.of());
    } else if (payload instanceof Funding funding) {
      return market(funding.getInstrument());
    }
    throw new CommandFailed("the frames are to be a market's alone, and hold " + payload);
  }

  private List<Route> market(String instrument) {
    return instruments.getOrDefault(instrument, List.of());
  }

  /** The venue and the pair before the underscore. */
  private static String index(String instrument) {
    int underscore = instrument.indexOf('_', instrument.indexOf(':'));
    return underscore < 0 ? instrument : instrument.substring(0, underscore);
  }

  @Override
  public void ignore(String channel) {}

  @Override
  public void reject(String channel, RejectReason reason, String detail) {
    throw new CommandFailed("a frame of " + channel + " is not understood: " + detail);
  }
}
