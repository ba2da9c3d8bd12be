package org.hedgerow.cli.bench;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Throughput of the market-data job. */
@Command(
    name = "pipeline",
    description =
        "Frames to journal entries by the market-data job, beside a single thread that consumes, decodes and produces"
            + " the same records.",
    mixinStandardHelpOptions = true)
final class PipelineCommand implements Callable<Integer> {
  private static final int FRAMES = 1_000_000;

  @Mixin private BenchOptions options;
  @Mixin private FrameOptions frames;

  @Override
  public Integer call() {
    int rounds = options.rounds();
    Optional<Path> json = options.json();
    FrameSupply supply = new FrameSupply(frames.replay(), frames.frames(FRAMES));
    return BenchStack.run(stack -> Pipeline.measure(stack, supply, rounds), json);
  }
}
