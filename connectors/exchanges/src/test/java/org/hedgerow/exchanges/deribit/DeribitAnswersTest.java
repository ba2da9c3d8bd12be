package org.hedgerow.exchanges.deribit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.util.Optional;
import org.hedgerow.exchanges.RecordedData;
import org.hedgerow.exchanges.order.Answer;
import org.hedgerow.schema.OrderStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeribitAnswersTest {
  private static final String LABEL = "0123456789abcDEFGH";
  private static final Listing PERPETUAL = Listing.of(Samples.instruments().get(0));

  /** Codes and names of the documentation's table of RPC errors. */
  @ParameterizedTest
  @CsvSource({
    "10000, authorization_required, REJECTED",
    "10001, error, AMBIGUOUS",
    "10002, qty_too_low, REJECTED",
    "10004, order_not_found, NOT_FOUND",
    "10005, price_too_low 90, REJECTED",
    "10009, not_enough_funds, REJECTED",
    "10010, already_closed, REJECTED",
    "10012, book_closed, REJECTED",
    "10019, locked_by_admin, REJECTED",
    "10020, invalid_or_unsupported_instrument, REJECTED",
    "10021, invalid_amount, REJECTED",
    "10028, too_many_requests, RATE_LIMITED",
    "10040, retry, AMBIGUOUS",
    "10041, settlement_in_progress, AMBIGUOUS",
    "10043, price_wrong_tick, REJECTED",
    "10047, matching_engine_queue_full, RATE_LIMITED",
    "10066, too_many_concurrent_requests, RATE_LIMITED",
    "11008, already_filled, REJECTED",
    "11029, invalid_arguments, REJECTED",
    "11030, other_reject x, REJECTED",
    "11044, not_open_order, REJECTED",
    "11050, bad_request, REJECTED",
    "11051, system_maintenance, AMBIGUOUS",
    "11054, post_only_reject, REJECTED",
    "11094, internal_server_error, AMBIGUOUS",
    "11098, account_locked, REJECTED",
    "13004, invalid_credentials, REJECTED",
    "13008, request_failed, AMBIGUOUS",
    "13009, unauthorized, REJECTED",
    "13020, not_found, REJECTED",
    "13021, forbidden, REJECTED",
    "13028, temporarily_unavailable, AMBIGUOUS",
    "13032, non_unique_order_label, AMBIGUOUS",
    "13503, unavailable, AMBIGUOUS",
    "13666, request_cancelled_by_user, AMBIGUOUS",
    "13888, timed_out, AMBIGUOUS",
    "-32602, Invalid params, REJECTED",
    "-32700, Parse error, REJECTED"
  })
  void errors(String code, String message, Answer.Kind kind) {
    Answer answer =
        read(400, "{\"error\":{\"code\":" + code + ",\"message\":\"" + message + "\"}}").refusal();
    assertEquals(kind, answer.kind());
    assertEquals(code, answer.code());
    assertEquals(message, answer.text());
    assertEquals(code.equals("11054"), answer.wouldCross());
  }

  @Test
  void aRefusalOfAServerInTroubleIsNone() {
    assertEquals(
        Answer.Kind.AMBIGUOUS,
        read(502, "{\"error\":{\"code\":11029,\"message\":\"x\"}}").refusal().kind());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "null",
        "<html>",
        "{}",
        "{\"result\"",
        "{\"result\":{}}",
        "{\"result\":{\"order\":{}}}",
        "{\"result\":{\"order\":5}}",
        "{\"result\":null}",
        "{\"error\":{}}",
        "{\"result\":{\"order\":{\"label\":\"another\",\"instrument_name\":\"XYZ-PERPETUAL\"}}}",
        "{\"result\":1}{}"
      })
  void whatSaysNothingIsNeverSuccess(String body) {
    Answer answer = DeribitAnswers.placed(read(200, body), PERPETUAL, LABEL);
    assertEquals(Answer.Kind.AMBIGUOUS, answer.kind(), body);
  }

  @ParameterizedTest
  @CsvSource({"503, AMBIGUOUS", "504, AMBIGUOUS", "429, RATE_LIMITED", "403, AMBIGUOUS"})
  void statusesWithoutABody(int status, Answer.Kind kind) {
    assertEquals(kind, read(status, "").refusal().kind());
  }

  @Test
  void anOrderIsShownInOurContracts() {
    Answer answer =
        DeribitAnswers.placed(
            read(200, "{\"result\":{\"trades\":[],\"order\":" + Samples.ORDER + "}}"),
            PERPETUAL,
            LABEL);
    assertEquals(Answer.Kind.ACCEPTED, answer.kind());
    // 50 USD of contracts of 10.
    assertEquals(
        Optional.of(
            new Answer.OrderView(
                "5551",
                OrderStatus.PARTIALLY_FILLED,
                new BigDecimal("5"),
                Optional.of(new BigDecimal("100.5")),
                Optional.of(new BigDecimal("100.5")))),
        answer.order());
  }

  /** Answers of the real venue, in fixtures of nautilus_trader. */
  @ParameterizedTest
  @CsvSource({
    "ws_order_buy_response.json, ETH_USDC-PERPETUAL, O-19700101-000000-001-001-1,"
        + " USDC-104819327443, 2973.55",
    "ws_order_sell_response.json, ETH_USDC-PERPETUAL, O-19700101-000000-001-001-2,"
        + " USDC-104819327458, 3286.7",
    "ws_order_stop_market_response.json, ETH_USDC-PERPETUAL, O-19700101-000000-001-001-3,"
        + " USDC-104819327499,",
    "ws_order_stop_market_no_filled_amount.json, BTC_USDC-PERPETUAL,"
        + " O-19700101-000000-001-001-3, USDC-SLMB-19641,"
  })
  void recordedAnswersToAPlace(
      String file, String symbol, String label, String orderId, BigDecimal price)
      throws IOException {
    Answer answer =
        DeribitAnswers.placed(
            DeribitAnswers.read(
                200,
                Files.readAllBytes(RecordedData.path("fixtures/nautilus_trader/deribit/" + file))),
            Listing.of(Samples.instrument(symbol)),
            label);
    assertEquals(
        Optional.of(
            new Answer.OrderView(
                orderId,
                OrderStatus.ACCEPTED,
                BigDecimal.ZERO,
                Optional.empty(),
                Optional.ofNullable(price))),
        answer.order());
  }

  @Test
  void theRecordedError() throws IOException {
    DeribitAnswers.Reading reading =
        DeribitAnswers.read(
            400,
            Files.readAllBytes(
                RecordedData.path("fixtures/nautilus_trader/deribit/ws_error.json")));
    assertTrue(reading.isRefused());
    assertEquals(
        Answer.of(Answer.Kind.RATE_LIMITED, "10028", "too_many_requests"), reading.refusal());
  }

  @Test
  void aResultIsNoRefusal() {
    assertFalse(read(200, "{\"result\":1}").isRefused());
  }

  private static DeribitAnswers.Reading read(int status, String body) {
    return DeribitAnswers.read(status, Samples.utf8(body));
  }
}
