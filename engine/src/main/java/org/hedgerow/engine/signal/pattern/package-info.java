/**
 * What a configuration may say of patterns: shapes that the market makes over a while. The matching
 * is Flink CEP's and is in the signals job; here are the kinds, their limits, and their errors.
 */
package org.hedgerow.engine.signal.pattern;
