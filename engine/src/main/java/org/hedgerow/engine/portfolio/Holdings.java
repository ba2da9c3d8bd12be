package org.hedgerow.engine.portfolio;

import java.math.BigDecimal;
import java.util.function.Consumer;
import org.hedgerow.engine.state.Table;
import org.hedgerow.schema.Decimal;
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

  private final Consumer<String> changed;

  public Holdings(Table<PositionState> positions, Table<WalletState> wallets) {
    this(positions, wallets, portfolio -> {});
  }

  /**
   * Holdings that tell when they change.
   *
   * @param changed is told the portfolio
   */
  public Holdings(
      Table<PositionState> positions, Table<WalletState> wallets, Consumer<String> changed) {
    this.positions = positions;
    this.wallets = wallets;
    this.changed = changed;
  }

  /** Sets a position that was there before the first fill. */
  public void open(
      String portfolio,
      String account,
      Contract contract,
      BigDecimal quantity,
      BigDecimal entryPrice) {
    PositionState row = row(key(portfolio, account, contract.definition().getInstrument()));
    row.setQuantity(Decimals.of(quantity));
    row.setCost(Decimals.of(contract.cost(quantity, entryPrice)));
    row.setRealised(Decimals.ZERO);
    positions.put(key(portfolio, account, contract.definition().getInstrument()), row);
    changed.accept(portfolio);
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
    } else if (contract.isCoinSettledOption()) {
      // Paid when it is bought and not when it is closed: what it earned is the difference.
      BigDecimal premium = contract.cost(signed, Decimals.toBigDecimal(fill.getLastPrice()));
      addToWallet(portfolio, account, base, premium.negate());
    }
    if (fill.getFee() != null && base.equals(fill.getFeeCurrency())) {
      addToWallet(portfolio, account, base, Decimals.toBigDecimal(fill.getFee()).negate());
    }
  }

  /**
   * Adds an inferred fill (negative: takes it back, since the true fill came). It is kept beside
   * the true fills and not mixed with them: what stays when it is taken back is exactly what the
   * true fills alone would have made, whatever came between.
   *
   * @param quantity signed: bought is positive
   * @param cost of that quantity, with its sign
   */
  public void infer(
      String portfolio, String account, String instrument, BigDecimal quantity, BigDecimal cost) {
    String key = key(portfolio, account, instrument);
    PositionState row = row(key);
    row.setInferredQuantity(sum(row.getInferredQuantity(), quantity));
    row.setInferredCost(sum(row.getInferredCost(), cost));
    positions.put(key, row);
    changed.accept(portfolio);
  }

  /** Adds coins (negative: takes them). */
  public void addToWallet(String portfolio, String account, String asset, BigDecimal amount) {
    if (amount.signum() != 0) {
      wallets.put(
          key(portfolio, account, asset),
          new WalletState(
              Decimals.of(Rounding.round(wallet(portfolio, account, asset).add(amount)))));
      changed.accept(portfolio);
    }
  }

  /** Coins that are no spot position. */
  public BigDecimal wallet(String portfolio, String account, String asset) {
    WalletState row = wallets.get(key(portfolio, account, asset));
    return row == null ? BigDecimal.ZERO : Decimals.toBigDecimal(row.getBalance());
  }

  /** Signed quantity held, inferred fills included: base units or contracts. */
  public BigDecimal quantity(String portfolio, String account, String instrument) {
    PositionState row = positions.get(key(portfolio, account, instrument));
    return row == null
        ? BigDecimal.ZERO
        : orZero(row.getInferredQuantity()).add(Decimals.toBigDecimal(row.getQuantity()));
  }

  /** What the open quantity cost, with its sign: quote units; for an inverse contract coin. */
  public BigDecimal cost(String portfolio, String account, String instrument) {
    PositionState row = positions.get(key(portfolio, account, instrument));
    return row == null
        ? BigDecimal.ZERO
        : orZero(row.getInferredCost()).add(Decimals.toBigDecimal(row.getCost()));
  }

  /** The part of {@link #cost} that inferred fills add, and that no wallet has paid yet. */
  public BigDecimal inferredCost(String portfolio, String account, String instrument) {
    PositionState row = positions.get(key(portfolio, account, instrument));
    return row == null ? BigDecimal.ZERO : orZero(row.getInferredCost());
  }

  private BigDecimal trade(
      String portfolio, String account, Contract contract, BigDecimal signed, BigDecimal price) {
    String key = key(portfolio, account, contract.definition().getInstrument());
    PositionState row = row(key);
    AverageCost before =
        new AverageCost(
            Decimals.toBigDecimal(row.getQuantity()),
            Decimals.toBigDecimal(row.getCost()),
            Decimals.toBigDecimal(row.getRealised()));
    AverageCost after = before.trade(contract, signed, price);
    row.setQuantity(Decimals.of(after.quantity()));
    row.setCost(Decimals.of(after.cost()));
    row.setRealised(Decimals.of(after.realised()));
    positions.put(key, row);
    changed.accept(portfolio);
    return after.realised().subtract(before.realised());
  }

  private PositionState row(String key) {
    PositionState row = positions.get(key);
    return row == null
        ? PositionState.newBuilder()
            .setQuantity(Decimals.ZERO)
            .setCost(Decimals.ZERO)
            .setRealised(Decimals.ZERO)
            .build()
        : row;
  }

  /** Null where nothing is left, so that a row tells nothing of what was inferred once. */
  private static Decimal sum(Decimal before, BigDecimal more) {
    BigDecimal sum = Rounding.round(orZero(before).add(more));
    return sum.signum() == 0 ? null : Decimals.of(sum);
  }

  private static BigDecimal orZero(Decimal number) {
    return number == null ? BigDecimal.ZERO : Decimals.toBigDecimal(number);
  }

  private static String key(String portfolio, String account, String what) {
    return portfolio + "/" + account + "/" + what;
  }
}
