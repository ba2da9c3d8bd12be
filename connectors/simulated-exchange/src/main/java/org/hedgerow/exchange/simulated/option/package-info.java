/**
 * What options are worth on the generated market, whatever the dialect in which they are traded:
 * terms, Black's formula, a smile that the seed draws, and when they expire. Written from the
 * literature, and apart from the engine's own formulas, so that these are not judged by themselves.
 */
package org.hedgerow.exchange.simulated.option;
