package org.hedgerow.engine.risk;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hedgerow.engine.market.MarketView;
import org.hedgerow.engine.order.OrderLifecycle;
import org.hedgerow.engine.order.WorkingOrders;
import org.hedgerow.engine.portfolio.BookPlan;
import org.hedgerow.engine.portfolio.Contract;
import org.hedgerow.engine.portfolio.Exposure;
import org.hedgerow.engine.portfolio.GroupPlan;
import org.hedgerow.engine.portfolio.Holdings;
import org.hedgerow.engine.portfolio.OptionValuation;
import org.hedgerow.engine.portfolio.Rounding;
import org.hedgerow.engine.sizing.NotionalPrice;
import org.hedgerow.engine.sizing.ProposedOrder;
import org.hedgerow.schema.Side;
import org.hedgerow.schema.state.OrderState;

/**
 * All that the books of a group hold and have at work at one moment, the orders that were approved
 * before in the same decision included. Made when a limit asks for it: it looks at every place of
 * every book.
 */
final class HeldLines {
  private final GroupPlan plan;
  private final MarketView market;
  private final long clockMicros;
  private final Map<String, HeldLine> lines = new LinkedHashMap<>();

  HeldLines(
      GroupPlan plan,
      Holdings holdings,
      WorkingOrders orders,
      MarketView market,
      long clockMicros,
      String portfolio,
      List<ProposedOrder> before) {
    this.plan = plan;
    this.market = market;
    this.clockMicros = clockMicros;
    for (BookPlan book : plan.books()) {
      book.positions().forEach(place -> add(book.portfolio(), place, holdings));
      book.legs().forEach(leg -> add(book.portfolio(), leg.place(), holdings));
    }
    for (OrderState order : orders.working(plan)) {
      BigDecimal open = OrderLifecycle.open(order);
      work(
          key(order.getPortfolio(), order.getAccount(), order.getInstrument()),
          order.getSide() == Side.BUY ? open : open.negate());
    }
    for (ProposedOrder order : before) {
      work(key(portfolio, order.place()), signed(order));
    }
  }

  private void add(String portfolio, BookPlan.Place place, Holdings holdings) {
    lines.putIfAbsent(
        key(portfolio, place),
        new HeldLine(
            portfolio,
            place,
            holdings.quantity(portfolio, place.account(), place.instrument()),
            BigDecimal.ZERO,
            BigDecimal.ZERO));
  }

  private void work(String key, BigDecimal signed) {
    lines.computeIfPresent(key, (name, line) -> line.and(signed));
  }

  /** Those lines, one of them with another working order. */
  List<HeldLine> with(String portfolio, ProposedOrder order) {
    List<HeldLine> with = new ArrayList<>();
    String key = key(portfolio, order.place());
    lines.forEach((name, line) -> with.add(name.equals(key) ? line.and(signed(order)) : line));
    return with;
  }

  /** All lines. */
  List<HeldLine> all() {
    return List.copyOf(lines.values());
  }

  /** Bought is positive. */
  static BigDecimal signed(ProposedOrder order) {
    return order.side() == Side.BUY ? order.quantity() : order.quantity().negate();
  }

  /** The first line with anything on it whose instrument has no price. */
  Optional<HeldLine> unpriced(List<HeldLine> some) {
    for (HeldLine line : some) {
      if (line.worst().signum() != 0 && !isOver(line) && price(line.place()).isEmpty()) {
        return Optional.of(line);
      }
    }
    return Optional.empty();
  }

  /**
   * What a quantity at a line's place is worth in quote units, not negative; of an option its delta
   * is. Nothing where there is no price.
   */
  BigDecimal value(HeldLine line, BigDecimal quantity) {
    Contract contract = line.place().contract();
    if (quantity.signum() == 0 || isOver(line)) {
      return BigDecimal.ZERO;
    }
    Optional<BigDecimal> price = price(line.place());
    if (price.isEmpty()) {
      return BigDecimal.ZERO;
    }
    if (contract.isOption()) {
      BigDecimal forward = NotionalPrice.of(contract, price.get(), market);
      return delta(line, quantity).abs().multiply(forward);
    }
    return contract.notional(quantity.abs(), price.get());
  }

  /** What a quantity stands for in units of what the instrument is on, with its sign. */
  BigDecimal delta(HeldLine line, BigDecimal quantity) {
    Contract contract = line.place().contract();
    if (quantity.signum() == 0 || isOver(line)) {
      return BigDecimal.ZERO;
    }
    if (contract.isOption()) {
      return OptionValuation.of(contract, market, clockMicros)
          .map(valuation -> Exposure.delta(contract, quantity, valuation))
          .orElse(BigDecimal.ZERO);
    }
    if (!contract.isInverse()) {
      return contract.delta(quantity, BigDecimal.ONE);
    }
    return price(line.place())
        .map(mark -> Rounding.round(contract.delta(quantity, mark)))
        .orElse(BigDecimal.ZERO);
  }

  /** What has expired weighs nothing. */
  private boolean isOver(HeldLine line) {
    return line.place().contract().isExpired(clockMicros);
  }

  /** The mark of a place's instrument, above zero. */
  Optional<BigDecimal> price(BookPlan.Place place) {
    return market.mark(place.instrument()).filter(mark -> mark.signum() > 0);
  }

  GroupPlan plan() {
    return plan;
  }

  private static String key(String portfolio, BookPlan.Place place) {
    return key(portfolio, place.account(), place.instrument());
  }

  private static String key(String portfolio, String account, String instrument) {
    return portfolio + "/" + account + "/" + instrument;
  }
}
