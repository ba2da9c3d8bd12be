package org.hedgerow.engine.signal.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.hedgerow.engine.signal.SignalOutput;
import org.hedgerow.engine.signal.depth.DepthBook;
import org.hedgerow.engine.state.MemoryTables;
import org.hedgerow.engine.state.Table;
import org.hedgerow.engine.strategy.Parameters;
import org.hedgerow.schema.Bar;
import org.hedgerow.schema.BookDelta;
import org.hedgerow.schema.Coordinate;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.Funding;
import org.hedgerow.schema.Gap;
import org.hedgerow.schema.Index;
import org.hedgerow.schema.JournalEntry;
import org.hedgerow.schema.Level;
import org.hedgerow.schema.Mark;
import org.hedgerow.schema.Origin;
import org.hedgerow.schema.Quote;
import org.hedgerow.schema.Side;
import org.hedgerow.schema.Signal;
import org.hedgerow.schema.SignalPhase;
import org.hedgerow.schema.Statistic;
import org.hedgerow.schema.Tick;
import org.hedgerow.schema.Trade;
import org.hedgerow.schema.state.MarketState;
import org.hedgerow.schema.state.RuleState;
import org.hedgerow.schema.state.SampleBlock;
import org.junit.jupiter.api.Test;

/** Each kind of rule on a path made by hand that just makes it true, and just does not. */
class RulesTest {
  private static final long SECOND = 1_000_000;
  private static final long BEGIN = 1_700_000_000 * SECOND;

  private final MemoryTables memory = new MemoryTables();
  private final Table<RuleState> rows = memory.table("rules", RuleState.class);
  private final SubjectView view =
      new SubjectView(
          "V:A",
          "V:B",
          memory.table("market", MarketState.class),
          new DepthBook(memory.table("depth", SampleBlock.class), 1, false),
          List.of());
  private final List<Signal> signals = new ArrayList<>();
  private Rule rule;
  private long offset;

  private void rule(String kind, String... parameters) {
    Map<String, String> map = new LinkedHashMap<>();
    for (int i = 0; i < parameters.length; i += 2) {
      map.put(parameters[i], parameters[i + 1]);
    }
    Parameters read = Parameters.of("rule", map);
    rule = RuleKinds.rule(kind, "r", "v" + offset, "V:A", read);
    assertEquals(List.of(), read.errors());
  }

  private void at(double seconds, SpecificRecord payload, double worth) {
    long micros = BEGIN + (long) (seconds * SECOND);
    JournalEntry entry =
        JournalEntry.newBuilder()
            .setGroup("G")
            .setOrigin(new Origin("s", offset, offset - 1, null))
            .setReceiveTimeMicros(micros)
            .setPayload(payload)
            .build();
    view.take(entry, new Coordinate(3, offset++), micros);
    view.worth(worth);
    rule.on(
        view,
        rows,
        new SignalOutput() {
          @Override
          public void signal(Signal signal) {
            signals.add(signal);
          }

          @Override
          public void bar(Bar bar) {
            throw new AssertionError("a rule makes no bars");
          }

          @Override
          public void statistic(Statistic statistic) {
            throw new AssertionError("nor statistics");
          }
        });
  }

  private void quote(double seconds, String instrument, String bid, String ask) {
    quote(seconds, instrument, bid, "1", ask, "1");
  }

  private void quote(
      double seconds, String instrument, String bid, String bids, String ask, String asks) {
    at(
        seconds,
        new Quote(
            instrument,
            Decimals.parse(bid),
            Decimals.parse(bids),
            Decimals.parse(ask),
            Decimals.parse(asks),
            null),
        Double.NaN);
  }

  /** A book of two levels a side, 99.99 and 99.9 against 100.01 and 100.1. */
  private void book(double seconds, boolean snapshot, String bids, String asks) {
    at(
        seconds,
        BookDelta.newBuilder()
            .setInstrument("V:A")
            .setSnapshot(snapshot)
            .setFirstUpdateId(1L)
            .setLastUpdateId(1L)
            .setBids(List.of(level("99.99", bids), level("99", "1")))
            .setAsks(List.of(level("100.01", asks), level("101", "1")))
            .build(),
        Double.NaN);
  }

  private static Level level(String price, String quantity) {
    return new Level(Decimals.parse(price), Decimals.parse(quantity));
  }

