package org.hedgerow.jobs.marketdata.cleaning;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.hedgerow.exchanges.book.BookChecksum;
import org.hedgerow.exchanges.cleaning.BookCheck;

/** What is known of one instrument on one connection: its facts, its times, its book. */
final class Feed {
  private final String instrument;
  private final FeedFacts facts = new FeedFacts();
  private final VenueTimeOrder times = new VenueTimeOrder();
  private final BookCheck book;

  /**
   * @param instrument or index; empty for what of a connection could be told to none
   */
  Feed(String instrument, BookChecksum checksum) {
    this.instrument = instrument;
    this.book = new BookCheck(checksum);
  }

  String instrument() {
    return instrument;
  }

  FeedFacts facts() {
    return facts;
  }

  VenueTimeOrder times() {
    return times;
  }

  BookCheck book() {
    return book;
  }

  void save(DataOutput out) throws IOException {
    facts.save(out);
    times.save(out);
    book.save(out);
  }

  void restore(DataInput in) throws IOException {
    facts.restore(in);
    times.restore(in);
    book.restore(in);
  }
}
