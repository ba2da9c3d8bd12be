package org.hedgerow.exchanges.kraken;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hedgerow.exchanges.order.Answer;
import org.hedgerow.schema.OrderStatus;

/**
 * What the futures market's answers to order requests mean: pure functions of status and body.
 * Words as in Kraken's documentation of its v3 interface. A word that is not known is AMBIGUOUS.
 *
 * @see <a href="https://docs.kraken.com/api-reference/order-management/send-order">Send order</a>
 */
final class FuturesOrderAnswers {
  /** Of {@code sendStatus.status}: judged and refused. */
  private static final Set<String> REFUSED =
      Set.of(
          "invalidOrderType",
          "invalidSide",
          "invalidSize",
          "invalidPrice",
          "insufficientAvailableFunds",
          "selfFill",
          "tooManySmallOrders",
          "maxPositionViolation",
          "marketSuspended",
          "marketInactive",
          "marketIsInSettlement",
          "clientOrderIdTooBig",
          "clientOrderIdTooLong",
          "fixedLeverageTooHigh",
          "marketIsPostOnly",
          "tooManyOrders",
          "wouldIncreasePriceDislocation",
          "clientOrderIdInvalid",
          "outsidePriceCollar",
          "iocWouldNotExecute",
          "fokWouldNotExecute",
          "wouldCauseLiquidation",
          "wouldNotReducePosition");

  /** Of the same: it is post-only and would have taken. */
  private static final String WOULD_CROSS = "postWouldExecute";

  /** Of {@code error}: the request was not even judged. */
  private static final Set<String> ERRORS =
      Set.of(
          "accountInactive",
          "authenticationError",
          "insufficientFunds",
          "invalidAccount",
          "invalidAmount",
          "invalidArgument",
          "invalidUnit",
          "Json Parse Error",
          "marketUnavailable",
          "requiredArgumentMissing",
          "requestNotAllowed");

  private FuturesOrderAnswers() {}

  /** Of sendorder: only an answer that names the order is a success. */
  static Answer placed(int httpStatus, byte[] body) {
    return judged(
        httpStatus,
        body,
        fields -> {
          String status = fields.getOrDefault("sendStatus.status", "");
          String id = fields.get("sendStatus.order_id");
          boolean taken =
              status.equals("placed")
                  || status.equals("partiallyFilled")
                  || status.equals("filled");
          if (taken && id != null && !id.isEmpty()) {
            // How much was filled at once is told by the account's stream.
            return new Answer(
                Answer.Kind.ACCEPTED,
                "",
                "",
                Optional.of(
                    new Answer.OrderView(
                        id, OrderStatus.ACCEPTED, BigDecimal.ZERO, Optional.empty())));
          }
          if (status.equals("clientOrderIdAlreadyExist")) {
            return Answer.of(Answer.Kind.DUPLICATE, status, "");
          }
          if (status.equals("wouldProcessAfterSpecifiedTime")) {
            return Answer.of(Answer.Kind.DEADLINE_PASSED, status, "");
          }
          return refused(status);
        });
  }

  private static Answer refused(String status) {
    if (status.equals(WOULD_CROSS)) {
      return Answer.ofCrossing(status, "");
    }
    return REFUSED.contains(status)
        ? Answer.of(Answer.Kind.REJECTED, status, "")
        : Answer.of(Answer.Kind.AMBIGUOUS, status, "a status that says nothing");
  }

  /** Of editorder; at which price the order stands is asked for. */
  static Answer edited(int httpStatus, byte[] body) {
    return judged(
        httpStatus,
        body,
        fields -> {
          String status = fields.getOrDefault("editStatus.status", "");
          return switch (status) {
            case "edited" -> Answer.of(Answer.Kind.ACCEPTED, "", "");
            case "orderForEditNotFound", "notFound" -> Answer.of(Answer.Kind.NOT_FOUND, status, "");
            case "wouldProcessAfterSpecifiedTime" ->
                Answer.of(Answer.Kind.DEADLINE_PASSED, status, "");
            default -> refused(status);
          };
        });
  }

  /** Of cancelorder. An order that is filled can no longer be found among the open ones. */
  static Answer canceled(int httpStatus, byte[] body) {
    return judged(
        httpStatus,
        body,
        fields -> {
          String status = fields.getOrDefault("cancelStatus.status", "");
          return switch (status) {
            case "cancelled", "requestedCancel" -> Answer.of(Answer.Kind.ACCEPTED, "", "");
            case "filled", "notFound" -> Answer.of(Answer.Kind.NOT_FOUND, status, "");
            default -> Answer.of(Answer.Kind.AMBIGUOUS, status, "a status that says nothing");
          };
        });
  }

