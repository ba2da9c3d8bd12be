package org.hedgerow.engine.risk.limits;

import java.math.BigDecimal;
import java.util.Optional;
import org.hedgerow.engine.strategy.Parameters;

/**
 * Limits of what is held together, in one book or in all of a hedge group; working orders count as
 * if they were filled.
 *
 * @param gross sum of the absolute values of all positions, in quote units
 * @param net absolute exposure, coins included, in quote units
 * @param concentration what may be at one venue, as a fraction of {@code gross}
 * @param delta absolute exposure, in units of the group's asset
 * @param gamma absolute, of the options held, in units of the asset for each quote unit
 * @param vega absolute, of the options held, in quote units for 1.00 of volatility
 * @param dailyLoss since the UTC day began, in the report currency
 * @param drawdown from the highest profit, in the report currency
 * @param orderNotional of one order, in quote units
 * @param correlation the least between a hedge on another asset and what it hedges
 */
public record BookLimits(
    Optional<BigDecimal> gross,
    Optional<BigDecimal> net,
    Optional<BigDecimal> concentration,
    Optional<BigDecimal> delta,
    Optional<BigDecimal> gamma,
    Optional<BigDecimal> vega,
    Optional<BigDecimal> dailyLoss,
    Optional<BigDecimal> drawdown,
    Optional<BigDecimal> orderNotional,
    Optional<BigDecimal> correlation) {
  /** Nothing is limited. */
  public static final BookLimits NONE =
      new BookLimits(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  private static final String MOST = "1000000000000000";

  static BookLimits read(Parameters given) {
    BookLimits limits =
        new BookLimits(
            positive(given, "gross"),
            positive(given, "net"),
            given.has("concentration")
                ? Optional.of(given.number("concentration", null, "0", "1"))
                : Optional.empty(),
            positive(given, "delta"),
            positive(given, "gamma"),
            positive(given, "vega"),
            positive(given, "daily_loss"),
            positive(given, "drawdown"),
            positive(given, "order_notional"),
            given.has("correlation")
                ? Optional.of(given.number("correlation", null, "0", "1"))
                : Optional.empty());
    if (limits.concentration.isPresent() && limits.gross.isEmpty()) {
      given.error("concentration", given.text("concentration", null), "gross beside it");
    }
    if (limits.net.isPresent()
        && limits.gross.isPresent()
        && limits.net.get().compareTo(limits.gross.get()) > 0) {
      given.error("net", given.text("net", null), "at most gross, " + limits.gross.get());
    }
    return limits;
  }

  private static Optional<BigDecimal> positive(Parameters given, String key) {
    return given.has(key) ? Optional.of(given.positive(key, null, MOST)) : Optional.empty();
  }

  /** These, and what they do not say as others do. */
  BookLimits or(BookLimits others) {
    return new BookLimits(
        gross.or(others::gross),
        net.or(others::net),
        concentration.or(others::concentration),
        delta.or(others::delta),
        gamma.or(others::gamma),
        vega.or(others::vega),
        dailyLoss.or(others::dailyLoss),
        drawdown.or(others::drawdown),
        orderNotional.or(others::orderNotional),
        correlation.or(others::correlation));
  }

  /** Whether what is held has to be valued for them. */
  public boolean wantsValues() {
    return gross.isPresent() || net.isPresent() || concentration.isPresent() || delta.isPresent();
  }

  /** Whether profits have to be watched for them. */
  public boolean wantsProfits() {
    return dailyLoss.isPresent() || drawdown.isPresent();
  }
}
