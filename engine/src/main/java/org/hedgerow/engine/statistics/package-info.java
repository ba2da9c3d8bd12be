/**
 * Statistics, plain Java and deterministic: the same calculators serve the strategies in the engine
 * and the windows of the signals job.
 *
 * <p>Here are moments and covariances: of all values ({@link
 * org.hedgerow.engine.statistics.Moments}, {@link org.hedgerow.engine.statistics.JointMoments}), of
 * the last n ({@link org.hedgerow.engine.statistics.RollingMoments}, {@link
 * org.hedgerow.engine.statistics.RollingCovariance}) and weighted ({@link
 * org.hedgerow.engine.statistics.EwmaCovariance}). {@link
 * org.hedgerow.engine.statistics.Covariances} gives correlation, beta and the minimum-variance
 * hedge ratio of any of them, {@link org.hedgerow.engine.statistics.BasketRegression} the hedge by
 * several; {@link org.hedgerow.engine.statistics.LeastSquares} is the exact form for data at hand.
 * {@link org.hedgerow.engine.statistics.SortedWindow} has medians and quantiles. In {@code
 * volatility} are the estimators from prices and bars, in {@code indicator} the technical
 * indicators, in {@code risk} value at risk, its back-tests and performance figures, in {@code
 * spike} Hampel's filter.
 *
 * <p>What streams is a {@link org.hedgerow.engine.statistics.Restorable}: its memory is bounded by
 * its construction and goes in and out as an array of numbers. None of them is for several threads.
 * NaN and infinities are refused on the way in; NaN on the way out means that there is no figure
 * (yet). Logarithms, roots and powers are {@code StrictMath}'s: docs/decisions/0011-statistics.md.
 */
package org.hedgerow.engine.statistics;
