package org.hedgerow.exchanges.stream.internal;

import java.io.IOException;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.hedgerow.exchanges.SnapshotAnswer;
import org.hedgerow.exchanges.json.InvalidFieldException;
import org.hedgerow.exchanges.rest.MissingTrades;
import org.hedgerow.exchanges.rest.TradeHistory;
import org.hedgerow.exchanges.stream.StreamSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks for the trades that a connection did not hear while it was down, list after list and page
 * after page, for as long as one attempt lasts. Their repeats are told by the venue's ids,
 * downstream. What the venue does not tell again is said with a {@link MissingTrades}; an attempt
 * that ends before is gone on with by the next one, from where it began.
 */
final class Backfill {
  private static final Logger LOG = LoggerFactory.getLogger(Backfill.class);

  /**
   * Asked for beyond what was heard last: by so much a venue's stream may lag behind its trades, or
   * its clock behind ours.
   */
  private static final long OVERLAP_MICROS = TimeUnit.SECONDS.toMicros(60);

  /**
   * The venue's clock may differ from ours by so much: a list that reaches further back than that
   * before what was heard last misses nothing for certain, whatever of the overlap it lacks.
   */
  private static final long CLOCKS_MICROS = TimeUnit.SECONDS.toMicros(2);

  /**
   * Between the acknowledgement of the streams and the first question: a trade in between is in one
   * of both.
   */
  static final Duration SETTLED = Duration.ofMillis(500);

  /** Answers in a row that say something else than trades, after which that is all they say. */
  static final int MOST_REFUSALS = 10;

  private final String connection;
  private final TradeHistory history;
  private final Function<String, CompletableFuture<SnapshotAnswer>> venue;
  private final Snapshots.Attempt attempt;
  private final TradeMarks marks;
  private final int marked;
  private final Backoff backoff;
  private int refusals;

  Backfill(
      String connection,
      TradeHistory history,
      StreamSettings settings,
      Function<String, CompletableFuture<SnapshotAnswer>> venue,
      Snapshots.Attempt attempt,
      TradeMarks marks) {
    this.connection = connection;
    this.history = history;
    this.venue = venue;
    this.attempt = attempt;
    this.marks = marks;
    this.marked = marks.attempt();
    this.backoff =
        new Backoff(
            settings.firstBackoff(), settings.longestBackoff(), ThreadLocalRandom.current());
  }

  /** One list under way. */
  private final class Walk {
    private final int number;
    private final String list;
    private final long mark;
    private final long since;
    private final long begunMicros;
    private int pages;

    /**
     * @param mark up to when the list is had
     */
    Walk(int number, String list, long mark) {
      this.number = number;
      this.list = list;
      this.mark = mark;
      this.since = mark == TradeMarks.NEVER ? mark : mark - OVERLAP_MICROS;
      this.begunMicros = attempt.nowMicros();
    }
  }

  /** Begins with the first list; does not wait. The streams are acknowledged. */
  void start() {
    begin(0);
  }

  private void begin(int number) {
    if (!attempt.isCurrent() || number == marks.lists().size()) {
      return;
    }
    String list = marks.lists().get(number);
    OptionalLong mark = marks.since(list);
    Walk walk = new Walk(number, list, mark.orElse(TradeMarks.NEVER));
    String first = history.first(list, mark.isEmpty() ? mark : OptionalLong.of(walk.since));
    if (first == null) {
      over(walk);
    } else {
      ask(walk, first);
    }
  }

  private void ask(Walk walk, String request) {
    if (!attempt.isCurrent()) {
      return;
    }
    if (attempt.isFull()) {
      attempt.later(() -> ask(walk, request), Snapshots.FULL_WAIT.toMillis());
      return;
    }
    long wait = history.share().take(System.nanoTime());
    if (wait > 0) {
      attempt.later(() -> send(walk, request), TimeUnit.NANOSECONDS.toMillis(wait) + 1);
    } else {
      send(walk, request);
    }
  }

  private void send(Walk walk, String request) {
    CompletableFuture<?> unused =
        asked(request)
            .whenComplete(
                (answer, failure) -> {
                  if (failure == null && answer.usable()) {
                    attempt.deliver(answer.request(), answer.body());
                    understood(walk, request, answer.body());
                  } else if (failure == null && isFinal(answer.request())) {
                    refused(walk, request, answer.request().substring(request.length()));
                  } else {
                    String why = failure == null ? answer.request() : attempt.reason(failure);
                    again(walk, request, why, failure == null ? answer.notBefore() : Duration.ZERO);
                  }
                });
  }

  /** A venue's package that throws must not end it. */
  private CompletableFuture<SnapshotAnswer> asked(String request) {
    try {
      return venue.apply(request);
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /** What the venue will answer in the same way again, as against a venue that cannot now. */
  private static boolean isFinal(String request) {
    int status = request.lastIndexOf("#HTTP 4");
    return status >= 0
        && !request.endsWith("#HTTP 408")
        && !request.endsWith("#HTTP 418")
        && !request.endsWith("#HTTP 429");
  }

  private void understood(Walk walk, String request, byte[] body) {
    if (walk.since == TradeMarks.NEVER) {
      // Before it there was nothing: the newest are a start, and no more.
      over(walk);
      return;
    }
    TradeHistory.Step step;
    try {
      step = history.after(request, body, walk.since);
    } catch (IOException | InvalidFieldException | RuntimeException e) {
      refused(walk, request, "an answer that is no list of trades");
      return;
    }
    refusals = 0;
    backoff.reset();
    walk.pages++;
    if (step.next() != null && walk.pages < history.mostPages()) {
      ask(walk, step.next());
    } else if (step.next() != null) {
      missing(walk, step.reached(), "more than " + walk.pages + " pages");
    } else if (step.why() != null) {
      missing(walk, step.reached(), step.why());
    } else {
      LOG.info("connection {}: {} asked back, {} pages", connection, walk.list, walk.pages);
      over(walk);
    }
  }

  private void refused(Walk walk, String request, String why) {
    if (++refusals < MOST_REFUSALS) {
      again(walk, request, why, Duration.ZERO);
    } else if (walk.since == TradeMarks.NEVER) {
      over(walk);
    } else {
      missing(walk, history.isBackwards() ? walk.begunMicros : walk.mark, why);
    }
  }

  private void again(Walk walk, String request, String why, Duration notBefore) {
    LOG.warn("connection {}: {} failed ({}); it will be asked again", connection, request, why);
    attempt.later(() -> ask(walk, request), Math.max(notBefore.toMillis(), backoff.nextMillis()));
  }

  private void missing(Walk walk, long reached, String why) {
    boolean backwards = history.isBackwards();
    if (backwards && reached <= walk.mark - CLOCKS_MICROS) {
      over(walk);
      return;
    }
    MissingTrades missing =
        new MissingTrades(
            history.symbol(walk.list),
            backwards ? walk.mark : Math.max(walk.mark, reached),
            backwards ? reached : walk.begunMicros,
            why);
    LOG.warn("connection {}: {}", connection, missing);
    attempt.deliver(missing.request(), missing.body());
    over(walk);
  }

  private void over(Walk walk) {
    refusals = 0;
    marks.had(walk.list, marked);
    begin(walk.number + 1);
  }
}
