package org.hedgerow.engine.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.hedgerow.engine.reconciliation.Standing;
import org.hedgerow.engine.sizing.ProposedOrder;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.ExecutionReport;
import org.hedgerow.schema.ExecutionType;
import org.hedgerow.schema.JournalEntry;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.OrderStatus;
import org.hedgerow.schema.Origin;
import org.hedgerow.schema.Quote;
import org.hedgerow.schema.ReportSource;
import org.hedgerow.schema.Side;
import org.hedgerow.schema.TimeInForce;
import org.hedgerow.schema.Trade;
import org.hedgerow.schema.state.TradingState;
import org.hedgerow.schema.state.TradingStop;
import org.junit.jupiter.api.Test;

/** Checks of the market and of the moment, each just passing and just failing. */
class MarketAndFlowChecksTest {
  private static final String PASSES = "";

  private static ProposedOrder sell(Judged judged, String price) {
    return judged.order(Judged.LINEAR, Side.SELL, "1", price);
  }

  @Test
  void noPrice() {
    Judged judged = new Judged();
    assertEquals(PASSES, judged.why(Check.NO_PRICE, judged.sell("1")));
    judged.quote(Judged.LINEAR, "0", "50000.1");
    assertEquals(
        "NO_PRICE: instrument=BINANCE_USDM:BTCUSDT", judged.why(Check.NO_PRICE, judged.sell("1")));
    assertEquals(PASSES, judged.why(Check.NO_PRICE, Judged.postOnly(judged.sell("1"))));
    judged.tables.market().remove(Judged.LINEAR);
    assertTrue(judged.codes(judged.sell("1")).contains("NO_PRICE"));
  }

  /** A 500th of 49,999.9 is 99.9998. */
  @Test
  void priceCollar() {
    Judged judged = new Judged();
    assertEquals(PASSES, judged.why(Check.PRICE_COLLAR, sell(judged, "49900")));
    assertEquals(
        "PRICE_COLLAR: price=49899.9 touch=49999.9",
        judged.why(Check.PRICE_COLLAR, sell(judged, "49899.9")));
  }

  @Test
  void priceCollarAroundTheMarkAndTheLastTrade() {
    Judged judged = new Judged("  checks: {mark_collar: 0.001}");
    assertEquals(PASSES, judged.why(Check.PRICE_COLLAR, sell(judged, "49950")));
    assertEquals(
        "PRICE_COLLAR: price=49949.9 mark=50000",
        judged.why(Check.PRICE_COLLAR, sell(judged, "49949.9")));
    judged.market.apply(trade("50010", "1"), judged.clock);
    assertEquals(PASSES, judged.why(Check.PRICE_COLLAR, sell(judged, "49960")));
    assertEquals(
        "PRICE_COLLAR: price=49959.9 last=50010",
        judged.why(Check.PRICE_COLLAR, sell(judged, "49959.9")));
  }

  private static Trade trade(String price, String quantity) {
    return new Trade(Judged.LINEAR, "t", Decimals.parse(price), Decimals.parse(quantity), Side.BUY);
  }

  @Test
  void fatFingerAgainstWhatIsShown() {
    Judged judged = new Judged("  checks: {fat_finger_depth: 0.5}");
    assertEquals(PASSES, judged.why(Check.FAT_FINGER, judged.sell("2.5")));
    assertEquals(
        "FAT_FINGER: quantity=2.501 maximum=2.5 touch=5",
        judged.why(Check.FAT_FINGER, judged.sell("2.501")));
    assertEquals(PASSES, judged.why(Check.FAT_FINGER, Judged.postOnly(judged.sell("2.501"))));
  }

  @Test
  void fatFingerAgainstTheMinuteBefore() {
    Judged judged = new Judged("  checks: {fat_finger_volume: 0.125}");
    assertEquals(
        "FAT_FINGER: quantity=2 maximum=0 traded=0",
        judged.why(Check.FAT_FINGER, judged.sell("2")));
    judged.market.apply(trade("50000", "9"), judged.clock);
    judged.market.apply(trade("50000", "7"), judged.clock);
    judged.clock += 60_000_000;
    assertEquals(PASSES, judged.why(Check.FAT_FINGER, judged.sell("2")));
    assertEquals(
        "FAT_FINGER: quantity=2.001 maximum=2 traded=16",
        judged.why(Check.FAT_FINGER, judged.sell("2.001")));
    judged.clock += 60_000_000;
    assertTrue(judged.codes(judged.sell("2")).contains("FAT_FINGER"));
  }

