package org.hedgerow.gateway;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.hedgerow.exchanges.order.Answer;
import org.hedgerow.exchanges.order.OrderVenue;
import org.hedgerow.schema.Order;

/**
 * The cancels of an account on their way to the venue. A few requests are under way at once, each
 * over a connection that is kept: a thousand at once would open a thousand. Where the venue takes
 * several ids in a request, those that come while one is under way leave together. From any thread.
 */
final class CancelRequests {
  /**
   * Requests under way at once. A thousand orders, ten in a request, are then gone after three or
   * four round trips; with eight it were twelve, and on a machine that has much to do at that
   * moment each of them takes a tenth of a second.
   */
  private static final int REQUESTS = 32;

  /** For so long one waits for others to leave with, and only while a request is under way. */
  private static final long GATHER_MILLIS = 10;

  /** A request without an answer for so long keeps no other one back. */
  private static final long PATIENCE_MILLIS = 500;

  private final OrderVenue venue;
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private int underWay;
  private boolean gathering;

  private record Waiting(
      Order order, boolean alone, long sinceNanos, CompletableFuture<Answer> answer) {}

  CancelRequests(OrderVenue venue) {
    this.venue = venue;
  }

  /**
   * Cancels an order; done with the venue's answer, whatever it is.
   *
   * @param alone in a request of its own: its answer then is its own beyond doubt
   */
  CompletableFuture<Answer> send(Order order, boolean alone) {
    CompletableFuture<Answer> answer = new CompletableFuture<>();
    synchronized (this) {
      waiting.addLast(new Waiting(order, alone, System.nanoTime(), answer));
    }
    sendOn();
    return answer;
  }

  private void sendOn() {
    for (List<Waiting> next = next(); !next.isEmpty(); next = next()) {
      request(next);
    }
  }

  /** The oldest, with what may leave together with it; none while enough are under way. */
  private synchronized List<Waiting> next() {
    List<Waiting> together = new ArrayList<>();
    if (underWay >= REQUESTS || waiting.isEmpty() || mayGather()) {
      return together;
    }
    underWay++;
    Waiting first = waiting.removeFirst();
    together.add(first);
    Iterator<Waiting> others = waiting.iterator();
    while (!first.alone() && others.hasNext() && together.size() < venue.cancelsTogether()) {
      Waiting other = others.next();
      if (!other.alone() && other.order().getSymbol().equals(first.order().getSymbol())) {
        together.add(other);
        others.remove();
      }
    }
    return together;
  }

  private boolean mayGather() {
    long waited = System.nanoTime() - waiting.peekFirst().sinceNanos();
    if (underWay == 0
        || waiting.size() >= venue.cancelsTogether()
        || waited >= TimeUnit.MILLISECONDS.toNanos(GATHER_MILLIS)) {
      return false;
    }
    if (!gathering) {
      gathering = true;
      CompletableFuture.delayedExecutor(GATHER_MILLIS, TimeUnit.MILLISECONDS)
          .execute(
              () -> {
                synchronized (this) {
                  gathering = false;
                }
                sendOn();
              });
    }
    return true;
  }

  private void request(List<Waiting> together) {
    AtomicBoolean counted = new AtomicBoolean(true);
    CompletableFuture<List<Answer>> call =
        together.size() == 1
            ? venue.cancel(together.get(0).order()).thenApply(List::of)
            : venue.cancelTogether(together.stream().map(Waiting::order).toList());
    CompletableFuture<List<Answer>> unused =
        call.whenComplete(
            (answers, failure) -> {
              for (int i = 0; i < together.size(); i++) {
                if (failure == null) {
                  together.get(i).answer().complete(answers.get(i));
                } else {
                  together.get(i).answer().completeExceptionally(failure);
                }
              }
              countOff(counted);
            });
    if (!call.isDone()) {
      CompletableFuture.delayedExecutor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
          .execute(() -> countOff(counted));
    }
  }

  private void countOff(AtomicBoolean counted) {
    if (counted.compareAndSet(true, false)) {
      synchronized (this) {
        underWay--;
      }
      sendOn();
    }
  }
}
