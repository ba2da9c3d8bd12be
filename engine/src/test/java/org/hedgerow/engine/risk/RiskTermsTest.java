package org.hedgerow.engine.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import org.hedgerow.engine.risk.limits.BookLimits;
import org.hedgerow.engine.risk.limits.RiskTerms;
import org.junit.jupiter.api.Test;

/** Which limits hold for a book. */
class RiskTermsTest {
  @Test
  void inRoughTimesOthersHoldAndWhatTheyDoNotSayStays() {
    RiskTerms terms =
        RiskTerms.of(
            Map.of(
                "books.p/BTC.gross", "100",
                "books.p/BTC.order_notional", "10",
                "books.p/BTC.rough.order_notional", "5"));
    BookLimits calm = terms.book("p", "BTC", false);
    BookLimits rough = terms.book("p", "BTC", true);
    assertEquals(Optional.of(BigDecimal.TEN), calm.orderNotional());
    assertEquals(Optional.of(new BigDecimal("5")), rough.orderNotional());
    assertEquals(Optional.of(new BigDecimal("100")), rough.gross());
    assertEquals(BookLimits.NONE, terms.book("p", "ETH", true));
    assertEquals(BookLimits.NONE, terms.group("BTC"));
  }

  @Test
  void whatWasNeverCheckedIsNotRun() {
    assertThrows(
        IllegalStateException.class, () -> RiskTerms.of(Map.of("checks.leverage", "much")));
  }
}
