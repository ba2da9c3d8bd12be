package org.hedgerow.exchanges.binance;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hedgerow.exchanges.json.JsonRows;
import org.hedgerow.exchanges.order.Answer;
import org.hedgerow.schema.OrderStatus;

/**
 * What Binance's answers to order requests mean: a pure function of status and body. Codes as in
 * Binance's documentation of errors, spot and derivatives.
 */
final class BinanceAnswers {
  private BinanceAnswers() {}

  /** The meaning of an answer. */
  static Answer classify(int httpStatus, byte[] body) {
    try {
      Map<String, String> fields = fields(body);
      return classify(httpStatus, fields);
    } catch (IOException | NumberFormatException e) {
      return unreadable(httpStatus);
    }
  }

  /**
   * The meaning of an answer about several orders, for each in the order of the ids. What was done
   * is told with its id; a refusal is told without one, so that it is only believed where all
   * refusals are the same, and nobody knows otherwise.
   */
  static List<Answer> classifyEach(int httpStatus, byte[] body, List<String> clientOrderIds) {
    if (httpStatus != 200 || !JsonRows.isDocument(body, true)) {
      return Collections.nCopies(clientOrderIds.size(), classify(httpStatus, body));
    }
    Map<String, Answer> done = new HashMap<>();
    Set<Answer> refusals = new HashSet<>();
    int rows;
    try {
      List<Map<String, String>> found = JsonRows.list(body);
      rows = found.size();
      for (Map<String, String> row : found) {
        Answer answer = classify(httpStatus, row);
        if (answer.order().isPresent() && row.containsKey("clientOrderId")) {
          done.put(row.get("clientOrderId"), answer);
        } else {
          refusals.add(answer);
        }
      }
    } catch (IOException | NumberFormatException e) {
      return Collections.nCopies(clientOrderIds.size(), unreadable(httpStatus));
    }
    Answer others =
        rows == clientOrderIds.size() && refusals.size() == 1
            ? refusals.iterator().next()
            : unreadable(httpStatus);
    return clientOrderIds.stream().map(id -> done.getOrDefault(id, others)).toList();
  }

  private static Answer classify(int httpStatus, Map<String, String> fields) {
    String code = fields.get("code");
    String text = fields.getOrDefault("msg", "");
    if (code != null && code.startsWith("-")) {
      if (httpStatus < 500 && wouldCross(code, text)) {
        return Answer.ofCrossing(code, text);
      }
      return Answer.of(meaning(httpStatus, Integer.parseInt(code), text), code, text);
    }
    if (httpStatus == 429 || httpStatus == 418) {
      return Answer.of(Answer.Kind.RATE_LIMITED, "HTTP " + httpStatus, text);
    }
    if (httpStatus == 200 && fields.containsKey("orderId") && fields.containsKey("status")) {
      return new Answer(Answer.Kind.ACCEPTED, "", "", order(fields));
    }
    if (httpStatus == 200 && fields.containsKey("symbol") && fields.containsKey("countdownTime")) {
      return Answer.of(Answer.Kind.ACCEPTED, "", "");
    }
    return unreadable(httpStatus);
  }

  /**
   * Futures have a code for it. The spot market has one for all that its matching engine refuses,
   * and its documentation lists the words.
   */
  private static boolean wouldCross(String code, String text) {
    return code.equals("-5022")
        || (code.equals("-2010") && text.startsWith("Order would immediately match and take"));
  }

  private static Answer.Kind meaning(int httpStatus, int code, String text) {
    return switch (code) {
      // Unknown error, disconnected, unexpected response, timeout: "execution status unknown".
      case -1000, -1001, -1006, -1007 -> Answer.Kind.AMBIGUOUS;
      case -1003, -1008, -1015 -> Answer.Kind.RATE_LIMITED;
      case -1021 -> Answer.Kind.DEADLINE_PASSED;
      case -2011, -2013 -> Answer.Kind.NOT_FOUND;
      case -4116 -> Answer.Kind.DUPLICATE;
      case -2010 ->
          text.startsWith("Duplicate order") ? Answer.Kind.DUPLICATE : Answer.Kind.REJECTED;
      default -> httpStatus >= 500 ? Answer.Kind.AMBIGUOUS : Answer.Kind.REJECTED;
    };
  }

  private static Answer unreadable(int httpStatus) {
    return Answer.of(
        httpStatus == 429 || httpStatus == 418 ? Answer.Kind.RATE_LIMITED : Answer.Kind.AMBIGUOUS,
        "HTTP " + httpStatus,
        "an answer that says nothing");
  }

  private static Optional<Answer.OrderView> order(Map<String, String> fields) {
    BigDecimal filled = number(fields, "executedQty");
    Optional<BigDecimal> average = Optional.of(number(fields, "avgPrice"));
    if (average.get().signum() == 0 && filled.signum() > 0) {
      BigDecimal quote = number(fields, "cummulativeQuoteQty");
      average = Optional.of(quote.divide(filled, java.math.MathContext.DECIMAL64));
    }
    return Optional.of(
        new Answer.OrderView(
            fields.get("orderId"),
            status(fields.get("status")),
            filled,
            average.filter(one -> one.signum() > 0),
            Optional.of(number(fields, "price")).filter(one -> one.signum() > 0)));
  }

  private static OrderStatus status(String status) {
    return switch (status) {
      case "NEW", "PENDING_NEW" -> OrderStatus.ACCEPTED;
      case "PARTIALLY_FILLED" -> OrderStatus.PARTIALLY_FILLED;
      case "FILLED" -> OrderStatus.FILLED;
      case "CANCELED" -> OrderStatus.CANCELED;
      case "PENDING_CANCEL" -> OrderStatus.PENDING_CANCEL;
      case "REJECTED" -> OrderStatus.REJECTED;
      case "EXPIRED", "EXPIRED_IN_MATCH" -> OrderStatus.EXPIRED;
      default -> OrderStatus.UNKNOWN;
    };
  }

  private static BigDecimal number(Map<String, String> fields, String name) {
    String text = fields.get(name);
    return text == null ? BigDecimal.ZERO : new BigDecimal(text);
  }

  /** The scalar fields of a JSON object; nested values are passed over. */
  static Map<String, String> fields(byte[] body) throws IOException {
    return JsonRows.object(body);
  }
}
