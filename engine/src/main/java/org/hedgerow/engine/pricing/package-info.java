/**
 * What options are worth, and how that moves. {@link org.hedgerow.engine.pricing.Black76} and
 * {@link org.hedgerow.engine.pricing.BlackScholes} give values and textbook greeks, {@link
 * org.hedgerow.engine.pricing.ImpliedVolatility} goes the other way; both stand on {@code
 * NormalisedBlack} and {@code MillsRatio}, where the digits of the wings are kept. {@link
 * org.hedgerow.engine.pricing.CoinSettledOption} and {@link
 * org.hedgerow.engine.pricing.DeribitGreeks} speak the venues' units, {@link
 * org.hedgerow.engine.pricing.YearFraction} their time. {@link
 * org.hedgerow.engine.pricing.VolatilitySmile} and {@link
 * org.hedgerow.engine.pricing.VolatilitySurface} give volatilities to strikes that nobody quotes.
 *
 * <p>All is floating point: a price is rounded to tick and lot, in the safe direction, where it
 * becomes an order. All is {@code StrictMath}: a replay gives the same bits on every machine.
 */
package org.hedgerow.engine.pricing;
