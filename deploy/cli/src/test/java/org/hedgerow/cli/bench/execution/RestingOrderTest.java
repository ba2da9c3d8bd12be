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
 * Orders in a book of our own making: 3 bid at 100, 4 at 99 and 7 at 98; 2 asked at 101, 5 at 102.
 */
class RestingOrderTest {
  private final DisplayedBook book = new DisplayedBook();

  RestingOrderTest() {
    book.apply(
        BookDelta.newBuilder()
            .setInstrument("V:X")
            .setSnapshot(true)
            .setFirstUpdateId(1)
            .setLastUpdateId(10)
            .setBids(List.of(level("100", "3"), level("99", "4"), level("98", "7")))
            .setAsks(List.of(level("101", "2"), level("102", "5")))
            .build());
    assertFalse(book.isKnown());
    Quote unused = quote("100", "3", "101", "2");
    assertTrue(book.isKnown());
  }

  private static Level level(String price, String quantity) {
    return new Level(Decimals.parse(price), Decimals.parse(quantity));
  }

  private Quote quote(String bid, String bids, String ask, String asks) {
    Quote quote =
        new Quote(
            "V:X",
            Decimals.parse(bid),
            Decimals.parse(bids),
            Decimals.parse(ask),
            Decimals.parse(asks),
            null);
    book.apply(quote);
    return quote;
  }

  private void depth(long update, Level bid) {
    book.apply(
        BookDelta.newBuilder()
            .setInstrument("V:X")
            .setSnapshot(false)
            .setFirstUpdateId(update)
            .setLastUpdateId(update)
            .setBids(List.of(bid))
            .setAsks(List.of())
            .build());
  }

  private static Trade sold(String price, String quantity) {
    return new Trade("V:X", "1", Decimals.parse(price), Decimals.parse(quantity), Side.SELL);
  }

  private RestingOrder buys(String price, String quantity) {
    return new RestingOrder(Side.BUY, new BigDecimal(price), new BigDecimal(quantity), book);
  }

  private static void is(String expected, BigDecimal number) {
    assertEquals(0, new BigDecimal(expected).compareTo(number), number::toPlainString);
  }

  @Test
  void whoWasThereBeforeIsFilledBefore() {
    RestingOrder order = buys("100", "2");
    is("3", order.ahead());
    is("0", order.on(sold("100", "2.5")));
    is("0.5", order.ahead());
    is("0.7", order.on(sold("100", "1.2")));
    is("1.3", order.open());
    is("1.3", order.on(sold("100", "9")));
    is("0", order.open());
  }

  @Test
  void aTradeBeyondFillsAsMuchAsWasTraded() {
    RestingOrder order = buys("100", "2");
    is("0.4", order.on(sold("99", "0.4")));
    is("0", order.ahead());
  }

  @Test
  void nobodyElsesTradeFillsIt() {
    RestingOrder order = buys("99", "2");
    is("0", order.on(sold("100", "50")));
    is("0", order.on(new Trade("V:X", "2", Decimals.parse("99"), Decimals.of(5), Side.BUY)));
    is("4", order.ahead());
  }

  /** Of 3 before it 2 leave: whether they stood before it is not known, but at most 1 is left. */
  @Test
  void theQueueIsNoLongerThanWhatIsShown() {
    RestingOrder order = buys("100", "2");
    is("0", order.on(quote("100", "5", "101", "2"), book));
    is("3", order.ahead());
    is("0", order.on(quote("100", "1", "101", "2"), book));
    is("1", order.ahead());
  }

  @Test
  void behindTheTouchDepthSaysHowLongItIs() {
    RestingOrder order = buys("99", "2");
    is("4", order.ahead());
    depth(11, level("99", "1.5"));
    order.onDepth(book);
    is("1.5", order.ahead());
    // What depth says of the touch is older than the best prices.
    RestingOrder atTouch = buys("100", "1");
    depth(12, level("100", "0.1"));
    atTouch.onDepth(book);
    is("3", atTouch.ahead());
  }

  @Test
  void inFrontOfAllNobodyIsBefore() {
    RestingOrder order = buys("100.5", "2");
    is("0", order.ahead());
    is("2", order.on(sold("100.5", "2")));
  }

  /** Sellers who come down to its price would have met it before they were shown. */
  @Test
  void aBookThatRunsThroughItFillsIt() {
    RestingOrder order = buys("100", "2");
    is("1.5", order.on(quote("99", "4", "100", "1.5"), book));
    is("0.5", order.on(quote("98", "7", "99", "8"), book));
  }

  @Test
  void whatTakesWalksDownToItsLimit() {
    List<DisplayedBook.Taken> taken =
        book.take(Side.SELL, new BigDecimal("99"), new BigDecimal("20"));
    assertEquals(2, taken.size());
    is("100", taken.get(0).price());
    is("3", taken.get(0).quantity());
    is("99", taken.get(1).price());
    is("4", taken.get(1).quantity());
    assertEquals(List.of(), book.take(Side.BUY, new BigDecimal("100"), BigDecimal.ONE));
  }

  /** The answer to a question for the book is older than what was streamed meanwhile. */
  @Test
  void whatWasStreamedBeforeTheSnapshotCountsIfItIsNewer() {
    DisplayedBook other = new DisplayedBook();
    for (long update : new long[] {9, 11}) {
      other.apply(
          BookDelta.newBuilder()
              .setInstrument("V:X")
              .setSnapshot(false)
              .setFirstUpdateId(update)
              .setLastUpdateId(update)
              .setBids(
                  List.of(
                      level("90", Long.toString(update)), level(update == 9 ? "89" : "88", "1")))
              .setAsks(List.of(level("102", update == 9 ? "7" : "0")))
              .build());
    }
    other.apply(
        BookDelta.newBuilder()
            .setInstrument("V:X")
            .setSnapshot(true)
            .setFirstUpdateId(1)
            .setLastUpdateId(10)
            .setBids(List.of(level("90", "1")))
            .setAsks(List.of(level("102", "5"), level("103", "6")))
            .build());
    other.apply(
        new Quote("V:X", Decimals.of(91), Decimals.of(1), Decimals.of(101), Decimals.of(1), null));
    is("0", other.shown(Side.BUY, new BigDecimal("89")));
    is("1", other.shown(Side.BUY, new BigDecimal("88")));
    is("11", other.shown(Side.BUY, new BigDecimal("90")));
    is("0", other.shown(Side.SELL, new BigDecimal("102")));
    is("6", other.shown(Side.SELL, new BigDecimal("103")));
  }
}
