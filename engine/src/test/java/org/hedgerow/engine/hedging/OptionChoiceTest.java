package org.hedgerow.engine.hedging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.hedgerow.engine.pricing.Black76;
import org.hedgerow.engine.pricing.PutOrCall;
import org.hedgerow.engine.pricing.VolatilitySmile;
import org.junit.jupiter.api.Test;

/** Expected choices are made by hand from the lists; strikes by premium by Black's formula. */
class OptionChoiceTest {
  private static final long DAY = 86_400_000_000L;
  private static final OptionHorizon MONTH = new OptionHorizon(100 * DAY, 30 * DAY, 5 * DAY);

  private static BigDecimal of(String number) {
    return new BigDecimal(number);
  }

  private static ListedOption option(
      PutOrCall right, String strike, long day, String bid, String ask) {
    return new ListedOption(
        right + strike + "/" + day,
        right,
        of(strike),
        day * DAY,
        of("0.1"),
        of("1"),
        bid == null ? null : of(bid),
        ask == null ? null : of(ask));
  }

  private static List<ListedOption> listed() {
    List<ListedOption> options = new ArrayList<>();
    for (long day : new long[] {107, 128, 135, 190}) {
      options.add(option(PutOrCall.PUT, "50000", day, "100", "120"));
      options.add(option(PutOrCall.PUT, "54000", day, "800", "900"));
      options.add(option(PutOrCall.PUT, "56000", day, "1300", "1400"));
      options.add(option(PutOrCall.PUT, "58000", day, "2000", null));
      options.add(option(PutOrCall.CALL, "62000", day, "1500", "1600"));
      options.add(option(PutOrCall.CALL, "66000", day, "900", "1000"));
      options.add(option(PutOrCall.CALL, "70000", day, "500", "600"));
      options.add(option(PutOrCall.CALL, "80000", day, null, "100"));
    }
    return options;
  }

  @Test
  void theLowestStrikeThatProtectsAndTheFirstExpiryThatLasts() {
    ProtectivePut put =
        ProtectivePut.atLevel(listed(), of("2.45"), of("54000"), MONTH).orElseThrow();
    // 130 is the end of the month: 128 is too early, 135 the next.
    assertEquals("PUT54000/135", put.put().instrument());
    assertEquals(0, of("25").compareTo(put.contracts()));
    // 25 contracts of 0.1 at 900.
    assertEquals(0, of("2250").compareTo(put.premium()));
    assertEquals(0, of("53100").compareTo(put.floor()));
    assertEquals(130 * DAY, put.rollMicros());
    assertEquals(
        "PUT56000/135",
        ProtectivePut.atLevel(listed(), of("1"), of("54000.01"), MONTH)
            .orElseThrow()
            .put()
            .instrument());
    // Nobody offers the 58,000.
    assertTrue(ProtectivePut.atLevel(listed(), of("1"), of("57000"), MONTH).isEmpty());
  }

  @Test
  void theHighestStrikeThatABudgetBuys() {
    assertEquals(
        "PUT56000/135",
        ProtectivePut.withinBudget(listed(), of("2.5"), of("3500"), MONTH)
            .orElseThrow()
            .put()
            .instrument());
    assertEquals(
        "PUT54000/135",
        ProtectivePut.withinBudget(listed(), of("2.5"), of("3499.99"), MONTH)
            .orElseThrow()
            .put()
            .instrument());
    assertTrue(ProtectivePut.withinBudget(listed(), of("2.5"), of("299"), MONTH).isEmpty());
  }

  @Test
  void horizons() {
    assertEquals(
        107 * DAY,
        new OptionHorizon(100 * DAY, 0, 0).expiry(listed(), PutOrCall.PUT).orElseThrow());
    // An expiry that is now is none.
    assertEquals(
        128 * DAY,
        new OptionHorizon(107 * DAY, 0, 0).expiry(listed(), PutOrCall.PUT).orElseThrow());
    assertTrue(new OptionHorizon(100 * DAY, 91 * DAY, 0).expiry(listed(), PutOrCall.PUT).isEmpty());
    assertEquals(100 * DAY, new OptionHorizon(100 * DAY, 0, 30 * DAY).rollMicros(107 * DAY));
    assertThrows(IllegalArgumentException.class, () -> new OptionHorizon(0, -1, 0));
    assertThrows(
        IllegalArgumentException.class,
        () -> ProtectivePut.atLevel(listed(), of("0"), of("1"), MONTH));
  }

