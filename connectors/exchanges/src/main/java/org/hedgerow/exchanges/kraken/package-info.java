/**
 * Kraken: the spot market by WebSocket v2 (recordings of v1 decode too) and the futures market,
 * each with a dialect of its own. Bitcoin is BTC throughout the spot market, whatever a frame
 * writes; futures keep the venue's symbols, such as PF_XBTUSD.
 */
package org.hedgerow.exchanges.kraken;
