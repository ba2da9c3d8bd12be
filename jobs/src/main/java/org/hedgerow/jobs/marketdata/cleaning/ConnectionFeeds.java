package org.hedgerow.jobs.marketdata.cleaning;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.hedgerow.exchanges.book.BookChecksum;

/**
 * The feeds of one connection, and the minute of receive time that is open for all of them. A
 * minute closes with the first frame of the connection that was received after it, or when other
 * connections of the raw partition are {@link #GRACE_MICROS} past it. A frame that is received in a
 * minute before the open one counts in the open one (our clock was set back); one whose minute is
 * written already opens the next part of it.
 *
 * <p>Every instrument that was heard within {@link #FORGET_MICROS} has facts in every minute in
 * which its connection speaks, so that its silence shows.
 */
final class ConnectionFeeds {
  static final long MINUTE_MICROS = TimeUnit.MINUTES.toMicros(1);

  /** How far connections of one partition may lag behind one another. */
  static final long GRACE_MICROS = TimeUnit.SECONDS.toMicros(5);

  /** An instrument that was silent for so long is no longer reported, nor kept in state. */
  static final long FORGET_MICROS = TimeUnit.DAYS.toMicros(1);

  private static final long NONE = Long.MIN_VALUE;

  private final String venue;
  private final String connection;
  private final BookChecksum checksum;
  private final Map<String, Feed> feeds = new HashMap<>();
  private long openMinute = NONE;
  private long lastMinute = NONE;
  private int part;

  ConnectionFeeds(String venue, String connection, BookChecksum checksum) {
    this.venue = venue;
    this.connection = connection;
    this.checksum = checksum;
  }

  String connection() {
    return connection;
  }

  String venue() {
    return venue;
  }

  Feed feed(String instrument) {
    Feed feed = feeds.get(instrument);
    if (feed == null) {
      feed = new Feed(instrument, checksum);
      feeds.put(instrument, feed);
    }
    return feed;
  }

  Collection<Feed> feeds() {
    return feeds.values();
  }

  /** Its updates of books begin anew: of each that was known, that it no longer is. */
  void reconnected(long receiveTimeMicros, CleanedFrame out) {
    // Sorted: in the same order in a rerun.
    for (String instrument : new TreeSet<>(feeds.keySet())) {
      Feed feed = feeds.get(instrument);
      if (feed.book().isKnown()) {
        feed.facts().gap();
        out.goesOn(feed.book().lost(connection, instrument), null, receiveTimeMicros);
      }
      feed.book().reset();
    }
  }

  /** A frame of it was received: closes the minute before, and opens that of the frame. */
  void received(long receiveTimeMicros, CleanedFrame out) {
    if (openMinute != NONE && receiveTimeMicros < openMinute + MINUTE_MICROS) {
      return;
    }
    close(out);
    long minute = Math.floorDiv(receiveTimeMicros, MINUTE_MICROS) * MINUTE_MICROS;
    if (lastMinute != NONE && minute <= lastMinute) {
      openMinute = lastMinute;
      part++;
    } else {
      openMinute = minute;
      part = 0;
    }
  }

  /** When its minute closes without a frame of its own; the greatest long if none is open. */
  long closesMicros() {
    return openMinute == NONE ? Long.MAX_VALUE : openMinute + MINUTE_MICROS + GRACE_MICROS;
  }

  /** Closes the minute that is open, if one is. */
  void close(CleanedFrame out) {
    if (openMinute == NONE) {
      return;
    }
    long end = openMinute + MINUTE_MICROS;
    // Sorted: the order of the facts of a minute has to be the same in a rerun.
    for (String instrument : new TreeSet<>(feeds.keySet())) {
      FeedFacts facts = feeds.get(instrument).facts();
      // Of a whole connection, and in a part that comes late, nothing is no news.
      boolean silent = facts.isEmpty();
      if (!silent || (part == 0 && !instrument.isEmpty())) {
        out.facts(facts.close(venue, connection, instrument, openMinute, part, end));
      }
      if (silent && facts.lastEntryMicros() < end - FORGET_MICROS) {
        feeds.remove(instrument);
      }
    }
    lastMinute = openMinute;
    openMinute = NONE;
  }

  /** Its own part of the state; it stands with each of its feeds. */
  void save(DataOutput out) throws IOException {
    out.writeUTF(venue);
    out.writeLong(openMinute);
    out.writeLong(lastMinute);
    out.writeInt(part);
  }

  /** Reads what comes after the venue. */
  void restore(DataInput in) throws IOException {
    openMinute = in.readLong();
    lastMinute = in.readLong();
    part = in.readInt();
  }
}