  @Test
  void staleMarketData() {
    Judged judged = new Judged();
    judged.clock += 5_000_000;
    assertEquals(PASSES, judged.why(Check.STALE_MARKET_DATA, judged.sell("1")));
    judged.clock += 1;
    assertEquals(
        "STALE_MARKET_DATA: instrument=BINANCE_USDM:BTCUSDT limit_us=5000000",
        judged.why(Check.STALE_MARKET_DATA, judged.sell("1")));
  }

  @Test
  void stalePosition() {
    Judged judged = new Judged("  checks: {position_stale_after: 10s}");
    assertTrue(judged.codes(judged.sell("1")).contains("STALE_POSITION"), "never heard of");
    judged.told("binance-usdm", "USDT", "1");
    judged.clock += 10_000_000;
    assertEquals(PASSES, judged.why(Check.STALE_POSITION, judged.sell("1")));
    judged.clock += 1;
    assertEquals(
        "STALE_POSITION: account=binance-usdm limit_us=10000000",
        judged.why(Check.STALE_POSITION, judged.sell("1")));
  }

  @Test
  void crossedBookAndSpreadTooWide() {
    Judged judged = new Judged("  checks: {spread: 0.004}");
    judged.quote(Judged.LINEAR, "49900", "50100");
    assertEquals(PASSES, judged.why(Check.SPREAD_TOO_WIDE, judged.sell("1")));
    judged.quote(Judged.LINEAR, "49899.9", "50100.1");
    assertEquals(
        "SPREAD_TOO_WIDE: spread=0.004004 maximum=0.004",
        judged.why(Check.SPREAD_TOO_WIDE, judged.sell("1")));
    judged.quote(Judged.LINEAR, "50000", "50000.1");
    assertEquals(PASSES, judged.why(Check.CROSSED_BOOK, judged.sell("1")));
    judged.quote(Judged.LINEAR, "50000.1", "50000.1");
    assertEquals(
        "CROSSED_BOOK: bid=50000.1 ask=50000.1", judged.why(Check.CROSSED_BOOK, judged.sell("1")));
  }

  @Test
  void selfTrade() {
    Judged judged = new Judged();
    ProposedOrder resting = Judged.postOnly(judged.order(Judged.LINEAR, Side.BUY, "1", "49999.8"));
    Order placed = judged.works(resting, OrderStatus.ACCEPTED);
    assertEquals(PASSES, judged.why(Check.SELF_TRADE, sell(judged, "49999.9")));
    assertEquals(
        "SELF_TRADE: price=49999.8 own=49999.8 order=" + placed.getClientOrderId(),
        judged.why(Check.SELF_TRADE, sell(judged, "49999.8")));
    assertEquals(
        PASSES,
        judged.why(Check.SELF_TRADE, judged.order(Judged.LINEAR, Side.BUY, "1", "50000.1")));
    assertEquals(
        PASSES,
        judged.why(Check.SELF_TRADE, judged.order(Judged.INVERSE, Side.SELL, "1", "49999.8")));
    Judged taking = new Judged();
    taking.works(taking.buy("1"), OrderStatus.SUBMITTED);
    assertEquals(PASSES, taking.why(Check.SELF_TRADE, taking.sell("1")), "that does not stand");
  }

  @Test
  void postOnlyWouldCross() {
    Judged judged = new Judged();
    assertEquals(
        PASSES, judged.why(Check.POST_ONLY_WOULD_CROSS, Judged.postOnly(sell(judged, "50000"))));
    assertEquals(
        "POST_ONLY_WOULD_CROSS: price=49999.9 other=49999.9",
        judged.why(Check.POST_ONLY_WOULD_CROSS, Judged.postOnly(sell(judged, "49999.9"))));
  }

  @Test
  void volatilityHaltUntilTheMoveIsTwoWindowsOld() {
    Judged judged = new Judged("  checks: {volatility_move: 0.01, volatility_window: 10s}");
    sample(judged, 50_000);
    sample(judged, 50_500);
    assertEquals(PASSES, judged.why(Check.VOLATILITY_HALT, judged.sell("1")));
    sample(judged, 50_501);
    assertEquals(
        "VOLATILITY_HALT: move=0.01002 maximum=0.01",
        judged.why(Check.VOLATILITY_HALT, judged.sell("1")));
    judged.clock += 10_000_000;
    sample(judged, 50_501);
    assertTrue(judged.codes(judged.sell("1")).contains("VOLATILITY_HALT"), "one window later");
    judged.clock += 10_000_000;
    sample(judged, 50_501);
    assertEquals(PASSES, judged.why(Check.VOLATILITY_HALT, judged.sell("1")));
  }

