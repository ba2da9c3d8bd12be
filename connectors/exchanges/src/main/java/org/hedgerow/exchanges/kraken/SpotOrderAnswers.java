package org.hedgerow.exchanges.kraken;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.hedgerow.exchanges.order.Answer;
import org.hedgerow.schema.OrderStatus;

/**
 * What the spot market's answers to order requests mean: pure functions of status and body. Errors
 * as in Kraken's documentation, where HTTP says 200 to refusals too.
 *
 * @see <a href="https://docs.kraken.com/exchange/guides/general/errors">Error messages</a>
 */
final class SpotOrderAnswers {
  /** It is post-only and would have taken. */
  private static final String WOULD_CROSS = "EOrder:Post only order";

  private SpotOrderAnswers() {}

  /** Of AddOrder: only an answer that names the order is a success. */
  static Answer placed(int httpStatus, byte[] body) {
    return judged(
        httpStatus,
        body,
        answer -> {
          String ids = answer.fields().get("txid");
          return ids == null || ids.isEmpty()
              ? nothing(httpStatus)
              : new Answer(
                  Answer.Kind.ACCEPTED,
                  "",
                  "",
                  Optional.of(
                      new Answer.OrderView(
                          ids, OrderStatus.ACCEPTED, BigDecimal.ZERO, Optional.empty())));
        });
  }

  /** Of AmendOrder, which names the amend; at which price the order stands is asked for. */
  static Answer amended(int httpStatus, byte[] body) {
    return judged(
        httpStatus,
        body,
        answer ->
            answer.fields().getOrDefault("amend_id", "").isEmpty()
                ? nothing(httpStatus)
                : Answer.of(Answer.Kind.ACCEPTED, "", ""));
  }

  /** Of CancelOrder, which says how many it has canceled. */
  static Answer canceled(int httpStatus, byte[] body) {
    return judged(
        httpStatus,
        body,
        answer -> {
          String count = answer.fields().get("count");
          if (count == null) {
            return nothing(httpStatus);
          }
          return count.equals("0") && !"true".equals(answer.fields().get("pending"))
              ? Answer.of(Answer.Kind.NOT_FOUND, "count 0", "nothing was canceled")
              : Answer.of(Answer.Kind.ACCEPTED, "", "");
        });
  }

  /** Of CancelAllOrdersAfter. */
  static Answer armed(int httpStatus, byte[] body) {
    return judged(
        httpStatus,
        body,
        answer ->
            answer.fields().containsKey("triggerTime")
                ? Answer.of(Answer.Kind.ACCEPTED, "", "")
                : nothing(httpStatus));
  }

  /**
   * Of OpenOrders and ClosedOrders that were asked for one client id.
   *
   * <p>Should the venue pass over the id that was asked for, it lists other orders: one without a
   * client id in such a list says that nothing can be concluded from it.
   */
  static Answer found(int httpStatus, byte[] body, String clientOrderId) {
    return judged(
        httpStatus,
        body,
        answer -> {
          List<Map.Entry<String, Map<String, String>>> ours = new ArrayList<>();
          for (Map.Entry<String, Map<String, String>> row : answer.rows().entrySet()) {
            String client = row.getValue().get("cl_ord_id");
            if (client == null || client.isEmpty()) {
              return Answer.of(
                  Answer.Kind.AMBIGUOUS, "no cl_ord_id", "an order without the id asked for");
            }
            if (client.equals(clientOrderId)) {
              ours.add(row);
            }
          }
          if (ours.size() > 1) {
            return Answer.of(Answer.Kind.AMBIGUOUS, "twice", "two orders of one client id");
          }
          if (!ours.isEmpty()) {
            return view(httpStatus, ours.get(0));
          }
          // Only a list that is there, and whole, can be without the order.
          return answer.lists().contains("open") || answer.lists().contains("closed")
              ? Answer.of(Answer.Kind.NOT_FOUND, "", "")
              : nothing(httpStatus);
        });
  }

  private static Answer view(int httpStatus, Map.Entry<String, Map<String, String>> order) {
    Map<String, String> row = order.getValue();
    if (row.get("vol_exec") == null || row.get("status") == null) {
      return nothing(httpStatus);
    }
    BigDecimal filled = new BigDecimal(row.get("vol_exec"));
    BigDecimal average = new BigDecimal(row.getOrDefault("price", "0"));
    return new Answer(
        Answer.Kind.ACCEPTED,
        "",
        "",
        Optional.of(
            new Answer.OrderView(
                order.getKey(),
                SpotOrderWords.status(row.get("status"), filled.signum() > 0),
                filled,
                filled.signum() > 0 && average.signum() > 0
                    ? Optional.of(average)
                    : Optional.empty(),
                Optional.ofNullable(row.get("descr.price"))
                    .map(BigDecimal::new)
                    .filter(price -> price.signum() > 0))));
  }

  /** What a success means; the answer has no errors and a result. */
  private interface Success {
    Answer of(SpotBody answer);
  }

  private static Answer judged(int httpStatus, byte[] body, Success success) {
    SpotBody answer;
    try {
      answer = SpotBody.read(body);
    } catch (IOException e) {
      return nothing(httpStatus);
    }
    if (!answer.errors().isEmpty()) {
      String error = answer.errors().get(0);
      String text = String.join("; ", answer.errors());
      return error.startsWith(WOULD_CROSS)
          ? Answer.ofCrossing(error, text)
          : Answer.of(meaning(error), error, text);
    }
    if (httpStatus != 200 || !answer.hasResult()) {
      return nothing(httpStatus);
    }
    try {
      return success.of(answer);
    } catch (NumberFormatException e) {
      return nothing(httpStatus);
    }
  }

  /**
   * Whether the venue found a deadline to be over. What became of the order is left open; that our
   * clock may be wrong is not.
   */
  static boolean isLate(Answer answer) {
    return answer.code().startsWith("EService:Deadline elapsed");
  }

  static Answer.Kind meaning(String error) {
    String lower = error.toLowerCase(Locale.ROOT);
    // "EService:Deadline elapsed" is not among these: whether the order was judged before the time
    // was over is not said.
    if (error.startsWith("EAPI:Invalid nonce")) {
      // Refused before the order was judged.
      return Answer.Kind.DEADLINE_PASSED;
    }
    if (lower.contains("rate limit")
        || lower.contains("too many requests")
        || lower.contains("temporary lockout")) {
      return Answer.Kind.RATE_LIMITED;
    }
    if (error.startsWith("EOrder:Unknown order")) {
      return Answer.Kind.NOT_FOUND;
    }
    if (lower.contains("duplicate")
        || (lower.contains("cl_ord_id") && (lower.contains("unique") || lower.contains("exist")))) {
      return Answer.Kind.DUPLICATE;
    }
    if (error.startsWith("EService:Market in ")) {
      return Answer.Kind.REJECTED;
    }
    if (error.startsWith("EService:")
        || lower.contains("internal error")
        || error.startsWith("EGeneral:Unknown")
        || !error.startsWith("E")) {
      return Answer.Kind.AMBIGUOUS;
    }
    return Answer.Kind.REJECTED;
  }

  private static Answer nothing(int httpStatus) {
    return Answer.of(
        httpStatus == 429 ? Answer.Kind.RATE_LIMITED : Answer.Kind.AMBIGUOUS,
        "HTTP " + httpStatus,
        "an answer that says nothing");
  }
}
