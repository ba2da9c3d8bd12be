package org.hedgerow.exchange.simulated.binance.replay;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import org.hedgerow.exchange.simulated.binance.BinanceVenue;
import org.hedgerow.exchange.simulated.binance.DepthSource;
import org.hedgerow.exchange.simulated.binance.MarketDepth;
import org.hedgerow.exchange.simulated.matching.Market;
import org.hedgerow.exchange.simulated.matching.MarketListener;
import org.hedgerow.exchange.simulated.wire.Congestion;
import org.hedgerow.exchange.simulated.wire.StreamHub;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends recorded frames to whoever subscribes to their streams, in the order in which they were
 * received, at the recorded pace, faster, or as fast as the clients take them.
 *
 * <p>A frame is delivered to all subscribers or, while one of them is behind, to none: nothing is
 * dropped or reordered, and what is read ahead is bounded. A thread reads and merges the files; all
 * else happens on the event loop.
 */
public final class ReplayMarket implements DepthSource {
  private static final Logger LOG = LoggerFactory.getLogger(ReplayMarket.class);
  private static final int BATCH = 256;
  private static final int BATCHES_AHEAD = 32;
  private static final int FRAMES_A_TURN = 512;
  private static final long SNAPSHOT_WAIT_MILLIS = 5_000;

  private final Vertx vertx;
  private final Context context;
  private final Congestion congestion;
  private final Settings settings;
  private final MarketListener listener;
  private final List<Source> sources = new ArrayList<>();
  private final BlockingQueue<List<Entry>> ahead = new ArrayBlockingQueue<>(BATCHES_AHEAD);
  private final AtomicBoolean starved = new AtomicBoolean();
  private List<Entry> batch = List.of();
  private int next;
  private boolean started;
  private boolean finished;
  private long firstNanos = Long.MAX_VALUE;
  private long startNanoTime;
  private long startWallNanos;
  private long startedAtNanoTime;
  private long finishedAtNanoTime;

  /**
   * How to replay.
   *
   * @param speed times the recorded pace; zero for as fast as clients read
   * @param shifted whether event times move to the time of the replay
   * @param loop whether to begin again at the end
   * @param startAfterMillis when to start without waiting for subscribers, negative for never
   */
  public record Settings(double speed, boolean shifted, boolean loop, long startAfterMillis) {}

  private enum Kind {
    TRADE,
    BOOK_TICKER,
    DEPTH,
    OTHER
  }

  private record Route(StreamHub.Topic topic, Kind kind) {}

  /** One file in the replay. */
  private static final class Source {
    final RecordedFile file;
    final Market market;
    final Map<String, Route> routes = new HashMap<>();
    final List<Runnable> snapshotWaiters = new ArrayList<>();
    long framesRead;
    long framesSent;
    boolean snapshotReached;
    boolean snapshotServed;

    Source(RecordedFile file, StreamHub hub) {
      this.file = file;
      this.market = new Market(file.instrument());
      file.streams.forEach(name -> routes.put(name, new Route(hub.topic(name), kindOf(name))));
      rewind();
    }

    void rewind() {
      if (file.snapshot != null) {
        FrameScanner.snapshot(file.snapshot, market);
      } else {
        market.book.clear();
      }
    }

    boolean subscribed() {
      return routes.values().stream().allMatch(route -> route.topic().wanted());
    }

    private static Kind kindOf(String stream) {
      String channel = stream.substring(stream.indexOf('@') + 1);
      if (channel.equals("trade")) {
        return Kind.TRADE;
      } else if (channel.equals("bookTicker")) {
        return Kind.BOOK_TICKER;
      }
      return channel.equals("depth") || channel.startsWith("depth@") ? Kind.DEPTH : Kind.OTHER;
    }
  }

  /** A line of a file; without a source, the end of all files: for good, or to begin again. */
  private record Entry(Source source, RecordedFile.Line line, boolean last) {}

