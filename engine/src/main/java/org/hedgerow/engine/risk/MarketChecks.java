package org.hedgerow.engine.risk;

import static org.hedgerow.engine.risk.Denial.above;
import static org.hedgerow.engine.risk.Denial.plain;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Optional;
import org.hedgerow.engine.order.OrderLifecycle;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.Quote;
import org.hedgerow.schema.Side;
import org.hedgerow.schema.TimeInForce;
import org.hedgerow.schema.state.OrderState;

/** Whether the market is one to price an order by, and the price one of that market. */
final class MarketChecks {
  private MarketChecks() {}

  static Optional<String> noPrice(RiskContext context) {
    return touch(context, context.isBuy() != context.order().isPostOnly()).isPresent()
        ? Optional.empty()
        : Optional.of("instrument=" + context.instrument());
  }

  /** The best price of a side, where there is one. */
  private static Optional<BigDecimal> touch(RiskContext context, boolean ask) {
    return context
        .market()
        .quote(context.instrument())
        .map(quote -> Decimals.toBigDecimal(ask ? quote.getAskPrice() : quote.getBidPrice()))
        .filter(price -> price.signum() > 0);
  }

  static Optional<String> priceCollar(RiskContext context) {
    Optional<Quote> quote = context.market().quote(context.instrument());
    if (quote.isEmpty()) {
      return Optional.empty();
    }
    boolean buy = context.isBuy();
    BigDecimal price = context.order().price();
    BigDecimal touch =
        Decimals.toBigDecimal(buy ? quote.get().getAskPrice() : quote.get().getBidPrice());
    BigDecimal beyond = buy ? price.subtract(touch) : touch.subtract(price);
    BigDecimal collar = touch.multiply(Decimals.toBigDecimal(context.limits().getPriceCollar()));
    if (beyond.compareTo(collar) > 0) {
      return Optional.of("price=" + plain(price) + " touch=" + plain(touch));
    }
    // An option's mark is another thing than its touch.
    return context.contract().isOption()
        ? Optional.empty()
        : context
            .orderLimits()
            .markCollar()
            .flatMap(
                most ->
                    far(price, "mark", context.market().mark(context.instrument()), most)
                        .or(
                            () ->
                                far(
                                    price,
                                    "last",
                                    context.market().last(context.instrument()),
                                    most)));
  }

  private static Optional<String> far(
      BigDecimal price, String what, Optional<BigDecimal> from, BigDecimal most) {
    return from.filter(one -> price.subtract(one).abs().compareTo(one.abs().multiply(most)) > 0)
        .map(one -> "price=" + plain(price) + " " + what + "=" + plain(one));
  }

  /** What takes, against what the touch shows; everything, against what was traded lately. */
  static Optional<String> fatFinger(RiskContext context) {
    BigDecimal quantity = context.order().quantity();
    Optional<String> byDepth =
        context.order().isPostOnly()
            ? Optional.empty()
            : context
                .orderLimits()
                .depth()
                .flatMap(times -> above("quantity", quantity, shown(context).multiply(times)))
                .map(why -> why + " touch=" + plain(shown(context)));
    return byDepth.or(
        () ->
            context
                .orderLimits()
                .volume()
                .flatMap(
                    share -> {
                      double minute =
                          context
                              .market()
                              .volumeBefore(context.instrument(), context.clockMicros());
                      return above("quantity", quantity, new BigDecimal(minute).multiply(share))
                          .map(why -> why + " traded=" + plain(new BigDecimal(minute)));
                    }));
  }

  private static BigDecimal shown(RiskContext context) {
    return context
        .market()
        .quote(context.instrument())
        .map(
            quote ->
                Decimals.toBigDecimal(
                    context.isBuy() ? quote.getAskQuantity() : quote.getBidQuantity()))
        .orElse(BigDecimal.ZERO);
  }

