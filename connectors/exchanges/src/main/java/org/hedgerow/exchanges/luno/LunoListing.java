package org.hedgerow.exchanges.luno;

import java.util.Set;
import org.hedgerow.engine.configuration.Channel;
import org.hedgerow.schema.Decimal;

/**
 * An instrument as the decoders need it.
 *
 * @param instrument VENUE:SYMBOL
 * @param pair Luno's own name, e.g. XBTZAR
 * @param base in the configuration's words, e.g. BTC
 * @param quote likewise
 * @param channels what is wanted of it: one stream carries all of them
 * @param minimumNotional in quote units; Luno's list of markets has none
 */
record LunoListing(
    String instrument,
    String pair,
    String base,
    String quote,
    Set<Channel> channels,
    Decimal minimumNotional) {
  LunoListing {
    channels = Set.copyOf(channels);
  }

  boolean wants(Channel channel) {
    return channels.contains(channel);
  }
}