  /** Of cancelallordersafter. */
  static Answer armed(int httpStatus, byte[] body) {
    return judged(
        httpStatus,
        body,
        fields ->
            fields.containsKey("status.triggerTime")
                ? Answer.of(Answer.Kind.ACCEPTED, "", "")
                : nothing(httpStatus));
  }

  /** Of orders/status, which has open orders and those that ended in the last five seconds. */
  static Answer found(int httpStatus, byte[] body, String clientOrderId) {
    return judged(
        httpStatus,
        body,
        fields -> {
          for (int i = 0; fields.containsKey("orders." + i + ".status"); i++) {
            String order = "orders." + i + ".order.";
            if (clientOrderId.equals(fields.get(order + "cliOrdId"))) {
              return view(fields, order, fields.get("orders." + i + ".status"));
            }
          }
          if (fields.keySet().stream().anyMatch(name -> name.startsWith("orders"))) {
            return Answer.of(Answer.Kind.AMBIGUOUS, "another", "an order that was not asked for");
          }
          // An empty list leaves no trace in the fields.
          return "success".equals(fields.get("result"))
              ? Answer.of(Answer.Kind.NOT_FOUND, "", "")
              : nothing(httpStatus);
        });
  }

  private static Answer view(Map<String, String> fields, String order, String status) {
    BigDecimal filled = new BigDecimal(fields.getOrDefault(order + "filled", "0"));
    String id = fields.get(order + "orderId");
    if (id == null) {
      return Answer.of(Answer.Kind.AMBIGUOUS, status, "an order without an id");
    }
    return new Answer(
        Answer.Kind.ACCEPTED,
        "",
        "",
        Optional.of(
            new Answer.OrderView(
                id,
                switch (status) {
                  case "ENTERED_BOOK" ->
                      filled.signum() > 0 ? OrderStatus.PARTIALLY_FILLED : OrderStatus.ACCEPTED;
                  case "FULLY_EXECUTED" -> OrderStatus.FILLED;
                  case "REJECTED" -> OrderStatus.REJECTED;
                  case "CANCELLED" -> OrderStatus.CANCELED;
                  default -> OrderStatus.UNKNOWN;
                },
                filled,
                Optional.empty(),
                Optional.ofNullable(fields.get(order + "limitPrice"))
                    .map(BigDecimal::new)
                    .filter(price -> price.signum() > 0))));
  }

  /** What a success means; the fields are those of {@link FlatJson}. */
  interface Success {
    Answer of(Map<String, String> fields);
  }

  static Answer judged(int httpStatus, byte[] body, Success success) {
    Map<String, String> fields;
    try {
      fields = FlatJson.read(body);
    } catch (IOException e) {
      return nothing(httpStatus);
    }
    String error = fields.get("error");
    if (error == null && "error".equals(fields.get("result"))) {
      error = fields.getOrDefault("errors.0.message", "");
      return "BAD_REQUEST".equals(fields.get("status"))
          ? Answer.of(Answer.Kind.REJECTED, "BAD_REQUEST", error)
          : Answer.of(Answer.Kind.AMBIGUOUS, fields.getOrDefault("status", ""), error);
    }
    if (error != null) {
      return Answer.of(meaning(error), error, error);
    }
    if (httpStatus != 200) {
      return nothing(httpStatus);
    }
    try {
      return success.of(fields);
    } catch (NumberFormatException e) {
      return nothing(httpStatus);
    }
  }

  private static Answer.Kind meaning(String error) {
    if (error.equals("apiLimitExceeded")) {
      return Answer.Kind.RATE_LIMITED;
    }
    if (error.startsWith("nonce")) {
      return Answer.Kind.DEADLINE_PASSED;
    }
    if (error.equals("notFound")) {
      return Answer.Kind.NOT_FOUND;
    }
    return ERRORS.stream().anyMatch(error::startsWith)
        ? Answer.Kind.REJECTED
        : Answer.Kind.AMBIGUOUS;
  }

  private static Answer nothing(int httpStatus) {
    return Answer.of(
        httpStatus == 429 ? Answer.Kind.RATE_LIMITED : Answer.Kind.AMBIGUOUS,
        "HTTP " + httpStatus,
        "an answer that says nothing");
  }
}
