package org.hedgerow.benchmarks;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The frames of {@link DecodeRates} through XChange's mapping, nanoseconds a frame, for the
 * channels that it has. XChange and its own Jackson are in a class loader apart ({@code
 * benchmarks/src/xchange}, the folder that {@code -Dhedgerow.xchange} names): its versions and ours
 * do not go together.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class XChangeRates {
  @Param({
    "BINANCE_USDM_QUOTE",
    "BINANCE_USDM_TRADE",
    "BINANCE_USDM_DEPTH",
    "BINANCE_SPOT_DEPTH",
    "OKX_TRADE",
    "OKX_DEPTH",
    "DERIBIT_TICKER",
    "KRAKEN_SPOT_V1_BOOK",
    "KRAKEN_SPOT_V1_TICKER"
  })
  public RecordedChannel channel;

  private byte[][] bytes;
  private URLClassLoader loader;
  private Function<byte[], Object> mapping;
  private int next;

  @Setup
  public void setUp() throws IOException, ReflectiveOperationException {
    String folder = System.getProperty("hedgerow.xchange");
    if (folder == null) {
      throw new IllegalStateException("no XChange; run benchmarks/src/xchange/run");
    }
    List<URL> found = new ArrayList<>();
    found.add(Path.of(folder).toUri().toURL());
    try (Stream<Path> jars = Files.list(Path.of(folder))) {
      for (Path jar : jars.filter(one -> one.toString().endsWith(".jar")).sorted().toList()) {
        found.add(jar.toUri().toURL());
      }
    }
    loader = new URLClassLoader(found.toArray(new URL[0]), ClassLoader.getPlatformClassLoader());
    mapping = mapping(channel.name());
    bytes =
        channel.frames().stream().map(frame -> frame.getPayload().array()).toArray(byte[][]::new);
    for (byte[] frame : bytes) {
      if (mapping.apply(frame) == null) {
        throw new IllegalStateException(channel + ": a frame of which nothing was made");
      }
    }
  }

  @SuppressWarnings("unchecked")
  private Function<byte[], Object> mapping(String name) throws ReflectiveOperationException {
    return (Function<byte[], Object>)
        loader.loadClass("XChangeMappings").getConstructor(String.class).newInstance(name);
  }

  @TearDown
  public void tearDown() throws IOException {
    loader.close();
  }

  /** To XChange's ticker, trades or changes of a book. */
  @Benchmark
  public Object xchange() {
    next = next + 1 == bytes.length ? 0 : next + 1;
    return mapping.apply(bytes[next]);
  }
}
