package org.hedgerow.gateway;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.hedgerow.exchanges.order.Answer;
import org.hedgerow.schema.JournalEntry;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.RecordCodec;

/**
 * Cancels for when the lane cannot: while it waits for the database, and after it has broken. A
 * cancel names one order that the engine wants to be rid of for good, so it may be sent by anybody,
 * at any time and any number of times: it needs no intent, no epoch and no turn. It may overtake
 * the place of its own order; so what the venue does not know is canceled again a little later, the
 * lane still takes each cancel in its turn, and what a lane that broke did not take is read again
 * by the next.
 */
final class CancelsWithoutLog implements AutoCloseable {
  private static final int TRIES = 5;

  /** A place that was decided longer ago is not on its way any more. */
  private static final long UNDER_WAY_MICROS = 10_000_000;

  private final CancelRequests requests;
  private final JournalWriter journal;
  private final LongSupplier nowMicros;
  private final Timing timing;
  private final RecordCodec<JournalEntry> codec = RecordCodec.of(JournalEntry.class);
  private final Map<String, Order> untaken = new ConcurrentHashMap<>();
  private final ScheduledExecutorService thread;

  CancelsWithoutLog(
      String account,
      CancelRequests requests,
      JournalWriter journal,
      LongSupplier nowMicros,
      Timing timing) {
    this.requests = requests;
    this.journal = journal;
    this.nowMicros = nowMicros;
    this.timing = timing;
    this.thread =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread made = new Thread(task, "cancels-" + account);
              made.setDaemon(true);
              return made;
            });
  }

  /** The lane is about to be given it. */
  void offered(Order cancel) {
    String command = command(cancel);
    untaken.put(command, cancel);
    later(
        () -> {
          if (untaken.remove(command) != null) {
            send(cancel, 1);
          }
        },
        timing.laneWithin().toMillis());
  }

  /** The lane has it. */
  void taken(Order cancel) {
    untaken.remove(command(cancel));
  }

  /** The lane will take none any more. */
  void laneIsBroken() {
    for (String command : List.copyOf(untaken.keySet())) {
      Order cancel = untaken.remove(command);
      if (cancel != null) {
        cancel(cancel);
      }
    }
  }

  /** Cancels an order. */
  void cancel(Order cancel) {
    later(() -> send(cancel, 1), 0);
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }

  private void send(Order cancel, int tried) {
    CompletableFuture<Void> unused =
        requests
            .send(cancel, tried > 1)
            .handle(
                (answer, failure) ->
                    failure == null
                        ? answer
                        : Answer.of(
                            Answer.Kind.AMBIGUOUS,
                            failure.getClass().getSimpleName(),
                            String.valueOf(failure.getMessage())))
            .thenAccept(answer -> answered(cancel, answer, tried));
  }

  private void answered(Order cancel, Answer answer, int tried) {
    boolean again =
        switch (answer.kind()) {
          case ACCEPTED -> {
            if (answer.order().isPresent()) {
              tell(cancel, answer);
            }
            yield false;
          }
          case REJECTED, NOT_FOUND, DUPLICATE ->
              nowMicros.getAsLong() - cancel.getDecisionTimeMicros() < UNDER_WAY_MICROS;
          case RATE_LIMITED, DEADLINE_PASSED, AMBIGUOUS -> true;
        };
    if (answer.kind() != Answer.Kind.ACCEPTED) {
      Placements.warn(cancel, "CANCEL", answer.kind() + " " + answer.code() + answer.text());
    }
    if (again && tried < TRIES) {
      later(() -> send(cancel, tried + 1), timing.askAgainMillis(tried - 1));
    }
  }

  /** The same report as the lane's, under the same id; the user's stream has it as well. */
  private void tell(Order cancel, Answer answer) {
    JournalEntry entry = Reports.canceled(cancel, answer, nowMicros.getAsLong());
    journal.append(
        entry.getGroup(),
        codec.encode(entry),
        failure -> {
          if (failure != null) {
            Placements.warn(cancel, "CANCEL", "canceled, and the journal was not told: " + failure);
          }
        });
  }

  private void later(Runnable step, long delayMillis) {
    try {
      ScheduledFuture<?> unused = thread.schedule(step, delayMillis, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      // Closed: the next owner reads it again.
    }
  }

  private static String command(Order cancel) {
    return cancel.getClientOrderId() + "/" + cancel.getCommandNumber();
  }
}
