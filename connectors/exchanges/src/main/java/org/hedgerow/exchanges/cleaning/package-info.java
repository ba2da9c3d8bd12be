/**
 * What is asked of a venue's data wherever it comes from, stream or file: whether it can be at all
 * ({@link org.hedgerow.exchanges.cleaning.Plausibility}), whether a trade came before ({@link
 * org.hedgerow.exchanges.cleaning.TradeIds}), and whether a price is a spike ({@link
 * org.hedgerow.exchanges.cleaning.SpikeFilter}).
 */
package org.hedgerow.exchanges.cleaning;
