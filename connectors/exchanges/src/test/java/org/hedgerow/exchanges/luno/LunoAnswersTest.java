package org.hedgerow.exchanges.luno;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.Optional;
import org.hedgerow.exchanges.order.Answer;
import org.hedgerow.schema.OrderStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A case for each code of the documentation's list that an order request may meet. */
class LunoAnswersTest {
  private static Answer classify(int status, String body) {
    return LunoAnswers.classify(status, LunoSamples.bytes(body));
  }

  /** Which HTTP status comes with which code is documented for 401, 409 and 429 only. */
  @ParameterizedTest
  @CsvSource({
    "200, ErrInternal, AMBIGUOUS",
    "500, ErrInternal, AMBIGUOUS",
    "400, ErrDeadlineExceeded, AMBIGUOUS",
    "429, ErrTooManyRequests, RATE_LIMITED",
    "400, ErrTooManyRequests, RATE_LIMITED",
    "429, ErrSomethingNew, RATE_LIMITED",
    "409, ErrDuplicateClientOrderID, DUPLICATE",
    "400, ErrDuplicateClientOrderID, DUPLICATE",
    "409, ErrSomethingNew, DUPLICATE",
    "404, ErrOrderNotFound, NOT_FOUND",
    "400, ErrNotFound, NOT_FOUND",
    "400, ErrCannotStopUnknownOrNonPendingOrder, NOT_FOUND",
    "503, ErrSomethingNew, AMBIGUOUS",
    "400, ErrInsufficientBalance, REJECTED",
    "400, ErrInsufficientFunds, REJECTED",
    "400, ErrInvalidArguments, REJECTED",
    "400, ErrInvalidClientOrderId, REJECTED",
    "400, ErrInvalidMarketPair, REJECTED",
    "400, ErrInvalidPrice, REJECTED",
    "400, ErrInvalidVolume, REJECTED",
    "400, ErrMarketNotAllowed, REJECTED",
    "400, ErrMarketUnavailable, REJECTED",
    "400, ErrNotEnoughLiquidity, REJECTED",
    "400, ErrOrderCanceled, REJECTED",
    "400, ErrPostOnlyMode, REJECTED",
    "400, ErrPostOnlyNotAllowed, REJECTED",
    "400, ErrPriceDenominationNotAllowed, REJECTED",
    "400, ErrPriceTooHigh, REJECTED",
    "400, ErrPriceTooLow, REJECTED",
    "400, ErrVolumeDenominationNotAllowed, REJECTED",
    "400, ErrVolumeTooHigh, REJECTED",
    "400, ErrVolumeTooLow, REJECTED",
    "400, ErrValueTooHigh, REJECTED",
    "400, ErrUnderMaintenance, REJECTED",
    "401, ErrUnauthorised, REJECTED",
    "403, ErrInsufficientPerms, REJECTED",
    "401, ErrApiKeyRevoked, REJECTED",
    "400, ErrCannotTradeWhileQuoteActive, REJECTED"
  })
  void codes(int status, String code, Answer.Kind expected) {
    Answer found = classify(status, "{\"error\":\"words\",\"error_code\":\"" + code + "\"}");
    assertEquals(expected, found.kind());
    assertEquals(code, found.code());
    assertEquals("words", found.text());
    // The other form that the documentation has for errors.
    assertEquals(
        expected, classify(status, "{\"code\":\"" + code + "\",\"message\":\"words\"}").kind());
  }

  @ParameterizedTest
  @CsvSource({
    "200, ''",
    "200, '{}'",
    "200, '[]'",
    "200, '<html>'",
    "200, '{\"order_id\":\"\"}'",
    "200, '{\"order_id\":\"BX1\"'",
    "200, '{\"success\":false}'",
    "200, '{\"order_id\":\"BX1\",\"status\":\"PENDING\"}'",
    "200, '{\"order_id\":\"BX1\",\"status\":\"PENDING\",\"base\":\"much\"}'",
    "502, '<html>'",
    "500, ''",
    "404, ''",
    "404, '{}'",
    "400, '{\"order_id\":\"BX1\"}'"
  })
  void whatSaysNothingIsNeverSuccessAndNeverARefusal(int status, String body) {
    assertEquals(Answer.Kind.AMBIGUOUS, classify(status, body).kind());
  }

  @Test
  void someStatesOfHttpSpeakForThemselves() {
    assertEquals(Answer.Kind.DUPLICATE, classify(409, "").kind());
    assertEquals(Answer.Kind.RATE_LIMITED, classify(429, "slow down").kind());
  }

  @Test
  void aNewOrderIsItsId() {
    Answer.OrderView view = classify(200, "{\"order_id\":\"BXMC\"}").order().orElseThrow();
    assertEquals(
        new Answer.OrderView("BXMC", OrderStatus.ACCEPTED, BigDecimal.ZERO, Optional.empty()),
        view);
    Answer stopped = classify(200, "{\"success\":true}");
    assertEquals(Answer.Kind.ACCEPTED, stopped.kind());
    assertTrue(stopped.order().isEmpty());
  }

  @ParameterizedTest
  @CsvSource({
    "AWAITING, 0, ACCEPTED",
    "PENDING, 0.25, PARTIALLY_FILLED",
    "COMPLETE, 0.5, FILLED",
    "COMPLETE, 0.25, CANCELED"
  })
  void anOrderThatWasLookedUp(String status, String base, OrderStatus expected) {
    Answer found =
        classify(
            200,
            "{\"order_id\":\"BX1\",\"status\":\""
                + status
                + "\",\"limit_volume\":\"0.50\",\"base\":\""
                + base
                + "\",\"counter\":\"100\"}");
    assertEquals(Answer.Kind.ACCEPTED, found.kind());
    Answer.OrderView view = found.order().orElseThrow();
    assertEquals(expected, view.status());
    assertEquals(new BigDecimal(base), view.cumulativeQuantity());
    // 100 / 0.5 and 100 / 0.25
    assertEquals(
        base.equals("0")
            ? Optional.empty()
            : Optional.of(new BigDecimal(base.equals("0.5") ? "200" : "400")),
        view.averagePrice().map(price -> new BigDecimal(price.toBigInteger())));
  }
}
