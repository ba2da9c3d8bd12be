package org.hedgerow.engine.strategy.margin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hedgerow.engine.instrument.InverseContract;
import org.hedgerow.engine.instrument.LiquidationPrice;
import org.hedgerow.engine.instrument.MarginTiers;
import org.hedgerow.engine.strategy.BookTerms;
import org.hedgerow.engine.strategy.Parameters;
import org.hedgerow.engine.strategy.margin.LeverageBand.MarginedAccount;
import org.hedgerow.engine.strategy.margin.LeverageBand.Standing;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.InstrumentDefinition;
import org.hedgerow.schema.InstrumentKind;
import org.junit.jupiter.api.Test;

class LeverageBandTest {
  private static final Map<String, String> USUAL =
      Map.of("low", "1", "target", "2", "high", "3", "from", "cold-wallet");

  private static BookTerms terms(InstrumentKind kind) {
    InstrumentDefinition leg =
        InstrumentDefinition.newBuilder()
            .setInstrument("V:BTCUSD")
            .setVenue("V")
            .setSymbol("BTCUSD")
            .setKind(kind)
            .setBase("BTC")
            .setQuote("USD")
            .setSettlement("BTC")
            .setContractValue(Decimals.of(100))
            .setTickSize(Decimals.of(1))
            .setLotSize(Decimals.of(1))
            .setMinimumQuantity(Decimals.of(1))
            .setMaximumQuantity(Decimals.of(1_000_000))
            .setMinimumNotional(Decimals.ZERO)
            .build();
    return new BookTerms("BTC", "V:BTCUSD", List.of(leg), List.of(BigDecimal.ONE));
  }

  private static LeverageBand usual() {
    Parameters parameters = Parameters.of("leverage", USUAL);
    LeverageBand band =
        LeverageBand.read(parameters, terms(InstrumentKind.INVERSE_PERPETUAL), true).get();
    assertEquals(List.of(), parameters.errors());
    return band;
  }

  private static MarginedAccount account(String equity, String delta) {
    return new MarginedAccount("coin", new BigDecimal(equity), new BigDecimal(delta));
  }

  /** 6 coins short on 2 coins of equity is 3; on 1.9 it is 3.16, and 1.1 more make it 2. */
  @Test
  void aboveTheBandATransferToTheTargetIsProposed() {
    LeverageBand band = usual();
    assertEquals(Standing.INSIDE, band.judge(account("2", "-6"), Standing.INSIDE));
    MarginedAccount high = account("1.9", "-6");
    assertEquals(Standing.HIGH, band.judge(high, Standing.INSIDE));
    assertEquals(0, new BigDecimal("1.1").compareTo(band.transfer(high)));
    assertTrue(
        band.text(high, Standing.HIGH, Optional.of(new BigDecimal("50000")))
            .contains("transfer 1.1 coins in from cold-wallet"));
  }

  /** Half way from 3 to 2 is 2.5: 6 over 2.4. */
  @Test
  void whatIsHighStaysHighUntilHalfWayBack() {
    LeverageBand band = usual();
    assertEquals(Standing.HIGH, band.judge(account("2.3", "-6"), Standing.HIGH));
    assertEquals(Standing.INSIDE, band.judge(account("2.4", "-6"), Standing.HIGH));
    assertEquals(Standing.LOW, band.judge(account("7", "-6"), Standing.INSIDE));
    assertEquals(Standing.LOW, band.judge(account("4.1", "-6"), Standing.LOW));
    assertEquals(Standing.INSIDE, band.judge(account("4", "-6"), Standing.LOW));
    assertEquals(Standing.INSIDE, band.judge(account("4", "0"), Standing.LOW), "nothing is held");
  }

  @Test
  void aPositionWithoutEquityIsHigh() {
    assertEquals(Standing.HIGH, usual().judge(account("0", "-6"), Standing.INSIDE));
    assertEquals(Standing.HIGH, usual().judge(account("-1", "-6"), Standing.INSIDE));
    assertEquals(Standing.INSIDE, usual().judge(account("0", "0"), Standing.HIGH));
  }

  /**
   * The venue's formula of an isolated position, which has tests of its own: 3,000 contracts of 100
   * short from 50,000 with 2 coins of margin, no profit yet.
   */
  @Test
  void theLiquidationPriceIsTheVenues() {
    MarginTiers tiers =
        MarginTiers.of(
            List.of(
                new MarginTiers.Tier(
                    BigDecimal.ZERO,
                    new BigDecimal("0.01"),
                    new BigDecimal("0.005"),
                    BigDecimal.ZERO)));
    for (int side : new int[] {-1, 1}) {
      BigDecimal venue =
          LiquidationPrice.isolated(
                  new InverseContract(new BigDecimal("100")),
                  BigDecimal.valueOf(side * 3_000L),
                  new BigDecimal("50000"),
                  new BigDecimal("2"),
                  tiers)
              .get();
      BigDecimal own =
          usual().liquidationPrice(account("2", side * 6 + ""), new BigDecimal("50000")).get();
      assertEquals(venue.doubleValue(), own.doubleValue(), 1e-6);
    }
    assertEquals(
        Optional.empty(),
        usual().liquidationPrice(account("6", "-6"), new BigDecimal("50000")),
        "coins that are worth the short at any price");
  }

  @Test
  void everythingWrongIsSaid() {
    Parameters turned = Parameters.of("leverage", Map.of("low", "3", "target", "2", "high", "1"));
    LeverageBand.read(turned, terms(InstrumentKind.LINEAR_PERPETUAL), true);
    assertEquals(2, turned.errors().size(), turned.errors().toString());
    Parameters missing = Parameters.of("leverage", Map.of("low", "1"));
    LeverageBand.read(missing, terms(InstrumentKind.INVERSE_PERPETUAL), true);
    assertTrue(missing.errors().size() >= 2, missing.errors().toString());
  }
}