  private static void sample(Judged judged, double mark) {
    judged.state.ranges().sample(Judged.LINEAR, mark, judged.clock);
  }

  @Test
  void maxOpenOrdersAndMaxInFlight() {
    Judged judged = new Judged("  checks: {open_orders: 3, in_flight: 2}");
    judged.works(judged.sell("0.1"), OrderStatus.ACCEPTED);
    assertEquals(List.of(), judged.codes(judged.sell("0.1")));
    judged.works(judged.sell("0.1"), OrderStatus.RISK_APPROVED);
    assertEquals(List.of(), judged.codes(judged.sell("0.1")));
    judged.works(judged.sell("0.1"), OrderStatus.UNKNOWN);
    assertEquals(
        List.of(
            "MAX_OPEN_ORDERS: account=binance-usdm orders=4 limit=3",
            "MAX_IN_FLIGHT: account=binance-usdm orders=3 limit=2"),
        judged.verdict(judged.sell("0.1")).denials());
    assertEquals(List.of(), judged.codes(judged.order(Judged.INVERSE, Side.SELL, "10", "49999.9")));
  }

  @Test
  void maxHedgesPerMinute() {
    Judged judged = new Judged();
    judged.hedgesInMinute = 239;
    assertEquals(PASSES, judged.why(Check.MAX_HEDGES_PER_MINUTE, judged.sell("1")));
    judged.hedgesInMinute = 240;
    assertEquals(
        "MAX_HEDGES_PER_MINUTE: limit=240",
        judged.why(Check.MAX_HEDGES_PER_MINUTE, judged.sell("1")));
  }

  @Test
  void roundTripGuard() {
    Judged judged = new Judged("  checks: {round_trips: 2, round_trip_window: 10s}");
    for (ProposedOrder order : List.of(judged.sell("1"), judged.buy("1"), judged.sell("1"))) {
      assertEquals(PASSES, judged.why(Check.ROUND_TRIP_GUARD, order));
      judged.state.placed(judged.works(order, OrderStatus.FILLED), judged.clock);
      judged.clock += 1_000_000;
    }
    assertEquals(PASSES, judged.why(Check.ROUND_TRIP_GUARD, judged.sell("1")), "the same side");
    assertEquals(
        "ROUND_TRIP_GUARD: turns=2 limit=2 window_us=10000000",
        judged.why(Check.ROUND_TRIP_GUARD, judged.buy("1")));
    judged.clock += 8_000_000;
    assertEquals(PASSES, judged.why(Check.ROUND_TRIP_GUARD, judged.buy("1")), "one is too old");
  }

  private static void rejected(Judged judged) {
    judged
        .state
        .health()
        .reported(
            Judged.report(ReportSource.REST, ExecutionType.REJECTED, OrderStatus.REJECTED),
            judged.clock);
  }

  @Test
  void repeatedRejectsPause() {
    Judged judged = new Judged("  checks: {repeated_rejects: 2, reject_pause: 30s}");
    rejected(judged);
    assertEquals(PASSES, judged.why(Check.REPEATED_REJECTS, judged.sell("1")));
    rejected(judged);
    assertEquals(
        "REPEATED_REJECTS: account=binance-usdm rejects=2 until_us=" + (judged.clock + 30_000_000),
        judged.why(Check.REPEATED_REJECTS, judged.sell("1")));
    judged.clock += 30_000_000;
    assertEquals(PASSES, judged.why(Check.REPEATED_REJECTS, judged.sell("1")), "one may try");
    rejected(judged);
    assertTrue(judged.codes(judged.sell("1")).contains("REPEATED_REJECTS"));
    judged
        .state
        .health()
        .reported(
            Judged.report(ReportSource.STREAM, ExecutionType.NEW, OrderStatus.ACCEPTED),
            judged.clock);
    assertEquals(PASSES, judged.why(Check.REPEATED_REJECTS, judged.sell("1")));
  }

  private static String afterPostOnly(ExecutionReport report) {
    Judged judged = new Judged("  checks: {repeated_rejects: 1}");
    report.setTimeInForce(TimeInForce.POST_ONLY);
    judged.state.health().reported(report, judged.clock);
    assertEquals(
        judged.why(Check.REPEATED_REJECTS, judged.sell("1")).equals(PASSES) ? 0 : 1,
        judged.state.health().rejects("binance-usdm", judged.clock),
        "guards count what the check does");
    return judged.why(Check.REPEATED_REJECTS, judged.sell("1"));
  }

