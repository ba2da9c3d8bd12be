package org.hedgerow.exchanges.deribit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.hedgerow.exchanges.json.InvalidFieldException;
import org.hedgerow.exchanges.json.JsonFields;
import org.hedgerow.exchanges.order.Answer;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.OrderCommand;

/**
 * Finds an order by its label, open or closed.
 *
 * <p>{@code get_order_state_by_label} shows open orders and those closed of late; the venue keeps
 * the latter for half an hour. An order that may have been closed before is looked for in the
 * history of its instrument too, page by page until one goes back to the time at which it was
 * decided: the newest come first, so that an order which ends meanwhile moves others to later
 * pages, and hides none. Spot pairs are filed under currencies that are not documented, and are
 * always asked for by instrument.
 */
final class OrderLookUp {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  /** Well within the half hour for which the venue shows what was closed. */
  private static final long RECENT_MICROS = 20 * 60 * 1_000_000L;

  private static final int PAGE = 1_000;
  private static final int MOST_PAGES = 20;
  private static final String COUNT = "&count=";
  private static final String PAGE_FULL = "page full";
  private static final String PRIVATE = DeribitRest.PATH + "/private/";

  private final DeribitAccess access;

  OrderLookUp(DeribitAccess access) {
    this.access = access;
  }

  /** Asks; no failure comes out of it but as an answer. */
  CompletableFuture<Answer> find(Order order, Listing listing) {
    String label = order.getClientOrderId();
    // A status request says when it was made itself, and not when its order was.
    boolean recent =
        order.getCommand() != OrderCommand.STATUS_REQUEST
            && access.clock().nowMicros() - order.getDecisionTimeMicros() < RECENT_MICROS;
    List<String> questions = new ArrayList<>();
    if (listing.isSpot()) {
      // Open ones first: one that ends meanwhile is in the history then.
      questions.add(PRIVATE + "get_open_orders_by_instrument?instrument_name=" + listing.symbol());
      questions.add(history(listing, false));
    } else {
      questions.add(
          PRIVATE + "get_order_state_by_label?currency=" + listing.currency() + "&label=" + label);
    }
    if (!recent) {
      questions.add(history(listing, true));
    }
    return ask(order, listing, questions, 0, 0);
  }

  private static String history(Listing listing, boolean historical) {
    return PRIVATE
        + "get_order_history_by_instrument?instrument_name="
        + listing.symbol()
        + COUNT
        + PAGE
        + "&include_old=true&include_unfilled=true"
        + (historical ? "&historical=true" : "");
  }

  /** The next is asked only where those before know nothing of the order. */
  private CompletableFuture<Answer> ask(
      Order order, Listing listing, List<String> questions, int number, int page) {
    String question = questions.get(number);
    boolean paged = question.contains(COUNT);
    return access
        .rest()
        .getSigned(page == 0 ? question : question + "&offset=" + page * PAGE, TIMEOUT)
        .handle(
            (answer, failure) ->
                failure == null
                    ? judged(order, listing, answer)
                    : Answer.of(
                        Answer.Kind.AMBIGUOUS, "no answer", failure.getClass().getSimpleName()))
        .thenCompose(
            answer -> {
              if (paged && answer.code().equals(PAGE_FULL) && page + 1 < MOST_PAGES) {
                return ask(order, listing, questions, number, page + 1);
              }
              return answer.kind() == Answer.Kind.NOT_FOUND && number + 1 < questions.size()
                  ? ask(order, listing, questions, number + 1, 0)
                  : CompletableFuture.completedFuture(answer);
            });
  }

  private Answer judged(Order order, Listing listing, DeribitRest.Answer answer) {
    DeribitAnswers.Reading reading = DeribitAnswers.read(answer.status(), answer.body());
    if (reading.isRefused()) {
      Answer refusal = reading.refusal();
      if (refusal.kind() == Answer.Kind.REJECTED || refusal.kind() == Answer.Kind.NOT_FOUND) {
        // The question was refused, which says nothing of the order. It may have been the time
        // stamp of the signature.
        CompletableFuture<Void> unused = access.clock().measure();
        return Answer.of(Answer.Kind.AMBIGUOUS, refusal.code(), refusal.text());
      }
      return refusal;
    }
    try {
      List<JsonFields> rows = DeribitDecoder.rows(reading.root(), DeribitFields.RESULT);
      Answer found = DeribitAnswers.found(rows, listing, order.getClientOrderId());
      return found.kind() == Answer.Kind.NOT_FOUND && !reachesBackTo(order, rows)
          ? Answer.of(Answer.Kind.AMBIGUOUS, PAGE_FULL, "the history does not go back to the order")
          : found;
    } catch (InvalidFieldException e) {
      return DeribitAnswers.unreadable(answer.status());
    }
  }

  /** Whether a list is all that there is, or goes back to before the order was made. */
  private static boolean reachesBackTo(Order order, List<JsonFields> rows)
      throws InvalidFieldException {
    if (rows.size() < PAGE) {
      return true;
    }
    if (order.getCommand() == OrderCommand.STATUS_REQUEST) {
      return false;
    }
    Optional<Long> oldest = Optional.empty();
    for (JsonFields row : rows) {
      long created = MarketEvents.time(row, DeribitFields.CREATION_TIMESTAMP);
      oldest = Optional.of(oldest.map(before -> Math.min(before, created)).orElse(created));
    }
    return oldest.get() < order.getDecisionTimeMicros();
  }
}
