package org.hedgerow.exchanges.order;

import java.util.concurrent.CompletableFuture;
import org.hedgerow.schema.Order;

/**
 * How orders of one account are sent to its venue. No call throws for what a venue does: every
 * answer, and every silence, becomes an {@link Answer}.
 */
public interface OrderVenue extends AutoCloseable {
  /** Microseconds since the epoch by the venue's clock, as well as it could be measured. */
  long venueTimeMicros();

  /** For how long after it was reserved the venue may still take a request, in microseconds. */
  long deadlineMicros();

  /**
   * Places an order.
   *
   * @param deadlineMicros after which the venue itself must refuse it, by the venue's clock
   */
  CompletableFuture<Answer> place(Order order, long deadlineMicros);

  /** Cancels an order by its client id. */
  CompletableFuture<Answer> cancel(Order order);

  /** Asks for an order by its client id, open or closed. */
  CompletableFuture<Answer> lookUp(Order order);

  @Override
  void close();
}
