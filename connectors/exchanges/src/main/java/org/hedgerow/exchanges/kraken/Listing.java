package org.hedgerow.exchanges.kraken;

import java.util.List;
import org.hedgerow.engine.configuration.Configuration;
import org.hedgerow.engine.configuration.Instrument;
import org.hedgerow.schema.Decimal;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.InstrumentKind;

/**
 * An instrument as the decoders need it: what the venue's lists do not say of it comes from the
 * configuration.
 *
 * @param instrument VENUE:SYMBOL
 * @param symbol BTC/USD on the spot market, PF_XBTUSD on the futures market
 * @param contractValue linear: base units a contract; inverse: quote units a contract; spot: 1
 * @param maximumQuantity of an order
 */
record Listing(
    String instrument,
    String symbol,
    InstrumentKind kind,
    String base,
    String quote,
    String settlement,
    Decimal contractValue,
    Decimal maximumQuantity) {

  static Listing of(Instrument instrument) {
    return new Listing(
        instrument.instrument(),
        instrument.symbol(),
        instrument.kind(),
        instrument.base(),
        instrument.quote(),
        instrument.settlement(),
        Decimals.of(instrument.contractValue()),
        Decimals.of(instrument.maximumQuantity()));
  }

  /** Those of one venue. */
  static List<Listing> of(String venue, Configuration configuration) {
    return configuration.instruments().stream()
        .filter(instrument -> instrument.venue().equals(venue))
        .map(Listing::of)
        .toList();
  }
}
