package org.hedgerow.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordCodecTest {
  private static final Tick TICK = new Tick(1L, 2L, 3L);

  @Test
  void whatIsWrittenIsRead() throws IOException {
    RecordCodec<Tick> codec = RecordCodec.of(Tick.class);
    byte[] bytes = codec.encode(TICK);
    assertEquals((byte) 0xC3, bytes[0]);
    assertEquals((byte) 0x01, bytes[1]);
    assertEquals(TICK, codec.decode(bytes));
  }

  @Test
  void aRecordOfAnotherSchemaIsRefused() {
    byte[] other = RecordCodec.of(Decimal.class).encode(new Decimal(1L, 2));
    assertThrows(IOException.class, () -> RecordCodec.of(Tick.class).decode(other));
  }

  @Test
  void bytesThatAreNoRecordAreRefused() {
    byte[] text = "{\"not\":\"avro\"}".getBytes(StandardCharsets.UTF_8);
    assertThrows(IOException.class, () -> RecordCodec.of(Tick.class).decode(text));
  }

  @ParameterizedTest
  @CsvSource({
    "61837.63000000, 6183763, 2",
    "0.00000000, 0, 0",
    "-0.001, -1, 3",
    "100, 100, 0",
    "1e3, 1000, 0",
    "9223372036854775807, 9223372036854775807, 0",
    "0.000000000000000001, 1, 18",
    "+5, 5, 0"
  })
  void decimalsAreExactAndEqualNumbersAreEqual(String text, long unscaled, int scale) {
    assertEquals(new Decimal(unscaled, scale), Decimals.parse(text));
    assertEquals(0, new BigDecimal(text).compareTo(Decimals.toBigDecimal(Decimals.parse(text))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-", ".", "1.2.3", "abc", "NaN", "1 2"})
  void whatIsNoNumberIsRefused(String text) {
    assertThrows(NumberFormatException.class, () -> Decimals.parse(text));
  }

  @Test
  void aNumberThatDoesNotFitIsRefusedAndNotCut() {
    assertThrows(ArithmeticException.class, () -> Decimals.parse("92233720368547758080"));
  }

  @Test
  void theCatalogueNamesSchemasThatThereAre() throws ClassNotFoundException {
    for (Topic topic : TopicCatalogue.topics()) {
      Class.forName("org.hedgerow.schema." + topic.schema());
    }
    assertEquals(Optional.empty(), TopicCatalogue.topic(TopicCatalogue.JOURNAL).retention());
    assertThrows(IllegalArgumentException.class, () -> TopicCatalogue.topic("none"));
  }
}
