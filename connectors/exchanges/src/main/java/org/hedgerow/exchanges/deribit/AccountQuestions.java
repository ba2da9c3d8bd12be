package org.hedgerow.exchanges.deribit;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.hedgerow.exchanges.SnapshotAnswer;
import org.hedgerow.exchanges.Subscription;
import org.hedgerow.exchanges.json.InvalidFieldException;
import org.hedgerow.exchanges.json.JsonFields;
import org.hedgerow.exchanges.json.JsonRows;
import org.hedgerow.exchanges.rest.JoinedAnswer;
import org.hedgerow.exchanges.rest.ReadMarks;

/**
 * What an account is asked in each round, and the asking: the trades of each configured instrument,
 * open orders, then positions with balances, which become one frame: {@code
 * {"positions":...,"balances":...}}, each as it was received.
 *
 * <p>Trades are asked for the newest first, and from then on what came after the last by its
 * sequence number in the instrument: the oldest first, so that a full page hides nothing.
 */
final class AccountQuestions {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  /** Between two rounds, where the limits allow it. */
  private static final Duration INTERVAL = Duration.ofSeconds(30);

  /** The venue refills credits for twenty questions a second; a quarter of them is for these. */
  private static final long MILLIS_A_QUESTION = 200;

  private static final int PAGE = 1_000;
  private static final String NEWEST = "sorting=desc";
  private static final String POSITIONS = DeribitRest.PATH + "/private/get_positions?currency=any";
  private static final String BALANCES = DeribitRest.PATH + "/private/get_account_summaries";

  private final DeribitAccess access;
  private final ReadMarks marks = new ReadMarks();

  AccountQuestions(DeribitAccess access) {
    this.access = access;
  }

  /** For {@link Subscription#snapshots}. */
  static List<String> of(List<Listing> listings) {
    List<String> questions = new ArrayList<>();
    for (Listing listing : listings) {
      questions.add(
          DeribitRest.PATH
              + "/private/get_user_trades_by_instrument?instrument_name="
              + listing.symbol()
              + "&count="
              + PAGE
              + "&"
              + NEWEST);
    }
    questions.add(DeribitRest.PATH + "/private/get_open_orders");
    questions.add(POSITIONS + Subscription.AND + BALANCES);
    return questions;
  }

  /** Longer than {@link #INTERVAL} where many instruments would take more than our share. */
  static Duration interval(int questions) {
    Duration needed = Duration.ofMillis(questions * MILLIS_A_QUESTION);
    return needed.compareTo(INTERVAL) > 0 ? needed : INTERVAL;
  }

  /** Forgets what was asked: another connection begins. */
  void reset() {
    marks.reset();
  }

  /** Done with the answer, whatever it is; exceptionally if there was none. */
  CompletableFuture<SnapshotAnswer> ask(String snapshot) {
    String[] parts = snapshot.split(Pattern.quote(Subscription.AND));
    int asking = marks.asking();
    return access
        .clock()
        .ready()
        .thenCompose(
            nothing -> {
              if (parts.length == 1) {
                return one(parts[0], asking);
              }
              return get(parts[0])
                  .thenCompose(
                      first ->
                          first.usable()
                              ? get(parts[1]).thenApply(second -> together(first, second))
                              : CompletableFuture.completedFuture(first));
            });
  }

  private CompletableFuture<SnapshotAnswer> one(String question, int asking) {
    OptionalLong last = marks.last(question);
    String request =
        last.isEmpty()
            ? question
            : question.replace(NEWEST, "sorting=asc&start_seq=" + (last.getAsLong() + 1));
    return get(request)
        .thenApply(
            answer -> {
              if (answer.usable() && question.contains(NEWEST)) {
                remember(question, answer.body(), asking);
              }
              return answer;
            });
  }

  private void remember(String question, byte[] body, int asking) {
    JsonFields root = new JsonFields(DeribitFields.NAMES);
    try {
      root.read(body);
      if (root.isObject(DeribitFields.RESULT)) {
        for (JsonFields row : root.object(DeribitFields.RESULT).objects(DeribitFields.TRADES)) {
          marks.move(question, row.number(DeribitFields.TRADE_SEQ), asking);
        }
      }
    } catch (IOException | InvalidFieldException e) {
      // The decoder says what is wrong with it; the newest are asked for again.
      marks.forget(question, asking);
    }
  }

  private static SnapshotAnswer together(SnapshotAnswer positions, SnapshotAnswer balances) {
    if (!balances.usable()) {
      return balances;
    }
    return new SnapshotAnswer(
        positions.request() + Subscription.AND + balances.request(),
        new JoinedAnswer()
            .with("positions", positions.body())
            .with("balances", balances.body())
            .toBytes(),
        true,
        Duration.ZERO);
  }

  private CompletableFuture<SnapshotAnswer> get(String request) {
    return access.rest().getSigned(request, TIMEOUT).thenApply(answer -> judged(request, answer));
  }

  private SnapshotAnswer judged(String request, DeribitRest.Answer answer) {
    if (answer.status() != 200) {
      // A wrong time stamp is refused as a wrong signature.
      CompletableFuture<Void> unused = access.clock().measure();
      return new SnapshotAnswer(
          request + "#HTTP " + answer.status(),
          answer.body(),
          false,
          Duration.ofSeconds(retryAfter(answer)));
    }
    return JsonRows.isDocument(answer.body(), false)
        ? new SnapshotAnswer(request, answer.body(), true, Duration.ZERO)
        : new SnapshotAnswer(request + "#unreadable", answer.body(), false, Duration.ZERO);
  }

  private static long retryAfter(DeribitRest.Answer answer) {
    try {
      return Math.max(0, answer.headers().firstValueAsLong("Retry-After").orElse(0));
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
