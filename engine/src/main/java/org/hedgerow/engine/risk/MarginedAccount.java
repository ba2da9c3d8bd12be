package org.hedgerow.engine.risk;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hedgerow.engine.instrument.DeltaOne;
import org.hedgerow.engine.instrument.InverseContract;
import org.hedgerow.engine.instrument.LinearContract;
import org.hedgerow.engine.instrument.LiquidationPrice;
import org.hedgerow.engine.instrument.MarginTiers;
import org.hedgerow.engine.portfolio.Contract;
import org.hedgerow.engine.portfolio.Holdings;
import org.hedgerow.schema.Decimals;

/**
 * The account that an order goes to, with the order at work: its contracts that settle in the
 * order's currency, all in cross margin. Positions of several portfolios are one to the venue.
 */
final class MarginedAccount {
  /** What is held and no hedge, and has no table: all that it is worth. */
  private static final MarginTiers UNMARGINED =
      MarginTiers.of(
          List.of(
              new MarginTiers.Tier(
                  BigDecimal.ZERO, BigDecimal.ONE, BigDecimal.ONE, BigDecimal.ZERO)));

  private final RiskContext context;
  private final String currency;
  private final BigDecimal wallet;
  private final List<Position> positions;
  private final List<Position> withOrder;

  /**
   * Contracts of one instrument.
   *
   * @param worst the largest absolute quantity that working orders may lead to
   * @param cost of what is held, with its sign: quote units; of an inverse contract coin
   */
  private record Position(
      Contract contract, BigDecimal held, BigDecimal worst, BigDecimal cost, BigDecimal mark) {
    /** In the settlement currency, not negative. */
    BigDecimal value(BigDecimal quantity) {
      return contract.isInverse()
          ? contract.delta(quantity, mark).abs()
          : contract.notional(quantity.abs(), mark);
    }

    BigDecimal unrealised() {
      return held.signum() == 0
          ? BigDecimal.ZERO
          : contract.profit(cost, contract.cost(held, mark));
    }
  }

  private MarginedAccount(
      RiskContext context, BigDecimal wallet, List<Position> positions, List<Position> withOrder) {
    this.context = context;
    this.currency = context.definition().getSettlement();
    this.wallet = wallet;
    this.positions = positions;
    this.withOrder = withOrder;
  }

  /** Spot is paid for, options are paid or margined by other rules, and what shrinks is let go. */
  static boolean isJudged(RiskContext context) {
    Contract contract = context.contract();
    return !contract.isSpot() && !contract.isOption() && !context.reduces();
  }

  /** Empty where the venue has not told of the wallet, or a contract has no price. */
  static Optional<MarginedAccount> of(RiskContext context) {
    Optional<BigDecimal> wallet =
        context.state().balances().of(context.account(), context.definition().getSettlement());
    Optional<List<Position>> positions = positions(context, context.lines().all());
    Optional<List<Position>> withOrder =
        positions(context, context.lines().with(context.portfolio(), context.order()));
    return wallet.isEmpty() || positions.isEmpty() || withOrder.isEmpty()
        ? Optional.empty()
        : Optional.of(new MarginedAccount(context, wallet.get(), positions.get(), withOrder.get()));
  }

  private static Optional<List<Position>> positions(RiskContext context, List<HeldLine> lines) {
    List<Position> positions = new ArrayList<>();
    for (Map.Entry<String, HeldLine> one : byInstrument(context, lines).entrySet()) {
      HeldLine line = one.getValue();
      if (line.worst().signum() == 0) {
        continue;
      }
      Optional<BigDecimal> mark = context.lines().price(line.place());
      if (mark.isEmpty()) {
        return Optional.empty();
      }
      positions.add(
          new Position(
              line.place().contract(),
              line.held(),
              line.worst(),
              cost(context, lines, one.getKey()),
              mark.get()));
    }
    return Optional.of(positions);
  }

