package org.hedgerow.jobs.marketdata.cleaning;

import org.apache.avro.specific.SpecificRecord;
import org.hedgerow.schema.BookDelta;
import org.hedgerow.schema.BookTop;
import org.hedgerow.schema.Funding;
import org.hedgerow.schema.Gap;
import org.hedgerow.schema.Index;
import org.hedgerow.schema.InstrumentStatus;
import org.hedgerow.schema.Liquidation;
import org.hedgerow.schema.Mark;
import org.hedgerow.schema.OpenInterest;
import org.hedgerow.schema.OptionQuote;
import org.hedgerow.schema.Quote;
import org.hedgerow.schema.Trade;

/**
 * The payloads of market data. Their slots stand in operator state: a new one is added at the end.
 */
enum MarketPayload {
  TRADE("Trade", 0),
  QUOTE("Quote", 1),
  BOOK_DELTA("BookDelta", 2),
  BOOK_TOP("BookTop", 3),
  MARK("Mark", 4),
  INDEX("Index", 5),
  FUNDING("Funding", 6),
  OPTION_QUOTE("OptionQuote", 7),
  OPEN_INTEREST("OpenInterest", 8),
  LIQUIDATION("Liquidation", 9),
  INSTRUMENT_STATUS("InstrumentStatus", 10),
  GAP("Gap", 11);

  /** How many there are; {@link #values} makes an array each time. */
  static final int COUNT = values().length;

  private final String record;
  private final int slot;

  MarketPayload(String record, int slot) {
    this.record = record;
    this.slot = slot;
  }

  /** Its place in arrays of {@link #COUNT}. */
  int slot() {
    return slot;
  }

  /** The record's name in the schema. */
  String record() {
    return record;
  }

  /** Which one it is; null for what is no market data. */
  static MarketPayload of(SpecificRecord payload) {
    if (payload instanceof Quote) {
      return QUOTE;
    } else if (payload instanceof Trade) {
      return TRADE;
    } else if (payload instanceof BookDelta) {
      return BOOK_DELTA;
    } else if (payload instanceof BookTop) {
      return BOOK_TOP;
    } else if (payload instanceof Mark) {
      return MARK;
    } else if (payload instanceof Index) {
      return INDEX;
    } else if (payload instanceof Funding) {
      return FUNDING;
    } else if (payload instanceof OptionQuote) {
      return OPTION_QUOTE;
    } else if (payload instanceof OpenInterest) {
      return OPEN_INTEREST;
    } else if (payload instanceof Liquidation) {
      return LIQUIDATION;
    } else if (payload instanceof InstrumentStatus) {
      return INSTRUMENT_STATUS;
    } else if (payload instanceof Gap) {
      return GAP;
    }
    return null;
  }

  /**
   * What the payload is about: an instrument, or an index; empty for a gap of a whole connection.
   */
  String subject(SpecificRecord payload) {
    return switch (this) {
      case TRADE -> ((Trade) payload).getInstrument();
      case QUOTE -> ((Quote) payload).getInstrument();
      case BOOK_DELTA -> ((BookDelta) payload).getInstrument();
      case BOOK_TOP -> ((BookTop) payload).getInstrument();
      case MARK -> ((Mark) payload).getInstrument();
      case INDEX -> ((Index) payload).getIndex();
      case FUNDING -> ((Funding) payload).getInstrument();
      case OPTION_QUOTE -> ((OptionQuote) payload).getInstrument();
      case OPEN_INTEREST -> ((OpenInterest) payload).getInstrument();
      case LIQUIDATION -> ((Liquidation) payload).getInstrument();
      case INSTRUMENT_STATUS -> ((InstrumentStatus) payload).getInstrument();
      case GAP -> {
        String instrument = ((Gap) payload).getInstrument();
        yield instrument == null ? "" : instrument;
      }
    };
  }
}
