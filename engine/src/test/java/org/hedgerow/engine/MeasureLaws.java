package org.hedgerow.engine;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.hedgerow.engine.GeneratedTerms.Measure;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.Side;

/**
 * What a hedge is for, in its strategy's own measure: whatever of what is open fills, the book is
 * not further from its target than it was, nor beyond the band on the other side. Orders that
 * belong together are judged together.
 */
final class MeasureLaws {
  private final GeneratedTerms terms;
  private final ToldBook book;
  private final ToldMarket market;
  private final MovesByHand moves;
  private final ProtectionLaws protection;

  /** Decisions of two legs that belong together. */
  int packages;

  /** Orders in options. */
  int options;

  MeasureLaws(GeneratedTerms terms, ToldBook book, ToldMarket market) {
    this.terms = terms;
    this.book = book;
    this.market = market;
    this.moves = new MovesByHand(terms, market);
    this.protection = new ProtectionLaws(book, market);
  }

  void ticked(long staleMillis) {
    if (terms.measure() == Measure.VARIANCE) {
      moves.ticked(staleMillis);
    }
  }

  void judge(List<Order> places) {
    List<Order> curved = new ArrayList<>(places);
    curved.removeIf(order -> !Listed.named(order.getInstrument()).isOption());
    options += curved.size();
    if (terms.isProtection()) {
      packages += curved.size() > 1 ? 1 : 0;
      protection.judge(places);
      return;
    }
    List<Order> straight = new ArrayList<>(places);
    straight.removeAll(curved);
    curved.forEach(this::bends);
    if (isRoll(straight)) {
      rolls(straight);
    } else if (!straight.isEmpty()) {
      reduces(straight);
    }
  }

  /** Hedge and target apart: what is held as a hedge plus the share of the rest that is hedged. */
  BigDecimal residual() {
    BigDecimal ratio = terms.measure() == Measure.VARIANCE ? moves.ratio() : terms.ratio();
    return book.hedge(market, terms.legs())
        .add(ratio.multiply(book.unhedged(market, terms.legs())));
  }

  private BigDecimal band() {
    return terms.enter().multiply(book.gross(market, terms.legs()));
  }

  private BigDecimal delta(Order order) {
    BigDecimal quantity = Decimals.toBigDecimal(order.getQuantity());
    return market.weight(
        Listed.named(order.getInstrument()),
        order.getSide() == Side.BUY ? quantity : quantity.negate());
  }

  private void reduces(List<Order> sent) {
    BigDecimal residual = residual();
    List<BigDecimal> open = new ArrayList<>(book.open(market, false));
    sent.forEach(order -> open.add(delta(order)));
    BigDecimal most = residual;
    BigDecimal least = residual;
    BigDecimal size = BigDecimal.ZERO;
    for (BigDecimal one : open) {
      most = most.add(one.max(BigDecimal.ZERO));
      least = least.add(one.min(BigDecimal.ZERO));
      size = size.add(one.abs());
    }
    BigDecimal band = band();
    // A lot of each leg, and touches that are not the mid.
    BigDecimal slack = new BigDecimal("0.004").add(size.multiply(new BigDecimal("0.0005")));
    BigDecimal before = residual.abs();
    BigDecimal worst = most.abs().max(least.abs());
    assertTrue(
        worst.compareTo(before.max(band).add(slack)) <= 0,
        () -> "exposure of " + residual + " may become " + worst + ", band " + band + ": " + sent);
    BigDecimal other = residual.signum() > 0 ? least.negate() : most;
    assertTrue(
        other.compareTo(band.add(slack)) <= 0,
        () -> "exposure of " + residual + " may turn to " + other + ", band " + band + ": " + sent);
  }

  private boolean isRoll(List<Order> sent) {
    return terms.measure() == Measure.ROLLED
        && sent.stream().map(Order::getSide).distinct().count() == 2;
  }

  /** The old contract's is closed, the new one's opened by as much, a part of the book at once. */
  private void rolls(List<Order> sent) {
    packages++;
    assertTrue(sent.size() == 2, () -> "a roll of two: " + sent);
    Order from = sent.get(0);
    Order to = sent.get(1);
    assertTrue(
        from.getInstrument().equals(Listed.NEAR) && to.getInstrument().equals(Listed.FAR),
        () -> "from the near to the far: " + sent);
    assertTrue(
        market.clock >= Listed.named(Listed.NEAR).expiryMicros() - 18_000_000,
        () -> "before its time: " + sent);
    BigDecimal held = book.position(Listed.NEAR);
    BigDecimal closed = delta(from);
    assertTrue(
        closed.signum() * held.signum() < 0 && closed.abs().compareTo(held.abs()) <= 0,
        () -> "holds " + held + ": " + sent);
    assertTrue(
        closed.add(delta(to)).abs().compareTo(new BigDecimal("0.001")) <= 0,
        () -> "one delta for both: " + sent);
    BigDecimal leg = GeneratedTerms.CLIP.multiply(book.gross(market, terms.legs()));
    assertTrue(
        closed.abs().compareTo(leg.add(new BigDecimal("0.001"))) <= 0,
        () -> "more than " + leg + " open at once: " + sent);
    List<ToldBook.Told> open = book.open();
    assertTrue(open.isEmpty(), () -> "a roll beside " + open.get(0).order + ": " + sent);
    if (terms.strategy().contains("maximum_cost: 0.00001")) {
      boolean late = market.clock >= Listed.named(Listed.NEAR).expiryMicros() - 4_000_000;
      BigDecimal cost = half(Listed.NEAR).add(half(Listed.FAR));
      assertTrue(
          late || cost.compareTo(new BigDecimal("0.00001001")) <= 0,
          () -> "rolls at a cost of " + cost + ": " + sent);
    }
  }

  private BigDecimal half(String instrument) {
    return market
        .ask(instrument)
        .subtract(market.bid(instrument))
        .divide(
            market.mid(instrument).multiply(BigDecimal.valueOf(2)),
            java.math.MathContext.DECIMAL64);
  }

  /** Gamma is not larger than it was, but for half a lot. */
  private void bends(Order order) {
    Listed listed = Listed.named(order.getInstrument());
    double each = market.gamma(listed) * listed.contract().doubleValue();
    double open =
        book.open(listed.name(), Side.BUY)
            .subtract(book.open(listed.name(), Side.SELL))
            .doubleValue();
    double before = book.gamma(market) + open * each;
    double quantity = Decimals.toBigDecimal(order.getQuantity()).doubleValue();
    double after = before + (order.getSide() == Side.BUY ? quantity : -quantity) * each;
    assertTrue(
        Math.abs(after) <= Math.max(Math.abs(before), each / 2) * 1.000001,
        () -> "gamma of " + before + " becomes " + after + " by " + order);
    assertTrue(
        after * before >= 0 || Math.abs(after) <= each / 2 * 1.000001,
        () -> "gamma of " + before + " turns to " + after + " by " + order);
  }

  /** Whether nothing is left to do: the book, or each of its legs, is within its band. */
  boolean isHome() {
    if (terms.isProtection()) {
      return protection.isHome(band());
    }
    // Less than the least order of each leg may be left.
    BigDecimal least = new BigDecimal("0.01");
    return residual().abs().compareTo(band().add(least)) <= 0
        && (terms.measure() != Measure.GAMMA || isStraight());
  }

  private boolean isStraight() {
    Listed curved = Listed.named(Listed.CURVED);
    double each = market.gamma(curved);
    return Math.abs(book.gamma(market) / each) <= band().doubleValue() + 0.1;
  }
}
