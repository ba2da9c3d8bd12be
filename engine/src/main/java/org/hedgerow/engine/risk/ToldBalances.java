package org.hedgerow.engine.risk;

import java.math.BigDecimal;
import java.util.Optional;
import org.hedgerow.engine.portfolio.Contract;
import org.hedgerow.engine.portfolio.Rounding;
import org.hedgerow.engine.state.Table;
import org.hedgerow.schema.Amounts;
import org.hedgerow.schema.BalanceReport;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.ExecutionReport;
import org.hedgerow.schema.Side;
import org.hedgerow.schema.state.ToldBalanceState;

/**
 * What wallets hold by the venue's last word. A spot fill takes what it paid at once; what it
 * brought counts when the venue says so, so that the balance is never thought too large by a fill.
 */
public final class ToldBalances {
  private final Table<ToldBalanceState> rows;

  ToldBalances(Table<ToldBalanceState> rows) {
    this.rows = rows;
  }

  /** Takes the venue's word, where it states what is in the wallet. */
  public void told(BalanceReport report) {
    if (report.getWalletBalance() != null) {
      put(report.getAccount(), report.getAsset(), Decimals.toBigDecimal(report.getWalletBalance()));
    }
  }

  /** A fill on an account of the group. */
  public void filled(ExecutionReport fill, Contract contract) {
    if (!contract.isSpot()) {
      return;
    }
    BigDecimal quantity = Decimals.toBigDecimal(fill.getLastQuantity());
    boolean buy = fill.getSide() == Side.BUY;
    String asset = buy ? contract.definition().getQuote() : contract.definition().getBase();
    BigDecimal paid =
        buy ? contract.cost(quantity, Decimals.toBigDecimal(fill.getLastPrice())) : quantity;
    of(fill.getAccount(), asset)
        .ifPresent(before -> put(fill.getAccount(), asset, before.subtract(paid)));
  }

  /** What is there; empty: the venue has told nothing. */
  Optional<BigDecimal> of(String account, String asset) {
    ToldBalanceState row = rows.get(account + "/" + asset);
    return row == null ? Optional.empty() : Optional.of(Amounts.toBigDecimal(row.getBalance()));
  }

  private void put(String account, String asset, BigDecimal balance) {
    rows.put(account + "/" + asset, new ToldBalanceState(Amounts.of(Rounding.round(balance))));
  }
}
