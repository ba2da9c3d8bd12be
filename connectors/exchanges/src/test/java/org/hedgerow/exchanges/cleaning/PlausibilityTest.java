package org.hedgerow.exchanges.cleaning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.math.BigDecimal;
import java.util.List;
import org.hedgerow.schema.BookTop;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.ExecutionReport;
import org.hedgerow.schema.ExecutionType;
import org.hedgerow.schema.Level;
import org.hedgerow.schema.OrderStatus;
import org.hedgerow.schema.OrderType;
import org.hedgerow.schema.PositionReport;
import org.hedgerow.schema.Quote;
import org.hedgerow.schema.ReportSource;
import org.hedgerow.schema.Side;
import org.hedgerow.schema.TimeInForce;
import org.hedgerow.schema.Trade;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlausibilityTest {
  @ParameterizedTest
  @CsvSource({
    "1, 1, 2, 1, true",
    "1, 0, 2, 1, false",
    "1, 1, 2, 0, false",
    "2, 1, 2, 1, false",
    "2.00, 1, 2, 1, false",
    "1.99, 1, 2, 1, true",
    "3, 1, 2, 1, false",
    "2.01, 1, 2, 1, false",
    "0, 1, 2, 1, false",
    "1, 1, 0, 1, false",
    "-1, 1, 2, 1, false",
    "1, -1, 2, 1, false"
  })
  void quotes(String bid, String bidQuantity, String ask, String askQuantity, boolean plausible) {
    Quote quote =
        new Quote(
            "V:X",
            Decimals.parse(bid),
            Decimals.parse(bidQuantity),
            Decimals.parse(ask),
            Decimals.parse(askQuantity),
            null);
    assertEquals(plausible, Plausibility.objection(quote) == null);
  }

  @ParameterizedTest
  @CsvSource({"1, 1, true", "0, 1, false", "1, 0, false", "-1, 1, false"})
  void trades(String price, String quantity, boolean plausible) {
    Trade trade = new Trade("V:X", "1", Decimals.parse(price), Decimals.parse(quantity), Side.BUY);
    assertEquals(plausible, Plausibility.objection(trade) == null);
  }

  @ParameterizedTest
  @CsvSource({"1, 2, true", "2, 2, false", "3, 2, false"})
  void bestLevels(String bid, String ask, boolean plausible) {
    BookTop top = new BookTop("V:X", 1L, List.of(level(bid)), List.of(level(ask)));
    assertEquals(plausible, Plausibility.objection(top) == null);
  }

  /** Found by fuzzing: a fill of nothing went on, and an order at any size. */
  @ParameterizedTest
  @CsvSource({
    "1, 1, 1, true",
    "0, 1, 1, false",
    "1, 0, 1, false",
    "-1, 1, 1, false",
    "1, -1, 1, false",
    "1, 1, -1, false",
    "1, 1, 2000000000000000000, false"
  })
  void fills(String price, String quantity, String cumulative, boolean plausible) {
    ExecutionReport report = report(ExecutionType.TRADE, cumulative);
    report.setLastPrice(Decimals.parse(price));
    report.setLastQuantity(Decimals.parse(quantity));
    assertEquals(plausible, Plausibility.objection(report) == null);
  }

  @Test
  void aFillHasAPriceAndAnOrderThatWaitsHasNone() {
    assertNotNull(Plausibility.objection(report(ExecutionType.TRADE, "1")));
    assertNull(Plausibility.objection(report(ExecutionType.NEW, "0")));
  }

  @ParameterizedTest
  @CsvSource({
    "-2, 1, true",
    "0, 0, true",
    "-2, -1, false",
    "2000000000000000000, 1, false",
    "-9223372036854775808, 1, false"
  })
  void positions(BigDecimal quantity, String entryPrice, boolean plausible) {
    PositionReport position =
        PositionReport.newBuilder()
            .setReportId("r")
            .setVenue("V")
            .setAccount("a")
            .setInstrument("V:X")
            .setQuantity(Decimals.of(quantity))
            .setEntryPrice(Decimals.parse(entryPrice))
            .build();
    assertEquals(plausible, Plausibility.objection(position) == null);
  }

  private static ExecutionReport report(ExecutionType type, String cumulative) {
    return ExecutionReport.newBuilder()
        .setReportId("r")
        .setSource(ReportSource.STREAM)
        .setVenue("V")
        .setAccount("a")
        .setInstrument("V:X")
        .setClientOrderId("c")
        .setExecutionType(type)
        .setStatus(OrderStatus.ACCEPTED)
        .setSide(Side.BUY)
        .setOrderType(OrderType.LIMIT)
        .setTimeInForce(TimeInForce.GTC)
        .setQuantity(Decimals.of(1))
        .setCumulativeQuantity(Decimals.parse(cumulative))
        .build();
  }

  @Test
  void anEmptySideOverlapsNothing() {
    assertNull(Plausibility.objection(new BookTop("V:X", 1L, List.of(), List.of(level("1")))));
  }

  private static Level level(String price) {
    return new Level(Decimals.parse(price), Decimals.of(1));
  }
}
