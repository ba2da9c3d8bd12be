package org.hedgerow.engine.state;

import org.hedgerow.schema.state.AccountHealthState;
import org.hedgerow.schema.state.ApprovalState;
import org.hedgerow.schema.state.LossState;
import org.hedgerow.schema.state.PriceRangeState;
import org.hedgerow.schema.state.ToldBalanceState;
import org.hedgerow.schema.state.TurnsState;
import org.hedgerow.schema.state.VenueClockState;

/**
 * What the engine remembers of one hedge group to judge orders by. All but {@code health} and
 * {@code balances} stay empty while no limit asks for them.
 *
 * @param ranges a row for each hedge instrument
 * @param clocks a row for each venue
 * @param health a row for each account that told anything
 * @param turns a row for each hedge leg of a book
 * @param approvals two rows for each hedge leg of a book, one a side
 * @param losses a row for each book, and one for the group
 * @param balances a row for each account and asset that a venue told of
 */
public record RiskTables(
    Table<PriceRangeState> ranges,
    Table<VenueClockState> clocks,
    Table<AccountHealthState> health,
    Table<TurnsState> turns,
    Table<ApprovalState> approvals,
    Table<LossState> losses,
    Table<ToldBalanceState> balances) {

  static RiskTables of(TableFactory factory) {
    return new RiskTables(
        factory.table("price-ranges", PriceRangeState.class),
        factory.table("venue-clocks", VenueClockState.class),
        factory.table("account-health", AccountHealthState.class),
        factory.table("turns", TurnsState.class),
        factory.table("approvals", ApprovalState.class),
        factory.table("losses", LossState.class),
        factory.table("told-balances", ToldBalanceState.class));
  }
}
