package org.hedgerow.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AmountsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "1",
        "-1",
        "0.000000000001",
        "-128",
        "127.5",
        "9223372036854775807",
        "-123456789012345678901234567890.123456789012345678",
        "1000000000000000000000000"
      })
  void keepsEveryDigit(String text) {
    BigDecimal number = new BigDecimal(text);
    Amount amount = Amounts.of(number);
    assertEquals(0, number.compareTo(Amounts.toBigDecimal(amount)));
    // Reading must not use it up.
    assertEquals(0, number.compareTo(Amounts.toBigDecimal(amount)));
  }

  @Test
  void equalNumbersAreEqualRecords() {
    assertEquals(Amounts.of(new BigDecimal("1.50")), Amounts.of(new BigDecimal("1.5")));
    assertEquals(Amounts.zero(), Amounts.of(new BigDecimal("0.000")));
    assertEquals(Amounts.of(new BigDecimal("1E+3")), Amounts.of(new BigDecimal("1000")), "1000");
  }

  @Test
  void nothingStaysNothing() {
    assertNull(Amounts.ofNullable(null));
    assertNull(Amounts.toNullable(null));
  }
}
