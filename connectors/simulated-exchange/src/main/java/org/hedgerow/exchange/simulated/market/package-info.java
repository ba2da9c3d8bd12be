/** Where prices come from: made up from a seed, or replayed from recorded frames. */
package org.hedgerow.exchange.simulated.market;
