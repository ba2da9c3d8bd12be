package org.hedgerow.engine;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.Side;

/**
 * Puts against what is held, and the calls that pay for them: as many as cover it and no more, of
 * the strike and the expiry that were asked for.
 */
final class ProtectionLaws {
  private static final BigDecimal SIZE = new BigDecimal("0.1");
  private static final BigDecimal ROUNDING = new BigDecimal("0.000001");
  private static final List<String> LEGS =
      Stream.concat(Listed.PUTS.stream(), Listed.CALLS.stream()).toList();

  private final ToldBook book;
  private final ToldMarket market;

  ProtectionLaws(ToldBook book, ToldMarket market) {
    this.book = book;
    this.market = market;
  }

  void judge(List<Order> sent) {
    BigDecimal bought = BigDecimal.ZERO;
    BigDecimal sold = BigDecimal.ZERO;
    for (Order order : sent) {
      Listed listed = Listed.named(order.getInstrument());
      BigDecimal quantity = Decimals.toBigDecimal(order.getQuantity());
      boolean buy = order.getSide() == Side.BUY;
      BigDecimal after = held(listed.name()).add(buy ? quantity : quantity.negate());
      String said = order.getSide() + " " + quantity + " to " + after + " of " + listed.name();
      if (listed.call()) {
        call(listed, buy, after, said);
        sold = sold.add(buy ? BigDecimal.ZERO : quantity);
      } else {
        put(listed, buy, after, said);
        bought = bought.add(buy ? quantity : BigDecimal.ZERO);
      }
    }
    if (sold.signum() > 0) {
      BigDecimal puts = sum(Listed.PUTS).add(bought);
      BigDecimal calls = sum(Listed.CALLS).subtract(sold).negate();
      assertTrue(
          calls.compareTo(puts) <= 0, () -> calls + " calls owed for " + puts + " puts: " + sent);
    }
  }

  /** With what may still fill. */
  private BigDecimal held(String option) {
    return book.position(option)
        .add(book.open(option, Side.BUY))
        .subtract(book.open(option, Side.SELL));
  }

  private BigDecimal sum(List<String> some) {
    return some.stream()
        .filter(one -> !Listed.named(one).isOver(market.clock))
        .map(this::held)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private void put(Listed put, boolean buy, BigDecimal after, String said) {
    Optional<Listed> target = target();
    boolean isIt = target.isPresent() && target.get().equals(put);
    if (buy) {
      assertTrue(isIt, () -> said + ", not " + target);
      BigDecimal most = contracts(ROUNDING);
      assertTrue(after.compareTo(most) <= 0, () -> said + ", at most " + most);
    } else {
      BigDecimal least = isIt ? contracts(ROUNDING.negate()) : BigDecimal.ZERO;
      assertTrue(after.compareTo(least) >= 0, () -> said + ", at least " + least);
    }
  }

  private void call(Listed call, boolean buy, BigDecimal after, String said) {
    if (buy) {
      assertTrue(after.signum() <= 0, () -> said + ", more than was owed");
      return;
    }
    Listed put = target().orElseThrow(() -> new AssertionError(said + ", without a put"));
    assertTrue(
        call.expiry() == put.expiry() && call.strike() > put.strike(),
        () -> said + ", for " + put.name());
    BigDecimal most = contracts(ROUNDING);
    assertTrue(after.negate().compareTo(most) <= 0, () -> said + ", at most " + most);
    boolean first =
        Listed.CALLS.stream()
            .map(Listed::named)
            .noneMatch(
                one -> one.expiry() == put.expiry() && book.position(one.name()).signum() < 0);
    if (first) {
      BigDecimal cost = market.ask(put.name());
      assertTrue(
          market.bid(call.name()).compareTo(cost) >= 0,
          () -> said + ", which does not pay " + cost + " for " + put.name());
    }
  }

  /** As many as cover what is held. */
  private BigDecimal contracts(BigDecimal more) {
    return book.unhedged(market, LEGS)
        .add(more)
        .max(BigDecimal.ZERO)
        .divide(SIZE, 0, RoundingMode.CEILING);
  }

  /** The put that is kept, else the one that is to be bought. */
  private Optional<Listed> target() {
    if (book.unhedged(market, LEGS).signum() <= 0) {
      return Optional.empty();
    }
    List<Listed> puts = new ArrayList<>(Listed.PUTS.stream().map(Listed::named).toList());
    Optional<Listed> kept =
        puts.stream()
            .filter(
                put ->
                    book.position(put.name()).signum() > 0
                        && put.expiryMicros() - GeneratedTerms.ROLL_BEFORE_MICROS > market.clock)
            .max(Comparator.comparing(Listed::expiry));
    if (kept.isPresent()) {
      return kept;
    }
    long end = market.clock + GeneratedTerms.HORIZON_MICROS;
    puts.removeIf(put -> put.expiryMicros() < end);
    long first = puts.stream().mapToLong(Listed::expiry).min().orElse(0);
    double level = market.mark(Scenario.SPOT).multiply(GeneratedTerms.LEVEL).doubleValue();
    return puts.stream()
        .filter(put -> put.expiry() == first && put.strike() >= level)
        .filter(put -> market.ask(put.name()).signum() > 0)
        .min(Comparator.comparing(Listed::strike));
  }

  /** Within the band of what is wanted, and none of an expiry that is to be renewed. */
  boolean isHome(BigDecimal band) {
    Optional<Listed> target = target();
    BigDecimal held = target.map(put -> book.position(put.name())).orElse(BigDecimal.ZERO);
    BigDecimal open = contracts(BigDecimal.ZERO).subtract(held).multiply(SIZE).abs();
    // A premium that is paid makes what is held less; a lot more or less.
    return target.isEmpty() || open.compareTo(band.add(SIZE)) <= 0;
  }
}
