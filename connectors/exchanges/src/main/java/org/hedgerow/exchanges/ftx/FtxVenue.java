package org.hedgerow.exchanges.ftx;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.hedgerow.engine.configuration.Configuration;
import org.hedgerow.engine.configuration.Instrument;
import org.hedgerow.exchanges.Credentials;
import org.hedgerow.exchanges.FrameDecoder;
import org.hedgerow.exchanges.Recognition;
import org.hedgerow.exchanges.Session;
import org.hedgerow.exchanges.Subscription;
import org.hedgerow.exchanges.Venue;
import org.hedgerow.exchanges.book.BookChecksum;
import org.hedgerow.exchanges.order.OrderVenue;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.InstrumentDefinition;

/** FTX, for the replay of its recordings. */
public final class FtxVenue implements Venue {
  static final String NAME = "FTX";
  private static final String GONE = "FTX no longer exists: its recordings replay, and that is all";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Recognition recognition() {
    return new FtxRecognition();
  }

  @Override
  public FrameDecoder decoder(Configuration configuration) {
    return new FtxDecoder(
        configuration.instruments().stream()
            .filter(instrument -> instrument.venue().equals(NAME))
            .map(FtxVenue::listing)
            .toList());
  }

  /**
   * None where it is not configured.
   *
   * @throws IllegalArgumentException where it is: there is nothing to connect to
   */
  @Override
  public List<Subscription> subscriptions(Configuration configuration) {
    if (configuration.venue(NAME).isEmpty()) {
      return List.of();
    }
    throw new IllegalArgumentException(GONE);
  }

  /**
   * Refused.
   *
   * @throws UnsupportedOperationException always
   */
  @Override
  public Session session(Subscription subscription) {
    throw new UnsupportedOperationException(GONE);
  }

  @Override
  public String index(Instrument instrument) {
    return index(instrument.base());
  }

  /** Every contract on an underlying has the same index, e.g. FTX:BTC. */
  static String index(String underlying) {
    return NAME + ":" + underlying;
  }

  @Override
  public Optional<BookChecksum> checksum() {
    return Optional.of(new FtxChecksum());
  }

  /**
   * Refused.
   *
   * @throws UnsupportedOperationException always
   */
  @Override
  public OrderVenue orders(Configuration configuration, URI rest, Credentials credentials) {
    throw new UnsupportedOperationException(GONE);
  }

  private static FtxListing listing(Instrument instrument) {
    return new FtxListing(
        instrument.instrument(),
        instrument.symbol(),
        InstrumentDefinition.newBuilder()
            .setInstrument(instrument.instrument())
            .setVenue(NAME)
            .setSymbol(instrument.symbol())
            .setKind(instrument.kind())
            .setBase(instrument.base())
            .setQuote(instrument.quote())
            .setSettlement(instrument.settlement())
            .setContractValue(Decimals.of(instrument.contractValue()))
            .setTickSize(Decimals.of(instrument.tickSize()))
            .setLotSize(Decimals.of(instrument.lotSize()))
            .setMinimumQuantity(Decimals.of(instrument.minimumQuantity()))
            .setMaximumQuantity(Decimals.of(instrument.maximumQuantity()))
            .setMinimumNotional(Decimals.of(instrument.minimumNotional()))
            .setUnderlying(index(instrument.base()))
            .build());
  }
}
