package org.hedgerow.jobs.marketdata.cleaning;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.hedgerow.engine.configuration.Cleaning;
import org.hedgerow.exchanges.RejectReason;
import org.hedgerow.exchanges.cleaning.BookCheck;
import org.hedgerow.exchanges.cleaning.TradeIds;
import org.hedgerow.exchanges.cleaning.TrailingHampelFilter;
import org.hedgerow.schema.Alert;
import org.hedgerow.schema.BookDelta;
import org.hedgerow.schema.FrameKind;
import org.hedgerow.schema.Gap;
import org.hedgerow.schema.InstrumentStatus;
import org.hedgerow.schema.Quote;
import org.hedgerow.schema.RawFrame;
import org.hedgerow.schema.Trade;

/**
 * What one task does to the market data of the raw partitions that it reads. A frame is announced
 * by {@link #frame}, and then each of its payloads is given to {@link #clean}; what goes on, and
 * what is removed, is said to the frame's {@link CleanedFrame} before either returns.
 *
 * <p>The state is bounded by raw partitions times instruments, and connections times instruments
 * heard of in a day; see {@link TradeIds}, {@link TrailingHampelFilter} and {@link BookCheck} for
 * what an instrument takes.
 */
public final class MarketDataCleaning {
  private final Cleaning cleaning;
  private final Checksums checksums;
  private final InstrumentMaster master;
  private final Map<Integer, PartitionCleaning> partitions = new HashMap<>();
  private final Set<Integer> read = new HashSet<>();
  private final Counter duplicates;
  private final Counter outOfOrder;
  private final Counter spikes;
  private final Counter conflated;
  private final Counter bookBreaks;
  private final Counter unchanged;

  private PartitionCleaning partition;
  private int partitionNumber = -1;
  private ConnectionFeeds feeds;
  private boolean asked;
  private long receiveTimeMicros;

  public MarketDataCleaning(
      Cleaning cleaning, Checksums checksums, InstrumentMaster master, MetricGroup metrics) {
    this.cleaning = cleaning;
    this.checksums = checksums;
    this.master = master;
    duplicates = metrics.counter("duplicateTrades");
    outOfOrder = metrics.counter("outOfOrderEntries");
    spikes = metrics.counter("spikes");
    conflated = metrics.counter("conflatedQuotes");
    bookBreaks = metrics.counter("bookBreaks");
    unchanged = metrics.counter("unchangedInstruments");
  }

  /**
   * A frame of the newest epoch of its connection, in the order of its raw partition. What waited
   * for its receive time goes on before it.
   *
   * @param reconnected whether it is the first of its epoch
   */
  public void frame(int number, long offset, RawFrame raw, boolean reconnected, CleanedFrame out) {
    if (number != partitionNumber) {
      partition = partitions.computeIfAbsent(number, one -> new PartitionCleaning(one, cleaning));
      partitionNumber = number;
      read.add(number);
      feeds = null;
    }
    receiveTimeMicros = raw.getReceiveTimeMicros();
    asked = raw.getKind() == FrameKind.REST;
    partition.received(offset, receiveTimeMicros, out);
    if (raw.getAccount() != null) {
      // An account's stream has identities of its own, and is no market data.
      feeds = null;
      return;
    }
    if (feeds == null || !feeds.connection().equals(raw.getConnection())) {
      feeds =
          partition.connection(raw.getVenue(), raw.getConnection(), checksums.of(raw.getVenue()));
    }
    if (reconnected) {
      feeds.reconnected(receiveTimeMicros, out);
    }
    feeds.received(receiveTimeMicros, out);
    partition.closes(feeds.closesMicros());
  }

  /** Takes a payload of the frame that was announced last, which was no account's. */
  public void clean(SpecificRecord payload, Long venueTimeMicros, CleanedFrame out) {
    MarketPayload kind = MarketPayload.of(payload);
    if (kind == null) {
      out.goesOn(payload, venueTimeMicros, receiveTimeMicros);
      return;
    }
    Feed feed = feeds.feed(kind.subject(payload));
    switch (kind) {
      case TRADE -> trade((Trade) payload, venueTimeMicros, feed, out);
      case QUOTE -> quote((Quote) payload, venueTimeMicros, feed, out);
      case BOOK_DELTA -> {
        book((BookDelta) payload, feed, out);
        goesOn(kind, payload, venueTimeMicros, feed, out);
      }
      case INSTRUMENT_STATUS -> status((InstrumentStatus) payload, venueTimeMicros, feed, out);
      case GAP -> {
        feed.facts().gap();
        out.goesOn(payload, venueTimeMicros, receiveTimeMicros);
      }
      default -> goesOn(kind, payload, venueTimeMicros, feed, out);
    }
  }

