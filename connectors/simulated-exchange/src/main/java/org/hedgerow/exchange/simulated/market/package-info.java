/** Where prices come from: made up from a seed, and told to each venue's feed. */
package org.hedgerow.exchange.simulated.market;
