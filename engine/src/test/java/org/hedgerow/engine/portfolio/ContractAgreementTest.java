package org.hedgerow.engine.portfolio;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.util.Random;
import org.hedgerow.engine.instrument.DeltaOne;
import org.hedgerow.engine.instrument.InverseContract;
import org.hedgerow.engine.instrument.LinearContract;
import org.hedgerow.engine.instrument.Spot;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.InstrumentDefinition;
import org.hedgerow.schema.InstrumentKind;
import org.junit.jupiter.api.Test;

/** The ledger's arithmetic is the instruments', rounded to its twelve decimals. */
class ContractAgreementTest {
  private static final BigDecimal ONE = BigDecimal.ONE;

  @Test
  void theLedgerRoundsWhatInstrumentsSay() {
    Random random = new Random(3);
    BigDecimal size = new BigDecimal("0.01");
    BigDecimal value = new BigDecimal("100");
    for (int round = 0; round < 2000; round++) {
      BigDecimal quantity = BigDecimal.valueOf(random.nextInt(2_000_001) - 1_000_000, 3);
      BigDecimal price = BigDecimal.valueOf(1 + random.nextInt(1_000_000_000), 3);
      check(contract(InstrumentKind.SPOT, "1"), new Spot(), quantity, price);
      check(
          contract(InstrumentKind.LINEAR_FUTURE, "0.01"),
          new LinearContract(size),
          quantity,
          price);
      check(
          contract(InstrumentKind.INVERSE_PERPETUAL, "100"),
          new InverseContract(value),
          quantity,
          price);
    }
  }

  private static void check(
      Contract ledger, DeltaOne instrument, BigDecimal quantity, BigDecimal price) {
    same(instrument.value(quantity, price), ledger.cost(quantity, price));
    same(instrument.delta(quantity, price, ONE), ledger.delta(quantity, price));
    same(instrument.notional(quantity, price), ledger.notional(quantity, price).abs());
  }

  private static void same(BigDecimal exact, BigDecimal rounded) {
    assertEquals(0, Rounding.round(exact).compareTo(Rounding.round(rounded)));
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
