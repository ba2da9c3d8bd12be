package org.hedgerow.engine.risk;

import java.math.BigDecimal;
import java.util.Optional;
import org.hedgerow.engine.sizing.NotionalPrice;
import org.hedgerow.engine.sizing.ProposedOrder;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.InstrumentDefinition;
import org.hedgerow.schema.Quote;
import org.hedgerow.schema.Side;
import org.hedgerow.schema.state.TradingState;
import org.hedgerow.schema.state.TradingStop;

/**
 * A check before an order: a pure function that gives nothing, or why not as {@code key=value ...}.
 * Checks run in the order of this list, all of them, and every one that fails is reported.
 */
public enum Check {
  INSTRUMENT_NOT_TRADABLE {
    @Override
    Optional<String> fails(RiskContext context) {
      return context.order().place().contract().isExpired(context.clockMicros())
          ? Optional.of(
              "instrument="
                  + context.order().place().instrument()
                  + " expired_us="
                  + definition(context).getExpiryMicros())
          : Optional.empty();
    }
  },
  PRICE_OFF_TICK {
    @Override
    Optional<String> fails(RiskContext context) {
      BigDecimal tick = Decimals.toBigDecimal(definition(context).getTickSize());
      return context.order().price().remainder(tick).signum() == 0
          ? Optional.empty()
          : Optional.of("price=" + plain(context.order().price()) + " tick=" + plain(tick));
    }
  },
  PRICE_NOT_POSITIVE {
    @Override
    Optional<String> fails(RiskContext context) {
      return context.order().price().signum() > 0
          ? Optional.empty()
          : Optional.of("price=" + plain(context.order().price()));
    }
  },
  QUANTITY_OFF_LOT {
    @Override
    Optional<String> fails(RiskContext context) {
      BigDecimal lot = Decimals.toBigDecimal(definition(context).getLotSize());
      return context.order().quantity().remainder(lot).signum() == 0
          ? Optional.empty()
          : Optional.of("quantity=" + plain(context.order().quantity()) + " lot=" + plain(lot));
    }
  },
  QUANTITY_BELOW_MIN {
    @Override
    Optional<String> fails(RiskContext context) {
      BigDecimal minimum = Decimals.toBigDecimal(definition(context).getMinimumQuantity());
      return below("quantity", context.order().quantity(), minimum);
    }
  },
  QUANTITY_ABOVE_MAX {
    @Override
    Optional<String> fails(RiskContext context) {
      BigDecimal maximum = Decimals.toBigDecimal(definition(context).getMaximumQuantity());
      return above("quantity", context.order().quantity(), maximum);
    }
  },
  NOTIONAL_BELOW_MIN {
    @Override
    Optional<String> fails(RiskContext context) {
      return below(
          "notional",
          notional(context),
          Decimals.toBigDecimal(definition(context).getMinimumNotional()));
    }
  },
  MAX_ORDER_NOTIONAL {
    @Override
    Optional<String> fails(RiskContext context) {
      return above(
          "notional",
          notional(context),
          Decimals.toBigDecimal(context.limits().getMaximumOrderNotional()));
    }
  },
  HEDGE_OVERSHOOT {
    @Override
    Optional<String> fails(RiskContext context) {
      if (context.packageDelta().isPresent()) {
        return packageFails(context, context.net().add(context.packageDelta().get()));
      }
      BigDecimal after = context.net().add(context.order().delta());
      boolean smaller = after.abs().compareTo(context.net().abs()) < 0;
      boolean beyond =
          after.signum() * context.net().signum() < 0 && after.abs().compareTo(context.band()) > 0;
      return smaller && !beyond ? Optional.empty() : Optional.of(overshoot(context, after));
    }

    /** A package of legs that is to leave exposure as it is may not take it out of the band. */
    private Optional<String> packageFails(RiskContext context, BigDecimal after) {
      return after.abs().compareTo(context.net().abs().max(context.band())) <= 0
          ? Optional.empty()
          : Optional.of(overshoot(context, after));
    }

    private String overshoot(RiskContext context, BigDecimal after) {
      return "before="
          + plain(context.net())
          + " after="
          + plain(after)
          + " band="
          + plain(context.band());
    }
  },
  RECONCILING {
    @Override
    Optional<String> fails(RiskContext context) {
      boolean buy = context.order().side() == Side.BUY;
      BigDecimal signed = buy ? context.order().quantity() : context.order().quantity().negate();
      return context.standing().allows(signed)
          ? Optional.empty()
          : Optional.of(
              "account="
                  + context.order().place().account()
                  + " instrument="
                  + context.order().place().instrument());
    }
  },
  STALE_MARKET_DATA {
    @Override
    Optional<String> fails(RiskContext context) {
      String instrument = context.order().place().instrument();
      long age = context.market().quoteAgeMicros(instrument, context.clockMicros());
      return age <= context.limits().getStaleAfterMicros()
          ? Optional.empty()
          : Optional.of(
              "instrument=" + instrument + " limit_us=" + context.limits().getStaleAfterMicros());
    }
  },
  CROSSED_BOOK {
    @Override
    Optional<String> fails(RiskContext context) {
      return context
          .market()
          .quote(context.order().place().instrument())
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
  },
  PRICE_COLLAR {
    @Override
    Optional<String> fails(RiskContext context) {
      Optional<Quote> quote = context.market().quote(context.order().place().instrument());
      if (quote.isEmpty()) {
        return Optional.empty();
      }
      boolean buy = context.order().side() == Side.BUY;
      BigDecimal touch =
          Decimals.toBigDecimal(buy ? quote.get().getAskPrice() : quote.get().getBidPrice());
      BigDecimal beyond = context.order().price().subtract(touch);
      BigDecimal collar = touch.multiply(Decimals.toBigDecimal(context.limits().getPriceCollar()));
      return (buy ? beyond : beyond.negate()).compareTo(collar) <= 0
          ? Optional.empty()
          : Optional.of("price=" + plain(context.order().price()) + " touch=" + plain(touch));
    }
  },
  /** Of orders that stand at the touch: what would take is refused here before the venue does. */
  POST_ONLY_WOULD_CROSS {
    @Override
    Optional<String> fails(RiskContext context) {
      if (!context.order().isPostOnly()) {
        return Optional.empty();
      }
      boolean buy = context.order().side() == Side.BUY;
      return context
          .market()
          .quote(context.order().place().instrument())
          .map(quote -> Decimals.toBigDecimal(buy ? quote.getAskPrice() : quote.getBidPrice()))
          .filter(other -> other.signum() > 0)
          .filter(
              other ->
                  buy
                      ? context.order().price().compareTo(other) >= 0
                      : context.order().price().compareTo(other) <= 0)
          .map(other -> "price=" + plain(context.order().price()) + " other=" + plain(other));
    }
  },
  MAX_HEDGES_PER_MINUTE {
    @Override
    Optional<String> fails(RiskContext context) {
      return context.hedgesInMinute() < context.limits().getMaximumHedgesPerMinute()
          ? Optional.empty()
          : Optional.of("limit=" + context.limits().getMaximumHedgesPerMinute());
    }
  },
  /** Nothing is placed where trading is halted, or where only cancels are let through. */
  TRADING_HALTED {
    @Override
    Optional<String> fails(RiskContext context) {
      return context
          .stop()
          .filter(stop -> stop.getState().compareTo(TradingState.REDUCING) > 0)
          .map(Check::said);
    }
  },
  /**
   * Only what brings a venue's position nearer to zero. That of spot is a wallet, which nothing at
   * the venue keeps from being oversold.
   */
  TRADING_REDUCING {
    @Override
    Optional<String> fails(RiskContext context) {
      return context
          .stop()
          .filter(stop -> stop.getState() == TradingState.REDUCING)
          .filter(stop -> !reduces(context))
          .map(stop -> said(stop) + " position=" + plain(context.position()));
    }

    private boolean reduces(RiskContext context) {
      ProposedOrder order = context.order();
      int sign = order.side() == Side.BUY ? 1 : -1;
      return !order.place().contract().isSpot()
          && sign * context.position().signum() < 0
          && order.quantity().compareTo(context.position().abs()) <= 0;
    }
  };

  /** Whether it has something to say about an order of that kind. */
  public boolean judges(boolean postOnly) {
    return postOnly || this != POST_ONLY_WOULD_CROSS;
  }

  /** Empty if the order passes, else the numbers that say why not. */
  abstract Optional<String> fails(RiskContext context);

  private static String said(TradingStop stop) {
    return "state=" + stop.getState() + " scope=" + stop.getScope() + " by=" + stop.getBy();
  }

  private static InstrumentDefinition definition(RiskContext context) {
    return context.order().place().contract().definition();
  }

  private static BigDecimal notional(RiskContext context) {
    return context
        .order()
        .place()
        .contract()
        .notional(
            context.order().quantity(),
            NotionalPrice.of(
                context.order().place().contract(), context.order().price(), context.market()));
  }

  private static Optional<String> below(String what, BigDecimal value, BigDecimal minimum) {
    return value.compareTo(minimum) >= 0
        ? Optional.empty()
        : Optional.of(what + "=" + plain(value) + " minimum=" + plain(minimum));
  }

  private static Optional<String> above(String what, BigDecimal value, BigDecimal maximum) {
    return value.compareTo(maximum) <= 0
        ? Optional.empty()
        : Optional.of(what + "=" + plain(value) + " maximum=" + plain(maximum));
  }

  private static String plain(BigDecimal number) {
    return number.stripTrailingZeros().toPlainString();
  }
}
