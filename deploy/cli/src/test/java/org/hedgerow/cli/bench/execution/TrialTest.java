package org.hedgerow.cli.bench.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.List;
import org.hedgerow.schema.BookDelta;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.Level;
import org.hedgerow.schema.Quote;
import org.hedgerow.schema.Side;
import org.hedgerow.schema.Trade;
import org.junit.jupiter.api.Test;

/**
 * Whole hedges by the engine, to the inner edge of a band of half a percent, in a book of our own
 * making: 2 bitcoins bid at 50,000, 3 asked at 50,010 and 5 at 50,020; the mid is 50,005. A tenth
 * of a second on the way, and as long back.
 */
class TrialTest {
  private static final String PERPETUAL = "BINANCE_USDM:BTCUSDT";
  private static final long LATENCY = 100_000;
  private static final TrialResult.Fees FEES = new TrialResult.Fees(2, 5);

  private final DisplayedBook book = new DisplayedBook();
  private long now = 1_700_000_000_000_000L;
  private Quote quote;

  TrialTest() {
    book.apply(
        BookDelta.newBuilder()
            .setInstrument(PERPETUAL)
            .setSnapshot(true)
            .setFirstUpdateId(1)
            .setLastUpdateId(1)
            .setBids(List.of(level("50000", "2"), level("49990", "9")))
            .setAsks(List.of(level("50010", "3"), level("50020", "5")))
            .build());
    shows("50000", "50010");
  }

  private static Level level(String price, String quantity) {
    return new Level(Decimals.parse(price), Decimals.parse(quantity));
  }

  private void shows(String bid, String ask) {
    quote =
        new Quote(
            PERPETUAL,
            Decimals.parse(bid),
            Decimals.of(2),
            Decimals.parse(ask),
            Decimals.of(3),
            null);
    book.apply(quote);
  }

  private Trial trial(String execution, Side side, String units) {
    return new Trial(
        TrialSetup.of(PERPETUAL, execution),
        side,
        new BigDecimal(units),
        book,
        quote,
        now,
        60_000_000,
        LATENCY);
  }

  private void after(Trial trial, long micros) {
    now += micros;
    trial.advance(now);
  }

  private static Trade trade(String price, String quantity, Side aggressor) {
    return new Trade(PERPETUAL, "1", Decimals.parse(price), Decimals.parse(quantity), aggressor);
  }

  /** 3 at 50,010 and 0.98 at 50,020, 15 and 14.7 above the mid, are 29.7 for 3.98; and the fee. */
  @Test
  void atOnceItPaysTheSpreadAndTheFee() {
    Trial trial = trial("algorithm: market", Side.BUY, "4");
    after(trial, LATENCY);
    assertFalse(trial.isOver());
    after(trial, 2 * LATENCY);
    assertTrue(trial.isOver());
    TrialResult result = trial.result();
    assertTrue(result.isWhole());
    assertEquals(0, result.makerShare());
    assertEquals(0.1, result.seconds(), 1e-9);
    assertEquals(29.7 / 3.98 / 50_005 * 10_000, result.priceCost(), 1e-9);
    assertEquals(5 + 1.492312, result.shortfall(FEES), 1e-5);
  }

  /** It stands behind 2; 2 and 3 more are sold into them, and it has earned half the spread. */
  @Test
  void aChaseThatIsMetEarnsHalfTheSpread() {
    Trial trial = trial("algorithm: chase", Side.BUY, "3");
    after(trial, LATENCY + 1);
    trial.on(trade("50000", "2", Side.SELL), now);
    after(trial, 3 * LATENCY);
    assertFalse(trial.isOver());
    trial.on(trade("50000", "3", Side.SELL), now);
    after(trial, 2 * LATENCY);
    assertTrue(trial.isOver());
    assertEquals(1, trial.result().makerShare());
    assertEquals(1, trial.result().counts().stood);
    assertEquals(2.0 / 2.985, trial.result().counts().queues.get(0), 1e-12);
    assertEquals(2 - 5.0 / 50_005 * 10_000, trial.result().shortfall(FEES), 1e-9);
  }

  /** Sellers come down to 49,980, 200 ticks below its price: by 201 it would have taken. */
  @Test
  void whatWouldTakeIsRefusedAndPlacedAgain() {
    Trial trial = trial("algorithm: chase", Side.BUY, "1");
    after(trial, LATENCY / 2);
    shows("49970", "49980");
    trial.on(quote, now);
    after(trial, LATENCY);
    assertEquals(1, trial.result().counts().refusedByMany);
    after(trial, 4 * LATENCY);
    assertEquals(1, trial.result().counts().stood);
    trial.on(trade("49970", "3", Side.SELL), now);
    after(trial, 2 * LATENCY);
    assertTrue(trial.isOver());
    assertTrue(trial.result().isWhole());
  }

  /** Nobody comes; it gives up after 5 s with the market 50 higher: 50 on 50,005. */
  @Test
  void whatIsNotFilledCostsWhatTheMarketRanAway() {
    Trial trial = trial("algorithm: chase, deadline: 5s, then: give_up", Side.BUY, "1");
    for (int i = 0; i < 60; i++) {
      after(trial, LATENCY);
      if (i == 45) {
        shows("50050", "50060");
        trial.on(quote, now);
      }
    }
    assertTrue(trial.isOver());
    assertEquals(0, trial.result().share());
    assertEquals(50.0 / 50_005 * 10_000, trial.result().opportunityCost(), 1e-9);
    assertEquals(trial.result().opportunityCost(), trial.result().shortfall(FEES), 1e-12);
  }

  /** What is told of best prices has its own order in it, so it does not follow what it is. */
  @Test
  void itSeesItsOwnOrder() {
    Trial trial = trial("algorithm: chase", Side.SELL, "1");
    after(trial, 3 * LATENCY);
    shows("50000", "50100");
    trial.on(quote, now);
    after(trial, 10 * LATENCY);
    assertEquals(1, trial.result().counts().posted);
    trial.on(trade("50010", "1", Side.BUY), now);
    after(trial, 2 * LATENCY);
    assertTrue(trial.isOver(), "the 3 that stood before it have left");
    assertTrue(trial.result().isWhole());
  }
}