  @Test
  void aPostOnlyOrderThatWouldHaveCrossedIsNoRejectionToCount() {
    ExecutionReport report =
        Judged.report(ReportSource.REST, ExecutionType.REJECTED, OrderStatus.REJECTED);
    report.setRejectCode("POST_ONLY_WOULD_CROSS");
    assertEquals(PASSES, afterPostOnly(report));
  }

  @Test
  void aPostOnlyOrderThatWasRejectedForAnythingElseIs() {
    ExecutionReport report =
        Judged.report(ReportSource.REST, ExecutionType.REJECTED, OrderStatus.REJECTED);
    report.setRejectCode("REJECTED -2019");
    assertTrue(afterPostOnly(report).startsWith("REPEATED_REJECTS: account=binance-usdm"));
  }

  /** Its order stands where it was. */
  @Test
  void anAmendThatWasRefusedIsNoRejectionOfItsOrder() {
    ExecutionReport report =
        Judged.report(ReportSource.REST, ExecutionType.REJECTED, OrderStatus.ACCEPTED);
    report.setRejectCode("REJECTED -1");
    report.setAmendNumber(2);
    assertEquals(PASSES, afterPostOnly(report));
  }

  @Test
  void reconciling() {
    Judged judged = new Judged();
    judged.standing = new Standing(true, new BigDecimal("2"));
    assertEquals(PASSES, judged.why(Check.RECONCILING, judged.sell("2")));
    assertEquals(
        "RECONCILING: account=binance-usdm instrument=BINANCE_USDM:BTCUSDT",
        judged.why(Check.RECONCILING, judged.sell("2.001")));
  }

  private static void quoted(Judged judged, long venueLessReceived, long receivedLessClock) {
    long received = judged.clock + receivedLessClock;
    JournalEntry entry =
        JournalEntry.newBuilder()
            .setGroup("BTC")
            .setOrigin(new Origin("s", 0L, -1L, null))
            .setVenueTimeMicros(received + venueLessReceived)
            .setReceiveTimeMicros(received)
            .setPayload(
                new Quote(
                    Judged.LINEAR,
                    Decimals.of(1),
                    Decimals.of(1),
                    Decimals.of(1),
                    Decimals.of(1),
                    null))
            .build();
    judged.state.market(entry, Judged.LINEAR, judged.clock);
  }

  @Test
  void clockSkewEndsWellInsideItsLimitOnly() {
    Judged judged = new Judged("  checks: {clock_skew: 1s}");
    quoted(judged, 1_000_000, 0);
    quoted(judged, -1_000_000, 0);
    assertEquals(PASSES, judged.why(Check.CLOCK_SKEW, judged.sell("1")));
    quoted(judged, 1_000_001, 0);
    assertEquals(
        "CLOCK_SKEW: venue=BINANCE_USDM skew_us=1000001 limit_us=1000000",
        judged.why(Check.CLOCK_SKEW, judged.sell("1")));
    quoted(judged, 500_001, 0);
    judged.clock += 10_000_000;
    quoted(judged, 500_001, 0);
    assertTrue(judged.codes(judged.sell("1")).contains("CLOCK_SKEW"), "not half of it yet");
    quoted(judged, 500_000, 0);
    judged.clock += 4_999_999;
    quoted(judged, 500_000, 0);
    assertTrue(judged.codes(judged.sell("1")).contains("CLOCK_SKEW"), "not for long enough");
    judged.clock += 1;
    quoted(judged, 500_000, 0);
    assertEquals(PASSES, judged.why(Check.CLOCK_SKEW, judged.sell("1")));
    quoted(judged, 0, 3_600_000_000L);
    assertTrue(judged.codes(judged.sell("1")).contains("CLOCK_SKEW"), "a host is an hour ahead");
  }

  private static void stopped(Judged judged, TradingState state) {
    judged.stop =
        Optional.of(
            TradingStop.newBuilder()
                .setScope("all")
                .setState(state)
                .setBy("anna")
                .setReason("drill")
                .setSinceMicros(0)
                .build());
  }

  @Test
  void tradingHaltedAndReducing() {
    Judged judged = new Judged();
    stopped(judged, TradingState.HALTED);
    assertEquals(
        "TRADING_HALTED: state=HALTED scope=all by=anna",
        judged.why(Check.TRADING_HALTED, judged.sell("1")));
    stopped(judged, TradingState.REDUCING);
    judged.holds(Judged.LINEAR, "1", "50000");
    assertEquals(List.of(), judged.codes(judged.sell("1")));
    assertEquals(
        "TRADING_REDUCING: state=REDUCING scope=all by=anna position=1",
        judged.why(Check.TRADING_REDUCING, judged.sell("1.001")));
  }

