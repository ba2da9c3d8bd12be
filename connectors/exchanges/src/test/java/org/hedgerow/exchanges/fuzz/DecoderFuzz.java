package org.hedgerow.exchanges.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.hedgerow.engine.configuration.Configuration;
import org.hedgerow.exchanges.Venue;
import org.hedgerow.exchanges.Venues;

/**
 * What a coverage-guided fuzzer calls (Jazzer finds the methods by their names; nothing of it is
 * needed to compile or to test this). Of an input the first byte chooses the venue and the second
 * the way in (which connection, which request's answer); the rest is frames. What breaks a decoder
 * that has seen others before is tried once more on a new one, and the report says which it was.
 *
 * <p>{@code -Dhedgerow.fuzz.venue=NAME}: that venue only. {@link #main} writes the seeds as inputs.
 */
public final class DecoderFuzz {
  private static final int SYMBOLS = 200;
  private static final int RECORDED_A_SESSION = 60;

  /** Inputs that a decoder is given before it is replaced: making one takes a hundred times one. */
  private static final int INPUTS_A_DECODER = 2_000;

  private static List<Target> targets = List.of();
  private static FuzzedDecoder[] decoders = {};
  private static int inputs;

  private DecoderFuzz() {}

  /** A venue and the ways into its decoder. */
  private record Target(
      Venue venue, Configuration configuration, List<FuzzInput> ways, List<FuzzInput> seeds) {

    static Target of(Venue venue) throws IOException {
      List<FuzzInput> seeds = new ArrayList<>(FuzzSeeds.made(venue.name()));
      String data = System.getProperty("hedgerow.data");
      if (data != null) {
        seeds.addAll(FuzzSeeds.recorded(venue.name(), Path.of(data), RECORDED_A_SESSION));
      }
      List<FuzzInput> ways = new ArrayList<>();
      for (FuzzInput seed : seeds) {
        if (way(ways, seed) < 0) {
          ways.add(seed.with(new byte[0]));
        }
      }
      return new Target(
          venue,
          FuzzedDecoder.configuration(venue.name(), FuzzSeeds.symbols(seeds, SYMBOLS)),
          ways,
          seeds);
    }

    FuzzedDecoder decoder() {
      return new FuzzedDecoder(venue, configuration);
    }

    static int way(List<FuzzInput> ways, FuzzInput seed) {
      for (int i = 0; i < ways.size(); i++) {
        if (ways.get(i).goesTheWayOf(seed)) {
          return i;
        }
      }
      return -1;
    }
  }

  /** Once, before the first input. */
  public static void fuzzerInitialize() {
    String only = System.getProperty("hedgerow.fuzz.venue");
    List<Target> found = new ArrayList<>();
    try {
      for (Venue venue : only == null ? Venues.all() : List.of(Venues.named(only))) {
        found.add(Target.of(venue));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    targets = found;
    decoders = new FuzzedDecoder[found.size()];
    // Classes are loaded, and the fuzzer changes them, before it looks at its clock.
    for (Target target : targets) {
      FuzzedDecoder decoder = target.decoder();
      for (FuzzInput seed : target.seeds()) {
        decoder.take(seed, 0);
      }
    }
  }

  /** One input. */
  public static void fuzzerTestOneInput(byte[] bytes) {
    if (bytes.length < 2) {
      return;
    }
    int venue = (bytes[0] & 0xff) % targets.size();
    Target target = targets.get(venue);
    FuzzInput way = target.ways().get((bytes[1] & 0xff) % target.ways().size());
    FuzzInput input = way.with(Arrays.copyOfRange(bytes, 2, bytes.length));
    if (decoders[venue] == null || inputs++ % INPUTS_A_DECODER == 0) {
      decoders[venue] = target.decoder();
    }
    try {
      decoders[venue].take(input, inputs);
    } catch (AssertionError e) {
      decoders[venue] = null;
      target.decoder().take(input, 0);
      throw new AssertionError("only after other frames: " + e.getMessage(), e);
    }
  }

  /** Writes the seeds to a folder, a file each. */
  public static void main(String[] arguments) throws IOException {
    fuzzerInitialize();
    Path folder = Files.createDirectories(Path.of(arguments[0]));
    int written = 0;
    for (int i = 0; i < targets.size(); i++) {
      Target target = targets.get(i);
      for (FuzzInput seed : target.seeds()) {
        byte[] payload = seed.payload();
        byte[] input = new byte[payload.length + 2];
        input[0] = (byte) i;
        input[1] = (byte) Target.way(target.ways(), seed);
        System.arraycopy(payload, 0, input, 2, payload.length);
        Files.write(folder.resolve(target.venue().name() + "-" + written++), input);
      }
    }
    System.out.println(written + " seeds of " + targets.size() + " venues");
  }
}
