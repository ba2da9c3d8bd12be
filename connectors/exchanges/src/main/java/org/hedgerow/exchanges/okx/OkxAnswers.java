package org.hedgerow.exchanges.okx;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hedgerow.exchanges.json.JsonRows;
import org.hedgerow.exchanges.order.Answer;
import org.hedgerow.schema.OrderStatus;

/**
 * What OKX's answers to order requests mean: a pure function of the call, the status and the body.
 * Codes as in OKX's documentation of errors. The code of an order ({@code sCode}) says more than
 * that of the request, which is 1 where all of it failed.
 */
final class OkxAnswers {
  /** What was asked. */
  enum Call {
    PLACE,
    AMEND,
    CANCEL,
    LOOK_UP,
    /** The venue's timer. */
    TIMER
  }

  private OkxAnswers() {}

  /** The meaning of an answer. */
  static Answer classify(Call call, int httpStatus, byte[] body) {
    try {
      Map<String, String> envelope = JsonRows.object(body);
      List<Map<String, String>> data = JsonRows.lists(body).getOrDefault("data", List.of());
      return classify(call, httpStatus, envelope, data);
    } catch (IOException | NumberFormatException e) {
      return unreadable(httpStatus);
    }
  }

  private static Answer classify(
      Call call, int httpStatus, Map<String, String> envelope, List<Map<String, String>> data) {
    String code = envelope.get("code");
    if (code == null || !code.matches("\\d{1,6}")) {
      return unreadable(httpStatus);
    }
    Map<String, String> row = data.size() == 1 ? data.get(0) : Map.of();
    String own = row.getOrDefault("sCode", "");
    String decisive = own.isEmpty() || own.equals("0") ? code : own;
    if (decisive.equals("0")) {
      return httpStatus == 200 ? accepted(call, row) : unreadable(httpStatus);
    }
    String text = row.getOrDefault("sMsg", "");
    return Answer.of(
        meaning(call, httpStatus, decisive),
        decisive,
        text.isEmpty() ? envelope.getOrDefault("msg", "") : text);
  }

  private static Answer accepted(Call call, Map<String, String> row) {
    String venueOrderId = row.getOrDefault("ordId", "");
    boolean ordered = !venueOrderId.isEmpty();
    boolean judged = row.containsKey("sCode");
    return switch (call) {
      // The venue has taken it; what became of it, its stream tells.
      case PLACE ->
          ordered && judged
              ? new Answer(
                  Answer.Kind.ACCEPTED,
                  "",
                  "",
                  Optional.of(
                      new Answer.OrderView(
                          venueOrderId, OrderStatus.ACCEPTED, BigDecimal.ZERO, Optional.empty())))
              : unreadable(200);
      // The request is taken; whether it was done, the order's price tells.
      case AMEND -> ordered && judged ? Answer.of(Answer.Kind.ACCEPTED, "", "") : unreadable(200);
      // The order is on its way out; the stream tells when it has left, and what it filled.
      case CANCEL -> ordered && judged ? Answer.of(Answer.Kind.ACCEPTED, "", "") : unreadable(200);
      case LOOK_UP ->
          ordered && row.containsKey("state") && row.containsKey("accFillSz")
              ? new Answer(Answer.Kind.ACCEPTED, "", "", Optional.of(view(row)))
              : unreadable(200);
      case TIMER ->
          row.containsKey("triggerTime")
              ? Answer.of(Answer.Kind.ACCEPTED, "", "")
              : unreadable(200);
    };
  }

  private static Answer.OrderView view(Map<String, String> row) {
    return new Answer.OrderView(
        row.get("ordId"),
        OrderRows.status(row.get("state")),
        number(row, "accFillSz"),
        Optional.of(number(row, "avgPx").round(Values.PRECISION))
            .filter(price -> price.signum() > 0),
        Optional.of(number(row, "px")).filter(price -> price.signum() > 0));
  }

  private static BigDecimal number(Map<String, String> row, String name) {
    String text = row.getOrDefault(name, "");
    return text.isEmpty() ? BigDecimal.ZERO : new BigDecimal(text);
  }

  private static Answer.Kind meaning(Call call, int httpStatus, String code) {
    return switch (code) {
      // Service unavailable, timed out ("does not mean success or failure"), busy, system error,
      // repeated request, order timed out, getting information timed out, cancel timed out.
      case "50001", "50004", "50005", "50013", "50026", "50042", "51149", "51054", "51412" ->
          Answer.Kind.AMBIGUOUS;
      case "50011", "50040", "50061" -> Answer.Kind.RATE_LIMITED;
      // expTime has passed, order expired, time stamp expired or invalid.
      case "50036", "50037", "50102", "50112" -> Answer.Kind.DEADLINE_PASSED;
      case "51016", "50071" -> Answer.Kind.DUPLICATE;
      // Filled, canceled or not there; canceled; completed; does not exist.
      case "51400", "51401", "51402", "51603" -> Answer.Kind.NOT_FOUND;
      // It is being canceled already.
      case "51410" -> call == Call.CANCEL ? Answer.Kind.ACCEPTED : Answer.Kind.AMBIGUOUS;
      default -> {
        if (httpStatus == 429) {
          yield Answer.Kind.RATE_LIMITED;
        }
        // A question that was refused says nothing of the order. Code 1 or 2 without an order's
        // own code says nothing either.
        yield httpStatus >= 500 || call == Call.LOOK_UP || code.length() < 5
            ? Answer.Kind.AMBIGUOUS
            : Answer.Kind.REJECTED;
      }
    };
  }

  /** Whether the venue refused a request because of the time that it carried. */
  static boolean blamesTheClock(Answer answer) {
    return answer.kind() == Answer.Kind.DEADLINE_PASSED;
  }

  private static Answer unreadable(int httpStatus) {
    return Answer.of(
        httpStatus == 429 ? Answer.Kind.RATE_LIMITED : Answer.Kind.AMBIGUOUS,
        "HTTP " + httpStatus,
        "an answer that says nothing");
  }
}
