package org.hedgerow.engine.portfolio.accounting;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;
import org.hedgerow.engine.portfolio.AverageCost;
import org.hedgerow.engine.portfolio.Contract;
import org.hedgerow.engine.portfolio.Rounding;
import org.hedgerow.schema.Amounts;
import org.hedgerow.schema.state.AccountLineState;

/**
 * What a portfolio has on an account in one currency: by an instrument that settles in it, or as
 * coins or money alone.
 *
 * <p>Its worth is the profit of the position at the last mark, plus what was brought in, plus fees,
 * funding and the rest. Whatever changes the worth is booked as a part at once, so what is pending
 * and the worth at the last conversion sum to the worth now. Amounts are in the line's currency.
 */
public final class AccountLine {
  private final Optional<Contract> contract;
  private AverageCost position = AverageCost.NONE;
  private BigDecimal inferredQuantity = BigDecimal.ZERO;
  private BigDecimal inferredCost = BigDecimal.ZERO;
  private BigDecimal cash = BigDecimal.ZERO;
  private BigDecimal fees = BigDecimal.ZERO;
  private BigDecimal funding = BigDecimal.ZERO;
  private BigDecimal capital = BigDecimal.ZERO;
  private BigDecimal mark;
  private BigDecimal reference;
  private Attribution pending = Attribution.NONE;
  private BigDecimal pendingCapital = BigDecimal.ZERO;
  private BigDecimal converted = BigDecimal.ZERO;
  private BigDecimal rate;

  /**
   * A line with nothing on it.
   *
   * @param contract empty: coins or money alone
   */
  public AccountLine(Optional<Contract> contract) {
    this.contract = contract;
  }

  /**
   * The prices that a line is valued by.
   *
   * @param mark the instrument's, as the venue quotes it
   * @param reference of the group's asset; null: not known
   * @param sameUnits whether both are the price of the same asset in the same currency; where not,
   *     the mark is compared by relative changes
   */
  public record Prices(BigDecimal mark, BigDecimal reference, boolean sameUnits) {}

  /**
   * Takes what was held before the first fill. It is capital: spot with all that it is worth, a
   * contract with what it has earned by the first mark.
   *
   * @param cost with the quantity's sign; zero: not known, and what it is worth by the first mark
   */
  public void open(BigDecimal quantity, BigDecimal cost) {
    position = new AverageCost(quantity, cost, BigDecimal.ZERO);
    if (contract.orElseThrow().isSpot()) {
      capital(cost);
    }
  }

  /** Values the position by prices of now. */
  public void mark(Prices prices) {
    if (contract.isEmpty()) {
      return;
    }
    if (mark == null) {
      first(prices.mark());
    } else if (held().signum() != 0) {
      BigDecimal change = profitAt(prices.mark()).subtract(profitAt(mark));
      if (contract.get().isOption()) {
        book(Attribution.ofOptions(change));
      } else {
        BigDecimal byReference = byReference(prices).orElse(change);
        book(Attribution.ofPrice(byReference));
        book(Attribution.ofBasis(change.subtract(byReference)));
      }
    }
    mark = prices.mark();
    reference = prices.reference() == null ? reference : prices.reference();
  }

  private void first(BigDecimal price) {
    Contract of = contract.orElseThrow();
    if (position.quantity().signum() != 0 && position.cost().signum() == 0) {
      BigDecimal cost = of.cost(position.quantity(), price);
      position = new AverageCost(position.quantity(), cost, position.realised());
      if (of.isSpot()) {
        capital(cost);
      }
    }
    BigDecimal earned = profitAt(price);
    pendingCapital = pendingCapital.add(earned);
    capital = capital.add(earned);
  }

