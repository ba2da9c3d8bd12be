package org.hedgerow.exchanges.history;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.hedgerow.exchanges.Venues;
import org.hedgerow.exchanges.cleaning.BookCheck;
import org.hedgerow.exchanges.cleaning.Plausibility;
import org.hedgerow.exchanges.cleaning.TradeIds;
import org.hedgerow.exchanges.recording.DecodedMessage;
import org.hedgerow.exchanges.recording.RecordedMessage;
import org.hedgerow.exchanges.recording.RecordingDecoder;
import org.hedgerow.exchanges.recording.RecordingReader;
import org.hedgerow.schema.BookDelta;
import org.hedgerow.schema.Decimal;
import org.hedgerow.schema.Funding;
import org.hedgerow.schema.Gap;
import org.hedgerow.schema.Index;
import org.hedgerow.schema.Mark;
import org.hedgerow.schema.OpenInterest;
import org.hedgerow.schema.OptionQuote;
import org.hedgerow.schema.Quote;
import org.hedgerow.schema.Trade;

/**
 * A recording of frames: what {@code decode} makes of it, cleaned by the rules of the stream. Books
 * are looked through for missing updates and left out: the levels are in the recording, and the
 * store keeps none of a live stream either.
 */
final class RecordedHistory {
  private final RecordingDecoder decoder;
  private final HistoryRows out;
  private final HistoryTally tally = new HistoryTally();
  private final Map<String, TradeIds> trades = new HashMap<>();
  private final Map<String, BookCheck> books = new HashMap<>();
  private final Map<String, Integer> places = new HashMap<>();

  RecordedHistory(String exchange, HistoryRows out) throws IOException {
    try {
      this.decoder = new RecordingDecoder(exchange);
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
    this.out = out;
  }

  HistoryTally read(Path file) throws IOException {
    try (RecordingReader recording = RecordingReader.open(file)) {
      for (RecordedMessage message = recording.next();
          message != null;
          message = recording.next()) {
        if (message.kind() == RecordedMessage.Kind.CONNECT) {
          books.values().forEach(BookCheck::reset);
        }
        DecodedMessage decoded = decoder.decode(message);
        if (decoded != null) {
          tally.note("messages", 1);
          tally.note("dead_letters", decoded.rejections().size());
          for (int i = 0; i < decoded.payloads().size(); i++) {
            payload(decoded, i, message);
          }
        }
      }
    }
    return tally;
  }

  private void payload(DecodedMessage decoded, int i, RecordedMessage message) throws IOException {
    SpecificRecord payload = decoded.payloads().get(i);
    tally.read();
    String objection = Plausibility.objection(payload);
    if (objection != null) {
      tally.dropped("implausible", "line " + message.line() + ": " + objection);
      return;
    }
    if (payload instanceof BookDelta delta) {
      book(decoded.venue(), delta, decoded.isAnswer());
    }
    Long venueTime = decoded.time(i);
    long time =
        venueTime != null && !(payload instanceof Quote) ? venueTime : message.receivedMicros();
    if (time == 0 && venueTime != null) {
      time = venueTime;
    }
    if (time == 0) {
      tally.dropped("without_time", "line " + message.line());
    } else {
      write(payload, time, decoded.isAnswer(), message.line());
    }
  }

  private void write(SpecificRecord payload, long time, boolean asked, long line)
      throws IOException {
    if (payload instanceof Trade trade) {
      if (!trades
          .computeIfAbsent(trade.getInstrument(), none -> new TradeIds())
          .isNew(trade.getTradeId(), asked)) {
        tally.dropped("duplicate", "line " + line);
        return;
      }
      tally.kept(trade.getInstrument());
      out.trade(time, trade);
    } else if (payload instanceof Quote quote) {
      tally.kept(quote.getInstrument());
      out.quote(time, place("QUOTE", quote.getInstrument(), time), quote);
    } else if (payload instanceof OptionQuote option) {
      tally.kept(option.getInstrument());
      out.option(time, option);
    } else if (payload instanceof Mark mark) {
      price("MARK", mark.getInstrument(), time, mark.getPrice());
    } else if (payload instanceof Index index) {
      price("INDEX", index.getIndex(), time, index.getPrice());
    } else if (payload instanceof Funding funding) {
      price("FUNDING", funding.getInstrument(), time, funding.getRate());
    } else if (payload instanceof OpenInterest interest) {
      price("OPEN_INTEREST", interest.getInstrument(), time, interest.getQuantity());
    } else {
      tally.leftOut(payload.getSchema().getName());
    }
  }

  private void price(String kind, String instrument, long time, Decimal value) throws IOException {
    tally.kept(instrument);
    out.price(kind, instrument, time, place(kind, instrument, time), value);
  }

  /** Counts what has the same time, so that the same recording gives the same rows again. */
  private int place(String kind, String instrument, long time) {
    return places.merge(kind + ' ' + instrument + ' ' + time, 1, Integer::sum) - 1;
  }

  private void book(String venue, BookDelta delta, boolean asked) {
    BookCheck book =
        books.computeIfAbsent(
            delta.getInstrument(),
            none -> new BookCheck(Venues.named(venue).checksum().orElse(null)));
    Gap gap = book.accept("", delta, asked);
    if (gap == null) {
      return;
    }
    if (book.sumDiffers()) {
      tally.note("books_that_do_not_sum_up", 1);
      return;
    }
    // Of the break both ends are known: the last before it and the first after it.
    long from = gap.getFromUpdateId() + 1;
    long to = gap.getToUpdateId() - 1;
    tally.hole(
        new Hole(delta.getInstrument(), Hole.Unit.UPDATE, from, to, Math.max(0, to - from + 1)));
  }
}
