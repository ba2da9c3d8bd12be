package org.hedgerow.exchanges;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.hedgerow.schema.Decimal;
import org.hedgerow.schema.Decimals;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalTextTest {
  private static Decimal parse(String text) {
    byte[] padded = ("##" + text + "##").getBytes(StandardCharsets.UTF_8);
    return DecimalText.parse(padded, 2, text.length());
  }

  @ParameterizedTest
  @CsvSource({
    "61837.64000000, 6183764, 2",
    "0.00000000, 0, 0",
    "-0.0, 0, 0",
    "-0.00010000, -1, 4",
    "1000, 1000, 0",
    "+5, 5, 0",
    "1000000000000.00000000, 1000000000000, 0",
    "0.000000000000000001, 1, 18",
    "9223372036854775807, 9223372036854775807, 0",
    "1e-7, 1, 7",
    "1.50E2, 150, 0",
    "1e5, 100000, 0",
    "0e999, 0, 0",
    "100e-2, 1, 0"
  })
  void readsExactly(String text, long unscaled, int scale) {
    assertEquals(new Decimal(unscaled, scale), parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "-",
        "+",
        "NaN",
        "1.2.3",
        "1,5",
        " 1",
        "1 ",
        "e5",
        "1e",
        "1e+",
        "1e5000",
        "1e-40",
        "1e19",
        "9223372036854775808",
        "0x10",
        "--1"
      })
  void anythingElseIsNull(String text) {
    assertNull(parse(text));
  }

  @Test
  void agreesWithTheParserOfStrings() {
    long seed = 20241104L;
    Random random = new Random(seed);
    for (int i = 0; i < 100_000; i++) {
      String text =
          BigDecimal.valueOf(random.nextLong() >> random.nextInt(63), random.nextInt(12))
              .toPlainString();
      assertEquals(Decimals.parse(text), parse(text), () -> "seed " + seed + ": " + text);
    }
  }
}
