package org.hedgerow.timescaledb;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import org.hedgerow.engine.portfolio.Contract;
import org.hedgerow.schema.InstrumentKind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContractUnitsTest {
  /**
   * By the definition of each kind: linear is quantity * value base units, worth that times the
   * price; inverse is quantity * value quote units, which over the price are base units, to twelve
   * decimals. Half of the last of them (0.5e-12, 1.5e-12) goes to the even one.
   */
  @ParameterizedTest
  @CsvSource({
    "SPOT, 1, 0.5, 60000.01, 0.5, 30000.005",
    "LINEAR_PERPETUAL, 0.001, 7, 60000, 0.007, 420",
    "OPTION, 0.01, 3, 0.05, 0.03, 0.0015",
    "INVERSE_PERPETUAL, 100, 300, 60000, 0.5, 30000",
    "INVERSE_FUTURE, 10, 1, 3, 3.333333333333, 10",
    "INVERSE_FUTURE, 1, 1, 2000000000000, 0, 1",
    "INVERSE_FUTURE, 3, 1, 2000000000000, 0.000000000002, 3"
  })
  void agreesWithTheDefinitionAndTheEngine(
      InstrumentKind kind,
      String value,
      String quantity,
      String price,
      String base,
      String notional) {
    BigDecimal amount = new BigDecimal(quantity);
    BigDecimal at = new BigDecimal(price);
    boolean inverse = kind.name().startsWith("INVERSE");
    ContractUnits units = new ContractUnits(inverse, new BigDecimal(value));
    assertEquals(0, new BigDecimal(base).compareTo(units.base(amount, at)));
    assertEquals(0, new BigDecimal(notional).compareTo(units.notional(amount, at)));
    Contract contract = new Contract(Entries.instrument("V:X", kind, value));
    assertEquals(contract.delta(amount, at), units.base(amount, at));
    assertEquals(contract.notional(amount, at), units.notional(amount, at));
    assertEquals(contract.isInverse(), inverse);
  }
}
