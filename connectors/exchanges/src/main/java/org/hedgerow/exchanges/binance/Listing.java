package org.hedgerow.exchanges.binance;

/**
 * An instrument as the decoder needs it.
 *
 * @param instrument VENUE:SYMBOL
 * @param symbol the venue's own name, upper case
 * @param pair the name of the index that futures settle to, e.g. BTCUSD; the symbol on spot
 * @param aggregateTrades whether the aggTrade channel is the source of its trades; else it is
 *     ignored, since every aggregate trade would count the single ones again
 */
public record Listing(String instrument, String symbol, String pair, boolean aggregateTrades) {}
