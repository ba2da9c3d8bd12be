package org.hedgerow.exchanges.deribit;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.hedgerow.exchanges.RejectReason;
import org.hedgerow.exchanges.json.InvalidFieldException;
import org.hedgerow.exchanges.json.JsonFields;
import org.hedgerow.exchanges.order.Answer;
import org.hedgerow.exchanges.order.Fill;
import org.hedgerow.schema.Decimal;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.LiquidityFlag;
import org.hedgerow.schema.OrderStatus;

/**
 * What Deribit's answers to order requests mean: pure functions of status and body. Codes as in the
 * venue's documentation of RPC errors.
 */
final class DeribitAnswers {
  /** An order with {@code reject_post_only} would have taken. */
  private static final String POST_ONLY_REJECT = "11054";

  /**
   * An answer that was read.
   *
   * @param root its fields, with a result; null where it was refused
   * @param refusal what it means instead; null where it has a result
   */
  record Reading(JsonFields root, Answer refusal) {
    boolean isRefused() {
      return refusal != null;
    }
  }

  private DeribitAnswers() {}

  /** Reads a body; what cannot be read is AMBIGUOUS, unless HTTP itself says too many. */
  static Reading read(int httpStatus, byte[] body) {
    JsonFields root = new JsonFields(DeribitFields.NAMES);
    try {
      root.read(body);
    } catch (IOException e) {
      return refused(unreadable(httpStatus));
    }
    if (root.isObject(DeribitFields.ERROR)) {
      JsonFields error = root.object(DeribitFields.ERROR);
      String code = error.text(DeribitFields.CODE);
      String text = error.text(DeribitFields.MESSAGE);
      return refused(
          code.equals(POST_ONLY_REJECT) && httpStatus < 500
              ? Answer.ofCrossing(code, text)
              : Answer.of(meaning(httpStatus, code), code, text));
    }
    return httpStatus == 200 && root.has(DeribitFields.RESULT)
        ? new Reading(root, null)
        : refused(unreadable(httpStatus));
  }

  private static Reading refused(Answer answer) {
    return new Reading(null, answer);
  }

  static Answer unreadable(int httpStatus) {
    return Answer.of(
        httpStatus == 429 ? Answer.Kind.RATE_LIMITED : Answer.Kind.AMBIGUOUS,
        "HTTP " + httpStatus,
        "an answer that says nothing");
  }

  /**
   * {@code timed_out} is documented as the answer to a request that came after its {@code
   * valid_until}. It is taken for AMBIGUOUS all the same: one node of the venue takes requests and
   * another one matches, the name is that of any time-out, and a late request costs only a look-up,
   * while an order that was sent a second time cannot be taken back.
   */
  private static Answer.Kind meaning(int httpStatus, String code) {
    return switch (code) {
      // Some general failure; retry; settlement in progress; maintenance; unhandled error; failed
      // for input or internally; too slow; unavailable; cancelled by another request; timed out;
      // several orders of a label.
      case "10001",
          "10040",
          "10041",
          "11051",
          "11094",
          "13008",
          "13028",
          "13032",
          "13503",
          "13666",
          "13888" ->
          Answer.Kind.AMBIGUOUS;
      // The rate; the queue before the matching engine; requests not yet begun.
      case "10028", "10047", "10066" -> Answer.Kind.RATE_LIMITED;
      case "10004" -> Answer.Kind.NOT_FOUND;
      case "" -> Answer.Kind.AMBIGUOUS;
      default -> httpStatus >= 500 ? Answer.Kind.AMBIGUOUS : Answer.Kind.REJECTED;
    };
  }

  /** The order in the answer to a place or an edit. */
  static Answer placed(Reading reading, Listing listing, String label) {
    if (reading.isRefused()) {
      return reading.refusal();
    }
    JsonFields result =
        reading.root().isObject(DeribitFields.RESULT)
            ? reading.root().object(DeribitFields.RESULT)
            : null;
    if (result == null || !result.isObject(DeribitFields.ORDER)) {
      return unreadable(200);
    }
    JsonFields order = result.object(DeribitFields.ORDER);
    return isOf(order, listing, label) ? shown(order, listing) : unreadable(200);
  }

  static boolean isOf(JsonFields order, Listing listing, String label) {
    return order.is(DeribitFields.LABEL, label)
        && order.is(DeribitFields.INSTRUMENT_NAME, listing.symbol());
  }

  /** The one order of that label in a list; NOT_FOUND where there is none. */
  static Answer found(List<JsonFields> orders, Listing listing, String label) {
    JsonFields only = null;
    for (JsonFields order : orders) {
      if (isOf(order, listing, label)) {
        if (only != null
            && !only.text(DeribitFields.ORDER_ID).equals(order.text(DeribitFields.ORDER_ID))) {
          // The venue allows it, and we never do it: somebody must look.
          return Answer.of(
              Answer.Kind.AMBIGUOUS, "two orders", "several orders have the label " + label);
        }
        only = order;
      }
    }
    return only == null
        ? Answer.of(Answer.Kind.NOT_FOUND, "", "no order has the label " + label)
        : shown(only, listing);
  }

  private static Answer shown(JsonFields order, Listing listing) {
    try {
      Decimal filled = MarketEvents.positive(order, DeribitFields.FILLED_AMOUNT);
      Decimal average = MarketEvents.positive(order, DeribitFields.AVERAGE_PRICE);
      boolean limit = order.is(DeribitFields.ORDER_TYPE, "limit");
      Decimal price = limit ? MarketEvents.positive(order, DeribitFields.PRICE) : null;
      BigDecimal quantity =
          filled == null ? BigDecimal.ZERO : listing.unit().quantity(Decimals.toBigDecimal(filled));
      return new Answer(
          Answer.Kind.ACCEPTED,
          "",
          "",
          Optional.of(
              new Answer.OrderView(
                  order.requiredText(DeribitFields.ORDER_ID),
                  status(order.requiredText(DeribitFields.ORDER_STATE), filled != null),
                  quantity,
                  filled == null || average == null
                      ? Optional.empty()
                      : Optional.of(Decimals.toBigDecimal(average)),
                  Optional.ofNullable(price).map(Decimals::toBigDecimal))));
    } catch (InvalidFieldException | ArithmeticException e) {
      return unreadable(200);
    }
  }

  private static OrderStatus status(String state, boolean filled) {
    return switch (state) {
      case "open", "untriggered", "triggered" ->
          filled ? OrderStatus.PARTIALLY_FILLED : OrderStatus.ACCEPTED;
      default -> OrderReports.endOf(state);
    };
  }

  /** An execution in a list of trades. */
  static Fill fill(JsonFields row, Listing listing) throws InvalidFieldException {
    try {
      return new Fill(
          row.requiredText(DeribitFields.TRADE_ID),
          listing.unit().quantity(Decimals.toBigDecimal(row.decimal(DeribitFields.AMOUNT))),
          Decimals.toBigDecimal(row.decimal(DeribitFields.PRICE)),
          Decimals.toBigDecimal(row.decimal(DeribitFields.FEE)),
          row.requiredText(DeribitFields.FEE_CURRENCY),
          row.is(DeribitFields.LIQUIDITY, "M") ? LiquidityFlag.MAKER : LiquidityFlag.TAKER,
          MarketEvents.time(row, DeribitFields.TIMESTAMP));
    } catch (ArithmeticException e) {
      throw new InvalidFieldException(
          RejectReason.INVALID_VALUE, "a quantity that is no exact number of contracts");
    }
  }
}
