package org.hedgerow.engine.instrument;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.hedgerow.engine.pricing.PutOrCall;
import org.junit.jupiter.api.Test;

class MarginTest {
  private static BigDecimal of(String number) {
    return new BigDecimal(number);
  }

  private static MarginTiers.Tier tier(String from, String initial, String rate, String deduction) {
    return new MarginTiers.Tier(of(from), of(initial), of(rate), of(deduction));
  }

  private static MarginTiers flat(String rate, String deduction) {
    return MarginTiers.of(List.of(tier("0", "0.5", rate, deduction)));
  }

  /**
   * Binance's page on COIN-M margin: the maintenance amount of level 5 is 50 BTC * (5 % - 2.5 %) +
   * 0.56 BTC = 1.81 BTC, and of 300 BTC 11.81 BTC at 12.5 %. Levels 1 to 3 by the same rule.
   */
  @Test
  void deductionsAsBinanceWorksThemOut() {
    MarginTiers tiers =
        MarginTiers.marginal(
            List.of(
                tier("0", "0.008", "0.004", "0"),
                tier("5", "0.01", "0.005", "0"),
                tier("10", "0.02", "0.01", "0"),
                tier("20", "0.05", "0.025", "0"),
                tier("50", "0.1", "0.05", "0"),
                tier("100", "0.2", "0.1", "0"),
                tier("200", "0.25", "0.125", "0")));
    // 5 * 0.001 + 10 * 0.005 + 20 * 0.015 = 0.355; the page's 0.56 comes of a table since changed.
    assertEquals(0, of("0.355").compareTo(tiers.at(of("30")).deduction()));
    assertEquals(0, of("1.605").compareTo(tiers.at(of("60")).deduction()));
    // The margin does not jump where one tier ends and the next begins.
    for (MarginTiers.Tier one : tiers.tiers()) {
      BigDecimal here = tiers.maintenance(one.from());
      BigDecimal above = one.maintenance(one.from());
      assertEquals(0, here.compareTo(above), "at " + one.from());
    }
    assertEquals(
        0,
        of("1.605").compareTo(of("60").multiply(of("0.05")).subtract(tiers.maintenance(of("60")))));
  }

  @Test
  void initialMarginIsByLeverageAndByTier() {
    MarginTiers tiers =
        MarginTiers.of(List.of(tier("0", "0.01", "0.005", "0"), tier("1000", "0.1", "0.05", "0")));
    assertEquals(0, of("10").compareTo(tiers.initial(of("100"), of("10"))));
    assertEquals(0, of("1").compareTo(tiers.initial(of("-100"), of("125"))));
    assertEquals(0, of("200").compareTo(tiers.initial(of("2000"), of("125"))));
    assertEquals(0, of("100").compareTo(tiers.maintenance(of("2000"))));
    // The border belongs to the tier that ends there.
    assertEquals(0, of("5").compareTo(tiers.maintenance(of("1000"))));
    assertThrows(IllegalArgumentException.class, () -> tiers.initial(of("1"), of("0")));
    assertThrows(IllegalArgumentException.class, () -> MarginTiers.of(List.of()));
    assertThrows(
        IllegalArgumentException.class,
        () -> MarginTiers.of(List.of(tier("1", "0.1", "0.05", "0"))));
    assertThrows(IllegalArgumentException.class, () -> tier("0", "0.01", "0.02", "0"));
  }

  /**
   * The worked example of Binance's page for USD-M: wallet 1,535,443.01; margin and profit of the
   * other position 71,200.81144 and -56,354.57; long 3,683.979 at 1,456.84; 10 %, 135,365.00.
   * Liquidation at 1,153.26. And its other position: 356,512.508, -448,192.89; long 109.488 at
   * 32,481.980; 2.5 %, 16,300; at 26,316.89. The page's figures were remembered, not read again:
   * that both come out to the cent is what speaks for them.
   */
  @Test
  void binancesExample() {
    DeltaOne one = new LinearContract(BigDecimal.ONE);
    Optional<BigDecimal> ether =
        LiquidationPrice.isolated(
            one,
            of("3683.979"),
            of("1456.84"),
            of("1535443.01").subtract(of("71200.81144")).add(of("-56354.57")),
            flat("0.1", "135365"));
    assertEquals(1153.26, ether.orElseThrow().doubleValue(), 0.005);
    Optional<BigDecimal> bitcoin =
        LiquidationPrice.isolated(
            one,
            of("109.488"),
            of("32481.980"),
            of("1535443.01").subtract(of("356512.508")).add(of("-448192.89")),
            flat("0.025", "16300"));
    assertEquals(26316.89, bitcoin.orElseThrow().doubleValue(), 0.005);
  }

