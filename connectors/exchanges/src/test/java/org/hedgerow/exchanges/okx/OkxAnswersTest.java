package org.hedgerow.exchanges.okx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import org.hedgerow.exchanges.RecordedData;
import org.hedgerow.exchanges.okx.OkxAnswers.Call;
import org.hedgerow.exchanges.order.Answer;
import org.hedgerow.schema.OrderStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Codes and their words as in the venue's documentation of errors. */
class OkxAnswersTest {
  private static Answer classify(Call call, int status, String body) {
    return OkxAnswers.classify(call, status, Samples.bytes(body));
  }

  private static String order(String code, String words) {
    return "{\"code\":\"1\",\"data\":[{\"clOrdId\":\"mine1\",\"ordId\":\"\",\"tag\":\"\",\"sCode\":\""
        + code
        + "\",\"sMsg\":\""
        + words
        + "\"}],\"msg\":\"All operations failed\"}";
  }

  private static String whole(String code) {
    return "{\"code\":\"" + code + "\",\"data\":[],\"msg\":\"words\"}";
  }

  @ParameterizedTest
  @CsvSource({
    "PLACE, 51008, REJECTED",
    "PLACE, 51000, REJECTED",
    "PLACE, 51001, REJECTED",
    "PLACE, 51006, REJECTED",
    "PLACE, 51121, REJECTED",
    "PLACE, 51016, DUPLICATE",
    "PLACE, 50071, DUPLICATE",
    "PLACE, 50036, DEADLINE_PASSED",
    "PLACE, 50037, DEADLINE_PASSED",
    "PLACE, 50061, RATE_LIMITED",
    "PLACE, 51149, AMBIGUOUS",
    "PLACE, 51054, AMBIGUOUS",
    "PLACE, 50026, AMBIGUOUS",
    "AMEND, 51503, REJECTED",
    "AMEND, 50037, DEADLINE_PASSED",
    "AMEND, 50061, RATE_LIMITED",
    "AMEND, 51149, AMBIGUOUS",
    "CANCEL, 51400, NOT_FOUND",
    "CANCEL, 51401, NOT_FOUND",
    "CANCEL, 51402, NOT_FOUND",
    "CANCEL, 51603, NOT_FOUND",
    "CANCEL, 51410, ACCEPTED",
    "CANCEL, 51412, AMBIGUOUS",
    "CANCEL, 51403, REJECTED"
  })
  void codesOfAnOrder(Call call, String code, Answer.Kind expected) {
    Answer answer = classify(call, 200, order(code, "some words"));
    assertEquals(expected, answer.kind());
    assertEquals(code, answer.code());
    assertEquals("some words", answer.text());
  }

  @ParameterizedTest
  @CsvSource({
    "PLACE, 200, 50001, AMBIGUOUS",
    "PLACE, 503, 50001, AMBIGUOUS",
    "PLACE, 400, 50004, AMBIGUOUS",
    "PLACE, 429, 50013, AMBIGUOUS",
    "PLACE, 429, 50011, RATE_LIMITED",
    "PLACE, 200, 50040, RATE_LIMITED",
    "PLACE, 401, 50102, DEADLINE_PASSED",
    "PLACE, 401, 50112, DEADLINE_PASSED",
    "PLACE, 401, 50113, REJECTED",
    "PLACE, 401, 50111, REJECTED",
    "PLACE, 400, 50002, REJECTED",
    // All operations failed, and no word of the order.
    "PLACE, 200, 1, AMBIGUOUS",
    "PLACE, 500, 59999, AMBIGUOUS",
    "PLACE, 429, 59999, RATE_LIMITED",
    "LOOK_UP, 200, 51603, NOT_FOUND",
    // The question was refused: nothing is known of the order.
    "LOOK_UP, 401, 50113, AMBIGUOUS",
    "LOOK_UP, 200, 51001, AMBIGUOUS",
    "LOOK_UP, 429, 50011, RATE_LIMITED"
  })
  void codesOfARequest(Call call, int status, String code, Answer.Kind expected) {
    assertEquals(expected, classify(call, status, whole(code)).kind());
  }

  @Test
  void aPlaceThatWasTaken() {
    Answer answer =
        classify(
            Call.PLACE,
            200,
            "{\"code\":\"0\",\"data\":[{\"clOrdId\":\"mine1\",\"ordId\":\"555\",\"sCode\":\"0\","
                + "\"sMsg\":\"\",\"tag\":\"\",\"ts\":\"1695190491421\"}],\"inTime\":\"1\","
                + "\"msg\":\"\",\"outTime\":\"2\"}");
    assertEquals(Answer.Kind.ACCEPTED, answer.kind());
    assertEquals("555", answer.order().orElseThrow().venueOrderId());
    assertEquals(OrderStatus.ACCEPTED, answer.order().orElseThrow().status());
    assertEquals(BigDecimal.ZERO, answer.order().orElseThrow().cumulativeQuantity());
  }