  /**
   * Counts a dead letter of the frame that was announced last.
   *
   * @param payload what was refused; null if it was not even read
   */
  public void refused(SpecificRecord payload) {
    if (feeds == null) {
      return;
    }
    MarketPayload kind = payload == null ? null : MarketPayload.of(payload);
    feeds.feed(kind == null ? "" : kind.subject(payload)).facts().deadLetter();
  }

  private void trade(Trade trade, Long venueTimeMicros, Feed feed, CleanedFrame out) {
    InstrumentFilters filters = partition.instrument(trade.getInstrument());
    if (!filters.isNew(trade, asked)) {
      feed.facts().duplicate();
      duplicates.inc();
      return;
    }
    // One that was asked for is older than what the filter knows, and may well be far from it.
    String spike = asked ? null : filters.spike(trade);
    if (spike != null) {
      removed("Trade", spike, feed, out);
      return;
    }
    goesOn(MarketPayload.TRADE, trade, venueTimeMicros, feed, out);
  }

  private void quote(Quote quote, Long venueTimeMicros, Feed feed, CleanedFrame out) {
    InstrumentFilters filters = partition.instrument(quote.getInstrument());
    String spike = filters.spike(quote);
    if (spike != null) {
      removed("Quote", spike, feed, out);
      return;
    }
    if (!filters.conflates()) {
      goesOn(MarketPayload.QUOTE, quote, venueTimeMicros, feed, out);
      return;
    }
    count(MarketPayload.QUOTE, venueTimeMicros, feed);
    if (filters.conflation().replaces(quote, venueTimeMicros, receiveTimeMicros)) {
      feed.facts().conflated();
      conflated.inc();
    }
    partition.waits(quote.getInstrument(), filters.conflation());
  }

  /** What was told before is counted, and no entry. */
  private void status(InstrumentStatus status, Long venueTimeMicros, Feed feed, CleanedFrame out) {
    List<Alert> differences = master.differences(status, receiveTimeMicros);
    for (int i = 0; i < differences.size(); i++) {
      feed.facts().differs();
    }
    if (!partition.instrument(status.getInstrument()).told().isNews(status, master.version())) {
      unchanged.inc();
      return;
    }
    goesOn(MarketPayload.INSTRUMENT_STATUS, status, venueTimeMicros, feed, out);
    differences.forEach(out::alert);
  }

  /** A break goes before the update that shows it. */
  private void book(BookDelta delta, Feed feed, CleanedFrame out) {
    Gap gap = feed.book().accept(feeds.connection(), delta, asked);
    if (gap == null) {
      return;
    }
    bookBreaks.inc();
    feed.facts().gap();
    if (feed.book().sumDiffers()) {
      feed.facts().checksumFailure();
    }
    out.goesOn(gap, null, receiveTimeMicros);
  }

  private void removed(String payload, String detail, Feed feed, CleanedFrame out) {
    feed.facts().spike();
    feed.facts().deadLetter();
    spikes.inc();
    out.removed(payload, RejectReason.SPIKE, detail);
  }

  private void goesOn(
      MarketPayload kind,
      SpecificRecord payload,
      Long venueTimeMicros,
      Feed feed,
      CleanedFrame out) {
    count(kind, venueTimeMicros, feed);
    out.goesOn(payload, venueTimeMicros, receiveTimeMicros);
  }

  private void count(MarketPayload kind, Long venueTimeMicros, Feed feed) {
    if (venueTimeMicros != null && feed.times().goesBack(kind, venueTimeMicros)) {
      feed.facts().outOfOrder();
      outOfOrder.inc();
    }
    // What was asked for is as old as it is: that is no latency.
    feed.facts().entry(kind, receiveTimeMicros, asked ? null : venueTimeMicros);
  }

  /**
   * The state of the partitions that this task has read, and of those that nobody has read yet and
   * that fall to it.
   */
  public List<KeptCleaning> kept(int task, int tasks) {
    List<KeptCleaning> kept = new ArrayList<>();
    partitions.forEach(
        (number, one) -> {
          if (read.contains(number) || number % tasks == task) {
            one.save(kept);
          }
        });
    return kept;
  }

  /** Takes the state that all tasks kept: of each partition that of who read it last. */
  public void restore(Iterable<KeptCleaning> all) {
    Map<Integer, Long> newest = new HashMap<>();
    for (KeptCleaning one : all) {
      newest.merge(one.partition(), one.offset(), Math::max);
    }
    for (KeptCleaning one : all) {
      if (one.offset() == newest.get(one.partition())) {
        partitions
            .computeIfAbsent(one.partition(), number -> new PartitionCleaning(number, cleaning))
            .restore(one, checksums);
      }
    }
  }
}
