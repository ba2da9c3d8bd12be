package org.hedgerow.engine.risk.shared;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.hedgerow.engine.market.MarketView;
import org.hedgerow.engine.order.WorkingOrders;
import org.hedgerow.engine.portfolio.GroupPlan;
import org.hedgerow.engine.portfolio.Holdings;
import org.hedgerow.engine.sizing.ProposedOrder;
import org.hedgerow.engine.state.GroupTables;
import org.hedgerow.engine.state.Table;
import org.hedgerow.schema.Allowance;
import org.hedgerow.schema.Amounts;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.state.AllowanceState;

/**
 * What the group may use of limits that it shares with others. An order passes if it makes nothing
 * larger, or if what is used with it stays inside an allowance that has not ended by the journal's
 * clock. Without one the group only reduces.
 *
 * <p>The codes are those of the checks before an order: MAX_GROSS, INITIAL_MARGIN.
 */
public final class Allowances {
  private final Table<AllowanceState> rows;
  private final LimitUse use;
  private List<AllowedLimit> limits = List.of();

  /** Of a group with these tables. */
  public Allowances(
      GroupTables tables, Holdings holdings, WorkingOrders orders, MarketView market) {
    this.rows = tables.allowances();
    this.use = new LimitUse(holdings, orders, market);
  }

  /** Takes a configuration; one without shared limits lets everything pass. */
  public void configure(GroupPlan plan) {
    if (plan.configuration().getSharedLimits() == null) {
      limits = List.of();
      use.clear();
      return;
    }
    limits =
        plan.configuration().getSharedLimits().getLimits().stream().map(AllowedLimit::of).toList();
    use.configure(plan);
  }

  /** Takes what the risk job allows; what is not newer than what is held changes nothing. */
  public void take(Allowance allowance) {
    AllowanceState row = row(allowance.getLimit());
    if (allowance.getSequence() > row.getSequence()) {
      row.setSequence(allowance.getSequence());
      row.setAmount(Amounts.of(Decimals.toBigDecimal(allowance.getAmount())));
      row.setExpiresMicros(allowance.getExpiresMicros());
      rows.put(allowance.getLimit(), row);
    }
  }

  /**
   * What stands against an order, as {@code CODE: key=value ...}.
   *
   * @param before orders of the same decision that have passed
   */
  public List<String> denials(
      String portfolio, ProposedOrder order, List<ProposedOrder> before, long clockMicros) {
    if (limits.isEmpty()) {
      return List.of();
    }
    List<ProposedOrder> with = new ArrayList<>(before);
    with.add(order);
    List<String> denials = new ArrayList<>();
    for (AllowedLimit limit : limits) {
      if (!use.covers(
          limit.scope(),
          portfolio,
          order.place().contract().definition().getVenue(),
          order.place().account(),
          order.place().instrument())) {
        continue;
      }
      LimitUse.Used used = use.of(limit, clockMicros, portfolio, before);
      LimitUse.Used after = use.of(limit, clockMicros, portfolio, with);
      String denied = denied(limit, used, after, clockMicros);
      if (!denied.isEmpty()) {
        denials.add(limit.measure().code() + ": limit=" + limit.name() + denied);
      }
    }
    return denials;
  }

  private String denied(
      AllowedLimit limit, LimitUse.Used used, LimitUse.Used after, long clockMicros) {
    if (!after.unpriced().isEmpty()) {
      return " unpriced=" + after.unpriced();
    }
    if (used.unpriced().isEmpty() && after.amount().compareTo(used.amount()) <= 0) {
      return "";
    }
    AllowanceState row = row(limit.name());
    BigDecimal allowed = Amounts.toBigDecimal(row.getAmount());
    boolean live = row.getExpiresMicros() > clockMicros;
    if (live && after.amount().compareTo(allowed) <= 0) {
      return "";
    }
    if (after.amount().compareTo(Amounts.toBigDecimal(row.getWanted())) > 0) {
      row.setWanted(Amounts.of(after.amount()));
      rows.put(limit.name(), row);
    }
    return " used="
        + plain(used.amount())
        + " with_order="
        + plain(after.amount())
        + (live ? " allowed=" + plain(allowed) : " allowed=none")
        + " sequence="
        + row.getSequence()
        + " expires_us="
        + row.getExpiresMicros();
  }

  List<AllowedLimit> limits() {
    return limits;
  }

  LimitUse use() {
    return use;
  }

  /** The row of a limit, or one of nothing. */
  AllowanceState row(String limit) {
    AllowanceState row = rows.get(limit);
    return row == null
        ? AllowanceState.newBuilder().setAmount(Amounts.zero()).setWanted(Amounts.zero()).build()
        : row;
  }

  /** It was told what was wanted. */
  void told(String limit, AllowanceState row) {
    if (row.getWanted().getUnscaled().hasRemaining()) {
      row.setWanted(Amounts.zero());
      rows.put(limit, row);
    }
  }

  private static String plain(BigDecimal number) {
    return number.stripTrailingZeros().toPlainString();
  }
}