  /** What the position would have earned had its price moved by as much as the reference. */
  private Optional<BigDecimal> byReference(Prices prices) {
    if (reference == null
        || prices.reference() == null
        || reference.signum() <= 0
        || prices.reference().signum() <= 0) {
      return Optional.empty();
    }
    BigDecimal shifted = mark.add(prices.reference().subtract(reference));
    if (!prices.sameUnits() || shifted.signum() <= 0) {
      shifted = mark.multiply(prices.reference()).divide(reference, MathContext.DECIMAL128);
    }
    return Optional.of(profitAt(shifted).subtract(profitAt(mark)));
  }

  /**
   * Books a fill.
   *
   * @param signed bought is positive
   * @param arrival the mid when it was decided, or when it was heard of; null: no price was known
   * @param prices of now
   */
  public void fill(BigDecimal signed, BigDecimal price, BigDecimal arrival, Prices prices) {
    mark(prices);
    BigDecimal before = profitAt(mark);
    position = position.trade(contract.orElseThrow(), signed, price);
    traded(signed, contract.get().cost(signed, price), arrival, before);
  }

  /**
   * Books a fill that no venue has told of (negative: takes it back). It stays beside the true
   * ones, and realises nothing.
   */
  public void infer(BigDecimal signed, BigDecimal cost, BigDecimal arrival, Prices prices) {
    mark(prices);
    BigDecimal before = profitAt(mark);
    inferredQuantity = inferredQuantity.add(signed);
    inferredCost = Rounding.round(inferredCost.add(cost));
    traded(signed, cost, arrival, before);
  }

  private void traded(
      BigDecimal signed, BigDecimal cost, BigDecimal arrival, BigDecimal profitBefore) {
    Contract of = contract.orElseThrow();
    BigDecimal change = profitAt(mark).subtract(profitBefore);
    BigDecimal slippage =
        arrival == null || arrival.signum() <= 0
            ? BigDecimal.ZERO
            : of.profit(cost, of.cost(signed, arrival));
    book(Attribution.ofSlippage(slippage));
    BigDecimal rest = change.subtract(slippage);
    book(of.isOption() ? Attribution.ofOptions(rest) : Attribution.ofPrice(rest));
  }

  /** Books a fee; a rebate is negative. */
  public void fee(BigDecimal amount) {
    cash = cash.subtract(amount);
    fees = fees.subtract(amount);
    book(Attribution.ofFees(amount.negate()));
  }

  /** Books funding or interest; paid is negative. */
  public void funding(BigDecimal amount) {
    cash = cash.add(amount);
    funding = funding.add(amount);
    book(Attribution.ofFunding(amount));
  }

  /** Books what is no profit: deposits, transfers, gifts; taken out is negative. */
  public void capital(BigDecimal amount) {
    cash = cash.add(amount);
    capital = capital.add(amount);
    pendingCapital = pendingCapital.add(amount);
  }

  /** Books what a venue added for another reason; taken is negative. */
  public void other(BigDecimal amount) {
    cash = cash.add(amount);
    book(Attribution.ofOther(amount));
  }

  private void book(Attribution part) {
    pending = pending.plus(part);
  }

  /** What a conversion to the report currency gave. */
  public record Conversion(Attribution profit, BigDecimal capitalFlow) {}

  /**
   * Converts what has come since the last conversion, at the rate of now; the rate's own change
   * acts on what the line was worth then.
   *
   * @param now report currency for one unit
   * @param groupAsset whether the line's currency is the asset that the group hedges: the change of
   *     its rate is a change of price
   */
  public Conversion convert(BigDecimal now, boolean groupAsset) {
    Attribution profit = pending.times(now);
    if (rate != null) {
      BigDecimal moved = converted.multiply(now.subtract(rate));
      profit = profit.plus(groupAsset ? Attribution.ofPrice(moved) : Attribution.ofCurrency(moved));
    }
    Conversion conversion = new Conversion(profit, pendingCapital.multiply(now));
    converted = worth();
    rate = now;
    pending = Attribution.NONE;
    pendingCapital = BigDecimal.ZERO;
    return conversion;
  }