  /** 10 of bids at 99.99 are worth 999.9, 4.9 are 489.951; back at twice the limit of 500. */
  @Test
  void depthIsGoneAndComesBack() {
    rule("depth", "within_bps", "10", "enter", "500", "for", "1s");
    book(0, true, "10", "20");
    book(1, false, "4.9", "20");
    tick(1.9);
    assertEquals(List.of(), signals);
    tick(2);
    assertEquals(SignalPhase.RAISED, signals.get(0).getPhase());
    assertEquals(4.9 * 99.99, signals.get(0).getNumbers().get("bidDepth"), 1e-9);
    book(3, false, "9", "20");
    assertEquals(1, signals.size());
    book(4, false, "10.1", "20");
    assertEquals(SignalPhase.CLEARED, signals.get(1).getPhase());
    // A book that is not known is no thin book.
    at(5, Gap.newBuilder().setConnection("c").setReason("r").setInstrument("V:A").build(), 0);
    book(6, false, "1", "1");
    tick(8);
    assertEquals(2, signals.size());
  }

  /** (3 - 1) / 4 by quantities, by worth 299.97 and 100.01: 0.4999; then 3.1 to 1. */
  @Test
  void imbalanceOverSeveralLevels() {
    rule("book_imbalance", "within_bps", "10", "enter", "0.5");
    book(0, true, "3", "1");
    assertEquals(List.of(), signals);
    book(1, false, "3.1", "1");
    assertEquals(SignalPhase.RAISED, signals.get(0).getPhase());
    double bids = 3.1 * 99.99;
    assertEquals(
        (bids - 100.01) / (bids + 100.01), signals.get(0).getNumbers().get("value"), 1e-12);
  }

  private void trade(double seconds, String price) {
    at(
        seconds,
        new Trade("V:A", "1", Decimals.parse(price), Decimals.parse("1"), Side.BUY),
        Double.parseDouble(price));
  }

  private void tick(double seconds) {
    at(seconds, new Tick(1L, offset, BEGIN + (long) (seconds * SECOND)), Double.NaN);
  }

  /** Phase, seconds from and to, rounded. */
  private List<String> told() {
    return signals.stream()
        .map(
            one ->
                one.getPhase()
                    + " "
                    + (one.getFromMicros() - BEGIN) / SECOND
                    + " "
                    + (one.getToMicros() - BEGIN) / SECOND)
        .toList();
  }

  @Test
  void aSpreadIsRaisedAtEnterAndClearedAtLeave() {
    rule("spread", "enter", "0.02", "leave", "0.01");
    quote(0, "V:A", "99.1", "100.9"); // 1.8 / 100
    quote(1, "V:A", "99", "101"); // exactly 2 %
    quote(2, "V:A", "99.4", "100.6"); // between the two
    quote(3, "V:A", "98", "102");
    quote(4, "V:A", "99.5", "100.5"); // exactly 1 %
    quote(5, "V:A", "99.4", "100.6");
    assertEquals(List.of("RAISED 1 1", "CLEARED 1 4"), told());
    Signal raised = signals.get(0);
    assertEquals(
        Map.of("ask", 101.0, "bid", 99.0, "enter", 0.02, "leave", 0.01, "value", 0.02),
        raised.getNumbers());
    assertEquals(1L, raised.getFirstCause().getOffset());
    assertEquals(3, raised.getLastCause().getPartition());
    assertEquals("spread of V:A is 0.02, at or above 0.02", raised.getText());
    assertEquals(1L, signals.get(1).getFirstCause().getOffset());
    assertEquals(4L, signals.get(1).getLastCause().getOffset());
  }

  /** It has to hold: by the clock, even where nothing else comes. */
  @Test
  void whatHasToLastIsRaisedByTheClock() {
    rule("spread", "enter", "0.02", "leave", "0.01", "for", "5s");
    quote(0, "V:A", "99", "101");
    quote(3, "V:A", "99.9", "100.1");
    quote(4, "V:A", "99", "101");
    tick(8);
    assertEquals(List.of(), told());
    tick(9);
    assertEquals(List.of("RAISED 4 9"), told());
    assertEquals(2L, signals.get(0).getFirstCause().getOffset());
    assertEquals(4L, signals.get(0).getLastCause().getOffset());
  }

