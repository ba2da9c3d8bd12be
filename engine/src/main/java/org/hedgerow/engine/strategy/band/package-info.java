/**
 * How far a hedge may stray from its target before trading pays for itself. {@link
 * org.hedgerow.engine.strategy.band.WhalleyWilmott} and {@link
 * org.hedgerow.engine.strategy.band.Zakamouline} say it from proportional costs and aversion to
 * risk, {@link org.hedgerow.engine.strategy.band.Leland} turns costs into a volatility for a book
 * that trades by the clock; {@link org.hedgerow.engine.strategy.band.NoTradeBand} is what comes of
 * them. {@link org.hedgerow.engine.strategy.band.HedgeBand} is how a book is held by one: the edges
 * where a hedge starts and where it stops, by a configured method ({@link
 * org.hedgerow.engine.strategy.band.Bands}).
 *
 * <p>Units, in all of them: prices and risk aversion belong together, since aversion is per unit of
 * the money that prices are in (absolute risk aversion of exponential utility); gamma is the option
 * position's change of delta per unit of price, for the whole position where the band of the whole
 * position is wanted; costs are a fraction of what is traded, one way.
 */
package org.hedgerow.engine.strategy.band;
