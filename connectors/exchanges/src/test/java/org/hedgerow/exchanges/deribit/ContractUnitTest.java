package org.hedgerow.exchanges.deribit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import org.hedgerow.exchanges.json.InvalidFieldException;
import org.hedgerow.schema.Decimal;
import org.hedgerow.schema.Decimals;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContractUnitTest {
  @ParameterizedTest
  @CsvSource({
    "1, 12.5, 12.5",
    "10, 40, 4",
    "10, 5, 0.5",
    "0.001, 0.25, 250",
    "0.001, 0.0001, 0.1",
    "1E+1, 1000, 100",
    "100, 0, 0",
    "2.5, 10, 4",
    "0.25, 1, 4"
  })
  void anAmountIsContractsTimesTheirValue(BigDecimal value, String amount, String quantity)
      throws Exception {
    ContractUnit unit = new ContractUnit(value);
    Decimal contracts = unit.quantity(Decimals.parse(amount));
    assertEquals(Decimals.parse(quantity), contracts);
    assertEquals(0, unit.amount(contracts).compareTo(new BigDecimal(amount)));
    assertEquals(0, unit.quantity(new BigDecimal(amount)).compareTo(new BigDecimal(quantity)));
  }

  @Test
  void whatIsNoExactNumberIsRefused() {
    assertThrows(
        InvalidFieldException.class,
        () -> new ContractUnit(new BigDecimal("3")).quantity(Decimals.parse("10")));
    assertThrows(
        InvalidFieldException.class,
        () ->
            new ContractUnit(new BigDecimal("0.000001")).quantity(new Decimal(Long.MAX_VALUE, 0)));
    assertThrows(IllegalArgumentException.class, () -> new ContractUnit(BigDecimal.ZERO));
  }
}