  @Test
  void contractsCoverAllAndAreWholeLots() {
    ListedOption option =
        new ListedOption("x", PutOrCall.PUT, of("1"), 0, of("0.01"), of("5"), null, null);
    assertEquals(0, of("100").compareTo(option.contractsFor(of("1"))));
    assertEquals(0, of("105").compareTo(option.contractsFor(of("1.000001"))));
    assertEquals(0, of("105").compareTo(option.contractsFor(of("-1.05"))));
    assertEquals(0, of("0").compareTo(option.contractsFor(of("0"))));
  }

  @Test
  void theHighestCallThatPays() {
    ProtectivePut put = ProtectivePut.atLevel(listed(), of("1"), of("54000"), MONTH).orElseThrow();
    // 900 to pay: 66,000 brings just that.
    Collar free = Collar.of(listed(), put, of("0")).orElseThrow();
    assertEquals("CALL66000/135", free.call().instrument());
    assertEquals(0, free.netPremium().signum());
    Collar paid = Collar.of(listed(), put, of("400")).orElseThrow();
    assertEquals("CALL70000/135", paid.call().instrument());
    assertEquals(0, of("400").compareTo(paid.netPremium()));
    Collar earned = Collar.of(listed(), put, of("-600")).orElseThrow();
    assertEquals("CALL62000/135", earned.call().instrument());
    assertTrue(Collar.of(listed(), put, of("-601")).isEmpty());
    Collar alone = Collar.of(listed(), put, of("900")).orElseThrow();
    assertNull(alone.call());
  }

  @Test
  void strikesOfAPremium() {
    for (PutOrCall right : PutOrCall.values()) {
      for (double strike : new double[] {1, 60, 99, 100, 140, 900}) {
        double premium = Black76.value(right, 100, strike, 0.5, 0.7, 0.03);
        double got = StrikeForPremium.of(right, premium, 100, 0.5, 0.03, k -> 0.7);
        // Deep in the money a premium tells the strike to its own digits only.
        assertEquals(premium, Black76.value(right, 100, got, 0.5, 0.7, 0.03), 1e-12 * premium);
      }
    }
    assertEquals(0, StrikeForPremium.of(PutOrCall.PUT, 0, 100, 0.5, 0, k -> 0.7));
    assertEquals(
        Double.POSITIVE_INFINITY, StrikeForPremium.of(PutOrCall.CALL, 0, 100, 0.5, 0, k -> 0.7));
    assertTrue(Double.isNaN(StrikeForPremium.of(PutOrCall.CALL, 100, 100, 0.5, 0, k -> 0.7)));
    // Without volatility a call of 30 is struck 30 below the forward.
    assertEquals(70, StrikeForPremium.of(PutOrCall.CALL, 30, 100, 0.5, 0, k -> 0), 1e-12);
    assertEquals(130, StrikeForPremium.of(PutOrCall.PUT, 30, 100, 0.5, 0, k -> 0), 1e-12);
    assertThrows(
        IllegalArgumentException.class,
        () -> StrikeForPremium.of(PutOrCall.CALL, -1, 100, 0.5, 0, k -> 0.7));
  }

  /** By a smile too, what the put costs is what the call brings. */
  @Test
  void aZeroCostCollarBySmile() {
    VolatilitySmile smile =
        new VolatilitySmile(
            100,
            0.25,
            new double[] {70, 85, 100, 115, 130},
            new double[] {0.75, 0.66, 0.6, 0.58, 0.6});
    double put = Black76.value(PutOrCall.PUT, 100, 85, 0.25, smile.volatility(85), 0);
    double strike = StrikeForPremium.of(PutOrCall.CALL, put, 100, 0.25, 0, smile::volatility);
    assertTrue(strike > 100 && strike < 130, "strike " + strike);
    double call = Black76.value(PutOrCall.CALL, 100, strike, 0.25, smile.volatility(strike), 0);
    assertEquals(put, call, 1e-12);
  }
}
