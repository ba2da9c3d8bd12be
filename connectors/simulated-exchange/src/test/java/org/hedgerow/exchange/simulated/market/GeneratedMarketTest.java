package org.hedgerow.exchange.simulated.market;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.hedgerow.exchange.simulated.binance.BinanceDialect;
import org.hedgerow.exchange.simulated.binance.BinanceFeed;
import org.hedgerow.exchange.simulated.binance.BinanceListing;
import org.hedgerow.exchange.simulated.binance.BinanceVenue;
import org.hedgerow.exchange.simulated.binance.MarketDepth;
import org.hedgerow.exchange.simulated.dialect.Dialect;
import org.hedgerow.exchange.simulated.fault.Quoting;
import org.hedgerow.exchange.simulated.fault.SkewedClock;
import org.hedgerow.exchange.simulated.matching.Market;
import org.hedgerow.exchange.simulated.matching.MarketListener;
import org.hedgerow.exchange.simulated.matching.Venue;
import org.hedgerow.exchange.simulated.wire.Congestion;
import org.hedgerow.exchange.simulated.wire.StreamHub;
import org.hedgerow.exchange.simulated.wire.Subscriber;
import org.junit.jupiter.api.Test;

class GeneratedMarketTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long START = 1_700_000_000_000L;

  /** A market with a listener to some of its streams. */
  private static final class Listening implements Subscriber {
    final Map<BinanceVenue, StreamHub> hubs = new EnumMap<>(BinanceVenue.class);
    final Map<Venue, MarketFeed> feeds = new HashMap<>();
    final List<Market> markets = BinanceListing.ALL.stream().map(Market::new).toList();
    final List<String> frames = new ArrayList<>();
    final List<BigDecimal> fundings = new ArrayList<>();
    final GeneratedMarket market;
    boolean crossed;
    boolean oneSided;
    final Quoting quoting =
        new Quoting() {
          @Override
          public boolean isCrossed() {
            return crossed;
          }

          @Override
          public boolean isOneSided() {
            return oneSided;
          }
        };

    Listening(long seed, BinanceVenue venue, String... streams) {
      for (BinanceVenue each : BinanceVenue.values()) {
        Dialect dialect = new BinanceDialect(each, (market, limit, answer) -> {});
        StreamHub hub = new StreamHub(new Congestion(true), dialect.envelope());
        hubs.put(each, hub);
        List<Market> ofVenue =
            markets.stream().filter(market -> market.instrument.venue() == each).toList();
        feeds.put(each, new BinanceFeed(ofVenue, hub, seed));
      }
      market =
          new GeneratedMarket(
              seed,
              1_000,
              START,
              1,
              markets,
              feeds::get,
              any -> quoting,
              new MarketListener() {
                @Override
                public void bookChanged(Market changed) {}

                @Override
                public void traded(Market in, long price, long quantity, boolean buyerIsMaker) {}

                @Override
                public void fundingDue(Market in, BigDecimal rate) {
                  fundings.add(rate);
                }
              },
              new SkewedClock());
      for (String stream : streams) {
        hubs.get(venue).subscribe(this, stream);
      }
    }

    @Override
    public boolean combined() {
      return true;
    }

    @Override
    public void send(byte[] frame, int from, int to) {
      frames.add(new String(frame, from, to - from, StandardCharsets.US_ASCII));
    }
  }

  private static final String[] SPOT = {
    "btcusdt@trade", "btcusdt@bookTicker", "btcusdt@depth@100ms", "ethusdt@trade"
  };

  @Test
  void theSeedDecidesEveryFrame() {
    Listening one = new Listening(7, BinanceVenue.SPOT, SPOT);
    Listening same = new Listening(7, BinanceVenue.SPOT, SPOT);
    Listening other = new Listening(8, BinanceVenue.SPOT, SPOT);
    one.market.advanceTo(20_000);
    same.market.advanceTo(9_000);
    same.market.advanceTo(20_000);
    other.market.advanceTo(20_000);
    assertTrue(one.frames.size() > 3_000, "frames: " + one.frames.size());
    assertEquals(one.frames, same.frames);
    assertNotEquals(one.frames, other.frames);
  }

  @Test
  void whoListensChangesNothing() {
    Listening all = new Listening(7, BinanceVenue.SPOT, SPOT);
    Listening trades = new Listening(7, BinanceVenue.SPOT, "btcusdt@trade");
    all.market.advanceTo(20_000);
    trades.market.advanceTo(20_000);
    assertEquals(
        all.frames.stream().filter(frame -> frame.contains("btcusdt@trade")).toList(),
        trades.frames);
  }

  @Test
  void spotDepthIdsFollowOnAndRebuildTheBook() throws IOException {
    rebuild(BinanceVenue.SPOT, "BTCUSDT", "btcusdt@depth@100ms");
  }

  @Test
  void futuresDepthIdsFollowOnAndRebuildTheBook() throws IOException {
    rebuild(BinanceVenue.USDM, "ETHUSDT", "ethusdt@depth@0ms");
    rebuild(BinanceVenue.USDM, "BTCUSDT", "btcusdt@depth");
    rebuild(BinanceVenue.COINM, "BTCUSD_PERP", "btcusd_perp@depth@100ms");
  }

  /** The venue's own recipe: drop what a snapshot has, then apply while the ids follow on. */
  private static void rebuild(BinanceVenue venue, String symbol, String stream) throws IOException {
    Listening listening = new Listening(3, venue, stream);
    Market market =
        listening.markets.stream()
            .filter(each -> each.instrument.venue() == venue)
            .filter(each -> each.instrument.symbol().equals(symbol))
            .findFirst()
            .orElseThrow();
    listening.market.advanceTo(5_000);
    JsonNode snapshot = JSON.readTree(MarketDepth.current(market, 1000));
    listening.market.advanceTo(30_000);
    TreeMap<BigDecimal, BigDecimal> bids = new TreeMap<>();
    TreeMap<BigDecimal, BigDecimal> asks = new TreeMap<>();
    apply(bids, snapshot.get("bids"));
    apply(asks, snapshot.get("asks"));
    long id = snapshot.get("lastUpdateId").asLong();
    long previous = -1;
    int applied = 0;
    for (String text : listening.frames) {
      JsonNode frame = JSON.readTree(text).get("data");
      long first = frame.get("U").asLong();
      long last = frame.get("u").asLong();
      assertTrue(first <= last, text);
      if (previous >= 0) {
        if (venue.futures()) {
          assertEquals(previous, frame.get("pu").asLong());
          assertTrue(first > previous, text);
        } else {
          assertEquals(previous + 1, first);
        }
      }
      previous = last;
      if (last > id) {
        if (applied == 0) {
          long before = venue.futures() ? frame.get("pu").asLong() : first - 1;
          assertTrue(before <= id, "a gap between the snapshot and the first update");
        }
        apply(bids, frame.get("b"));
        apply(asks, frame.get("a"));
        applied++;
      }
    }
    assertTrue(applied > 20, "updates: " + applied);
    assertTrue(bids.lastKey().compareTo(asks.firstKey()) < 0);
    // The stream may lag the book by what is yet to be sent: complete it, then compare.
    long sent = previous;
    long frames = 30_000;
    while (market.book.depthId() != sent && frames < 60_000) {
      listening.frames.clear();
      frames++;
      listening.market.advanceTo(frames);
      for (String text : listening.frames) {
        JsonNode frame = JSON.readTree(text).get("data");
        apply(bids, frame.get("b"));
        apply(asks, frame.get("a"));
        sent = frame.get("u").asLong();
      }
    }
    TreeMap<BigDecimal, BigDecimal> expectedBids = new TreeMap<>();
    TreeMap<BigDecimal, BigDecimal> expectedAsks = new TreeMap<>();
    JsonNode current = JSON.readTree(MarketDepth.current(market, 1000));
    apply(expectedBids, current.get("bids"));
    apply(expectedAsks, current.get("asks"));
    assertEquals(expectedBids, bids);
    assertEquals(expectedAsks, asks);
    assertEquals(20, bids.size());
  }

  private static void apply(Map<BigDecimal, BigDecimal> side, JsonNode levels) {
    for (JsonNode level : levels) {
      BigDecimal price = new BigDecimal(level.get(0).asText());
      BigDecimal quantity = new BigDecimal(level.get(1).asText());
      if (quantity.signum() == 0) {
        side.remove(price);
      } else {
        side.put(price, quantity);
      }
    }
  }

  @Test
  void crossedAndOneSidedBooksAreSoInTheStreamsAndEnd() throws IOException {
    Listening listening = new Listening(3, BinanceVenue.SPOT, "btcusdt@bookTicker");
    listening.market.advanceTo(5_000);
    assertTrue(spread(listening) > 0);
    listening.frames.clear();
    listening.crossed = true;
    listening.market.advanceTo(10_000);
    assertTrue(listening.frames.size() > 100, "frames: " + listening.frames.size());
    for (String frame : listening.frames) {
      JsonNode top = JSON.readTree(frame).get("data");
      assertTrue(top.get("a").asDouble() < top.get("b").asDouble(), frame);
    }
    listening.crossed = false;
    listening.oneSided = true;
    listening.market.advanceTo(15_000);
    assertEquals(0, ask(listening));
    listening.oneSided = false;
    listening.market.advanceTo(20_000);
    assertTrue(spread(listening) > 0);
  }

  private static double ask(Listening listening) throws IOException {
    return top(listening).get("a").asDouble();
  }

  private static double spread(Listening listening) throws IOException {
    return ask(listening) - top(listening).get("b").asDouble();
  }

  private static JsonNode top(Listening listening) throws IOException {
    return JSON.readTree(listening.frames.get(listening.frames.size() - 1)).get("data");
  }

  @Test
  void fundingComesDueAndMarksComeEverySecond() {
    Listening listening = new Listening(5, BinanceVenue.USDM, "btcusdt@markPrice@1s");
    listening.market.advanceTo(130_000);
    assertEquals(8, listening.fundings.size());
    assertTrue(Math.abs(listening.frames.size() - 130) <= 1, "marks: " + listening.frames.size());
  }

  @Test
  void volatilityClusters() {
    PriceProcess price = new PriceProcess(new SplittableRandom(11), 100, 0.6, 0);
    double[] squares = new double[40_000];
    double before = price.price();
    for (int i = 0; i < squares.length; i++) {
      price.advance((i + 1) * 1_000_000L);
      double move = Math.log(price.price() / before);
      before = price.price();
      squares[i] = Math.min(move * move, 1e-6);
    }
    double mean = 0;
    for (double square : squares) {
      mean += square / squares.length;
    }
    double covariance = 0;
    double variance = 0;
    for (int i = 60; i < squares.length; i++) {
      covariance += (squares[i] - mean) * (squares[i - 60] - mean);
      variance += (squares[i] - mean) * (squares[i] - mean);
    }
    assertTrue(covariance / variance > 0.05, "autocorrelation: " + covariance / variance);
  }
}