  @Test
  void aBasisHasTwoSidesAndWantsFreshQuotes() {
    rule("basis", "enter", "0.01", "leave", "0.004", "fresh", "10s");
    quote(0, "V:A", "101", "101");
    quote(1, "V:B", "100", "100");
    quote(2, "V:B", "102.5", "102.5"); // 101 / 102.5 - 1 = -1.46 %
    quote(20, "V:A", "110", "110"); // the other quote is 18 s old
    quote(21, "V:B", "110.2", "110.2");
    assertEquals(List.of("RAISED 1 1", "CLEARED 1 2", "RAISED 2 2", "CLEARED 2 21"), told());
    assertEquals(101 / 102.5 - 1, signals.get(2).getNumbers().get("value"), 1e-15);
    assertTrue(signals.get(2).getText().endsWith("at or below -0.01"), signals.get(2).getText());
  }

  @Test
  void aLevelIsCrossedOnceUntilThePriceHasBeenAway() {
    rule("price_level", "level", "100", "rearm", "0.01");
    trade(0, "98");
    trade(1, "100");
    trade(2, "99.5"); // back through the level, not yet armed
    trade(3, "100.5");
    trade(4, "101");
    trade(5, "100.2");
    trade(6, "99.9");
    assertEquals(List.of("OCCURRED 1 1", "OCCURRED 6 6"), told());
    assertTrue(signals.get(0).getText().endsWith("upwards through 100.0"));
    assertTrue(signals.get(1).getText().endsWith("downwards through 100.0"));
  }

  @Test
  void whereAPriceIsFirstSeenIsNoCrossing() {
    rule("price_level", "level", "100");
    trade(0, "150");
    trade(1, "151");
    assertEquals(List.of(), told());
  }

  /** From 100 up 3 % within a minute, which is 30 buckets of 2 s; the same in 70 s is none. */
  @Test
  void aMoveCountsWithinItsTime() {
    rule("move", "within", "1m", "enter", "0.03");
    trade(0, "100");
    trade(50, "102.99");
    assertEquals(List.of(), told());
    trade(51, "103");
    assertEquals(List.of("RAISED 51 51"), told());
    assertEquals(0.03, signals.get(0).getNumbers().get("move"), 1e-12);
  }

  @Test
  void aSlowMoveIsNone() {
    rule("move", "within", "1m", "enter", "0.03");
    trade(0, "100");
    trade(35, "102");
    trade(70, "103.1"); // from 102: 1.1 %
    assertEquals(List.of(), told());
  }

  @Test
  void aFallIsToldFromTheHighest() {
    rule("move", "within", "1m", "enter", "0.05");
    trade(0, "109");
    trade(10, "110");
    trade(20, "104.51");
    assertEquals(List.of(), told());
    trade(30, "104.5");
    assertEquals(List.of("RAISED 30 30"), told());
    assertEquals(-0.05, signals.get(0).getNumbers().get("value"), 1e-12);
  }

  /** Steps of 1 % up and down each bucket: sigma of the window is 1 % times the root of 30. */
  @Test
  void aMoveInDeviationsIsHeldAgainstWhatIsUsual() {
    rule("move", "within", "30s", "in", "sigma", "enter", "3", "minimum", "60", "lambda", "0.98");
    double step = StrictMath.log(1.01);
    for (int i = 0; i < 200; i++) {
      trade(i, i % 2 == 0 ? "100" : "101");
    }
    assertEquals(List.of(), told());
    double usual = step * StrictMath.sqrt(30);
    trade(200, Double.toString(100 * (1 + 2.9 * usual)));
    assertEquals(List.of(), told());
    trade(200.5, Double.toString(100 * (1 + 3.1 * usual)));
    assertEquals(List.of("RAISED 200 200"), told());
    assertEquals(usual, signals.get(0).getNumbers().get("deviation"), usual * 1e-3);
  }

  @Test
  void fundingFlipsAndExtremes() {
    rule("funding_flip", "rearm", "0.00005");
    funding(0, "0.0001");
    funding(1, "-0.00001");
    funding(2, "0.00001"); // not away yet
    funding(3, "0.0001");
    assertEquals(List.of("OCCURRED 1 1", "OCCURRED 3 3"), told());
    signals.clear();
    rule("funding", "enter", "0.001", "leave", "0.0005");
    funding(10, "-0.00099");
    funding(11, "-0.001");
    funding(12, "0.002");
    assertEquals(List.of("RAISED 11 11", "CLEARED 11 12", "RAISED 12 12"), told());
  }

  private void funding(double seconds, String rate) {
    at(seconds, new Funding("V:A", Decimals.parse(rate), null), Double.NaN);
  }

