package org.hedgerow.benchmarks;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.hedgerow.schema.JournalEntry;
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

/** Journal entries to bytes and back: nanoseconds an entry. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class EntryCoding {
  private final RecordCodec<JournalEntry> codec = RecordCodec.of(JournalEntry.class);
  private JournalEntry[] entries;
  private byte[][] records;
  private int next;

  @Setup
  public void setUp() {
    List<JournalEntry> sample = SampleEntries.read();
    entries = sample.toArray(new JournalEntry[0]);
    records = sample.stream().map(codec::encode).toArray(byte[][]::new);
  }

  @Benchmark
  public byte[] encodeEntry() {
    byte[] record = codec.encode(entries[next]);
    next = (next + 1) % entries.length;
    return record;
  }

  @Benchmark
  public JournalEntry decodeEntry() throws IOException {
    JournalEntry entry = codec.decode(records[next]);
    next = (next + 1) % records.length;
    return entry;
  }
}
