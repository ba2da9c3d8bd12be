/**
 * Volatility of log prices over rolling windows, from prices ({@code CloseToClose}, {@code
 * EwmaVolatility}, {@code Garch}) and from bars ({@code RangeVolatility}, {@code YangZhang}).
 * Variances are of one period; how many periods a year has is always said by the caller.
 */
package org.hedgerow.engine.statistics.volatility;
