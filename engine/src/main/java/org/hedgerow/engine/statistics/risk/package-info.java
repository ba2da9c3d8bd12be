/**
 * Value at risk and expected shortfall with their back-tests, drawdown and performance figures.
 * Losses are negative returns.
 */
package org.hedgerow.engine.statistics.risk;
