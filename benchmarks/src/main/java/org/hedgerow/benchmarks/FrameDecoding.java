package org.hedgerow.benchmarks;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;
import org.hedgerow.exchanges.DecodedFrame;
import org.hedgerow.exchanges.FrameDecoder;
import org.hedgerow.exchanges.RejectReason;
import org.hedgerow.exchanges.Venues;
import org.hedgerow.schema.RawFrame;
import org.hedgerow.schema.RecordCodec;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** From bytes of raw-frames to payloads: nanoseconds a frame. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class FrameDecoding {
  private final RecordCodec<RawFrame> codec = RecordCodec.of(RawFrame.class);
  private RawFrame[] frames;
  private byte[][] records;
  private FrameDecoder decoder;
  private int next;

  @Setup
  public void setUp() {
    List<RawFrame> sample = SampleFrames.read();
    frames = sample.toArray(new RawFrame[0]);
    records = sample.stream().map(codec::encode).toArray(byte[][]::new);
    decoder = Venues.named(SampleFrames.VENUE).decoder(SampleConfiguration.read());
  }

  /** The venue's JSON alone. */
  @Benchmark
  public void decodeFrame(Blackhole hole) {
    decoder.decode(frames[next], new Into(hole));
    next = (next + 1) % frames.length;
  }

  /** The record that raw-frames holds, without the JSON in it. */
  @Benchmark
  public RawFrame readRecord() throws IOException {
    RawFrame frame = codec.decode(records[next]);
    next = (next + 1) % records.length;
    return frame;
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
      throw new IllegalStateException(channel + ": " + reason + ": " + detail);
    }
  }
}
