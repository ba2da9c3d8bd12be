package org.hedgerow.cli.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Many orders a second, each traced. */
@Command(
    name = "orders",
    description =
        "Hedges so many orders a second through gateway and simulated exchange, and traces every"
            + " one from its cause to its fills. Fails if one is lost, doubled or cannot be traced,"
            + " or if the rate did not hold.",
    mixinStandardHelpOptions = true)
final class OrdersCommand implements Callable<Integer> {
  private static final int MOST_RATE = 1_000;
  private static final Duration SHORTEST = Duration.ofSeconds(10);
  private static final Duration LONGEST = Duration.ofMinutes(30);
  private static final Pattern LENGTH = Pattern.compile("([1-9][0-9]{0,4})([sm])");

  @Mixin private JsonOption json;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "100",
      description = "Orders a second, an even number (default: ${DEFAULT-VALUE}).")
  private int rate;

  @Option(
      names = "--for",
      paramLabel = "60s",
      defaultValue = "60s",
      description = "How long it has to hold (default: ${DEFAULT-VALUE}).")
  private String length;

  @Override
  public Integer call() {
    if (rate < 2 || rate > MOST_RATE || rate % 2 != 0) {
      throw json.wrong("--rate: '" + rate + "'; expected an even number from 2 to " + MOST_RATE);
    }
    Duration time = length();
    Optional<Path> file = json.file();
    AtomicBoolean held = new AtomicBoolean();
    int exit =
        BenchStack.run(
            stack -> {
              OrdersBench bench = new OrdersBench(stack, rate, time);
              BenchReport report = bench.measure();
              held.set(bench.held());
              return report;
            },
            file);
    return exit == 0 && !held.get() ? 1 : exit;
  }

  private Duration length() {
    Matcher matcher = LENGTH.matcher(length);
    if (matcher.matches()) {
      long amount = Long.parseLong(matcher.group(1));
      Duration time =
          matcher.group(2).equals("s") ? Duration.ofSeconds(amount) : Duration.ofMinutes(amount);
      if (time.compareTo(SHORTEST) >= 0 && time.compareTo(LONGEST) <= 0) {
        return time;
      }
    }
    throw json.wrong("--for: '" + length + "'; expected a length from 10s to 30m");
  }
}
