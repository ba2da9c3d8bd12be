package org.hedgerow.engine.state;

import org.hedgerow.schema.ConfigChange;
import org.hedgerow.schema.state.AccountActivity;
import org.hedgerow.schema.state.AccountLineState;
import org.hedgerow.schema.state.AccountingState;
import org.hedgerow.schema.state.AllowanceState;
import org.hedgerow.schema.state.BookState;
import org.hedgerow.schema.state.ExposureState;
import org.hedgerow.schema.state.GroupHeader;
import org.hedgerow.schema.state.MarketState;
import org.hedgerow.schema.state.OrderState;
import org.hedgerow.schema.state.ParentState;
import org.hedgerow.schema.state.PositionState;
import org.hedgerow.schema.state.ReconciliationState;
import org.hedgerow.schema.state.SampleBlock;
import org.hedgerow.schema.state.Seen;
import org.hedgerow.schema.state.SeenKey;
import org.hedgerow.schema.state.SeenRange;
import org.hedgerow.schema.state.SeriesState;
import org.hedgerow.schema.state.StreamMark;
import org.hedgerow.schema.state.TradingStops;
import org.hedgerow.schema.state.WalletState;

/**
 * All that the engine remembers of one hedge group.
 *
 * @param header one row
 * @param configuration one row, the newest snapshot; read again only after a restart
 * @param streams a row for each partition of raw-frames that feeds the group, and for each shared
 *     limit that the risk job ever spoke of
 * @param market a row for each instrument that the group gets
 * @param positions a row for each portfolio, account and instrument that was held
 * @param wallets a row for each portfolio, account and coin
 * @param orders a row for each order in flight, and for the last {@link BoundedSet#CAPACITY} closed
 *     ones
 * @param parents a row for each hedge that is being worked: at most one a leg of a book
 * @param books a row for each portfolio that has a book in the group
 * @param reconciliation a row for each position and each spot coin on an account that the group's
 *     books trade or hold
 * @param accounts a row for each account that reports came from
 * @param seen with {@code seenKeys} and {@code seenRanges}: see {@link BoundedSet}
 * @param series a row for each distinct series that the books' strategies and bands ask for
 * @param samples of each of these that has a window, a row for so many of its samples
 * @param accounting a row for each portfolio that has, or had, a book in the group
 * @param accountLines of each of these, a row for each instrument and each currency on an account
 *     that it ever held or paid in
 * @param stops one row: where trading is stopped
 * @param allowances a row for each shared limit that the risk job ever spoke of
 * @param exposure one row: what was told of what is held
 * @param risk what limits are judged by
 */
public record GroupTables(
    Table<GroupHeader> header,
    Table<ConfigChange> configuration,
    Table<StreamMark> streams,
    Table<MarketState> market,
    Table<PositionState> positions,
    Table<WalletState> wallets,
    Table<OrderState> orders,
    Table<ParentState> parents,
    Table<BookState> books,
    Table<ReconciliationState> reconciliation,
    Table<AccountActivity> accounts,
    Table<Seen> seen,
    Table<SeenKey> seenKeys,
    Table<SeenRange> seenRanges,
    Table<SeriesState> series,
    Table<SampleBlock> samples,
    Table<AccountingState> accounting,
    Table<AccountLineState> accountLines,
    Table<TradingStops> stops,
    Table<AllowanceState> allowances,
    Table<ExposureState> exposure,
    RiskTables risk) {

  /** Tables made by that factory, under the names that savepoints know. */
  public static GroupTables of(TableFactory factory) {
    return new GroupTables(
        factory.table("header", GroupHeader.class),
        factory.table("configuration", ConfigChange.class),
        factory.table("streams", StreamMark.class),
        factory.table("market", MarketState.class),
        factory.table("positions", PositionState.class),
        factory.table("wallets", WalletState.class),
        factory.table("orders", OrderState.class),
        factory.table("parents", ParentState.class),
        factory.table("books", BookState.class),
        factory.table("reconciliation", ReconciliationState.class),
        factory.table("accounts", AccountActivity.class),
        factory.table("seen", Seen.class),
        factory.table("seen-keys", SeenKey.class),
        factory.table("seen-ranges", SeenRange.class),
        factory.table("series", SeriesState.class),
        factory.table("samples", SampleBlock.class),
        factory.table("accounting", AccountingState.class),
        factory.table("account-lines", AccountLineState.class),
        factory.table("stops", TradingStops.class),
        factory.table("allowances", AllowanceState.class),
        factory.table("exposure", ExposureState.class),
        RiskTables.of(factory));
  }
}
