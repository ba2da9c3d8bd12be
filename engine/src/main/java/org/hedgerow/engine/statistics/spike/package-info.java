/**
 * Hampel's filter: spikes are values too far from the median of their neighbours. {@code
 * HampelFilter} is for a series at hand, {@code CentredHampel} the same over a stream and k values
 * late, {@code TrailingHampel} judges at once.
 */
package org.hedgerow.engine.statistics.spike;
