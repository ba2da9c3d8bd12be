package org.hedgerow.engine.statistics;

/**
 * A minimum-variance hedge ratio with what is needed to judge it.
 *
 * @param ratio units of the hedge to sell for each unit held, in the units of the two variables:
 *     from price changes a ratio of quantities, from returns one of values; NaN where the hedge did
 *     not vary
 * @param rSquared share of the variance that the hedge takes away within the sample, from 0 to 1;
 *     NaN where either did not vary
 * @param samples joint observations behind it
 */
public record HedgeRatio(double ratio, double rSquared, long samples) {}
