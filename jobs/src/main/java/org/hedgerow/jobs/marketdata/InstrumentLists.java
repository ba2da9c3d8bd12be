package org.hedgerow.jobs.marketdata;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.hedgerow.engine.configuration.Configuration;
import org.hedgerow.engine.configuration.Instrument;
import org.hedgerow.exchanges.Venue;
import org.hedgerow.exchanges.Venues;
import org.hedgerow.schema.FrameKind;
import org.hedgerow.schema.InstrumentStatus;
import org.hedgerow.schema.RawFrame;
import org.hedgerow.schema.TradingStatus;

/**
 * Who is missing in a venue's list of instruments. Decoders tell of those that a list names; a
 * configured one that it should name and does not is delisted. A list that could not be read whole
 * delists nobody.
 */
final class InstrumentLists {
  private final Configuration configuration;

  /** Who of the frame's list was not named so far, in the configuration's order. */
  private final Map<String, Instrument> missing = new LinkedHashMap<>();

  InstrumentLists(Configuration configuration) {
    this.configuration = configuration;
  }

  /** A frame begins; most are no lists. */
  void begin(RawFrame raw) {
    missing.clear();
    String request = raw.getRequest();
    if (raw.getKind() != FrameKind.REST || raw.getAccount() != null || request == null) {
      return;
    }
    Venue venue = Venues.named(raw.getVenue());
    for (Instrument instrument : configuration.instruments()) {
      if (instrument.venue().equals(venue.name()) && venue.lists(request, instrument)) {
        missing.put(instrument.instrument(), instrument);
      }
    }
  }

  /** The list named it. */
  void named(String instrument) {
    if (!missing.isEmpty()) {
      missing.remove(instrument);
    }
  }

  /** Something of the frame was refused. */
  void refused() {
    missing.clear();
  }

  /** The frame was read. */
  void end(Consumer<InstrumentStatus> delisted) {
    if (missing.isEmpty()) {
      return;
    }
    // A copy: what is told here counts as named.
    for (String instrument : missing.keySet().toArray(new String[0])) {
      delisted.accept(new InstrumentStatus(instrument, TradingStatus.DELISTED, null));
    }
    missing.clear();
  }
}
