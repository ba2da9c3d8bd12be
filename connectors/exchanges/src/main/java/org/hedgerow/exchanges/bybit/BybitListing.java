package org.hedgerow.exchanges.bybit;

import java.util.Set;
import org.hedgerow.engine.configuration.Channel;

/**
 * An instrument as the decoder needs it.
 *
 * @param instrument VENUE:SYMBOL
 * @param index the index that prices it, VENUE:SYMBOL
 * @param channels what is told of it
 */
record BybitListing(String instrument, String symbol, String index, Set<Channel> channels) {}
