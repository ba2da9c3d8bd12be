package org.hedgerow.gateway;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.hedgerow.exchanges.order.Answer;

/**
 * The one thread of an account: everything about its orders happens here, in the order in which it
 * came; only calls to the venue and to the journal are under way at the same time. After a failure
 * nothing more happens here, since what is in memory may differ from what is in the intent log.
 */
final class Lane implements AutoCloseable {
  private final ScheduledExecutorService thread;
  private final Consumer<Exception> failed;
  private final long answerWithinMillis;
  private volatile boolean broken;

  /**
   * A lane.
   *
   * @param answerWithinMillis after which a call to the venue counts as not answered
   * @param failed told of the first failure, on the lane's thread
   */
  Lane(String account, long answerWithinMillis, Consumer<Exception> failed) {
    this.answerWithinMillis = answerWithinMillis;
    this.failed = failed;
    this.thread =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread made = new Thread(task, "gateway-" + account);
              made.setDaemon(true);
              return made;
            });
  }

  /** Something to do on the account's thread. */
  @FunctionalInterface
  interface Step {
    void run() throws IOException;
  }

  /** What to do with a result, on the account's thread. */
  @FunctionalInterface
  interface ResultStep<T> {
    void run(T result) throws IOException;
  }

  /** Does it after all that came before. */
  void run(Step step) {
    try {
      thread.execute(() -> guarded(step));
    } catch (RejectedExecutionException e) {
      // Closed: the next owner of the account finds the order in the intent log.
    }
  }

  /** Does it then. */
  void later(Step step, long delayMillis) {
    try {
      ScheduledFuture<?> unused =
          thread.schedule(() -> guarded(step), Math.max(0, delayMillis), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      // As above.
    }
  }

  /** Whether it does nothing any more. */
  boolean isBroken() {
    return broken;
  }

  /**
   * Waits until everything that was given before is done.
   *
   * @throws LogAwayException if that takes longer than any statement of a log that answers
   */
  void awaitAll(long atMostMillis) throws InterruptedException, IOException {
    CompletableFuture<Void> reached = new CompletableFuture<>();
    try {
      thread.execute(() -> reached.complete(null));
      reached.get(atMostMillis, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new LogAwayException("the account's thread has waited too long", e);
    } catch (RejectedExecutionException | java.util.concurrent.ExecutionException e) {
      throw new IOException("the account's thread is closed", e);
    }
  }

  /** Goes on with the answer; a call that failed or stayed silent was not answered. */
  void whenAnswered(CompletableFuture<Answer> call, ResultStep<Answer> step) {
    whenDone(
        call,
        step,
        failure ->
            step.run(
                Answer.of(
                    Answer.Kind.AMBIGUOUS,
                    failure.getClass().getSimpleName(),
                    String.valueOf(failure.getMessage()))));
  }

  /** Goes on with the result, or with why there is none. */
  <T> void whenDone(
      CompletableFuture<T> call, ResultStep<T> step, ResultStep<Throwable> otherwise) {
    CompletableFuture<T> unused =
        call.copy()
            .orTimeout(answerWithinMillis, TimeUnit.MILLISECONDS)
            .whenComplete(
                (result, failure) ->
                    run(
                        () -> {
                          if (failure == null) {
                            step.run(result);
                          } else {
                            otherwise.run(failure);
                          }
                        }));
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }

  private void guarded(Step step) {
    if (broken) {
      return;
    }
    try {
      step.run();
    } catch (IOException | RuntimeException e) {
      broken = true;
      failed.accept(e);
    } catch (Error e) {
      // An executor would swallow it.
      broken = true;
      failed.accept(new IOException("the account's thread: " + e, e));
      throw e;
    }
  }
}
