package org.hedgerow.engine.portfolio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.MathContext;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.InstrumentDefinition;
import org.hedgerow.schema.InstrumentKind;
import org.junit.jupiter.api.Test;

/** Worked out by hand. */
class AverageCostTest {
  private static final Contract LINEAR = contract(InstrumentKind.LINEAR_PERPETUAL, "1");
  private static final Contract INVERSE = contract(InstrumentKind.INVERSE_PERPETUAL, "100");

  @Test
  void boughtTwiceAndSoldInParts() {
    AverageCost held = AverageCost.NONE.trade(LINEAR, number("1"), number("100"));
    held = held.trade(LINEAR, number("2"), number("130"));
    // (100 + 260) / 3.
    assertSame("120", held.averagePrice(LINEAR).orElseThrow());
    held = held.trade(LINEAR, number("-1"), number("150"));
    assertSame("30", held.realised());
    assertSame("120", held.averagePrice(LINEAR).orElseThrow());
    assertSame("-40", held.unrealised(LINEAR, number("100")));
    held = held.trade(LINEAR, number("-2"), number("90"));
    assertSame("-30", held.realised());
    assertSame("0", held.cost());
    assertTrue(held.averagePrice(LINEAR).isEmpty());
  }

  @Test
  void whatExceedsThePositionOpensTheOtherSide() {
    AverageCost held = AverageCost.NONE.trade(LINEAR, number("2"), number("100"));
    held = held.trade(LINEAR, number("-5"), number("110"));
    assertSame("20", held.realised());
    assertSame("-3", held.quantity());
    assertSame("110", held.averagePrice(LINEAR).orElseThrow());
    assertSame("30", held.unrealised(LINEAR, number("100")));
  }

  /** 100 contracts of 100 USD at 50,000 are 0.2 coins, at 40,000 they are 0.25. */
  @Test
  void anInverseContractsAverageIsTheHarmonicMean() {
    AverageCost held = AverageCost.NONE.trade(INVERSE, number("100"), number("50000"));
    held = held.trade(INVERSE, number("100"), number("40000"));
    assertSame("0.45", held.cost());
    assertSame(
        number("20000").divide(number("0.45"), MathContext.DECIMAL128).toPlainString(),
        held.averagePrice(INVERSE).orElseThrow());
    // 20,000 / 0.45 - 20,000 / 80,000 coins.
    assertSame("0.2", held.unrealised(INVERSE, number("80000")));
  }

  /** A third of 10 is no decimal: what rounding takes from one part stays with the rest. */
  @Test
  void remaindersAreCarried() {
    AverageCost held = AverageCost.NONE.trade(LINEAR, number("1"), number("2"));
    held = held.trade(LINEAR, number("2"), number("4"));
    for (int i = 0; i < 3; i++) {
      held = held.trade(LINEAR, number("-1"), number("7"));
    }
    assertSame("11", held.realised());
    assertSame("0", held.cost());
  }

  private static BigDecimal number(String text) {
    return new BigDecimal(text);
  }

  private static void assertSame(String expected, BigDecimal number) {
    assertEquals(0, number(expected).compareTo(number), number.toPlainString());
  }

  private static Contract contract(InstrumentKind kind, String value) {
    return new Contract(
        InstrumentDefinition.newBuilder()
            .setInstrument("V:I")
            .setVenue("V")
            .setSymbol("I")
            .setKind(kind)
            .setBase("BTC")
            .setQuote("USD")
            .setSettlement("BTC")
            .setContractValue(Decimals.parse(value))
            .setTickSize(Decimals.parse("0.1"))
            .setLotSize(Decimals.of(1))
            .setMinimumQuantity(Decimals.of(1))
            .setMaximumQuantity(Decimals.of(1_000_000))
            .setMinimumNotional(Decimals.ZERO)
            .build());
  }
}
