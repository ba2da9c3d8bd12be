package org.hedgerow.jobs.marketdata.cleaning;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hedgerow.engine.configuration.Cleaning;
import org.hedgerow.exchanges.book.BookChecksum;
import org.hedgerow.exchanges.cleaning.StateBytes;

/**
 * The cleaning of one raw partition. Nothing in it depends on other partitions, whose order
 * relative to this one is another in each run.
 */
final class PartitionCleaning {
  private final int partition;
  private final Cleaning cleaning;
  // Sorted: minutes of several connections may close, and quotes of several instruments go on, with
  // one frame, and have to do so in the same order in a rerun.
  private final Map<String, ConnectionFeeds> connections = new TreeMap<>();
  private final Map<String, QuoteConflation> conflations = new TreeMap<>();
  private final Map<String, InstrumentFilters> instruments = new HashMap<>();
  private long offset = -1;
  private long quotesDue = QuoteConflation.NEVER;
  private long minutesDue = Long.MAX_VALUE;

  PartitionCleaning(int partition, Cleaning cleaning) {
    this.partition = partition;
    this.cleaning = cleaning;
  }

  ConnectionFeeds connection(String venue, String connection, BookChecksum checksum) {
    ConnectionFeeds feeds = connections.get(connection);
    if (feeds == null) {
      feeds = new ConnectionFeeds(venue, connection, checksum);
      connections.put(connection, feeds);
    }
    return feeds;
  }

  InstrumentFilters instrument(String instrument) {
    InstrumentFilters filters = instruments.get(instrument);
    if (filters == null) {
      filters = new InstrumentFilters(cleaning.of(instrument));
      instruments.put(instrument, filters);
    }
    return filters;
  }

  /** A frame of the partition was received: what waited for that goes on. */
  void received(long frameOffset, long receiveTimeMicros, CleanedFrame out) {
    offset = frameOffset;
    if (receiveTimeMicros >= quotesDue) {
      letQuotesGo(receiveTimeMicros, out);
    }
    if (receiveTimeMicros >= minutesDue) {
      closeMinutes(receiveTimeMicros, out);
    }
  }

  /** A quote of the instrument waits until then. */
  void waits(String instrument, QuoteConflation conflation) {
    conflations.put(instrument, conflation);
    quotesDue = Math.min(quotesDue, conflation.dueMicros());
  }

  /** A minute closes then at the latest. */
  void closes(long closesMicros) {
    minutesDue = Math.min(minutesDue, closesMicros);
  }

  private void letQuotesGo(long receiveTimeMicros, CleanedFrame out) {
    quotesDue = QuoteConflation.NEVER;
    for (QuoteConflation conflation : conflations.values()) {
      if (receiveTimeMicros >= conflation.dueMicros()) {
        out.goesOn(
            conflation.quote(), conflation.venueTimeMicros(), conflation.receiveTimeMicros());
        conflation.clear();
      }
      quotesDue = Math.min(quotesDue, conflation.dueMicros());
    }
  }

  private void closeMinutes(long receiveTimeMicros, CleanedFrame out) {
    minutesDue = Long.MAX_VALUE;
    for (ConnectionFeeds feeds : connections.values()) {
      if (receiveTimeMicros >= feeds.closesMicros()) {
        feeds.close(out);
      }
      closes(feeds.closesMicros());
    }
  }

  /** Its state, an element for each feed of a connection and for each instrument. */
  void save(List<KeptCleaning> kept) {
    for (ConnectionFeeds feeds : connections.values()) {
      for (Feed feed : feeds.feeds()) {
        kept.add(
            new KeptCleaning(
                partition,
                offset,
                feeds.connection(),
                feed.instrument(),
                StateBytes.of(
                    out -> {
                      feeds.save(out);
                      feed.save(out);
                    })));
      }
    }
    instruments.forEach(
        (instrument, filters) ->
            kept.add(
                new KeptCleaning(partition, offset, "", instrument, StateBytes.of(filters::save))));
  }

  /** Takes an element of its state. */
  void restore(KeptCleaning kept, Checksums checksums) {
    offset = kept.offset();
    StateBytes.read(
        kept.bytes(),
        in -> {
          if (kept.connection().isEmpty()) {
            InstrumentFilters filters = instrument(kept.instrument());
            filters.restore(in);
            if (filters.conflation().quote() != null) {
              waits(kept.instrument(), filters.conflation());
            }
          } else {
            String venue = in.readUTF();
            ConnectionFeeds feeds = connection(venue, kept.connection(), checksums.of(venue));
            feeds.restore(in);
            feeds.feed(kept.instrument()).restore(in);
            closes(feeds.closesMicros());
          }
        });
  }
}
