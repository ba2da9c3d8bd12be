package org.hedgerow.cli.bench;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Throughput of the store job. */
@Command(
    name = "store",
    description = "Journal entries to rows by the store job, beside psql \\copy of the same rows.",
    mixinStandardHelpOptions = true)
final class StoreCommand implements Callable<Integer> {
  private static final int FRAMES = 400_000;

  @Mixin private BenchOptions options;
  @Mixin private FrameOptions frames;

  @Override
  public Integer call() {
    int rounds = options.rounds();
    Optional<Path> json = options.json();
    FrameSupply supply = new FrameSupply(frames.replay(), frames.frames(FRAMES));
    return BenchStack.run(stack -> Store.measure(stack, supply, rounds), json);
  }
}