  /** At that price what is left of the margin is the maintenance margin: by the definition. */
  @Test
  void marginIsUsedUpThere() {
    MarginTiers tiers =
        MarginTiers.marginal(
            List.of(
                tier("0", "0.02", "0.01", "0"),
                tier("50", "0.04", "0.02", "0"),
                tier("120", "0.1", "0.05", "0")));
    DeltaOne[] contracts = {new LinearContract(of("0.1")), new InverseContract(of("100"))};
    for (DeltaOne contract : contracts) {
      BigDecimal entry = contract instanceof LinearContract ? of("100") : of("1");
      for (String quantity : new String[] {"1", "-1", "7", "-7", "13", "-13"}) {
        BigDecimal value = contract.value(of(quantity), entry).abs();
        for (String share : new String[] {"0.06", "0.3", "0.7"}) {
          BigDecimal margin = value.multiply(of(share));
          Optional<BigDecimal> price =
              LiquidationPrice.isolated(contract, of(quantity), entry, margin, tiers);
          BigDecimal at = price.orElseThrow();
          double left = margin.add(contract.profit(of(quantity), entry, at)).doubleValue();
          double kept = tiers.maintenance(contract.value(of(quantity), at)).doubleValue();
          assertEquals(kept, left, 1e-9 * value.doubleValue(), contract + " " + quantity);
          assertEquals(of(quantity).signum() < 0, at.compareTo(entry) > 0, "side");
        }
      }
    }
  }

  /** A short whose coins are worth it, and a long that is paid for, have nothing to fear. */
  @Test
  void someAreNeverLiquidated() {
    DeltaOne inverse = new InverseContract(of("100"));
    MarginTiers tiers = flat("0.01", "0");
    assertTrue(
        LiquidationPrice.isolated(inverse, of("-500"), of("50000"), of("1"), tiers).isEmpty());
    assertTrue(
        LiquidationPrice.isolated(inverse, of("-500"), of("50000"), of("1.5"), tiers).isEmpty());
    assertTrue(
        LiquidationPrice.isolated(inverse, of("-500"), of("50000"), of("0.999"), tiers)
            .isPresent());
    DeltaOne linear = new LinearContract(of("1"));
    assertTrue(LiquidationPrice.isolated(linear, of("1"), of("100"), of("100"), tiers).isEmpty());
    assertTrue(
        LiquidationPrice.isolated(linear, of("-1"), of("100"), of("100"), tiers).isPresent());
    assertThrows(
        IllegalArgumentException.class,
        () -> LiquidationPrice.isolated(linear, of("0"), of("100"), of("1"), tiers));
    assertThrows(
        IllegalArgumentException.class,
        () -> LiquidationPrice.isolated(new Spot(), of("1"), of("100"), of("1"), tiers));
  }

  /** Interest 0.01 %, damped by 0.05 %: Binance's page on funding rates. */
  @Test
  void fundingRates() {
    BigDecimal interest = of("0.0001");
    BigDecimal damping = of("0.0005");
    assertEquals(0, of("0.0001").compareTo(FundingRate.of(of("0.0003"), interest, damping)));
    assertEquals(0, of("0.0001").compareTo(FundingRate.of(of("-0.0004"), interest, damping)));
    assertEquals(0, of("0.0015").compareTo(FundingRate.of(of("0.002"), interest, damping)));
    assertEquals(0, of("-0.0015").compareTo(FundingRate.of(of("-0.002"), interest, damping)));
    assertEquals(0, of("-0.0025").compareTo(FundingRate.capped(of("-0.01"), of("0.0025"))));
    assertEquals(0, of("-0.0005").compareTo(FundingRate.beyond(of("-0.001"), damping)));
  }

  /** Longs pay a positive rate: 2 coins' worth of contracts at 0.01 %. */
  @Test
  void fundingIsPaidByLongs() {
    DeltaOne inverse = new InverseContract(of("100"));
    assertEquals(
        0, of("-0.0002").compareTo(inverse.funding(of("1000"), of("50000"), of("0.0001"))));
    DeltaOne linear = new LinearContract(of("0.001"));
    assertEquals(0, of("5").compareTo(linear.funding(of("-1000"), of("50000"), of("0.0001"))));
  }

  /** Deribit's page on options: a call of strike 10,000 at 12,500 pays 2,500 dollars, 0.2 BTC. */
  @Test
  void optionsPayInTheirCurrency() {
    OptionContract coin = new OptionContract(PutOrCall.CALL, of("10000"), of("1"), true);
    assertEquals(0, of("0.2").compareTo(coin.payoff(of("1"), of("12500"))));
    assertEquals(0, BigDecimal.ZERO.compareTo(coin.payoff(of("1"), of("9999"))));
    OptionContract linear = new OptionContract(PutOrCall.PUT, of("10000"), of("0.1"), false);
    assertEquals(0, of("-300").compareTo(linear.payoff(of("-3"), of("9000"))));
    assertEquals(0, of("30").compareTo(linear.value(of("3"), of("100"))));
    assertEquals(0, of("-15").compareTo(linear.profit(of("3"), of("100"), of("50"))));
    assertEquals(-0.15, linear.greek(of("3"), -0.5), 1e-16);
    assertThrows(
        IllegalArgumentException.class,
        () -> new OptionContract(PutOrCall.PUT, of("0"), of("1"), true));
  }
}
