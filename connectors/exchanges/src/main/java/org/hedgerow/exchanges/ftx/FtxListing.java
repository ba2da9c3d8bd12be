package org.hedgerow.exchanges.ftx;

import org.hedgerow.schema.InstrumentDefinition;

/**
 * An instrument as the decoder needs it.
 *
 * @param instrument VENUE:SYMBOL
 * @param market FTX's own name, e.g. BTC-PERP or BTC/USD
 * @param configured what the configuration says it is; FTX's list of markets overrides its steps
 */
record FtxListing(String instrument, String market, InstrumentDefinition configured) {}