  static Optional<String> staleMarketData(RiskContext context) {
    String instrument = context.instrument();
    long age = context.market().quoteAgeMicros(instrument, context.clockMicros());
    return age <= context.limits().getStaleAfterMicros()
        ? Optional.empty()
        : Optional.of(
            "instrument=" + instrument + " limit_us=" + context.limits().getStaleAfterMicros());
  }

  static Optional<String> stalePosition(RiskContext context) {
    long limit = context.orderLimits().positionStaleMicros();
    long heard = context.state().health().of(context.account()).getHeardMicros();
    return context.clockMicros() - heard <= limit
        ? Optional.empty()
        : Optional.of("account=" + context.account() + " limit_us=" + limit);
  }

  static Optional<String> crossedBook(RiskContext context) {
    return context
        .market()
        .quote(context.instrument())
        // An option that nobody offers has no ask to cross.
        .filter(
            quote ->
                Decimals.signum(quote.getAskPrice()) > 0
                    && Decimals.compare(quote.getBidPrice(), quote.getAskPrice()) >= 0)
        .map(
            quote ->
                "bid="
                    + Decimals.toString(quote.getBidPrice())
                    + " ask="
                    + Decimals.toString(quote.getAskPrice()));
  }

  static Optional<String> spreadTooWide(RiskContext context) {
    BigDecimal most = context.orderLimits().spread().orElseThrow();
    Optional<BigDecimal> bid = touch(context, false);
    Optional<BigDecimal> ask = touch(context, true);
    if (bid.isEmpty() || ask.isEmpty()) {
      return Optional.of("spread=unknown maximum=" + plain(most));
    }
    BigDecimal middle = bid.get().add(ask.get()).divide(BigDecimal.valueOf(2));
    return above(
        "spread", ask.get().subtract(bid.get()).divide(middle, MathContext.DECIMAL64), most);
  }

  /** Own orders of any portfolio on that account that stand on the other side, in its way. */
  static Optional<String> selfTrade(RiskContext context) {
    List<OrderState> working = context.state().orders().working(context.state().plan());
    for (OrderState order : working) {
      if (order.getPlaced() == null
          || OrderLifecycle.worstPrice(order) == null
          || order.getPlaced().getTimeInForce() == TimeInForce.IOC
          || order.getPlaced().getTimeInForce() == TimeInForce.FOK
          || order.getSide() == context.order().side()
          || OrderLifecycle.open(order).signum() == 0
          || !order.getAccount().equals(context.account())
          || !order.getInstrument().equals(context.instrument())) {
        continue;
      }
      BigDecimal resting = Decimals.toBigDecimal(OrderLifecycle.worstPrice(order));
      int against = context.order().price().compareTo(resting);
      if (context.order().side() == Side.BUY ? against >= 0 : against <= 0) {
        return Optional.of(
            "price="
                + plain(context.order().price())
                + " own="
                + plain(resting)
                + " order="
                + order.getPlaced().getClientOrderId());
      }
    }
    return Optional.empty();
  }

  /** Of orders that stand at the touch: what would take is refused here before the venue does. */
  static Optional<String> postOnlyWouldCross(RiskContext context) {
    if (!context.order().isPostOnly()) {
      return Optional.empty();
    }
    return touch(context, context.isBuy())
        .filter(
            other ->
                context.isBuy()
                    ? context.order().price().compareTo(other) >= 0
                    : context.order().price().compareTo(other) <= 0)
        .map(other -> "price=" + plain(context.order().price()) + " other=" + plain(other));
  }

  static Optional<String> volatilityHalt(RiskContext context) {
    BigDecimal most = context.orderLimits().move().orElseThrow();
    double move = context.state().ranges().move(context.instrument(), context.clockMicros());
    return move > most.doubleValue()
        ? Optional.of("move=" + plain(BigDecimal.valueOf(move)) + " maximum=" + plain(most))
        : Optional.empty();
  }
}
