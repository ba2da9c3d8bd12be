package org.hedgerow.engine.portfolio.risk;

import org.hedgerow.engine.state.Table;
import org.hedgerow.engine.state.TableFactory;
import org.hedgerow.schema.state.GrantState;
import org.hedgerow.schema.state.LimitState;
import org.hedgerow.schema.state.PriceHistory;
import org.hedgerow.schema.state.ProfitState;
import org.hedgerow.schema.state.ReportState;
import org.hedgerow.schema.state.RiskState;
import org.hedgerow.schema.state.ScopeState;

/**
 * All that the risk job remembers.
 *
 * @param state one row
 * @param reports a row for each group: the last it said
 * @param grants a row for each shared limit and group
 * @param prices a row for each instrument and asset that was ever held since the job began
 * @param scopes a row for all, each portfolio and each venue
 * @param profits a row for each portfolio's part in a group
 * @param limits a row for each limit
 */
public record RiskTables(
    Table<RiskState> state,
    Table<ReportState> reports,
    Table<GrantState> grants,
    Table<PriceHistory> prices,
    Table<ScopeState> scopes,
    Table<ProfitState> profits,
    Table<LimitState> limits) {

  /** Tables made by that factory, under the names that savepoints know. */
  public static RiskTables of(TableFactory factory) {
    return new RiskTables(
        factory.table("state", RiskState.class),
        factory.table("reports", ReportState.class),
        factory.table("grants", GrantState.class),
        factory.table("prices", PriceHistory.class),
        factory.table("scopes", ScopeState.class),
        factory.table("profits", ProfitState.class),
        factory.table("limits", LimitState.class));
  }
}
