package org.hedgerow.engine.pricing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The venue's printed greeks, and the definitions by which they are made. */
class DeribitGreeksTest {
  private final DeribitGreeks greeks = new DeribitGreeks();

  @TestFactory
  Stream<DynamicTest> printedTickers() {
    return ReferenceCases.of("01b_deribit_exchange_greeks.json").stream()
        .map(one -> dynamicTest(one.get("name").asText(), () -> check(one)));
  }

  private void check(JsonNode one) {
    JsonNode inputs = one.get("inputs");
    double years =
        YearFraction.act365(
            inputs.get("timestamp_ms").asLong() * 1000, inputs.get("expiry_ms").asLong() * 1000);
    assertEquals(ReferenceCases.number(inputs.get("T_years_act365")), years, 1e-15);
    greeks.evaluate(
        ReferenceCases.right(inputs),
        inputs.get("F").asDouble(),
        inputs.get("K").asDouble(),
        years,
        inputs.get("mark_iv_pct").asDouble() / 100.0);
    JsonNode expected = one.get("expected");
    assertEquals(6, expected.size());
    expected
        .properties()
        .forEach(
            field -> {
              String name = field.getKey();
              double allowed = one.get("tolerance").get(name).asDouble();
              assertEquals(field.getValue().asDouble(), greek(name), allowed, name);
              double exact = ReferenceCases.number(one.get("expected_exact").get(name));
              assertEquals(exact, greek(name), 1e-11 * Math.abs(exact), "exact " + name);
            });
    assertEquals(
        greeks.delta() - expected.get("mark_price").asDouble(),
        greeks.netTransactionDelta(),
        one.get("tolerance").get("mark_price").asDouble(),
        "net transaction delta, by the printed price");
  }

  private double greek(String name) {
    return switch (name) {
      case "mark_price" -> greeks.markPrice();
      case "delta" -> greeks.delta();
      case "gamma" -> greeks.gamma();
      case "vega" -> greeks.vega();
      case "theta" -> greeks.theta();
      case "rho" -> greeks.rho();
      default -> throw new IllegalArgumentException("no greek of that name: " + name);
    };
  }

  /** By hand: F = K = 50,000, sigma sqrt(T) = 0.2, so N(d1) = N(0.1) = 0.539827837 (a table's). */
  @Test
  void isBlack76InVenueUnits() {
    greeks.evaluate(PutOrCall.CALL, 50_000, 50_000, 0.25, 0.4);
    assertEquals(0.539827837, greeks.delta(), 1e-9);
    assertEquals(2 * 0.539827837 - 1, greeks.markPrice(), 2e-9);
    assertEquals(1 - 0.539827837, greeks.netTransactionDelta(), 1e-9);
    double density = 0.396952547; // n(0.1)
    assertEquals(density / (50_000 * 0.2), greeks.gamma(), 1e-13);
    assertEquals(50_000 * density * 0.5 / 100, greeks.vega(), 1e-6);
    assertEquals(-50_000 * density * 0.4 / (2 * 0.5) / 365, greeks.theta(), 1e-6);
    assertEquals(50_000 * 0.25 * (1 - 0.539827837) / 100, greeks.rho(), 1e-6);
  }

  @Test
  void theNetDeltaIsDeltaLessPriceAndKeepsItsDigitsInTheWings() {
    for (PutOrCall right : PutOrCall.values()) {
      for (double strike : new double[] {1_000, 40_000, 60_000, 61_000, 90_000, 400_000}) {
        greeks.evaluate(right, 60_000, strike, 0.05, 0.9);
        assertEquals(greeks.delta() - greeks.markPrice(), greeks.netTransactionDelta(), 2e-15);
      }
    }
    // K/F N(d2), 50 digits elsewhere: S 60000, K 250000, T 0.05, sigma 0.9 has rho = K T N(d2).
    greeks.evaluate(PutOrCall.CALL, 60_000, 250_000, 0.05, 0.9);
    double net = 3.989943383141613e-9 / 0.05 / 60_000;
    assertEquals(net, greeks.netTransactionDelta(), 1e-12 * net);
  }

  @Test
  void coinPriceMovesAsItsDerivativesSay() {
    double forward = 50_000;
    double step = 5;
    greeks.evaluate(PutOrCall.PUT, forward + step, 47_000, 0.1, 0.6);
    double up = greeks.markPrice();
    greeks.evaluate(PutOrCall.PUT, forward - step, 47_000, 0.1, 0.6);
    double down = greeks.markPrice();
    greeks.evaluate(PutOrCall.PUT, forward, 47_000, 0.1, 0.6);
    double net = greeks.netTransactionDelta();
    assertEquals((up - down) / (2 * step), CoinSettledOption.coinDelta(net, forward), 1e-12);
    double second = (up - 2 * greeks.markPrice() + down) / (step * step);
    assertEquals(second, CoinSettledOption.coinGamma(greeks.gamma(), net, forward), 1e-6 * second);
    assertEquals(
        greeks.black().value(), CoinSettledOption.forwardPrice(greeks.markPrice(), forward), 1e-9);
  }

  /** By hand: one hour left at 60 %, at the money; a day's decay is more than the option has. */
  @Test
  void onTheLastDayThetaIsAtMostTheValue() {
    double hour = 1.0 / (365 * 24);
    greeks.evaluate(PutOrCall.CALL, 50_000, 50_000, hour, 0.6);
    assertEquals(-greeks.black().value(), greeks.theta());
    greeks.evaluate(PutOrCall.CALL, 50_000, 50_000, 48 * hour, 0.6);
    assertEquals(greeks.black().theta() / 365, greeks.theta());
  }

  @Test
  void expiryIsAtEightInTheMorning() {
    // 2021-07-30T08:00Z, as the venue's instrument list has it.
    assertEquals(1_627_632_000_000_000L, YearFraction.deribitExpiry(LocalDate.of(2021, 7, 30)));
    assertEquals(0.0, YearFraction.act365(5, 5));
    assertEquals(0.0, YearFraction.act365(6, 5));
    assertEquals(1.0, YearFraction.act365(0, 31_536_000_000_000L));
  }

  @Test
  void refusesAForwardOfZero() {
    assertThrows(IllegalArgumentException.class, () -> greeks.evaluate(PutOrCall.CALL, 0, 1, 1, 1));
  }
}