  @Test
  void venueDownUntilItHasAnsweredForASecond() {
    Judged judged = new Judged("  checks: {venue_down_after: 2}");
    ExecutionReport unknown =
        Judged.report(ReportSource.GATEWAY, ExecutionType.STATUS, OrderStatus.UNKNOWN);
    judged.state.health().reported(unknown, judged.clock);
    assertEquals(PASSES, judged.why(Check.VENUE_DOWN, judged.sell("1")));
    judged.state.health().reported(unknown, judged.clock);
    assertEquals(
        "VENUE_DOWN: account=binance-usdm unanswered=2",
        judged.why(Check.VENUE_DOWN, judged.sell("1")));
    judged.told("binance-usdm", "USDT", "1");
    judged.clock += 999_999;
    judged.told("binance-usdm", "USDT", "1");
    assertTrue(judged.codes(judged.sell("1")).contains("VENUE_DOWN"));
    judged.clock += 1;
    judged.told("binance-usdm", "USDT", "1");
    assertEquals(PASSES, judged.why(Check.VENUE_DOWN, judged.sell("1")));
  }

  @Test
  void approvalRequired() {
    Judged judged = new Judged("  checks: {approval_above: 100000, approval_expires: 1m}");
    assertEquals(
        PASSES,
        judged.why(Check.APPROVAL_REQUIRED, judged.order(Judged.LINEAR, Side.SELL, "2", "50000")));
    ProposedOrder large = judged.order(Judged.LINEAR, Side.SELL, "2.001", "50000");
    String asked = "APPROVAL_REQUIRED: request=1-1-0s1 notional=100050 maximum=100000";
    assertEquals(List.of(asked), judged.verdict(large).denials());
    assertEquals(1, judged.state.approvals().takeAsked().size());
    assertEquals(List.of(asked), judged.verdict(large).denials());
    assertEquals(0, judged.state.approvals().takeAsked().size(), "once");
    assertEquals(
        Approvals.Answer.APPROVED,
        judged.state.approvals().approve("1-1-0s1", "anna", "seen", judged.clock));
    ApprovedOrder approved = judged.verdict(large).approved().orElseThrow();
    assertEquals(Optional.of(new ApprovedOrder.Approval("1-1-0s1", "anna")), approved.approval());
    judged.clock += 60_000_000;
    judged.quote(Judged.LINEAR, "49999.9", "50000.1");
    assertEquals(
        List.of("APPROVAL_REQUIRED: request=1-1-0s2 notional=100050 maximum=100000"),
        judged.verdict(large).denials(),
        "over");
    assertEquals(
        Approvals.Answer.OVER,
        judged.state.approvals().approve("1-1-0s1", "anna", "late", judged.clock));
    assertEquals(
        Approvals.Answer.UNKNOWN,
        judged.state.approvals().approve("2-1-0s1", "anna", "other group", judged.clock));
  }

  @Test
  void anApprovalIsForItsSizeAndForOneOrder() {
    Judged judged = new Judged("  checks: {approval_above: 100000}");
    ProposedOrder asked = judged.order(Judged.LINEAR, Side.SELL, "2.5", "50000");
    assertEquals(1, judged.verdict(asked).denials().size());
    judged.state.approvals().approve("1-1-0s1", "anna", "seen", judged.clock);
    // Asked for 125,000, and a tenth more for the price that moves meanwhile: 137,500.
    assertTrue(
        judged
            .verdict(judged.order(Judged.LINEAR, Side.SELL, "2.75", "50000"))
            .approved()
            .isPresent());
    assertEquals(
        List.of("APPROVAL_REQUIRED: request=1-1-0s2 notional=137550 maximum=100000"),
        judged.verdict(judged.order(Judged.LINEAR, Side.SELL, "2.751", "50000")).denials());
    judged.state.approvals().approve("1-1-0s2", "anna", "seen", judged.clock);
    Order sent = judged.works(asked, OrderStatus.RISK_APPROVED);
    sent.setApproval("1-1-0s2");
    judged.state.placed(sent, judged.clock);
    assertEquals(
        List.of("APPROVAL_REQUIRED: request=1-1-0s3 notional=125000 maximum=100000"),
        judged.verdict(asked).denials());
  }
}
