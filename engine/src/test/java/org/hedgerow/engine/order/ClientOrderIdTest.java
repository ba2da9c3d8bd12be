package org.hedgerow.engine.order;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ClientOrderIdTest {
  @Test
  void goesThereAndBack() {
    long seed = 42;
    Random random = new Random(seed);
    for (int i = 0; i < 10_000; i++) {
      ClientOrderId id =
          new ClientOrderId(
              random.nextInt(1 << 30),
              random.nextInt(1 << 10),
              random.nextLong() & ((1L << 40) - 1),
              random.nextInt(1 << 10),
              random.nextInt(1 << 10),
              random.nextInt(1 << 6));
      String text = id.encode();
      // Kraken's free form is the tightest: 18 characters. Binance, OKX, Deribit and Luno take
      // more.
      assertTrue(text.matches("[0-9A-Za-z]{18}"), text + " of seed " + seed);
      assertEquals(Optional.of(id), ClientOrderId.decode(text), "seed " + seed);
    }
  }

  @Test
  void othersIdsAreNotOurs() {
    assertEquals(Optional.empty(), ClientOrderId.decode("web_1234567890abcd"));
    assertEquals(Optional.empty(), ClientOrderId.decode("short"));
    assertEquals(Optional.empty(), ClientOrderId.decode(""));
    assertEquals(Optional.empty(), ClientOrderId.decode("zzzzzzzzzzzzzzzzzz"), "above 106 bits");
  }

  @Test
  void whatDoesNotFitIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new ClientOrderId(0, 1024, 0, 0, 0, 0));
    assertThrows(IllegalArgumentException.class, () -> new ClientOrderId(0, 0, 1L << 40, 0, 0, 0));
    assertThrows(IllegalArgumentException.class, () -> new ClientOrderId(0, 0, 0, 0, 0, 64));
  }
}
