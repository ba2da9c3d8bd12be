package org.hedgerow.cli.bench;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Latency of the whole flow. */
@Command(
    name = "tick-to-order",
    description =
        "From the receipt of what caused an order to a consumer that sees it, beside a plain Kafka loop over the same"
            + " hops.",
    mixinStandardHelpOptions = true)
final class TickToOrderCommand implements Callable<Integer> {
  @Mixin private BenchOptions options;

  @Override
  public Integer call() {
    int rounds = options.rounds();
    Optional<Path> json = options.json();
    return BenchStack.run(stack -> TickToOrder.measure(stack, rounds), json);
  }
}
