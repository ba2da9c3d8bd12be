package org.hedgerow.engine.reconciliation;

import java.math.BigDecimal;
import java.util.Optional;
import org.hedgerow.engine.order.WorkingOrders;
import org.hedgerow.engine.portfolio.BookPlan;
import org.hedgerow.engine.portfolio.GroupPlan;
import org.hedgerow.engine.portfolio.Holdings;
import org.hedgerow.engine.state.GroupTables;
import org.hedgerow.schema.AccountDefinition;
import org.hedgerow.schema.BalanceReport;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.Gap;
import org.hedgerow.schema.PositionReport;
import org.hedgerow.schema.state.AccountActivity;
import org.hedgerow.schema.state.ReconciliationState;

/**
 * Holds what the engine believes against what a venue says in a snapshot of an account.
 *
 * <p>A position is RECONCILING from the beginning, and after a gap in its account's stream, until a
 * snapshot agrees. A difference counts only when two snapshots show one and nothing happened on the
 * account between them: a fill that is on its way is no difference. While an order is in flight
 * nothing is compared, and neither is a snapshot that was received before the newest fill that is
 * known: the gateway can tell of a fill while older snapshots still wait to be decoded. A spot coin
 * is compared with the spot positions in it and the wallet.
 */
public final class Reconciliation {
  private final GroupTables tables;
  private final Holdings holdings;
  private final WorkingOrders orders;
  private GroupPlan plan;
  private ComparedPlaces compared;

  public Reconciliation(GroupTables tables, Holdings holdings, WorkingOrders orders) {
    this.tables = tables;
    this.holdings = holdings;
    this.orders = orders;
  }

  /** Takes the configuration. What it adds has no row yet, which is RECONCILING. */
  public void configure(GroupPlan plan) {
    this.plan = plan;
    this.compared = new ComparedPlaces(plan);
  }

  /**
   * A difference that counts and was not told before, or the end of one that was told.
   *
   * @param what instrument or coin
   */
  public record Break(String account, String what, BigDecimal venue, BigDecimal engine) {
    /** Whether venue and engine agree again. */
    public boolean isOver() {
      return venue.compareTo(engine) == 0;
    }
  }

  /**
   * A fill or a change of balance on the account.
   *
   * @param receivedMicros when it was received, and not after the engine's clock
   */
  public void activity(String account, long receivedMicros) {
    AccountActivity row = tables.accounts().get(account);
    tables
        .accounts()
        .put(
            account,
            row == null
                ? new AccountActivity(1L, receivedMicros)
                : new AccountActivity(
                    row.getCount() + 1, Math.max(row.getNewestMicros(), receivedMicros)));
  }

  /** After a gap in an account's private stream its positions are as good as unknown. */
  public void gap(Gap gap) {
    if (gap.getInstrument() != null) {
      return;
    }
    for (AccountDefinition account : plan.configuration().getAccounts()) {
      if (gap.getConnection().equals(account.getVenue() + "/account/" + account.getAccount())) {
        hold(account.getAccount());
      }
    }
  }

  /** Holds all that is compared on the account, until a snapshot agrees. */
  public void hold(String account) {
    compared.on(account).forEach(this::forget);
  }

  private void forget(String key) {
    ReconciliationState row = tables.reconciliation().get(key);
    if (row != null) {
      row.setReconciling(true);
      row.setDifference(null);
      row.setSnapshot("");
      tables.reconciliation().put(key, row);
    }
  }

  /**
   * Compares a position; nothing where the report is no part of a snapshot.
   *
   * @param receivedMicros when the snapshot was received
   */
  public Optional<Break> compare(PositionReport report, long receivedMicros) {
    String key = ComparedPlaces.position(report.getAccount(), report.getInstrument());
    return report.getSnapshot() == null || !compared.contains(key)
        ? Optional.empty()
        : compare(
            key,
            report.getAccount(),
            report.getInstrument(),
            report.getSnapshot(),
            receivedMicros,
            Decimals.toBigDecimal(report.getQuantity()));
  }

