package org.hedgerow.exchange.simulated.option;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Days by the calendar. */
class ExpiriesTest {
  /** 21 November 2026 is a Saturday; two weeks on it is 5 December, sixty days on 20 January. */
  @Test
  void twoFridaysAhead() {
    Expiries expiries = Expiries.after(Instant.parse("2026-11-21T20:00:00Z"));
    assertEquals(
        List.of(LocalDate.parse("2026-12-11"), LocalDate.parse("2027-01-22")), expiries.days());
    assertEquals(
        Instant.parse("2026-12-11T08:00:00Z").toEpochMilli(),
        Expiries.millis(expiries.days().get(0)));
  }

  /** From a Friday two weeks lead to a Friday. */
  @Test
  void aFridayIsFarEnough() {
    assertEquals(
        LocalDate.parse("2026-12-11"),
        Expiries.after(Instant.parse("2026-11-27T23:59:59Z")).days().get(0));
  }

  @Test
  void whatTheCommandLineMaySay() {
    assertEquals(Expiries.NONE, Expiries.parse("none"));
    assertEquals(
        List.of(LocalDate.parse("2026-12-11"), LocalDate.parse("2027-01-22")),
        Expiries.parse("2026-12-11,2027-01-22").days());
    for (String wrong : List.of("", "2026-12-32", "2026-12-11,", "2027-01-22,2026-12-11")) {
      assertTrue(
          assertThrows(IllegalArgumentException.class, () -> Expiries.parse(wrong))
              .getMessage()
              .contains("expected"),
          wrong);
    }
  }
}
