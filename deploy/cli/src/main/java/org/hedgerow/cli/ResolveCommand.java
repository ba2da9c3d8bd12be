package org.hedgerow.cli;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A person's word about an order whose fate nobody knows. */
@Command(
    name = "resolve",
    description =
        "Says what became of an order that is unknown. It is final: look at the venue before you say it.",
    mixinStandardHelpOptions = true)
final class ResolveCommand implements Callable<Integer> {
  private static final Pattern FILL = Pattern.compile("(\\d+(?:\\.\\d+)?)@(\\d+(?:\\.\\d+)?)");

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "ORDER", description = "Its client order id; see orders --unknown.")
  private String order;

  @ArgGroup(multiplicity = "1")
  private Fate fate;

  @Option(names = "--by", paramLabel = "NAME", required = true, description = "Who says so.")
  private String by;

  @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why.")
  private String reason;

  @Mixin private GatewayDatabase database;

  /** One of the two. */
  private static final class Fate {
    @Option(
        names = "--filled",
        arity = "0..1",
        fallbackValue = "",
        paramLabel = "QUANTITY@PRICE",
        description = "It was filled, so much at that price (default: all of it at its limit).")
    private String filled;

    @Option(
        names = "--not-sent",
        description = "Nothing of it is at the venue, and nothing was filled.")
    private boolean notSent;
  }

  @Override
  public Integer call() {
    Optional<BigDecimal> quantity = Optional.empty();
    Optional<BigDecimal> price = Optional.empty();
    if (fate.filled != null && !fate.filled.isEmpty()) {
      Matcher fill = FILL.matcher(fate.filled);
      if (!fill.matches()) {
        throw new ParameterException(
            spec.commandLine(), "--filled: '" + fate.filled + "'; expected QUANTITY@PRICE");
      }
      quantity = Optional.of(new BigDecimal(fill.group(1)));
      price = Optional.of(new BigDecimal(fill.group(2)));
    }
    if (by.isBlank() || reason.isBlank()) {
      throw new ParameterException(spec.commandLine(), "--by and --reason: expected a text");
    }
    write(quantity, price);
    System.out.println("Order " + order + " is resolved; the gateway tells the journal.");
    return 0;
  }

  private void write(Optional<BigDecimal> quantity, Optional<BigDecimal> price) {
    boolean unused =
        database.run(
            orders -> {
              if (fate.notSent) {
                orders.notSent(order, by, reason);
              } else {
                orders.filled(order, quantity, price, by, reason);
              }
              return true;
            });
  }
}
