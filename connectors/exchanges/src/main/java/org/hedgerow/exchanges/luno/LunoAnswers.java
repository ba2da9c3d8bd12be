package org.hedgerow.exchanges.luno;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Map;
import java.util.Optional;
import org.hedgerow.exchanges.json.InvalidFieldException;
import org.hedgerow.exchanges.json.JsonRows;
import org.hedgerow.exchanges.json.RowValues;
import org.hedgerow.exchanges.order.Answer;
import org.hedgerow.schema.Decimal;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.OrderStatus;

/**
 * What Luno's answers to order requests mean: a pure function of status and body. Codes as in the
 * list of error codes of Luno's documentation (API 1.2.5).
 */
final class LunoAnswers {
  private LunoAnswers() {}

  /** The meaning of an answer. */
  static Answer classify(int httpStatus, byte[] body) {
    Map<String, String> fields;
    try {
      fields = JsonRows.object(body);
    } catch (IOException e) {
      return unreadable(httpStatus);
    }
    String code = LunoErrors.code(fields);
    if (code != null) {
      return Answer.of(meaning(httpStatus, code), code, LunoErrors.text(fields));
    }
    if (httpStatus != 200) {
      return unreadable(httpStatus);
    }
    if ("true".equals(fields.get("success"))) {
      return Answer.of(Answer.Kind.ACCEPTED, "", "");
    }
    String orderId = fields.getOrDefault("order_id", "");
    if (orderId.isEmpty()) {
      return unreadable(httpStatus);
    }
    if (!fields.containsKey("status")) {
      // Of a new order nothing but its id is told.
      return accepted(
          new Answer.OrderView(orderId, OrderStatus.ACCEPTED, BigDecimal.ZERO, Optional.empty()));
    }
    try {
      return accepted(view(orderId, fields));
    } catch (InvalidFieldException e) {
      return unreadable(httpStatus);
    }
  }

  private static Answer accepted(Answer.OrderView view) {
    return new Answer(Answer.Kind.ACCEPTED, "", "", Optional.of(view));
  }

  private static Answer.Kind meaning(int httpStatus, String code) {
    return switch (code) {
      // It was not over before some deadline; whether it still will be is not said.
      case "ErrInternal", "ErrDeadlineExceeded" -> Answer.Kind.AMBIGUOUS;
      case "ErrTooManyRequests" -> Answer.Kind.RATE_LIMITED;
      case "ErrDuplicateClientOrderID" -> Answer.Kind.DUPLICATE;
      case "ErrOrderNotFound", "ErrNotFound", "ErrCannotStopUnknownOrNonPendingOrder" ->
          Answer.Kind.NOT_FOUND;
      default -> {
        if (httpStatus == 429) {
          yield Answer.Kind.RATE_LIMITED;
        }
        if (httpStatus == 409) {
          yield Answer.Kind.DUPLICATE;
        }
        yield httpStatus >= 500 ? Answer.Kind.AMBIGUOUS : Answer.Kind.REJECTED;
      }
    };
  }

  /** Empty, no JSON, or no answer to this question: 409 and 429 mean something by themselves. */
  private static Answer unreadable(int httpStatus) {
    Answer.Kind kind =
        switch (httpStatus) {
          case 409 -> Answer.Kind.DUPLICATE;
          case 429 -> Answer.Kind.RATE_LIMITED;
          default -> Answer.Kind.AMBIGUOUS;
        };
    return Answer.of(kind, "HTTP " + httpStatus, "an answer that says nothing");
  }

  private static Answer.OrderView view(String orderId, Map<String, String> fields)
      throws InvalidFieldException {
    Decimal filled = RowValues.decimal(fields, "base");
    Decimal volume = RowValues.optional(fields, "limit_volume");
    Decimal value = RowValues.optional(fields, "counter");
    boolean some = Decimals.signum(filled) > 0;
    return new Answer.OrderView(
        orderId,
        OrderAnswers.status(
            fields.get("status"),
            volume != null && Decimals.signum(volume) > 0 ? volume : filled,
            filled),
        Decimals.toBigDecimal(filled),
        some && value != null && Decimals.signum(value) > 0
            ? Optional.of(
                Decimals.toBigDecimal(value)
                    .divide(Decimals.toBigDecimal(filled), MathContext.DECIMAL64))
            : Optional.empty());
  }
}
