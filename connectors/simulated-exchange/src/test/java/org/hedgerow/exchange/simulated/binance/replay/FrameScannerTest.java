package org.hedgerow.exchange.simulated.binance.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.hedgerow.exchange.simulated.binance.BinanceListing;
import org.hedgerow.exchange.simulated.matching.Fixed;
import org.hedgerow.exchange.simulated.matching.Market;
import org.hedgerow.exchange.simulated.matching.MarketListener;
import org.hedgerow.exchange.simulated.matching.Side;
import org.junit.jupiter.api.Test;

class FrameScannerTest {
  private final Market market = new Market(BinanceListing.ALL.get(4));
  private final List<String> seen = new ArrayList<>();
  private final MarketListener listener =
      new MarketListener() {
        @Override
        public void bookChanged(Market changed) {
          seen.add("book");
        }

        @Override
        public void traded(Market in, long price, long quantity, boolean buyerIsMaker) {
          seen.add(price + " " + quantity + " " + buyerIsMaker);
        }

        @Override
        public void fundingDue(Market in, BigDecimal rate) {}
      };

  private static byte[] bytes(String text) {
    return text.replace('\'', '"').getBytes(StandardCharsets.US_ASCII);
  }

  @Test
  void readsTickerTradeAndDepth() {
    FrameScanner.bookTicker(
        bytes(
            "{'stream':'btcusd_perp@bookTicker','data':{'u':12,'e':'bookTicker','s':'BTCUSD_PERP',"
                + "'ps':'BTCUSD','b':'61804.7','B':'35','a':'61804.8','A':'1645','T':1,'E':2}}"),
        market,
        listener);
    assertEquals(Fixed.of("61804.7"), market.book.best(Side.BUY));
    assertEquals(Fixed.of("1645"), market.book.bestQuantity(Side.SELL));
    FrameScanner.trade(
        bytes("{'data':{'e':'trade','s':'X','t':8,'p':'61804.8','q':'4','X':'M','m':false}}"),
        market,
        listener);
    FrameScanner.depth(
        bytes("{'data':{'U':13,'u':14,'pu':12,'b':[['61804.7','0'],['61804.6','7']],'a':[]}}"),
        market,
        listener);
    assertEquals(Fixed.of("7"), market.book.available(Side.BUY, Fixed.of("61804.6")));
    assertEquals(
        List.of("book", Fixed.of("61804.8") + " " + Fixed.of("4") + " false", "book"), seen);
  }

  @Test
  void olderDepthThanTheSnapshotIsLeftAlone() {
    FrameScanner.snapshot(
        bytes("{'lastUpdateId':20,'bids':[['100','1']],'asks':[['101','2'],['102','3']]}"), market);
    FrameScanner.depth(
        bytes("{'data':{'U':13,'u':20,'pu':12,'b':[['100','9']],'a':[]}}"), market, listener);
    assertEquals(Fixed.of("1"), market.book.bestQuantity(Side.BUY));
    assertEquals(2, market.book.levels(Side.SELL).size());
  }

  @Test
  void shiftsEventTimesAndNothingElse() {
    byte[] frame =
        bytes(
            "{'stream':'E','data':{'e':'T','E':1723161257440,'T':1723161257432,'t':1723161257440,"
                + "'b':[['E','1723161257440']],'E':1723161257440}}");
    FrameScanner.shiftTimes(frame, 2_000_000_000L);
    assertEquals(
        "{'stream':'E','data':{'e':'T','E':1723161259440,'T':1723161259432,'t':1723161257440,"
            + "'b':[['E','1723161257440']],'E':1723161257440}}",
        new String(frame, StandardCharsets.US_ASCII).replace('"', '\''));
  }
}