  public ReplayMarket(
      Vertx vertx,
      Recordings recordings,
      Settings settings,
      Function<BinanceVenue, StreamHub> hubs,
      Congestion congestion,
      MarketListener listener) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    this.congestion = congestion;
    this.settings = settings;
    this.listener = listener;
    for (RecordedFile file : recordings.files()) {
      sources.add(new Source(file, hubs.apply(file.venue)));
      firstNanos = Math.min(firstNanos, file.firstNanos);
    }
  }

  public List<Market> markets() {
    return sources.stream().map(source -> source.market).toList();
  }

  /** Call when a stream got a subscriber: the replay starts when every recorded stream has one. */
  public void subscribed(StreamHub.Topic topic) {
    if (!started && sources.stream().allMatch(Source::subscribed)) {
      start();
    }
  }

  /** Call once all is set up; counts {@code startAfterMillis} from now. */
  public void ready() {
    if (settings.startAfterMillis() >= 0) {
      vertx.setTimer(Math.max(1, settings.startAfterMillis()), timer -> start());
    }
  }

  public boolean finished() {
    return finished;
  }

  /** Seconds from the first frame to the last, or until now. */
  public double seconds() {
    long until = finished ? finishedAtNanoTime : System.nanoTime();
    return started ? (until - startedAtNanoTime) / 1e9 : 0;
  }

  public Map<String, Long> framesRead() {
    Map<String, Long> counts = new TreeMap<>();
    sources.forEach(source -> counts.put(source.file.name(), source.framesRead));
    return counts;
  }

  /** Frames that went to at least one client. */
  public Map<String, Long> framesSent() {
    Map<String, Long> counts = new TreeMap<>();
    sources.forEach(source -> counts.put(source.file.name(), source.framesSent));
    return counts;
  }

  private void start() {
    if (started) {
      return;
    }
    started = true;
    startNanoTime = System.nanoTime();
    startedAtNanoTime = startNanoTime;
    startWallNanos = System.currentTimeMillis() * 1_000_000L;
    LOG.info("replay of {} files starts", sources.size());
    Thread reader = new Thread(this::readAhead, "replay-reader");
    reader.setDaemon(true);
    starved.set(true);
    reader.start();
  }

  private void readAhead() {
    try {
      boolean again = true;
      while (again) {
        merge();
        again = settings.loop();
        put(List.of(new Entry(null, null, !again)));
      }
    } catch (IOException unreadable) {
      LOG.error("replay stops", unreadable);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void merge() throws IOException, InterruptedException {
    int count = sources.size();
    RecordedFile.Reader[] readers = new RecordedFile.Reader[count];
    RecordedFile.Line[] heads = new RecordedFile.Line[count];
    try {
      for (int i = 0; i < count; i++) {
        readers[i] = new RecordedFile.Reader(sources.get(i).file.path);
        heads[i] = readers[i].next();
      }
      List<Entry> entries = new ArrayList<>(BATCH);
      while (true) {
        int first = -1;
        for (int i = 0; i < count; i++) {
          if (heads[i] != null
              && (first < 0 || heads[i].receiveNanos() < heads[first].receiveNanos())) {
            first = i;
          }
        }
        if (first >= 0) {
          entries.add(new Entry(sources.get(first), heads[first], false));
          heads[first] = readers[first].next();
        }
        if (entries.size() == BATCH || (first < 0 && !entries.isEmpty())) {
          put(entries);
          entries = new ArrayList<>(BATCH);
        }
        if (first < 0) {
          return;
        }
      }
    } finally {
      for (RecordedFile.Reader reader : readers) {
        if (reader != null) {
          reader.close();
        }
      }
    }
  }

  private void put(List<Entry> entries) throws InterruptedException {
    ahead.put(entries);
    if (starved.compareAndSet(true, false)) {
      context.runOnContext(nothing -> pump());
    }
  }

  private void pump() {
    for (int sent = 0; sent < FRAMES_A_TURN; sent++) {
      if (!congestion.clear()) {
        congestion.whenClear(this::pumpLater);
        return;
      }
      Entry entry = peek();
      if (entry == null) {
        return;
      }
      if (entry.source() == null) {
        if (entry.last()) {
          finish();
          return;
        }
        rewind();
        continue;
      }
      long wait = untilDue(entry.line());
      if (wait > 0) {
        vertx.setTimer(Math.max(1, wait / 1_000_000L), timer -> pump());
        return;
      }
      next++;
      deliver(entry.source(), entry.line());
    }
    pumpLater();
  }

  private void pumpLater() {
    context.runOnContext(nothing -> pump());
  }

  /** The next entry, or null when the reader is behind; it then wakes the pump. */
  private Entry peek() {
    if (next == batch.size()) {
      List<Entry> fresh = ahead.poll();
      if (fresh == null) {
        starved.set(true);
        // The reader may have put a batch between the poll and the flag.
        if (ahead.isEmpty() || !starved.compareAndSet(true, false)) {
          return null;
        }
        fresh = ahead.poll();
      }
      batch = fresh;
      next = 0;
    }
    return batch.get(next);
  }

  private long untilDue(RecordedFile.Line line) {
    if (settings.speed() == 0) {
      return 0;
    }
    return startNanoTime + sinceStart(line) - System.nanoTime();
  }

  private long sinceStart(RecordedFile.Line line) {
    return (long) ((line.receiveNanos() - firstNanos) / settings.speed());
  }

  private long shift(RecordedFile.Line line) {
    long sendWallNanos =
        settings.speed() == 0
            ? System.currentTimeMillis() * 1_000_000L
            : startWallNanos + sinceStart(line);
    return sendWallNanos - line.receiveNanos();
  }

  private void deliver(Source source, RecordedFile.Line line) {
    byte[] frame = line.frame();
    if (line.stream() == null) {
      source.snapshotReached = true;
      List<Runnable> waiters = List.copyOf(source.snapshotWaiters);
      source.snapshotWaiters.clear();
      waiters.forEach(Runnable::run);
      return;
    }
    source.framesRead++;
    Route route = source.routes.get(line.stream());
    switch (route.kind()) {
      case TRADE -> FrameScanner.trade(frame, source.market, listener);
      case BOOK_TICKER -> FrameScanner.bookTicker(frame, source.market, listener);
      case DEPTH -> FrameScanner.depth(frame, source.market, listener);
      case OTHER -> {}
    }
    if (route.topic().wanted()) {
      if (settings.shifted()) {
        FrameScanner.shiftTimes(frame, shift(line));
      }
      route.topic().publish(frame, 0, frame.length);
      source.framesSent++;
    }
  }

  private void rewind() {
    next++;
    startNanoTime = System.nanoTime();
    startWallNanos = System.currentTimeMillis() * 1_000_000L;
    sources.forEach(Source::rewind);
  }

  private void finish() {
    finished = true;
    finishedAtNanoTime = System.nanoTime();
    LOG.info("replay finished after {} s: {}", seconds(), framesSent());
  }

  /**
   * The first request for a symbol gets the recorded answer, when the replay has come to it: its
   * update id fits the frames around it. Before the replay starts there is nothing to wait for.
   */
  @Override
  public void depth(Market market, int limit, Consumer<String> answer) {
    Source source = null;
    for (Source candidate : sources) {
      source = candidate.market == market ? candidate : source;
    }
    if (source == null || source.snapshotServed || source.file.snapshot == null) {
      answer.accept(MarketDepth.current(market, limit));
      return;
    }
    Source recorded = source;
    recorded.snapshotServed = true;
    if (!started || recorded.snapshotReached) {
      answer.accept(recordedDepth(recorded));
      return;
    }
    boolean[] answered = new boolean[1];
    Runnable serve =
        () -> {
          if (!answered[0]) {
            answered[0] = true;
            answer.accept(recordedDepth(recorded));
          }
        };
    recorded.snapshotWaiters.add(serve);
    vertx.setTimer(SNAPSHOT_WAIT_MILLIS, timer -> serve.run());
  }

  private String recordedDepth(Source source) {
    byte[] body = source.file.snapshot.clone();
    if (settings.shifted()) {
      long wall = System.currentTimeMillis() * 1_000_000L;
      FrameScanner.shiftTimes(body, (started ? startWallNanos : wall) - firstNanos);
    }
    return new String(body, StandardCharsets.US_ASCII);
  }
}
