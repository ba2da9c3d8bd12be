package org.hedgerow.engine.portfolio;

import java.math.BigDecimal;
import org.hedgerow.engine.state.Table;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.ExecutionReport;
import org.hedgerow.schema.Side;
import org.hedgerow.schema.state.PositionState;
import org.hedgerow.schema.state.WalletState;

/**
 * What portfolios hold: positions from fills at average cost, and coins. Fees and profits in the
 * coin that a book hedges change its exposure, so they are booked to the coin.
 */
public final class Holdings {
  private final Table<PositionState> positions;
  private final Table<WalletState> wallets;

  public Holdings(Table<PositionState> positions, Table<WalletState> wallets) {
    this.positions = positions;
    this.wallets = wallets;
  }

  /** Sets a position that was there before the first fill. */
  public void open(
      String portfolio,
      String account,
      Contract contract,
      BigDecimal quantity,
      BigDecimal entryPrice) {
    positions.put(
        key(portfolio, account, contract.definition().getInstrument()),
        new PositionState(
            Decimals.of(quantity),
            Decimals.of(contract.cost(quantity, entryPrice)),
            Decimals.ZERO));
  }

  /** Books a fill: position, realised profit, and the fee where it is paid in coin. */
  public void fill(String portfolio, Contract contract, ExecutionReport fill) {
    BigDecimal quantity = Decimals.toBigDecimal(fill.getLastQuantity());
    BigDecimal signed = fill.getSide() == Side.BUY ? quantity : quantity.negate();
    String account = fill.getAccount();
    BigDecimal profit =
        trade(portfolio, account, contract, signed, Decimals.toBigDecimal(fill.getLastPrice()));
    String base = contract.definition().getBase();
    if (contract.isInverse()) {
      addToWallet(portfolio, account, base, profit);
    }
    if (fill.getFee() != null && base.equals(fill.getFeeCurrency())) {
      addToWallet(portfolio, account, base, Decimals.toBigDecimal(fill.getFee()).negate());
    }
  }

  /** Adds coins (negative: takes them). */
  public void addToWallet(String portfolio, String account, String asset, BigDecimal amount) {
    if (amount.signum() != 0) {
      wallets.put(
          key(portfolio, account, asset),
          new WalletState(
              Decimals.of(Rounding.round(wallet(portfolio, account, asset).add(amount)))));
    }
  }

  /** Coins that are no spot position. */
  public BigDecimal wallet(String portfolio, String account, String asset) {
    WalletState row = wallets.get(key(portfolio, account, asset));
    return row == null ? BigDecimal.ZERO : Decimals.toBigDecimal(row.getBalance());
  }

  /** Signed quantity held: base units or contracts. */
  public BigDecimal quantity(String portfolio, String account, String instrument) {
    PositionState row = positions.get(key(portfolio, account, instrument));
    return row == null ? BigDecimal.ZERO : Decimals.toBigDecimal(row.getQuantity());
  }

  /** What the open quantity cost, with its sign: quote units; for an inverse contract coin. */
  public BigDecimal cost(String portfolio, String account, String instrument) {
    PositionState row = positions.get(key(portfolio, account, instrument));
    return row == null ? BigDecimal.ZERO : Decimals.toBigDecimal(row.getCost());
  }

  private BigDecimal trade(
      String portfolio, String account, Contract contract, BigDecimal signed, BigDecimal price) {
    String key = key(portfolio, account, contract.definition().getInstrument());
    PositionState row = positions.get(key);
    BigDecimal held = row == null ? BigDecimal.ZERO : Decimals.toBigDecimal(row.getQuantity());
    BigDecimal cost = row == null ? BigDecimal.ZERO : Decimals.toBigDecimal(row.getCost());
    BigDecimal realised = row == null ? BigDecimal.ZERO : Decimals.toBigDecimal(row.getRealised());
    BigDecimal profit = BigDecimal.ZERO;
    BigDecimal opening = signed;
    if (held.signum() * signed.signum() < 0) {
      BigDecimal closing = signed.abs().min(held.abs()).multiply(BigDecimal.valueOf(held.signum()));
      BigDecimal entryCost =
          closing.compareTo(held) == 0 ? cost : Rounding.divide(cost.multiply(closing), held);
      profit = contract.profit(entryCost, contract.cost(closing, price));
      cost = cost.subtract(entryCost);
      opening = signed.add(closing);
    }
    cost = cost.add(contract.cost(opening, price));
    positions.put(
        key,
        new PositionState(
            Decimals.of(held.add(signed)),
            Decimals.of(Rounding.round(cost)),
            Decimals.of(Rounding.round(realised.add(profit)))));
    return profit;
  }

  private static String key(String portfolio, String account, String what) {
    return portfolio + "/" + account + "/" + what;
  }
}
