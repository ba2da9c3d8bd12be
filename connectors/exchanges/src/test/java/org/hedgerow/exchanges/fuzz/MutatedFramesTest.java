package org.hedgerow.exchanges.fuzz;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.hedgerow.exchanges.RecordedData;
import org.hedgerow.exchanges.Venue;
import org.hedgerow.exchanges.Venues;
import org.junit.jupiter.api.Test;

/**
 * Frames of every venue, its markets', its accounts' and its answers, bent and broken at random:
 * none may throw, hang, make memory grow, or become what cannot be. Decoders live as long as the
 * run, so that what one frame leaves behind meets the next. {@code -Dfuzz.frames}, {@code
 * -Dfuzz.seed}, {@code -Dfuzz.threads}; with the recordings of {@code ../shared/data} where they
 * are.
 */
class MutatedFramesTest {
  private static final long SEED = Long.getLong("fuzz.seed", 1);
  private static final long FRAMES = Long.getLong("fuzz.frames", 200_000);
  private static final int THREADS = Integer.getInteger("fuzz.threads", 1);
  private static final int RECORDED_A_SESSION = 3_000;
  private static final int SYMBOLS = 2_000;
  private static final long GROWTH = 96L << 20;

  /** Of the frames: what warms up, and fills books, is over after these. */
  private static final int SETTLED_AFTER = 4;

  @Test
  void noFrameBreaksADecoderOrBecomesNonsense() throws Exception {
    List<List<FuzzInput>> seeds = seeds();
    long begun = System.nanoTime();
    List<List<FuzzedVenue>> crews = new ArrayList<>();
    for (int thread = 0; thread < THREADS; thread++) {
      List<FuzzedVenue> crew = new ArrayList<>();
      for (int i = 0; i < seeds.size(); i++) {
        crew.add(
            new FuzzedVenue(Venues.all().get(i), seeds.get(i), SEED * 1_000 + thread * 31L + i));
      }
      crews.add(crew);
    }
    long each = FRAMES / THREADS;
    run(crews, 0, each / SETTLED_AFTER);
    long before = used();
    run(crews, each / SETTLED_AFTER, each);
    long after = used();
    double seconds = (System.nanoTime() - begun) / 1e9;
    System.out.printf(
        "seed %d, %d threads: %d frames in %.1f s, %.0f frames/s; heap %.1f MB after a quarter,"
            + " %.1f MB at the end%n",
        SEED,
        THREADS,
        each * THREADS,
        seconds,
        each * THREADS / seconds,
        before / 1e6,
        after / 1e6);
    for (int i = 0; i < seeds.size(); i++) {
      long accepted = 0;
      long letters = 0;
      long ignored = 0;
      for (List<FuzzedVenue> crew : crews) {
        PossiblePayloads judge = crew.get(i).decoder.judge();
        accepted += judge.accepted();
        letters += judge.deadLetters();
        ignored += judge.ignored();
      }
      String venue = Venues.all().get(i).name();
      System.out.printf(
          "%s: %d seeds, %d entries, %d dead letters, %d ignored%n",
          venue, seeds.get(i).size(), accepted, letters, ignored);
      assertTrue(accepted > 0 && letters > 0, venue + " was not fuzzed");
    }
    assertTrue(after - before < GROWTH, "memory has grown by " + (after - before));
  }

  private static List<List<FuzzInput>> seeds() throws IOException {
    Path data = RecordedData.root();
    if (!Files.exists(data)) {
      System.out.println("no recorded data at " + data + "; seeds of our own making only");
    }
    List<List<FuzzInput>> all = new ArrayList<>();
    for (Venue venue : Venues.all()) {
      List<FuzzInput> seeds = new ArrayList<>(FuzzSeeds.made(venue.name()));
      int made = seeds.size();
      List<FuzzInput> recorded = FuzzSeeds.recorded(venue.name(), data, RECORDED_A_SESSION);
      seeds.addAll(recorded);
      // As many as there are recorded ones, or accounts and answers would hardly have a turn.
      for (int i = made; i < recorded.size(); i++) {
        seeds.add(seeds.get(i % made));
      }
      all.add(seeds);
    }
    return all;
  }

  private static void run(List<List<FuzzedVenue>> crews, long from, long to) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(crews.size());
    try {
      List<Future<?>> runs = new ArrayList<>();
      for (List<FuzzedVenue> crew : crews) {
        runs.add(
            threads.submit(
                () -> {
                  for (long i = from; i < to; i++) {
                    crew.get((int) (i % crew.size())).frame(i);
                  }
                }));
      }
      for (Future<?> run : runs) {
        try {
          run.get();
        } catch (ExecutionException e) {
          throw new AssertionError("seed " + SEED + ": " + e.getCause().getMessage(), e.getCause());
        }
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static long used() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  /** One venue in one thread: its seeds, its mutations, its decoder. */
  private static final class FuzzedVenue {
    private final List<FuzzInput> seeds;
    private final FrameMutator mutator;
    private final FuzzedDecoder decoder;

    FuzzedVenue(Venue venue, List<FuzzInput> seeds, long seed) {
      this.seeds = seeds;
      mutator = new FrameMutator(seed);
      decoder =
          new FuzzedDecoder(
              venue, FuzzedDecoder.configuration(venue.name(), FuzzSeeds.symbols(seeds, SYMBOLS)));
    }

    void frame(long sequence) {
      decoder.take(mutator.next(seeds), sequence);
    }
  }
}