  /**
   * Compares a spot coin; nothing where the report is no part of a snapshot.
   *
   * @param receivedMicros when the snapshot was received
   */
  public Optional<Break> compare(BalanceReport report, long receivedMicros) {
    String key = ComparedPlaces.coins(report.getAccount(), report.getAsset());
    return report.getSnapshot() == null
            || report.getWalletBalance() == null
            || !compared.contains(key)
        ? Optional.empty()
        : compare(
            key,
            report.getAccount(),
            report.getAsset(),
            report.getSnapshot(),
            receivedMicros,
            Decimals.toBigDecimal(report.getWalletBalance()));
  }

  /**
   * Whether something speaks against what the engine holds there: a snapshot that differs, or a
   * connection that was lost. What no snapshot ever spoke of is not doubted: it was configured.
   */
  public boolean isDoubted(BookPlan.Place place) {
    String key = ComparedPlaces.key(place);
    ReconciliationState row = compared.contains(key) ? tables.reconciliation().get(key) : null;
    return row != null && row.getReconciling();
  }

  /** What is known of the position that an order at that place would change. */
  public Standing standing(BookPlan.Place place) {
    String key = ComparedPlaces.key(place);
    if (!compared.contains(key)) {
      return Standing.AGREED;
    }
    ReconciliationState row = tables.reconciliation().get(key);
    if (row == null) {
      return new Standing(true, null);
    }
    if (!row.getReconciling()) {
      // What the venue holds makes no difference then, and is a sum over all portfolios.
      return Standing.AGREED;
    }
    return new Standing(
        true,
        row.getDifference() == null
            ? null
            : held(key).add(Decimals.toBigDecimal(row.getDifference())));
  }

  private Optional<Break> compare(
      String key,
      String account,
      String what,
      String snapshot,
      long receivedMicros,
      BigDecimal venue) {
    AccountActivity counted = tables.accounts().get(account);
    if (counted != null && receivedMicros < counted.getNewestMicros()) {
      return Optional.empty();
    }
    for (BookPlan.Place place : compared.places(key)) {
      if (orders.isAnyInFlight(plan, place)) {
        return Optional.empty();
      }
    }
    ReconciliationState row = tables.reconciliation().get(key);
    if (row == null) {
      row = ReconciliationState.newBuilder().build();
    }
    BigDecimal held = held(key);
    BigDecimal difference = venue.subtract(held);
    long activity = counted == null ? 0 : counted.getCount();
    Optional<Break> broken = Optional.empty();
    if (difference.signum() == 0) {
      if (row.getAlerted() != null) {
        broken = Optional.of(new Break(account, what, venue, held));
      }
      row.setReconciling(false);
      row.setSnapshot("");
      row.setAlerted(null);
    } else if (row.getSnapshot().isEmpty() || row.getActivity() != activity) {
      row.setSnapshot(snapshot);
      row.setActivity(activity);
    } else if (!row.getSnapshot().equals(snapshot)) {
      row.setReconciling(true);
      if (row.getAlerted() == null
          || Decimals.toBigDecimal(row.getAlerted()).compareTo(difference) != 0) {
        row.setAlerted(Decimals.of(difference));
        broken = Optional.of(new Break(account, what, venue, held));
      }
    }
    row.setDifference(Decimals.of(difference));
    tables.reconciliation().put(key, row);
    return broken;
  }

  /** Over all portfolios: an account is one to its venue. */
  private BigDecimal held(String key) {
    BigDecimal sum = BigDecimal.ZERO;
    for (BookPlan.Place place : compared.places(key)) {
      for (String portfolio : compared.portfolios()) {
        sum = sum.add(holdings.quantity(portfolio, place.account(), place.instrument()));
      }
    }
    BookPlan.Place first = compared.places(key).get(0);
    if (first.contract().isSpot()) {
      for (String portfolio : compared.portfolios()) {
        sum =
            sum.add(
                holdings.wallet(
                    portfolio, first.account(), first.contract().definition().getBase()));
      }
    }
    return sum;
  }
}
