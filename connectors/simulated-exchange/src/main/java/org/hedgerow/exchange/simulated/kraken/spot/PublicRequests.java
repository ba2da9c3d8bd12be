package org.hedgerow.exchange.simulated.kraken.spot;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.hedgerow.exchange.simulated.dialect.Form;
import org.hedgerow.exchange.simulated.dialect.Reply;
import org.hedgerow.exchange.simulated.fault.SkewedClock;
import org.hedgerow.exchange.simulated.kraken.KrakenText;
import org.hedgerow.exchange.simulated.matching.Fixed;
import org.hedgerow.exchange.simulated.matching.Instrument;
import org.hedgerow.exchange.simulated.matching.Levels;
import org.hedgerow.exchange.simulated.matching.Market;
import org.hedgerow.exchange.simulated.matching.Side;

/** The questions that need no key. */
final class PublicRequests {
  private static final Set<String> CALLS =
      Set.of("Time", "SystemStatus", "Assets", "AssetPairs", "Ticker", "Depth", "Trades");
  private static final int COST_DECIMALS = 5;
  private static final int LARGEST_COUNT = 1_000;
  private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000L);
  private static final DateTimeFormatter RFC_1123 =
      DateTimeFormatter.ofPattern("EEE, dd MMM yy HH:mm:ss Z", Locale.US).withZone(ZoneOffset.UTC);

  private final Map<String, Market> markets;
  private final Map<String, Market> named;
  private final SpotFeed feed;
  private final SkewedClock clock;

  PublicRequests(
      Map<String, Market> markets, Map<String, Market> named, SpotFeed feed, SkewedClock clock) {
    this.markets = markets;
    this.named = named;
    this.feed = feed;
    this.clock = clock;
  }

  boolean handles(String call) {
    return CALLS.contains(call);
  }

  Reply answer(String call, Form query) throws RefusedException {
    ObjectNode result = KrakenText.object();
    switch (call) {
      case "Time" -> {
        Instant now = Instant.ofEpochMilli(clock.millis());
        result.put("unixtime", now.getEpochSecond()).put("rfc1123", RFC_1123.format(now));
      }
      case "SystemStatus" ->
          result
              .put("status", "online")
              .put("timestamp", Instant.ofEpochSecond(clock.millis() / 1_000).toString());
      case "Assets" -> assets(result);
      case "AssetPairs" -> {
        for (Market market : chosen(query)) {
          result.set(SpotListing.key(market.instrument), pair(market.instrument));
        }
      }
      case "Ticker" -> {
        for (Market market : chosen(query)) {
          result.set(SpotListing.key(market.instrument), ticker(feed.state(market)));
        }
      }
      case "Depth" -> {
        Market market = one(query);
        int most = number(query, "count", 100);
        ObjectNode book = result.putObject(SpotListing.key(market.instrument));
        levels(book.putArray("asks"), market, Side.SELL, most);
        levels(book.putArray("bids"), market, Side.BUY, most);
      }
      default -> trades(query, result);
    }
    return Answers.ok(result);
  }

  private static int number(Form query, String name, int otherwise) throws RefusedException {
    String text = query.get(name);
    if (text == null) {
      return otherwise;
    }
    // Client libraries ask for as many as a long can say.
    if (!text.matches("\\d{1,19}")) {
      throw RefusedException.argument(name);
    }
    return new BigInteger(text).min(BigInteger.valueOf(LARGEST_COUNT)).intValue();
  }

  private Market one(Form query) throws RefusedException {
    Market market = named.get(query.get("pair", ""));
    if (market == null) {
      throw new RefusedException("EQuery:Unknown asset pair");
    }
    return market;
  }

  /** The pairs that a question names, or all. */
  private Collection<Market> chosen(Form query) throws RefusedException {
    String names = query.get("pair");
    if (names == null) {
      return markets.values();
    }
    Set<Market> chosen = new LinkedHashSet<>();
    for (String name : names.split(",")) {
      Market market = named.get(name);
      if (market == null) {
        throw new RefusedException("EQuery:Unknown asset pair");
      }
      chosen.add(market);
    }
    return chosen;
  }

  private void assets(ObjectNode result) {
    for (Market market : markets.values()) {
      Instrument pair = market.instrument;
      for (String asset : List.of(pair.base(), pair.quote())) {
        boolean money = asset.startsWith("USD");
        result
            .putObject(SpotListing.assetKey(asset))
            .put("aclass", "currency")
            .put("altname", SpotListing.assetName(asset))
            .put("decimals", money ? 4 : 10)
            .put("display_decimals", money ? 2 : 5)
            .put("status", "enabled");
      }
    }
  }

  private static ObjectNode pair(Instrument pair) {
    ObjectNode row = KrakenText.object();
    row.put("altname", SpotListing.shortName(pair));
    row.put("wsname", SpotListing.firstVersionName(pair));
    row.put("aclass_base", "currency").put("base", SpotListing.assetKey(pair.base()));
    row.put("aclass_quote", "currency").put("quote", SpotListing.assetKey(pair.quote()));
    row.put("lot", "unit").put("cost_decimals", COST_DECIMALS);
    row.put("pair_decimals", pair.priceDecimals()).put("lot_decimals", pair.quantityDecimals());
    row.put("lot_multiplier", 1);
    row.putArray("leverage_buy");
    row.putArray("leverage_sell");
    fees(row.putArray("fees"), SpotVenue.TAKER);
    fees(row.putArray("fees_maker"), SpotVenue.MAKER);
    row.put("fee_volume_currency", "ZUSD").put("margin_call", 80).put("margin_stop", 40);
    row.put("ordermin", KrakenText.plain(fixed(pair.minimum())));
    row.put("costmin", KrakenText.plain(pair.minNotional()));
    row.put("tick_size", KrakenText.plain(fixed(pair.tick())));
    row.put("status", "online");
    return row.put("long_position_limit", 0).put("short_position_limit", 0);
  }

  private static BigDecimal fixed(long value) {
    return Fixed.decimal(value);
  }

  /** One tier: volume and percent. */
  private static void fees(ArrayNode out, BigDecimal rate) {
    out.addArray().add(0).add(rate.movePointRight(2).stripTrailingZeros());
  }

  private static ObjectNode ticker(MarketState state) {
    Market market = state.market;
    Instrument pair = market.instrument;
    ObjectNode row = KrakenText.object();
    best(row.putArray("a"), market, Side.SELL);
    best(row.putArray("b"), market, Side.BUY);
    row.putArray("c").add(pair.priceText(state.last)).add(pair.quantityText(state.lastQuantity));
    row.putArray("v").add(state.volume()).add(state.volume());
    row.putArray("p").add(state.meanPrice()).add(state.meanPrice());
    row.putArray("t").add(state.count).add(state.count);
    row.putArray("l").add(pair.priceText(state.low)).add(pair.priceText(state.low));
    row.putArray("h").add(pair.priceText(state.high)).add(pair.priceText(state.high));
    return row.put("o", pair.priceText(state.open));
  }

  /** Price, whole lots, quantity. */
  private static void best(ArrayNode out, Market market, Side side) {
    String quantity = market.instrument.quantityText(market.book.bestQuantity(side));
    out.add(market.instrument.priceText(market.book.best(side)));
    out.add(quantity.substring(0, quantity.indexOf('.'))).add(quantity);
  }

  private void levels(ArrayNode out, Market market, Side side, int most) {
    Levels levels = market.book.levels(side);
    for (int rank = 0; rank < Math.min(most, levels.size()); rank++) {
      out.addArray()
          .add(market.instrument.priceText(levels.price(rank)))
          .add(market.instrument.quantityText(levels.quantity(rank)))
          .add(clock.millis() / 1_000);
    }
  }

  /** Oldest first; {@code since} is in nanoseconds, or seconds where it is small. */
  private void trades(Form query, ObjectNode result) throws RefusedException {
    Market market = one(query);
    Instrument pair = market.instrument;
    String since = query.get("since", "0");
    if (!since.matches("\\d{1,19}(\\.\\d+)?")) {
      throw RefusedException.argument("since");
    }
    BigDecimal after = new BigDecimal(since);
    BigDecimal nanos = after.compareTo(NANOS.pow(2)) < 0 ? after.multiply(NANOS) : after;
    List<MarketState.Trade> newer = new ArrayList<>();
    for (MarketState.Trade trade : feed.state(market).recent) {
      if (BigDecimal.valueOf(trade.millis()).movePointRight(6).compareTo(nanos) > 0) {
        newer.add(trade);
      }
    }
    Collections.reverse(newer);
    int most = Math.min(MarketState.TRADES, number(query, "count", MarketState.TRADES));
    // Of the newest where no beginning is given, else from there on.
    int from = query.get("since") == null ? Math.max(0, newer.size() - most) : 0;
    List<MarketState.Trade> told = newer.subList(from, Math.min(newer.size(), from + most));
    ArrayNode rows = result.putArray(SpotListing.key(pair));
    for (MarketState.Trade trade : told) {
      ArrayNode row = rows.addArray();
      row.add(pair.priceText(trade.price())).add(pair.quantityText(trade.quantity()));
      row.addRawValue(new RawValue(KrakenText.seconds(trade.millis())));
      row.add(trade.sale() ? "s" : "b").add("m").add("").add(trade.id());
    }
    long last = told.isEmpty() ? 0 : told.get(told.size() - 1).millis() * 1_000_000;
    result.put("last", Long.toString(last));
  }
}
