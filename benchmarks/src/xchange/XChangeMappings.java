import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import info.bitrich.xchangestream.binance.BinanceStreamingAdapters;
import info.bitrich.xchangestream.binance.dto.BinanceWebsocketTransaction;
import info.bitrich.xchangestream.binance.dto.BookTickerBinanceWebSocketTransaction;
import info.bitrich.xchangestream.binance.dto.DepthBinanceWebSocketTransaction;
import info.bitrich.xchangestream.binance.dto.TradeBinanceWebsocketTransaction;
import info.bitrich.xchangestream.kraken.KrakenStreamingAdapters;
import info.bitrich.xchangestream.service.netty.StreamingObjectMapperHelper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.knowm.xchange.currency.CurrencyPair;
import org.knowm.xchange.deribit.v2.DeribitAdapters;
import org.knowm.xchange.deribit.v2.dto.marketdata.DeribitTicker;
import org.knowm.xchange.dto.Order.OrderType;
import org.knowm.xchange.dto.marketdata.OrderBookUpdate;
import org.knowm.xchange.instrument.Instrument;
import org.knowm.xchange.okex.OkexAdapters;
import org.knowm.xchange.okex.dto.marketdata.OkexPublicOrder;
import org.knowm.xchange.okex.dto.marketdata.OkexTrade;

/**
 * A frame's bytes to XChange's Ticker, Trade or changes of its OrderBook, in the steps of its own streaming services:
 * text, tree by its own mapper, its objects from the tree, its adapters. Changes are not put into a book: our decoder
 * does not do it either. Loaded by XChangeRates in a class loader that has XChange and nothing of ours.
 */
public final class XChangeMappings implements Function<byte[], Object> {
  private static final Instrument PAIR = CurrencyPair.BTC_USDT;

  private final ObjectMapper mapper = StreamingObjectMapperHelper.getObjectMapper();
  private final Step step;

  private interface Step {
    Object map(JsonNode frame) throws IOException;
  }

  /** For a channel by its name. */
  public XChangeMappings(String channel) {
    switch (channel) {
      case "BINANCE_USDM_QUOTE":
        JavaType quote = binance(BookTickerBinanceWebSocketTransaction.class);
        step = frame -> this.<BookTickerBinanceWebSocketTransaction>transaction(frame, quote).getTicker().toTicker(true);
        break;
      case "BINANCE_USDM_TRADE":
        JavaType trade = binance(TradeBinanceWebsocketTransaction.class);
        step =
            frame ->
                BinanceStreamingAdapters.adaptRawTrade(
                    this.<TradeBinanceWebsocketTransaction>transaction(frame, trade).getRawTrade(), PAIR);
        break;
      case "BINANCE_USDM_DEPTH":
      case "BINANCE_SPOT_DEPTH":
        JavaType depth = binance(DepthBinanceWebSocketTransaction.class);
        step = frame -> changes(this.<DepthBinanceWebSocketTransaction>transaction(frame, depth));
        break;
      case "OKX_TRADE":
        JavaType trades = mapper.getTypeFactory().constructCollectionType(List.class, OkexTrade.class);
        step = frame -> OkexAdapters.adaptTrades(mapper.treeToValue(frame.get("data"), trades), PAIR);
        break;
      case "OKX_DEPTH":
        JavaType orders = mapper.getTypeFactory().constructCollectionType(List.class, OkexPublicOrder.class);
        step = frame -> okexChanges(frame.get("data").get(0), orders);
        break;
      case "DERIBIT_TICKER":
        step =
            frame ->
                DeribitAdapters.adaptTicker(
                    mapper.treeToValue(frame.get("params").get("data"), DeribitTicker.class));
        break;
      case "KRAKEN_SPOT_V1_BOOK":
        step = XChangeMappings::krakenChanges;
        break;
      case "KRAKEN_SPOT_V1_TICKER":
        step = frame -> KrakenStreamingAdapters.adaptTickerMessage(PAIR, (ArrayNode) frame);
        break;
      default:
        throw new IllegalArgumentException(channel);
    }
  }

  private JavaType binance(Class<?> transaction) {
    return mapper.getTypeFactory().constructParametricType(BinanceWebsocketTransaction.class, transaction);
  }

  private <T> T transaction(JsonNode frame, JavaType type) throws IOException {
    return mapper.<BinanceWebsocketTransaction<T>>readValue(mapper.treeAsTokens(frame), type).getData();
  }

  private static List<OrderBookUpdate> changes(DepthBinanceWebSocketTransaction depth) {
    List<OrderBookUpdate> changes = new ArrayList<>();
    Date time = new Date(depth.getLastUpdateId());
    for (Map.Entry<BigDecimal, BigDecimal> level : depth.getOrderBook().bids.entrySet()) {
      changes.add(new OrderBookUpdate(OrderType.BID, level.getValue(), PAIR, level.getKey(), time, level.getValue()));
    }
    for (Map.Entry<BigDecimal, BigDecimal> level : depth.getOrderBook().asks.entrySet()) {
      changes.add(new OrderBookUpdate(OrderType.ASK, level.getValue(), PAIR, level.getKey(), time, level.getValue()));
    }
    return changes;
  }

  private List<Object> okexChanges(JsonNode book, JavaType orders) throws IOException {
    List<Object> changes = new ArrayList<>();
    Date time = new Date(book.get("ts").asLong());
    List<OkexPublicOrder> asks = mapper.treeToValue(book.get("asks"), orders);
    for (OkexPublicOrder ask : asks) {
      changes.add(OkexAdapters.adaptLimitOrder(ask, PAIR, OrderType.ASK, time));
    }
    List<OkexPublicOrder> bids = mapper.treeToValue(book.get("bids"), orders);
    for (OkexPublicOrder bid : bids) {
      changes.add(OkexAdapters.adaptLimitOrder(bid, PAIR, OrderType.BID, time));
    }
    return changes;
  }

  private static List<Object> krakenChanges(JsonNode frame) {
    List<Object> changes = new ArrayList<>();
    for (JsonNode part : frame) {
      for (String side : new String[] {"a", "as"}) {
        if (part.has(side)) {
          KrakenStreamingAdapters.adaptLimitOrders(PAIR, OrderType.ASK, part.get(side)).forEachRemaining(changes::add);
        }
      }
      for (String side : new String[] {"b", "bs"}) {
        if (part.has(side)) {
          KrakenStreamingAdapters.adaptLimitOrders(PAIR, OrderType.BID, part.get(side)).forEachRemaining(changes::add);
        }
      }
    }
    return changes;
  }

  @Override
  public Object apply(byte[] frame) {
    try {
      return step.map(mapper.readTree(new String(frame, StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
