package org.hedgerow.engine.strategy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hedgerow.engine.hedging.Collar;
import org.hedgerow.engine.hedging.ListedOption;
import org.hedgerow.engine.hedging.OptionHorizon;
import org.hedgerow.engine.hedging.ProtectivePut;
import org.hedgerow.engine.instrument.OptionContract;
import org.hedgerow.engine.portfolio.OptionValuation;
import org.hedgerow.engine.pricing.PutOrCall;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.InstrumentDefinition;
import org.hedgerow.schema.OptionRight;

/**
 * Protects a long exposure by puts ({@link ProtectivePut}), and as a collar sells calls for them
 * ({@link Collar}). The strike comes from {@code level} (a fraction of the reference price), {@code
 * strike}, or for puts alone {@code budget} (a fraction of what is protected); the expiry is the
 * first of the legs that lasts {@code horizon}; as many contracts as cover the exposure, rounded
 * up.
 *
 * <p>A choice stays while its put is held, until {@code roll_before} its expiry; then it is made
 * anew, and what was held is sold for it. What is held is all that there is to remember. Where
 * nothing suitable is offered what is held stays. An option that has expired is left to the venue's
 * settlement.
 */
final class OptionProtection implements Strategy {
  private final BookTerms terms;
  private final boolean collar;
  private final BigDecimal level;
  private final BigDecimal strike;
  private final BigDecimal budget;
  private final long horizonMicros;
  private final long rollMicros;

  private OptionProtection(Parameters parameters, BookTerms terms, boolean collar) {
    this.terms = terms;
    this.collar = collar;
    level = parameters.has("level") ? parameters.positive("level", null, "10") : null;
    strike = parameters.has("strike") ? parameters.positive("strike", null, "1e12") : null;
    budget =
        collar
            ? parameters.number("budget", "0", "-1", "1")
            : parameters.has("budget") ? parameters.positive("budget", null, "1") : null;
    horizonMicros = parameters.micros("horizon", "30d");
    rollMicros = parameters.micros("roll_before", "1d");
  }

  static OptionProtection read(Parameters parameters, BookTerms terms, boolean collar) {
    OptionProtection strategy = new OptionProtection(parameters, terms, collar);
    int ways =
        (strategy.level == null ? 0 : 1)
            + (strategy.strike == null ? 0 : 1)
            + (collar || strategy.budget == null ? 0 : 1);
    if (ways != 1) {
      parameters.error(
          "level",
          ways + " ways to a strike",
          collar ? "either level or strike" : "one of level, strike and budget");
    }
    if (strategy.horizonMicros <= strategy.rollMicros) {
      parameters.error("horizon", parameters.text("horizon", "30d"), "more than roll_before");
    }
    boolean puts = false;
    boolean calls = false;
    for (int i = 0; i < terms.legs().size(); i++) {
      if (!terms.isOption(i)) {
        parameters.error("hedges", terms.leg(i), "options only");
      }
      calls |= terms.legs().get(i).getRight() == OptionRight.CALL;
      puts |= terms.legs().get(i).getRight() == OptionRight.PUT;
    }
    if (!puts || calls != collar) {
      parameters.error(
          "hedges", calls ? "calls" : "no calls", collar ? "puts and calls" : "puts only");
    }
    return strategy;
  }

  @Override
  public boolean hedgesWithOptions() {
    return true;
  }

  @Override
  public HedgeTarget target(HedgeContext context) {
    BigDecimal exposure = context.exposure();
    if (exposure.signum() <= 0) {
      return HedgeTarget.ofLegs(resting(context, false)).because("nothing long to protect");
    }
    List<ListedOption> listed = listed(context);
    int held = held(context);
    OptionHorizon horizon = new OptionHorizon(context.clockMicros(), horizonMicros, rollMicros);
    Optional<ProtectivePut> put =
        held < 0
            ? choose(context, listed, exposure, horizon)
            : find(listed, held).map(one -> kept(one, exposure, horizon));
    if (put.isEmpty()) {
      return HedgeTarget.ofLegs(resting(context, true))
          .because(
              held < 0
                  ? "no put of the horizon is offered at such a strike or price: what is held stays"
                  : terms.leg(held) + " is held and has no terms: what is held stays");
    }
    return collar
        ? collar(context, listed, put.get(), exposure)
        : told(HedgeTarget.ofLegs(with(context, put.get(), null)), put.get());
  }

  private HedgeTarget collar(
      HedgeContext context, List<ListedOption> listed, ProtectivePut put, BigDecimal exposure) {
    ListedOption sold = null;
    for (int i = 0; i < terms.legs().size(); i++) {
      OptionContract option = context.legs().get(i).contract().option().orElseThrow();
      InstrumentDefinition definition = terms.legs().get(i);
      if (option.right() == PutOrCall.CALL
          && definition.getExpiryMicros() == put.put().expiryMicros()
          && context.legs().get(i).quantity().signum() < 0) {
        sold = find(listed, i).orElse(sold);
      }
    }
    if (sold != null) {
      return told(HedgeTarget.ofLegs(with(context, put, sold)), put)
          .with("call", sold.instrument());
    }
    Optional<BigDecimal> price = price(context);
    Optional<Collar> chosen =
        put.put().ask() == null || price.isEmpty()
            ? Optional.empty()
            : Collar.of(listed, put, budget.multiply(exposure).multiply(price.get()));
    if (chosen.isEmpty()) {
      // Half a collar is a put that nobody meant to pay for.
      return HedgeTarget.ofLegs(resting(context, true))
          .because("no call above the put's strike pays enough for it: what is held stays");
    }
    ListedOption call = chosen.get().call();
    HedgeTarget target =
        told(HedgeTarget.ofLegs(with(context, put, call)), put)
            .with("net_premium", chosen.get().netPremium().toPlainString());
    return call == null
        ? target.because("the budget pays for the put alone")
        : target.with("call", call.instrument());
  }

