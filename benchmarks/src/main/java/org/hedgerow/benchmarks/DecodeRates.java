package org.hedgerow.benchmarks;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;
import org.hedgerow.exchanges.DecodedFrame;
import org.hedgerow.exchanges.FrameDecoder;
import org.hedgerow.exchanges.RejectReason;
import org.hedgerow.schema.RawFrame;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * The same recorded frames four ways, nanoseconds a frame: by the venue's decoder to payloads of
 * the journal, those payloads made anew without reading anything, by Jackson's data binding to
 * objects, and by Jackson's parser to the end without looking at anything. Each way and channel has
 * a fork of its own. {@link XChangeRates} has the same frames through another library.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class DecodeRates {
  private final JsonFactory json = new JsonFactory();

  @Param public RecordedChannel channel;

  private RawFrame[] frames;
  private SpecificRecord[][] payloads;
  private byte[][] bytes;
  private FrameDecoder decoder;
  private ObjectReader binding;
  private int next;

  @Setup
  public void setUp() {
    List<RawFrame> sample = channel.frames();
    frames = sample.toArray(new RawFrame[0]);
    bytes = sample.stream().map(frame -> frame.getPayload().array()).toArray(byte[][]::new);
    decoder = channel.decoder(sample);
    ObjectMapper mapper =
        new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    binding = mapper.readerFor(channel.bound(mapper));
    check();
  }

  /** All of them have to be read, or it is not the same work. */
  private void check() {
    List<SpecificRecord> made = new ArrayList<>();
    DecodedFrame counting =
        new DecodedFrame() {
          @Override
          public void entry(SpecificRecord payload, Long venueTimeMicros) {
            made.add(payload);
          }

          @Override
          public void ignore(String ignored) {}

          @Override
          public void reject(String rejected, RejectReason reason, String detail) {
            throw new IllegalStateException(rejected + ": " + reason + ": " + detail);
          }
        };
    long size = 0;
    long count = 0;
    payloads = new SpecificRecord[frames.length][];
    for (int i = 0; i < frames.length; i++) {
      made.clear();
      decoder.decode(frames[i], counting);
      payloads[i] = made.toArray(new SpecificRecord[0]);
      count += made.size();
      size += frames[i].getPayload().remaining();
    }
    if (count == 0) {
      throw new IllegalStateException(channel + ": no payload");
    }
    System.out.printf(
        "# %s: %d frames of %d bytes, %.2f payloads each%n",
        channel, frames.length, size / frames.length, (double) count / frames.length);
  }

  private int turn() {
    next = next + 1 == frames.length ? 0 : next + 1;
    return next;
  }

  /** To payloads of the journal. */
  @Benchmark
  public void decoder(Blackhole hole) {
    decoder.decode(frames[turn()], new Into(hole));
  }

  /** The payloads alone, from ready ones: the floor of {@link #decoder}. */
  @Benchmark
  public void records(Blackhole hole) {
    for (SpecificRecord payload : payloads[turn()]) {
      hole.consume(PayloadCopies.of(payload));
    }
  }

  /** To objects by reflection. */
  @Benchmark
  public Object binding() throws IOException {
    return binding.readValue(bytes[turn()]);
  }

  /** To the end, token by token. */
  @Benchmark
  public int bareParse() throws IOException {
    int tokens = 0;
    try (JsonParser parser = json.createParser(bytes[turn()])) {
      while (parser.nextToken() != null) {
        tokens++;
      }
    }
    return tokens;
  }

  private record Into(Blackhole hole) implements DecodedFrame {
    @Override
    public void entry(SpecificRecord payload, Long venueTimeMicros) {
      hole.consume(payload);
    }

    @Override
    public void ignore(String channel) {
      hole.consume(channel);
    }

    @Override
    public void reject(String channel, RejectReason reason, String detail) {
      hole.consume(detail);
    }
  }
}
