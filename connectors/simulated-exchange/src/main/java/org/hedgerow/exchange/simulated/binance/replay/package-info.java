/** Recorded frames of the venue, sent again. */
package org.hedgerow.exchange.simulated.binance.replay;
