package org.hedgerow.exchanges.binance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.hedgerow.exchanges.order.Answer;
import org.hedgerow.schema.OrderStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One case an outcome. Codes and texts as in the venue's documentation of errors. */
class BinanceAnswersTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "400 | -1021 | Timestamp for this request is outside of the recvWindow. | DEADLINE_PASSED",
        "400 | -1013 | Filter failure: LOT_SIZE | REJECTED",
        "400 | -2010 | Account has insufficient balance for requested action. | REJECTED",
        "400 | -2010 | Duplicate order sent. | DUPLICATE",
        "400 | -4116 | ClientOrderId is duplicated. | DUPLICATE",
        "400 | -2019 | Margin is insufficient. | REJECTED",
        "400 | -2013 | Order does not exist. | NOT_FOUND",
        "400 | -2011 | Unknown order sent. | NOT_FOUND",
        "400 | -1022 | Signature for this request is not valid. | REJECTED",
        "401 | -2015 | Invalid API-key, IP, or permissions for action. | REJECTED",
        "429 | -1003 | Too many requests. | RATE_LIMITED",
        "400 | -1015 | Too many new orders. | RATE_LIMITED",
        "503 | -1008 | Request throttled by system-level protection. | RATE_LIMITED",
        "200 | -1007 | Timeout waiting for response from backend server. Send status unknown;"
            + " execution status unknown. | AMBIGUOUS",
        "500 | -1000 | An unknown error occurred while processing the request. | AMBIGUOUS",
        "400 | -1001 | Internal error; unable to process your request. Please try again. |"
            + " AMBIGUOUS",
        "400 | -1006 | An unexpected response was received from the message bus. Execution status"
            + " unknown. | AMBIGUOUS",
        "502 | -9999 | a code that nobody knows | AMBIGUOUS",
        "400 | -9999 | a code that nobody knows | REJECTED"
      })
  void everyErrorHasItsMeaning(int status, int code, String text, Answer.Kind kind) {
    Answer answer = classify(status, "{\"code\":" + code + ",\"msg\":\"" + text + "\"}");
    assertEquals(kind, answer.kind());
    assertEquals(Integer.toString(code), answer.code());
    assertEquals(text, answer.text());
    assertEquals(false, answer.wouldCross());
  }

  /** Words of the venue's lists of errors, spot and futures. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "400 | -2010 | Order would immediately match and take. | true",
        "400 | -2010 | Stop price would trigger immediately. | false",
        "400 | -5022 | Due to the order could not be executed as maker, the Post Only order will be"
            + " rejected. | true",
        "400 | -5021 | Due to the order could not be filled immediately, the FOK order has been"
            + " rejected. | false",
        "400 | -2021 | Order would immediately trigger. | false"
      })
  void aPostOnlyOrderThatWouldTakeIsToldApart(
      int status, int code, String text, boolean wouldCross) {
    Answer answer = classify(status, "{\"code\":" + code + ",\"msg\":\"" + text + "\"}");
    assertEquals(Answer.Kind.REJECTED, answer.kind());
    assertEquals(wouldCross, answer.wouldCross());
    assertEquals(Integer.toString(code), answer.code());
    assertEquals(text, answer.text());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "200 | ''",
        "200 | {",
        "200 | {\"orderId\":1",
        "200 | []",
        "200 | {}",
        "502 | <html>Bad Gateway</html>",
        "503 | ''",
        "404 | <html>nothing here</html>"
      })
  void whatSaysNothingIsNeverARejection(int status, String body) {
    assertEquals(Answer.Kind.AMBIGUOUS, classify(status, body).kind());
  }

  @Test
  void aBanIsARateLimitWhateverItsBodySays() {
    assertEquals(Answer.Kind.RATE_LIMITED, classify(418, "<html>").kind());
    assertEquals(Answer.Kind.RATE_LIMITED, classify(429, "").kind());
  }

  @Test
  void anAcceptedOrderIsSeen() {
    Answer answer =
        classify(
            200,
            "{\"fills\":[{\"price\":\"1\"}],\"orderId\":28,\"clientOrderId\":\"c\",\"executedQty\":\"2.000\","
                + "\"cummulativeQuoteQty\":\"21.0\",\"status\":\"EXPIRED\"}");
    assertEquals(Answer.Kind.ACCEPTED, answer.kind());
    Answer.OrderView order = answer.order().orElseThrow();
    assertEquals("28", order.venueOrderId());
    assertEquals(OrderStatus.EXPIRED, order.status());
    assertEquals(0, new BigDecimal("2").compareTo(order.cumulativeQuantity()));
    assertEquals(0, new BigDecimal("10.5").compareTo(order.averagePrice().orElseThrow()));
  }

  @Test
  void aStatusThatNobodyKnowsIsUnknown() {
    Answer answer =
        classify(200, "{\"orderId\":1,\"status\":\"LEVITATING\",\"executedQty\":\"0\"}");
    assertEquals(OrderStatus.UNKNOWN, answer.order().orElseThrow().status());
    assertTrue(answer.order().orElseThrow().averagePrice().isEmpty());
  }

  private static Answer classify(int status, String body) {
    return BinanceAnswers.classify(status, body.getBytes(StandardCharsets.UTF_8));
  }

  private static List<Answer.Kind> each(int status, String body, String... ids) {
    return BinanceAnswers.classifyEach(status, body.getBytes(StandardCharsets.UTF_8), List.of(ids))
        .stream()
        .map(Answer::kind)
        .toList();
  }

  /** A refusal in a list has no id: whose it is is only certain where all refusals are the same. */
  @Test
  void ofSeveralOrdersOnlyWhatIsCertainIsBelieved() {
    String done = "{\"clientOrderId\":\"b\",\"orderId\":1,\"status\":\"CANCELED\"}";
    String unknown = "{\"code\":-2011,\"msg\":\"Unknown order sent.\"}";
    String slow = "{\"code\":-1008,\"msg\":\"Request throttled by system-level protection.\"}";
    assertEquals(
        List.of(Answer.Kind.NOT_FOUND, Answer.Kind.ACCEPTED),
        each(200, "[" + unknown + "," + done + "]", "a", "b"));
    assertEquals(
        List.of(Answer.Kind.AMBIGUOUS, Answer.Kind.ACCEPTED, Answer.Kind.AMBIGUOUS),
        each(200, "[" + unknown + "," + done + "," + slow + "]", "a", "b", "c"));
    assertEquals(
        List.of(Answer.Kind.AMBIGUOUS, Answer.Kind.ACCEPTED, Answer.Kind.AMBIGUOUS),
        each(200, "[" + unknown + "," + done + "]", "a", "b", "c"),
        "one too few");
    assertEquals(
        List.of(Answer.Kind.DEADLINE_PASSED, Answer.Kind.DEADLINE_PASSED),
        each(400, "{\"code\":-1021,\"msg\":\"\"}", "a", "b"));
    assertEquals(List.of(Answer.Kind.AMBIGUOUS), each(200, "[" + done, "b"));
    assertEquals(List.of(Answer.Kind.AMBIGUOUS), each(503, "", "b"));
  }
}
