package org.hedgerow.exchanges.order;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.hedgerow.schema.Order;

/**
 * How orders of one account are sent to its venue. No call throws for what a venue does: every
 * answer, and every silence, becomes an {@link Answer}. Calls may come from any thread.
 */
public interface OrderVenue extends AutoCloseable {
  /** Microseconds since the epoch by the venue's clock, as well as it could be measured. */
  long venueTimeMicros();

  /** For how long after it was reserved the venue may still take a request, in microseconds. */
  long deadlineMicros();

  /**
   * Whether the venue itself refuses a request that reaches it after its deadline. Where it does
   * not, an order is sent once at most.
   */
  boolean enforcesDeadlines();

  /**
   * After a deadline: what the venue may take to show an order that it accepted, together with what
   * its clock may differ from {@link #venueTimeMicros}, in microseconds.
   */
  long settleMicros();

  /** How many orders the venue takes in which time; empty where it says nothing. */
  Optional<RateLimit> placeLimit();

  /**
   * Places an order.
   *
   * @param deadlineMicros after which the venue itself must refuse it, by the venue's clock
   */
  CompletableFuture<Answer> place(Order order, long deadlineMicros);

  /**
   * Whether the price of an order that stands can be amended in place, by its client id and before
   * a deadline, and a {@link #lookUp} tells at which price it stands.
   */
  default boolean amends() {
    return false;
  }

  /**
   * Amends the price of an order that stands; what it is for stays as it is, and it keeps its
   * client id.
   *
   * @param order as it was placed, with the price that is asked for
   * @param deadlineMicros after which the venue itself must refuse it, by the venue's clock
   * @return accepted, with the order: done where that shows the price; not yet known where it shows
   *     none
   * @throws UnsupportedOperationException where {@link #amends} is false
   */
  default CompletableFuture<Answer> amend(Order order, long deadlineMicros) {
    throw new UnsupportedOperationException("orders of this venue are not amended");
  }

  /** Cancels an order by its client id. */
  CompletableFuture<Answer> cancel(Order order);

  /**
   * How many orders of one symbol {@link #cancelTogether} takes; 1 where the venue has no request
   * that names several.
   */
  default int cancelsTogether() {
    return 1;
  }

  /**
   * Cancels several orders of one symbol in one request that names each by its client id; never
   * what it does not name.
   *
   * @param orders at most {@link #cancelsTogether}, all of one symbol
   * @return what became of each, in their order
   */
  default CompletableFuture<List<Answer>> cancelTogether(List<Order> orders) {
    throw new UnsupportedOperationException("one order a request");
  }

  /** Asks for an order by its client id, open or closed. */
  CompletableFuture<Answer> lookUp(Order order);

  /**
   * Asks for the executions of an order that {@link #lookUp} has found.
   *
   * @param order as the venue showed it
   * @return the executions, oldest first; exceptionally if they could not be had
   */
  CompletableFuture<List<Fill>> fills(Order order, Answer.OrderView view);

  /** Whether the venue offers {@link #cancelAllAfter}. */
  boolean hasDeadMansSwitch();

  /**
   * Arms the venue's timer: unless it is armed again within that time, the venue cancels all open
   * orders of those symbols. Zero disarms it.
   *
   * @throws UnsupportedOperationException where the venue has no such timer
   */
  CompletableFuture<Answer> cancelAllAfter(Set<String> symbols, Duration time);

  @Override
  void close();
}