  private static Map<String, HeldLine> byInstrument(RiskContext context, List<HeldLine> lines) {
    Map<String, HeldLine> sums = new LinkedHashMap<>();
    for (HeldLine line : lines) {
      Contract contract = line.place().contract();
      if (line.place().account().equals(context.account())
          && !contract.isSpot()
          && !contract.isOption()
          && !contract.isExpired(context.clockMicros())
          && contract.definition().getSettlement().equals(context.definition().getSettlement())) {
        sums.merge(line.place().instrument(), line, MarginedAccount::sum);
      }
    }
    return sums;
  }

  private static HeldLine sum(HeldLine one, HeldLine more) {
    return new HeldLine(
        one.portfolio(),
        one.place(),
        one.held().add(more.held()),
        one.buys().add(more.buys()),
        one.sells().add(more.sells()));
  }

  private static BigDecimal cost(RiskContext context, List<HeldLine> lines, String instrument) {
    Holdings holdings = context.state().holdings();
    BigDecimal cost = BigDecimal.ZERO;
    for (HeldLine line : lines) {
      if (line.place().account().equals(context.account())
          && line.place().instrument().equals(instrument)) {
        cost = cost.add(holdings.cost(line.portfolio(), context.account(), instrument));
      }
    }
    return cost;
  }

  String currency() {
    return currency;
  }

  /** What is in the wallet and what open positions have earned. */
  BigDecimal equity() {
    BigDecimal equity = wallet;
    for (Position position : positions) {
      equity = equity.add(position.unrealised());
    }
    return equity;
  }

  /** What all contracts are worth when working orders have filled for the worse. */
  BigDecimal value() {
    BigDecimal value = BigDecimal.ZERO;
    for (Position position : withOrder) {
      value = value.add(position.value(position.worst()));
    }
    return value;
  }

  /** The initial margins of these. */
  BigDecimal initialMargin() {
    BigDecimal margin = BigDecimal.ZERO;
    for (Position position : withOrder) {
      BigDecimal value = position.value(position.worst());
      margin = margin.add(value.multiply(tiers(position.contract()).at(value).initialRate()));
    }
    return margin;
  }

  /**
   * How far the mark is from where the position that the order makes is liquidated, as a fraction
   * of the mark; empty: nowhere.
   */
  Optional<BigDecimal> liquidationDistance() {
    Contract contract = context.contract();
    BigDecimal mark = context.lines().price(context.place()).orElseThrow();
    BigDecimal held = BigDecimal.ZERO;
    BigDecimal cost = BigDecimal.ZERO;
    BigDecimal others = BigDecimal.ZERO;
    for (Position position : positions) {
      if (position.contract().definition().getInstrument().equals(context.instrument())) {
        held = position.held();
        cost = position.cost();
      } else {
        BigDecimal value = position.value(position.held());
        others =
            others
                .add(position.unrealised())
                .subtract(tiers(position.contract()).at(value).maintenance(value));
      }
    }
    BigDecimal working = BigDecimal.ZERO;
    for (HeldLine line : context.lines().with(context.portfolio(), context.order())) {
      if (line.place().account().equals(context.account())
          && line.place().instrument().equals(context.instrument())) {
        working = working.add(line.with(context.isBuy()).subtract(line.held()));
      }
    }
    BigDecimal quantity = held.add(working);
    if (quantity.signum() == 0) {
      return Optional.empty();
    }
    // What works comes in at the mark, near enough; a position that turns begins there.
    BigDecimal entry =
        held.signum() * quantity.signum() <= 0
            ? mark
            : contract
                .averagePrice(quantity, cost.add(contract.cost(working, mark)))
                .filter(price -> price.signum() > 0)
                .orElse(mark);
    BigDecimal size = Decimals.toBigDecimal(contract.definition().getContractValue());
    DeltaOne kind = contract.isInverse() ? new InverseContract(size) : new LinearContract(size);
    return LiquidationPrice.isolated(kind, quantity, entry, wallet.add(others), tiers(contract))
        .map(price -> mark.subtract(price).abs().divide(mark, MathContext.DECIMAL64));
  }

  /** The configuration is refused where a margined hedge has none. */
  private MarginTiers tiers(Contract contract) {
    MarginTiers tiers = context.terms().tiers().get(contract.definition().getInstrument());
    return tiers != null ? tiers : UNMARGINED;
  }
}