  private static HedgeTarget told(HedgeTarget target, ProtectivePut put) {
    HedgeTarget named =
        target
            .with("put", put.put().instrument())
            .with("contracts", put.contracts().toPlainString())
            .with("roll_us", Long.toString(put.rollMicros()));
    return put.floor() == null ? named : named.with("floor", put.floor().toPlainString());
  }

  /** The put that is held and lasts: of several the one that lasts longest; -1: none. */
  private int held(HedgeContext context) {
    int held = -1;
    for (int i = 0; i < terms.legs().size(); i++) {
      OptionContract option = context.legs().get(i).contract().option().orElseThrow();
      long expiry = terms.legs().get(i).getExpiryMicros();
      if (option.right() == PutOrCall.PUT
          && context.legs().get(i).quantity().signum() > 0
          && expiry - rollMicros > context.clockMicros()
          && (held < 0 || expiry > terms.legs().get(held).getExpiryMicros())) {
        held = i;
      }
    }
    return held;
  }

  private Optional<ProtectivePut> choose(
      HedgeContext context, List<ListedOption> listed, BigDecimal exposure, OptionHorizon horizon) {
    if (strike != null) {
      return ProtectivePut.atLevel(listed, exposure, strike, horizon);
    }
    Optional<BigDecimal> price = price(context);
    if (price.isEmpty()) {
      return Optional.empty();
    }
    return level != null
        ? ProtectivePut.atLevel(listed, exposure, level.multiply(price.get()), horizon)
        : ProtectivePut.withinBudget(
            listed, exposure, budget.multiply(exposure).multiply(price.get()), horizon);
  }

  private static ProtectivePut kept(ListedOption put, BigDecimal exposure, OptionHorizon horizon) {
    BigDecimal contracts = put.contractsFor(exposure);
    boolean offered = put.ask() != null;
    return new ProtectivePut(
        put,
        contracts,
        offered ? contracts.multiply(put.size()).multiply(put.ask()) : null,
        offered ? put.strike().subtract(put.ask()) : null,
        horizon.rollMicros(put.expiryMicros()));
  }

  private Optional<BigDecimal> price(HedgeContext context) {
    return context.mark(terms.reference()).filter(price -> price.signum() > 0);
  }

  /** That many of these; all others gone, but for those that have expired. */
  private List<BigDecimal> with(HedgeContext context, ProtectivePut put, ListedOption call) {
    List<BigDecimal> contracts = resting(context, false);
    for (int i = 0; i < contracts.size(); i++) {
      if (terms.leg(i).equals(put.put().instrument())) {
        contracts.set(i, put.contracts());
      } else if (call != null && terms.leg(i).equals(call.instrument())) {
        contracts.set(i, put.contracts().negate());
      }
    }
    return contracts;
  }

  /** All as it is, or nothing but what has expired and cannot be traded. */
  private List<BigDecimal> resting(HedgeContext context, boolean all) {
    List<BigDecimal> contracts = new ArrayList<>();
    for (int i = 0; i < terms.legs().size(); i++) {
      boolean expired = terms.legs().get(i).getExpiryMicros() <= context.clockMicros();
      contracts.add(all || expired ? context.legs().get(i).quantity() : BigDecimal.ZERO);
    }
    return contracts;
  }

  private Optional<ListedOption> find(List<ListedOption> listed, int leg) {
    return listed.stream().filter(one -> one.instrument().equals(terms.leg(leg))).findFirst();
  }

  /** The legs that are alive, with their best prices in quote units where those can be told. */
  private List<ListedOption> listed(HedgeContext context) {
    List<ListedOption> listed = new ArrayList<>();
    for (int i = 0; i < terms.legs().size(); i++) {
      InstrumentDefinition definition = terms.legs().get(i);
      if (definition.getExpiryMicros() <= context.clockMicros()) {
        continue;
      }
      OptionContract option = context.legs().get(i).contract().option().orElseThrow();
      listed.add(
          new ListedOption(
              definition.getInstrument(),
              option.right(),
              option.strike(),
              definition.getExpiryMicros(),
              option.size(),
              Decimals.toBigDecimal(definition.getLotSize()),
              inQuote(context, i, true),
              inQuote(context, i, false)));
    }
    return listed;
  }

  /** Null: nobody there, or a price in coin without a forward. */
  private BigDecimal inQuote(HedgeContext context, int leg, boolean bid) {
    BigDecimal touch =
        context
            .quote(terms.leg(leg))
            .map(quote -> Decimals.toBigDecimal(bid ? quote.getBidPrice() : quote.getAskPrice()))
            .filter(price -> price.signum() > 0)
            .orElse(null);
    if (touch == null || !context.legs().get(leg).contract().isCoinSettledOption()) {
      return touch;
    }
    double forward =
        context.option(terms.leg(leg)).map(OptionValuation::forward).orElse(Double.NaN);
    return forward > 0 && forward <= Double.MAX_VALUE
        ? touch.multiply(BigDecimal.valueOf(forward))
        : null;
  }
}
