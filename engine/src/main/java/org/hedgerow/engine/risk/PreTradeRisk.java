package org.hedgerow.engine.risk;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hedgerow.schema.state.ApprovalState;

/** Runs every {@link Check} on an order that has something to judge it by. */
public final class PreTradeRisk {
  private static final Check[] CHECKS = Check.values();

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
    Check.Scope scope =
        new Check.Scope(
            context.terms(), context.book(), context.group(), context.order().isPostOnly());
    List<String> denials = new ArrayList<>();
    for (Check check : CHECKS) {
      if (check.judges(scope)) {
        check.fails(context).ifPresent(why -> denials.add(check + ": " + why));
      }
    }
    boolean onlyLarge =
        denials.size() == 1 && denials.get(0).startsWith(Check.APPROVAL_REQUIRED + ":");
    if (onlyLarge) {
      // A person is only asked for what nothing else stands against.
      context
          .state()
          .approvals()
          .ask(
              context.portfolio(),
              context.order(),
              context.notional(),
              context.clockMicros(),
              context.orderLimits().approvalMicros());
    }
    return denials.isEmpty()
        ? new Verdict(Optional.of(approved(context)), List.of())
        : new Verdict(Optional.empty(), denials);
  }

  private static ApprovedOrder approved(RiskContext context) {
    Optional<ApprovedOrder.Approval> approval = Optional.empty();
    if (context.orderLimits().approvalAbove().isPresent()
        && context.notional().compareTo(context.orderLimits().approvalAbove().get()) > 0) {
      Optional<ApprovalState> granted =
          context
              .state()
              .approvals()
              .granted(
                  context.portfolio(), context.order(), context.notional(), context.clockMicros());
      approval =
          granted.map(
              row ->
                  new ApprovedOrder.Approval(
                      context
                          .state()
                          .approvals()
                          .number(
                              context.portfolio(),
                              context.order(),
                              context.notional(),
                              context.clockMicros()),
                      row.getApprovedBy()));
    }
    return new ApprovedOrder(context.order(), context.stop().isPresent(), approval);
  }

  /**
   * The names of the checks that a book's orders have passed.
   *
   * @param postOnly whether any of the orders may stand
   */
  public static List<String> passed(RiskState state, String portfolio, boolean postOnly) {
    Check.Scope scope =
        new Check.Scope(
            state.terms(),
            state.terms().book(portfolio, state.plan().group(), state.isRough(portfolio)),
            state.terms().group(state.plan().group()),
            postOnly);
    List<String> names = new ArrayList<>();
    for (Check check : CHECKS) {
      if (check.judges(scope)) {
        names.add(check.name());
      }
    }
    return names;
  }
}