  @Test
  void aLargeTradeIsToldButNotEachOfABurst() {
    rule("large_trade", "enter", "1000", "quiet", "2s");
    trade(0, "999.99");
    trade(1, "1000");
    trade(2, "5000");
    trade(3, "1001");
    assertEquals(List.of("OCCURRED 1 1", "OCCURRED 3 3"), told());
    assertEquals(1.0, signals.get(0).getNumbers().get("buyer"));
  }

  @Test
  void aTradeIsLargeAgainstTheAverage() {
    rule("large_trade", "in", "average", "enter", "10", "minimum", "5", "memory", "9");
    for (int i = 0; i < 4; i++) {
      trade(i, "100");
    }
    trade(4, "5000"); // the fifth: nothing to hold it against yet
    assertEquals(List.of(), told());
    // Average now 100 + 0.2 * 4900 = 1080.
    trade(6, "10799");
    assertEquals(List.of(), told());
    // And now 1080 + 0.2 * (10799 - 1080) = 3023.8.
    trade(8, "30238");
    assertEquals(1, signals.size());
  }

  @Test
  void theBookLeansToOneSide() {
    rule("book_imbalance", "enter", "0.8", "leave", "0.5");
    quote(0, "V:A", "99", "8.9", "100", "1"); // 7.9 / 9.9
    quote(1, "V:A", "99", "9", "100", "1"); // exactly 0.8
    quote(2, "V:A", "99", "1", "100", "9");
    assertEquals(List.of("RAISED 1 1", "CLEARED 1 2", "RAISED 2 2"), told());
  }

  @Test
  void markAgainstIndex() {
    rule("mark_index", "enter", "0.005");
    at(0, new Mark("V:A", Decimals.parse("100.5")), Double.NaN);
    at(1, new Index("V:I", Decimals.parse("100")), Double.NaN);
    at(2, new Mark("V:A", Decimals.parse("100.2")), Double.NaN);
    assertEquals(List.of("RAISED 1 1", "CLEARED 1 2"), told());
  }

  @Test
  void aFeedIsStaleByTheClockAndResumesWithAnEntry() {
    rule("feed", "silence", "10s");
    tick(0);
    trade(5, "1");
    tick(14);
    at(14.5, new Mark("V:A", Decimals.parse("1")), Double.NaN); // no sign of life of the feed
    tick(15);
    tick(30);
    trade(31, "1");
    assertEquals(List.of("RAISED 15 15", "CLEARED 15 31"), told());
    assertEquals(10.0, signals.get(0).getNumbers().get("value"));
  }

  /** Received long before the clock: as the demo has it while its market-data job catches up. */
  @Test
  void aBacklogIsNoFeedThatComesAndGoes() {
    rule("feed", "silence", "10s");
    trade(0, "1");
    tick(20);
    trade(8, "1"); // 12 s old
    trade(14, "1"); // 6 s old: between the limits
    tick(21);
    trade(16, "1"); // 5 s old
    assertEquals(List.of("RAISED 20 20", "CLEARED 20 16"), told());
  }

  @Test
  void aQuoteCurrencyLeavesItsPeg() {
    rule("depeg", "enter", "0.005", "leave", "0.002", "for", "5s");
    quote(0, "V:A", "0.9951", "0.9953");
    quote(1, "V:A", "0.9940", "0.9950");
    tick(6);
    quote(7, "V:A", "0.9978", "0.9980"); // 0.21 % off: not back yet
    quote(8, "V:A", "0.9980", "0.9982");
    assertEquals(List.of("RAISED 1 6", "CLEARED 1 8"), told());
  }

  @Test
  void whatIsWrongWithParametersIsSaid() {
    Parameters wrong =
        Parameters.of("p", Map.of("enter", "0.01", "leave", "0.02", "for", "soon", "x", "1"));
    RuleKinds.rule("spread", "r", "v", "s", wrong);
    assertEquals(
        List.of(
            "p.leave: '0.02'; expected a number not above enter",
            "p.for: 'soon'; expected a duration such as 500ms, 5s, 2m, 1h or 1d"),
        wrong.errors().subList(0, 2));
    assertEquals(3, wrong.errors().size());
    Parameters none = Parameters.of("p", Map.of());
    RuleKinds.rule("move", "r", "v", "s", none);
    assertEquals(2, none.errors().size(), none.errors().toString());
  }
}
