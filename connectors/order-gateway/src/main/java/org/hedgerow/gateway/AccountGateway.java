package org.hedgerow.gateway;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.hedgerow.exchanges.order.Answer;
import org.hedgerow.exchanges.order.OrderVenue;
import org.hedgerow.schema.ExecutionReport;
import org.hedgerow.schema.JournalEntry;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.RecordCodec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * The orders of one account, from the intent to the outcome. Everything happens on one thread, in
 * the order in which it came; only the calls to the venue are under way at the same time.
 *
 * <p>An order whose fate is not known is never sent again: once its deadline has passed, the venue
 * is asked.
 */
final class AccountGateway implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AccountGateway.class);
  private static final String CORRELATION = "correlation";

  /**
   * After the deadline: what a venue may take to show an order that it accepted, and what clocks
   * may be off.
   */
  private static final long SETTLE_MICROS = 1_000_000;

  private static final long ASK_AGAIN_MILLIS = 1_000;
  private static final long RATE_LIMIT_PAUSE_MILLIS = 1_000;
  private static final int NOT_FOUND_TIMES = 2;

  private final String account;
  private final OrderVenue venue;
  private final IntentLog log;
  private final JournalWriter journal;
  private final Consumer<Exception> failed;
  private final GatewayMetrics metrics;
  private final RecordCodec<JournalEntry> codec = RecordCodec.of(JournalEntry.class);
  private final Queue<Order> waiting = new ConcurrentLinkedQueue<>();
  private final ScheduledExecutorService lane;
  private long epoch;

  AccountGateway(
      String account,
      OrderVenue venue,
      IntentLog log,
      JournalWriter journal,
      GatewayMetrics metrics,
      Consumer<Exception> failed) {
    this.account = account;
    this.venue = venue;
    this.log = log;
    this.journal = journal;
    this.metrics = metrics;
    this.failed = failed;
    this.lane =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "gateway-" + account);
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Takes the account, publishes what was not published, and asks the venue for every order without
   * an outcome.
   */
  void takeOver() throws IOException {
    epoch = log.take(account);
    for (byte[] report : log.unpublished(account)) {
      publishOutcome(report);
    }
    List<Reservation> open = log.open(account);
    LOG.info(
        "took account {} with epoch {}; {} order(s) without an outcome",
        account,
        epoch,
        open.size());
    for (Reservation old : open) {
      Reservation ours = new Reservation(old.order(), epoch, old.attempt(), old.deadlineMicros());
      askLater(ours, 0);
    }
  }

  /** Takes an order; it will be reserved and sent on the account's own thread. */
  void offer(Order order) {
    waiting.add(order);
    run(this::drain);
  }

  /** Waits until everything that was offered is reserved; not for the venue. */
  void awaitReserved() throws InterruptedException, IOException {
    CompletableFuture<Void> reached = new CompletableFuture<>();
    run(() -> reached.complete(null));
    try {
      reached.get();
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    }
  }

  @Override
  public void close() {
    lane.shutdownNow();
    venue.close();
  }

  private void drain() throws IOException {
    List<Reservation> batch = new ArrayList<>();
    for (Order order = waiting.poll(); order != null; order = waiting.poll()) {
      switch (order.getCommand()) {
        case PLACE -> prepare(order, batch);
        case CANCEL -> cancel(order);
        case HEARTBEAT -> {} // Keeps the dead-man's switch, which this gateway does not have yet.
        default ->
            LOG.error(
                "order {}: command {} is not known", order.getClientOrderId(), order.getCommand());
      }
    }
    if (batch.isEmpty()) {
      return;
    }
    Set<String> reserved = new HashSet<>(log.reserve(account, epoch, batch));
    for (Reservation reservation : batch) {
      // Taken out: two copies in one batch share the one reservation.
      if (reserved.remove(reservation.order().getClientOrderId())) {
        send(reservation);
      } else {
        metrics.repeated();
      }
    }
  }

  private void prepare(Order order, List<Reservation> batch) {
    batch.add(new Reservation(order, epoch, 1, venue.venueTimeMicros() + venue.deadlineMicros()));
  }

  /** Sends a reserved order, unless it has waited past its time. */
  private void send(Reservation reservation) throws IOException {
    Order order = reservation.order();
    long now = wallMicros();
    if (now > order.getValidUntilMicros()) {
      metrics.expired();
      conclude(
          reservation,
          Reports.EXPIRED_UNSENT,
          Reports.unsent(
              order,
              Reports.EXPIRED_UNSENT,
              "valid until " + order.getValidUntilMicros() + " us, and it was " + now + " us",
              now));
      return;
    }
    metrics.sent();
    whenAnswered(
        venue.place(order, reservation.deadlineMicros()),
        answer -> answered(reservation, answer, now));
  }

  /**
   * Journal time is the ticker's wall clock, so an order's validity is judged by ours and not by
   * the venue's.
   */
  private static long wallMicros() {
    Instant now = Instant.now();
    return now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
  }

  private void answered(Reservation reservation, Answer answer, long sentMicros)
      throws IOException {
    Order order = reservation.order();
    long now = wallMicros();
    metrics.answered(answer.kind(), now - sentMicros);
    switch (answer.kind()) {
      case ACCEPTED ->
          conclude(reservation, "ACCEPTED", Reports.answered(order, answer, sentMicros, now));
      case REJECTED -> conclude(reservation, "REJECTED", Reports.rejected(order, answer, now));
      case RATE_LIMITED -> {
        conclude(reservation, "RATE_LIMITED", Reports.rejected(order, answer, now));
        pause();
      }
      case DEADLINE_PASSED ->
          conclude(
              reservation,
              "DEADLINE_PASSED",
              Reports.unsent(order, "DEADLINE_PASSED", answer.code() + " " + answer.text(), now));
      default -> {
        warn(
            order,
            "its fate is not known: " + answer.kind() + " " + answer.code() + " " + answer.text());
        publish(codec.encode(Reports.unknown(order, answer, now)), () -> {});
        askLater(reservation, 0);
      }
    }
  }

  /** Once no request of it can be taken any more, asks the venue. */
  private void askLater(Reservation reservation, int notFoundBefore) {
    long ready = reservation.deadlineMicros() + SETTLE_MICROS - venue.venueTimeMicros();
    long delay = Math.max(ready / 1_000, notFoundBefore == 0 ? 0 : ASK_AGAIN_MILLIS);
    later(
        () ->
            whenAnswered(
                venue.lookUp(reservation.order()),
                answer -> found(reservation, answer, notFoundBefore)),
        delay);
  }

  private void found(Reservation reservation, Answer answer, int notFoundBefore)
      throws IOException {
    Order order = reservation.order();
    long now = wallMicros();
    switch (answer.kind()) {
      case ACCEPTED -> conclude(reservation, "ADOPTED", Reports.answered(order, answer, now, now));
      case NOT_FOUND -> {
        if (notFoundBefore + 1 < NOT_FOUND_TIMES) {
          askLater(reservation, notFoundBefore + 1);
        } else {
          conclude(
              reservation,
              "NOT_FOUND",
              Reports.unsent(
                  order, "NOT_FOUND", "the venue does not know it after its deadline", now));
        }
      }
      default -> {
        warn(
            order,
            "the venue could not be asked: "
                + answer.kind()
                + " "
                + answer.code()
                + " "
                + answer.text());
        later(() -> askLater(reservation, notFoundBefore), ASK_AGAIN_MILLIS);
      }
    }
  }

  private void cancel(Order order) {
    whenAnswered(
        venue.cancel(order),
        answer -> {
          if (answer.kind() != Answer.Kind.ACCEPTED) {
            warn(order, "cancel: " + answer.kind() + " " + answer.code() + " " + answer.text());
          }
        });
  }

  private void conclude(Reservation reservation, String outcome, JournalEntry entry)
      throws IOException {
    byte[] report = codec.encode(entry);
    log.conclude(reservation, outcome, report);
    publishOutcome(report);
  }

  private void publishOutcome(byte[] report) throws IOException {
    ExecutionReport told = (ExecutionReport) codec.decode(report).getPayload();
    publish(report, () -> log.published(told.getClientOrderId(), commandNumber(told)));
  }

  /**
   * Appends a report to the journal.
   *
   * @param then once it is there; only an outcome is noted as published, or the outcome of an order
   *     whose uncertainty was told before would be taken for told
   */
  private void publish(byte[] report, Step then) throws IOException {
    JournalEntry entry = codec.decode(report);
    ExecutionReport told = (ExecutionReport) entry.getPayload();
    journal.append(
        entry.getGroup(),
        report,
        failure ->
            run(
                () -> {
                  if (failure != null) {
                    throw new IOException(
                        "report " + told.getReportId() + " did not reach the journal", failure);
                  }
                  then.run();
                }));
  }

  private static int commandNumber(ExecutionReport report) {
    return Integer.parseInt(report.getReportId().split("/", -1)[1]);
  }

  /**
   * The venue asked us to slow down: nothing of the account moves for a while, which is what it
   * asked for.
   */
  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(RATE_LIMIT_PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Goes on with the answer on the account's thread; a call that failed was not answered, and
   * nobody knows.
   */
  private void whenAnswered(CompletableFuture<Answer> call, AnswerStep step) {
    CompletableFuture<Answer> unused =
        call.whenComplete(
            (answer, failure) ->
                run(
                    () ->
                        step.run(
                            failure == null
                                ? answer
                                : Answer.of(
                                    Answer.Kind.AMBIGUOUS,
                                    failure.getClass().getSimpleName(),
                                    String.valueOf(failure.getMessage())))));
  }

  private void warn(Order order, String what) {
    try (MDC.MDCCloseable correlation = MDC.putCloseable(CORRELATION, order.getClientOrderId())) {
      LOG.warn("order {} on {}: {}", order.getClientOrderId(), account, what);
    }
  }

  private void run(Step step) {
    try {
      lane.execute(() -> guarded(step));
    } catch (RejectedExecutionException e) {
      // Closed: the next owner of the account finds the order in the intent log.
    }
  }

  private void later(Step step, long delayMillis) {
    try {
      ScheduledFuture<?> unused =
          lane.schedule(() -> guarded(step), delayMillis, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      // As above.
    }
  }

  private void guarded(Step step) {
    try {
      step.run();
    } catch (IOException | RuntimeException e) {
      failed.accept(e);
    }
  }

  /** Something to do on the account's thread. */
  @FunctionalInterface
  private interface Step {
    void run() throws IOException;
  }

  /** What to do with an answer, on the account's thread. */
  @FunctionalInterface
  private interface AnswerStep {
    void run(Answer answer) throws IOException;
  }
}
