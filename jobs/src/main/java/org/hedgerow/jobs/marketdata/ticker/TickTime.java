package org.hedgerow.jobs.marketdata.ticker;

/**
 * One tick of the journal's clock.
 *
 * @param epoch grows with every start of the ticker; a higher one fences the ticker before it
 * @param sequence counts the ticks of an epoch from 0
 */
public record TickTime(long epoch, long sequence, long timeMicros) {}
