package org.hedgerow.engine.risk;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs every {@link Check} on an order. */
public final class PreTradeRisk {
  private PreTradeRisk() {}

  /**
   * What the checks said.
   *
   * @param approved the order, if all passed
   * @param denials {@code CODE: key=value ...} of each that failed
   */
  public record Verdict(Optional<ApprovedOrder> approved, List<String> denials) {}

  /** Judges an order; reports all failing checks, not only the first. */
  public static Verdict judge(RiskContext context) {
    List<String> denials = new ArrayList<>();
    for (Check check : Check.values()) {
      check.fails(context).ifPresent(why -> denials.add(check + ": " + why));
    }
    return denials.isEmpty()
        ? new Verdict(
            Optional.of(new ApprovedOrder(context.order(), context.stop().isPresent())), List.of())
        : new Verdict(Optional.empty(), denials);
  }
}