  /** Begins anew in another report currency: all that it is worth now is capital brought in. */
  public void restart() {
    converted = BigDecimal.ZERO;
    rate = null;
    pending = Attribution.NONE;
    pendingCapital = worth();
  }

  /** What the line is worth by its last mark; a position that has none yet counts as nothing. */
  public BigDecimal worth() {
    return mark == null ? cash : cash.add(profitAt(mark));
  }

  /** What it was worth in the report currency when it was last converted. */
  public BigDecimal value() {
    return rate == null ? BigDecimal.ZERO : converted.multiply(rate);
  }

  /** Report currency for one unit at the last conversion. */
  public Optional<BigDecimal> rate() {
    return Optional.ofNullable(rate);
  }

  /** Signed quantity held, inferred fills included. */
  public BigDecimal held() {
    return position.quantity().add(inferredQuantity);
  }

  /** The position by the fills that the venue told of. */
  public AverageCost position() {
    return position;
  }

  /** What closing the position at its last mark would earn; that of inferred fills included. */
  public BigDecimal unrealised() {
    return mark == null ? BigDecimal.ZERO : profitAt(mark).subtract(position.realised());
  }

  public Optional<BigDecimal> mark() {
    return Optional.ofNullable(mark);
  }

  /** Since the opening; paid is negative. */
  public BigDecimal fees() {
    return fees;
  }

  /** Since the opening; paid is negative. */
  public BigDecimal funding() {
    return funding;
  }

  /** Brought in less taken out since the opening. */
  public BigDecimal capital() {
    return capital;
  }

  /** Realised and unrealised profit, inferred fills included. */
  private BigDecimal profitAt(BigDecimal price) {
    Contract of = contract.orElseThrow();
    // Each rounds by itself, so that inferred fills leave no trace when they are taken back.
    return position
        .realised()
        .add(position.unrealised(of, price))
        .add(of.profit(inferredCost, of.cost(inferredQuantity, price)));
  }

  /** The line of a row. */
  static AccountLine of(AccountLineState row, Optional<Contract> contract) {
    AccountLine line = new AccountLine(contract);
    line.position =
        new AverageCost(
            Amounts.toBigDecimal(row.getQuantity()),
            Amounts.toBigDecimal(row.getCost()),
            Amounts.toBigDecimal(row.getRealised()));
    line.inferredQuantity = Amounts.toBigDecimal(row.getInferredQuantity());
    line.inferredCost = Amounts.toBigDecimal(row.getInferredCost());
    line.cash = Amounts.toBigDecimal(row.getCash());
    line.fees = Amounts.toBigDecimal(row.getFees());
    line.funding = Amounts.toBigDecimal(row.getFunding());
    line.capital = Amounts.toBigDecimal(row.getCapital());
    line.mark = Amounts.toNullable(row.getMark());
    line.reference = Amounts.toNullable(row.getReference());
    line.pending = Attribution.of(row.getPending());
    line.pendingCapital = Amounts.toBigDecimal(row.getPendingCapital());
    line.converted = Amounts.toBigDecimal(row.getConverted());
    line.rate = Amounts.toNullable(row.getRate());
    return line;
  }

  AccountLineState row() {
    return AccountLineState.newBuilder()
        .setQuantity(Amounts.of(position.quantity()))
        .setCost(Amounts.of(position.cost()))
        .setRealised(Amounts.of(position.realised()))
        .setInferredQuantity(Amounts.of(inferredQuantity))
        .setInferredCost(Amounts.of(inferredCost))
        .setCash(Amounts.of(cash))
        .setFees(Amounts.of(fees))
        .setFunding(Amounts.of(funding))
        .setCapital(Amounts.of(capital))
        .setMark(Amounts.ofNullable(mark))
        .setReference(Amounts.ofNullable(reference))
        .setPending(pending.parts())
        .setPendingCapital(Amounts.of(pendingCapital))
        .setConverted(Amounts.of(converted))
        .setRate(Amounts.ofNullable(rate))
        .build();
  }
}
