package org.hedgerow.exchanges.kraken;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.hedgerow.exchanges.RecordedData;
import org.hedgerow.exchanges.order.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A case for each meaning; codes as in Kraken's documentation of errors. */
class KrakenAnswersTest {
  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @CsvSource({
    "EService:Deadline elapsed, AMBIGUOUS",
    "EDatabase:Internal error, AMBIGUOUS",
    "EAPI:Invalid nonce, DEADLINE_PASSED",
    "EAPI:Rate limit exceeded, RATE_LIMITED",
    "EOrder:Rate limit exceeded, RATE_LIMITED",
    "EGeneral:Too many requests, RATE_LIMITED",
    "EGeneral:Temporary lockout, RATE_LIMITED",
    "EOrder:Unknown order, NOT_FOUND",
    "EOrder:Insufficient funds, REJECTED",
    "EOrder:Order minimum not met, REJECTED",
    "EOrder:Post only order, REJECTED",
    "EOrder:Invalid price, REJECTED",
    "EGeneral:Invalid arguments, REJECTED",
    "EGeneral:Permission denied, REJECTED",
    "EAPI:Invalid key, REJECTED",
    "EAPI:Invalid signature, REJECTED",
    "EQuery:Unknown asset pair, REJECTED",
    "EService:Market in cancel_only mode, REJECTED",
    "EService:Market in post_only mode, REJECTED",
    "EService:Unavailable, AMBIGUOUS",
    "EService:Busy, AMBIGUOUS",
    "EService:Timeout, AMBIGUOUS",
    "EGeneral:Internal error, AMBIGUOUS",
    "WService:Something, AMBIGUOUS"
  })
  void errorsOfTheSpotMarket(String error, Answer.Kind kind) {
    Answer answer = SpotOrderAnswers.placed(200, bytes("{\"error\":[\"" + error + "\"]}"));
    assertEquals(kind, answer.kind());
    assertEquals(error.equals("EOrder:Post only order"), answer.wouldCross());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[]",
        "null",
        "<html>",
        "{\"error\":[]}",
        "{\"error\":[],\"result\":{}}",
        "{\"error\":[],\"result\":{\"txid\":[]}}",
        "{\"error\":[],\"result\":{\"txid\":[\"O\"]}",
        "{\"result\":{\"txid\":[\"O\"]}}",
        "{\"result\":\"success\"}",
        "{\"result\":\"success\",\"sendStatus\":{\"status\":\"placed\"}}",
        "{\"result\":\"success\",\"sendStatus\":{\"status\":\"unknownError\",\"order_id\":\"o\"}}"
      })
  void whatSaysNothingIsAmbiguous(String body) {
    assertEquals(Answer.Kind.AMBIGUOUS, SpotOrderAnswers.placed(200, bytes(body)).kind());
    assertEquals(Answer.Kind.AMBIGUOUS, FuturesOrderAnswers.placed(200, bytes(body)).kind());
    assertEquals(Answer.Kind.AMBIGUOUS, SpotOrderAnswers.canceled(200, bytes(body)).kind());
    assertEquals(Answer.Kind.AMBIGUOUS, FuturesOrderAnswers.canceled(200, bytes(body)).kind());
  }

  @ParameterizedTest
  @CsvSource({
    "placed, ACCEPTED",
    "partiallyFilled, ACCEPTED",
    "filled, ACCEPTED",
    "clientOrderIdAlreadyExist, DUPLICATE",
    "wouldProcessAfterSpecifiedTime, DEADLINE_PASSED",
    "insufficientAvailableFunds, REJECTED",
    "postWouldExecute, REJECTED",
    "iocWouldNotExecute, REJECTED",
    "marketSuspended, REJECTED",
    "wouldNotReducePosition, REJECTED",
    "invalidPrice, REJECTED",
    "tooManyOrders, REJECTED",
    "cancelled, AMBIGUOUS",
    "somethingNew, AMBIGUOUS"
  })
  void statusesOfSendOrder(String status, Answer.Kind kind) {
    String body =
        "{\"result\":\"success\",\"sendStatus\":{\"order_id\":\"o-1\",\"status\":\""
            + status
            + "\"},\"serverTime\":\"2023-11-14T22:13:20Z\"}";
    Answer answer = FuturesOrderAnswers.placed(200, bytes(body));
    assertEquals(kind, answer.kind());
    assertEquals(status.equals("postWouldExecute"), answer.wouldCross());
  }

  @ParameterizedTest
  @CsvSource({
    "apiLimitExceeded, RATE_LIMITED",
    "authenticationError, REJECTED",
    "requiredArgumentMissing, REJECTED",
    "invalidArgument: size, REJECTED",
    "marketUnavailable, REJECTED",
    "nonceBelowThreshold, DEADLINE_PASSED",
    "notFound, NOT_FOUND",
    "Server Error, AMBIGUOUS",
    "Unavailable, AMBIGUOUS"
  })
  void errorsOfTheFuturesMarket(String error, Answer.Kind kind) {
    String body = "{\"result\":\"error\",\"error\":\"" + error + "\"}";
    assertEquals(kind, FuturesOrderAnswers.placed(200, bytes(body)).kind());
  }

  @Test
  void aListOfErrors() {
    // As in an issue of python-kraken-sdk.
    String body =
        "{\"status\":\"BAD_REQUEST\",\"result\":\"error\",\"errors\":[{\"code\":11,"
            + "\"message\":\"invalid order type\"}],\"serverTime\":\"2023-04-07T19:26:41.299Z\"}";
    Answer answer = FuturesOrderAnswers.placed(400, bytes(body));
    assertEquals(Answer.Kind.REJECTED, answer.kind());
    assertEquals("invalid order type", answer.text());
  }

  @ParameterizedTest
  @CsvSource({
    "edited, ACCEPTED",
    "orderForEditNotFound, NOT_FOUND",
    "wouldProcessAfterSpecifiedTime, DEADLINE_PASSED",
    "postWouldExecute, REJECTED",
    "insufficientAvailableFunds, REJECTED",
    "x, AMBIGUOUS"
  })
  void statusesOfEditOrder(String status, Answer.Kind kind) {
    String body = "{\"result\":\"success\",\"editStatus\":{\"status\":\"" + status + "\"}}";
    Answer answer = FuturesOrderAnswers.edited(200, bytes(body));
    assertEquals(kind, answer.kind());
    assertEquals(true, answer.order().isEmpty(), "its price is asked for");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'error':[],'result':{'amend_id':'TTW6PD-RC36L-ZZSWNU'}} | ACCEPTED",
        "{'error':[],'result':{}} | AMBIGUOUS",
        "{'error':['EOrder:Unknown order']} | NOT_FOUND",
        "{'error':['EOrder:Post only order']} | REJECTED"
      },
      quoteCharacter = '"')
  void answersToAmendOrder(String body, Answer.Kind kind) {
    assertEquals(kind, SpotOrderAnswers.amended(200, bytes(body.replace('\'', '"'))).kind());
  }

  @ParameterizedTest
  @CsvSource({"cancelled, ACCEPTED", "filled, NOT_FOUND", "notFound, NOT_FOUND", "x, AMBIGUOUS"})
  void statusesOfCancelOrder(String status, Answer.Kind kind) {
    String body = "{\"result\":\"success\",\"cancelStatus\":{\"status\":\"" + status + "\"}}";
    assertEquals(kind, FuturesOrderAnswers.canceled(200, bytes(body)).kind());
  }

  @Test
  void recordedAnswers() throws IOException {
    assertEquals(
        Answer.Kind.ACCEPTED, SpotOrderAnswers.placed(200, fixture("add_order_spot")).kind());
    assertEquals(
        "OUF4EM-FRGI2-MQMWZD",
        SpotOrderAnswers.placed(200, fixture("add_order_spot")).order().get().venueOrderId());
    assertEquals(
        Answer.Kind.ACCEPTED, SpotOrderAnswers.canceled(200, fixture("cancel_order_spot")).kind());
    assertEquals(
        Answer.Kind.ACCEPTED,
        FuturesOrderAnswers.placed(200, fixture("send_order_futures")).kind());
    assertEquals(
        Answer.Kind.ACCEPTED,
        FuturesOrderAnswers.canceled(200, fixture("cancel_order_futures")).kind());
    // Placed, and no id to know it by.
    assertEquals(
        Answer.Kind.AMBIGUOUS,
        FuturesOrderAnswers.placed(200, fixture("send_order_futures_unknown_trigger")).kind());
    // Orders without a client id answer no question for one.
    assertEquals(
        Answer.Kind.AMBIGUOUS,
        SpotOrderAnswers.found(200, fixture("open_orders"), "abcdefgh0123456789").kind());
  }

  private static byte[] fixture(String name) throws IOException {
    return Files.readAllBytes(
        RecordedData.path("fixtures/nautilus_trader/kraken").resolve("http_" + name + ".json"));
  }

  @Test
  void twoOrdersOfOneIdAreHeld() {
    String row = "{\"cl_ord_id\":\"a\",\"status\":\"closed\",\"vol_exec\":\"1\"}";
    String body = "{\"error\":[],\"result\":{\"closed\":{\"O1\":" + row + ",\"O2\":" + row + "}}}";
    assertEquals(Answer.Kind.AMBIGUOUS, SpotOrderAnswers.found(200, bytes(body), "a").kind());
    assertEquals(Answer.Kind.NOT_FOUND, SpotOrderAnswers.found(200, bytes(body), "b").kind());
  }
}
