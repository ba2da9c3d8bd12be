package org.hedgerow.engine.configuration;

/**
 * When a price is a spike and not a move: Hampel's rule on the prices before it.
 *
 * @param window how many accepted prices it is held against; nothing is judged before there are so
 *     many
 * @param deviations how many standard deviations (1.4826 times the median absolute deviation of the
 *     window) it may be off the window's median
 * @param leastMove a move of up to this fraction of the median is never a spike, so that a market
 *     which stood still may move
 * @param levelShift so many spikes in a row on one side are the new level, and the last of them
 *     goes on
 */
public record SpikeRule(int window, double deviations, double leastMove, int levelShift) {}
