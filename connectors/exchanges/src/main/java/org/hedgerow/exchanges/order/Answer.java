package org.hedgerow.exchanges.order;

import java.math.BigDecimal;
import java.util.Optional;
import org.hedgerow.schema.OrderStatus;

/**
 * What a venue's answer to a call means.
 *
 * @param kind the classifier's word
 * @param code the venue's own code, or the HTTP status
 * @param text the venue's own words
 * @param order what the answer says of the order, where it says something
 * @param wouldCross whether it was refused since it is post-only and would have taken what stands
 */
public record Answer(
    Kind kind, String code, String text, Optional<OrderView> order, boolean wouldCross) {

  /** One that says nothing of a post-only order's price. */
  public Answer(Kind kind, String code, String text, Optional<OrderView> order) {
    this(kind, code, text, order, false);
  }

  /** The outcomes of a call that make a difference. */
  public enum Kind {
    /** The venue has the order, or has done what was asked. */
    ACCEPTED,
    /** The venue has refused, and nothing is working. */
    REJECTED,
    /** The request was refused for its time stamp or deadline; the order was not judged. */
    DEADLINE_PASSED,
    RATE_LIMITED,
    NOT_FOUND,
    /** An order of that id is there already. */
    DUPLICATE,
    /**
     * Nobody knows: time-outs, connection errors, 5xx, empty and unreadable bodies. Never a
     * rejection.
     */
    AMBIGUOUS
  }

  /**
   * An order as the venue shows it.
   *
   * @param averagePrice of what was filled; empty where nothing was
   * @param price the limit at which it stands; empty where the venue does not say
   */
  public record OrderView(
      String venueOrderId,
      OrderStatus status,
      BigDecimal cumulativeQuantity,
      Optional<BigDecimal> averagePrice,
      Optional<BigDecimal> price) {

    /** One whose limit is not told. */
    public OrderView(
        String venueOrderId,
        OrderStatus status,
        BigDecimal cumulativeQuantity,
        Optional<BigDecimal> averagePrice) {
      this(venueOrderId, status, cumulativeQuantity, averagePrice, Optional.empty());
    }
  }

  /** A refusal of a post-only order that would have taken what stands at its price. */
  public static Answer ofCrossing(String code, String text) {
    return new Answer(Kind.REJECTED, code, text, Optional.empty(), true);
  }

  /** An answer without an order in it. */
  public static Answer of(Kind kind, String code, String text) {
    return new Answer(kind, code, text, Optional.empty());
  }
}