  /** A cancel that was taken says nothing of what the order had filled. */
  @Test
  void aCancelThatWasTaken() {
    Answer answer =
        classify(
            Call.CANCEL,
            200,
            "{\"code\":\"0\",\"data\":[{\"clOrdId\":\"mine1\",\"ordId\":\"555\",\"sCode\":\"0\","
                + "\"sMsg\":\"\"}],\"msg\":\"\"}");
    assertEquals(Answer.Kind.ACCEPTED, answer.kind());
    assertEquals(true, answer.order().isEmpty());
  }

  @Test
  void anOrderThatWasFound() {
    Answer answer =
        classify(
            Call.LOOK_UP,
            200,
            "{\"code\":\"0\",\"msg\":\"\",\"data\":[{\"ordId\":\"555\",\"state\":\"canceled\","
                + "\"accFillSz\":\"1.5\",\"avgPx\":\"12.34\",\"attachAlgoOrds\":[]}]}");
    assertEquals(Answer.Kind.ACCEPTED, answer.kind());
    Answer.OrderView view = answer.order().orElseThrow();
    assertEquals(OrderStatus.CANCELED, view.status());
    assertEquals(new BigDecimal("1.5"), view.cumulativeQuantity());
    assertEquals(new BigDecimal("12.34"), view.averagePrice().orElseThrow());
  }

  @Test
  void theTimer() {
    assertEquals(
        Answer.Kind.ACCEPTED,
        classify(
                Call.TIMER,
                200,
                "{\"code\":\"0\",\"msg\":\"\",\"data\":[{\"triggerTime\":\"1587971460\","
                    + "\"tag\":\"\",\"ts\":\"1587971400\"}]}")
            .kind());
  }

  @ParameterizedTest
  @EnumSource(Call.class)
  void whatSaysNothingIsNeverSuccess(Call call) {
    for (String body :
        new String[] {
          "",
          " ",
          "<html>",
          "[]",
          "{}",
          "{\"code\":\"0\"}",
          "{\"code\":\"0\",\"msg\":\"\",\"data\":[]}",
          "{\"code\":\"0\",\"msg\":\"\",\"data\":[{}]}",
          "{\"code\":\"0\",\"msg\":\"\",\"data\":[{\"ordId\":\"\",\"sCode\":\"0\"}]}",
          "{\"code\":\"0\",\"msg\":\"\",\"data\":[{\"ordId\":\"5\",\"sCode\":\"0\"},{\"ordId\":\"6\"}]}",
          "{\"code\":\"zero\",\"data\":[{\"ordId\":\"5\",\"sCode\":\"0\"}]}",
          "{\"code\":\"0\",\"data\":[{\"ordId\":\"5\",\"state\":\"live\",\"accFillSz\":\"x\"}]}",
          "{\"code\":\"0\",\"data\":[{\"ordId\":\"5\",\"sCode\":\"0\"}"
        }) {
      assertEquals(Answer.Kind.AMBIGUOUS, classify(call, 200, body).kind(), body);
      assertEquals(Answer.Kind.AMBIGUOUS, classify(call, 503, body).kind(), body);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"http_place_algo_order_rejected", "http_set_position_mode_response"})
  void recordedBodies(String name) throws IOException {
    String json =
        Files.readString(RecordedData.path("fixtures/nautilus_trader/okx/" + name + ".json"));
    Answer answer = classify(Call.PLACE, 200, json);
    assertEquals(
        name.endsWith("rejected") ? Answer.Kind.REJECTED : Answer.Kind.AMBIGUOUS, answer.kind());
  }

  /** The order by itself, as that project keeps it, in the envelope that the venue sends. */
  @Test
  void theRecordedAnswerToAPlace() throws IOException {
    String order =
        Files.readString(
            RecordedData.path("fixtures/nautilus_trader/okx/http_place_order_response.json"));
    Answer answer =
        classify(Call.PLACE, 200, "{\"code\":\"0\",\"msg\":\"\",\"data\":[" + order + "]}");
    assertEquals(Answer.Kind.ACCEPTED, answer.kind());
    assertEquals("12345678901234567890", answer.order().orElseThrow().venueOrderId());
    for (String list : new String[] {"http_get_orders_history", "http_get_orders_pending"}) {
      Answer found =
          classify(
              Call.LOOK_UP,
              200,
              Files.readString(
                  RecordedData.path("fixtures/nautilus_trader/okx/" + list + ".json")));
      assertEquals(
          list.endsWith("pending") ? OrderStatus.ACCEPTED : OrderStatus.FILLED,
          found.order().orElseThrow().status());
    }
  }
}
