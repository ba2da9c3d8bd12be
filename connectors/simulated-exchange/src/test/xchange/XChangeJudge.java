import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.knowm.xchange.Exchange;
import org.knowm.xchange.ExchangeFactory;
import org.knowm.xchange.ExchangeSpecification;
import org.knowm.xchange.binance.BinanceExchange;
import org.knowm.xchange.currency.Currency;
import org.knowm.xchange.currency.CurrencyPair;
import org.knowm.xchange.deribit.v2.DeribitExchange;
import org.knowm.xchange.derivative.FuturesContract;
import org.knowm.xchange.dto.Order.OrderType;
import org.knowm.xchange.dto.Order;
import org.knowm.xchange.dto.account.OpenPosition;
import org.knowm.xchange.dto.marketdata.OrderBook;
import org.knowm.xchange.dto.trade.LimitOrder;
import org.knowm.xchange.dto.trade.MarketOrder;
import org.knowm.xchange.dto.trade.UserTrade;
import org.knowm.xchange.instrument.Instrument;
import org.knowm.xchange.kraken.KrakenExchange;
import org.knowm.xchange.krakenfutures.KrakenFuturesExchange;
import org.knowm.xchange.luno.LunoExchange;
import org.knowm.xchange.okex.OkexExchange;
import org.knowm.xchange.service.trade.TradeService;
import org.knowm.xchange.service.trade.params.DefaultCancelOrderByInstrumentAndIdParams;
import org.knowm.xchange.service.trade.params.TradeHistoryParamCurrencyPair;
import org.knowm.xchange.service.trade.params.TradeHistoryParamInstrument;
import org.knowm.xchange.service.trade.params.TradeHistoryParams;
import org.knowm.xchange.service.trade.params.TradeHistoryParamsTimeSpan;
import org.knowm.xchange.service.trade.params.orders.DefaultQueryOrderParamInstrument;
import org.knowm.xchange.service.trade.params.orders.OpenOrdersParamCurrencyPair;
import org.knowm.xchange.service.trade.params.orders.OpenOrdersParamInstrument;
import org.knowm.xchange.service.trade.params.orders.OpenOrdersParams;

/**
 * What XChange makes of the exchange, with nothing but its addresses changed: it was written by
 * others, for the venues themselves. What it cannot ask for is left out here and listed in {@code
 * docs/venues.md}.
 */
final class XChangeJudge {
  private static final Map<String, Integer> PORTS = new HashMap<>();

  private XChangeJudge() {}

  private interface Judgement {
    void run() throws Exception;
  }

  /** Each venue by itself; the exit code says whether all went well. */
  public static void main(String[] arguments) {
    Matcher ports =
        Pattern.compile("\"([a-z-]+)\":(\\d+)").matcher(System.getenv("EXCHANGE_PORTS"));
    while (ports.find()) {
      PORTS.put(ports.group(1), Integer.parseInt(ports.group(2)));
    }
    Map<String, Judgement> venues = new LinkedHashMap<>();
    venues.put("binance spot", XChangeJudge::binanceSpot);
    venues.put("deribit", XChangeJudge::deribit);
    venues.put("kraken spot", XChangeJudge::krakenSpot);
    venues.put("kraken futures", XChangeJudge::krakenFutures);
    venues.put("luno", XChangeJudge::luno);
    venues.put("okx", XChangeJudge::okx);
    int[] wrong = new int[1];
    venues.forEach(
        (name, judgement) -> {
          try {
            judgement.run();
            System.out.println(name + ": ok");
          } catch (Exception | AssertionError | LinkageError failure) {
            wrong[0]++;
            System.out.println(name + ": " + failure);
            failure.printStackTrace();
          }
        });
    System.exit(wrong[0] == 0 ? 0 : 1);
  }

  private static void assertTrue(boolean holds, String... about) {
    if (!holds) {
      throw new AssertionError(String.join(" ", about));
    }
  }

  private static void assertFalse(boolean holds) {
    assertTrue(!holds);
  }

  private static void assertEquals(Object expected, Object actual, String... about) {
    assertTrue(
        expected.equals(actual),
        "expected " + expected + ", was " + actual,
        String.join(" ", about));
  }

  /** A client and what it is to trade. */
  private static final class Judge {
    final Exchange exchange;
    final TradeService trade;
    final Instrument instrument;
    final BigDecimal amount;
    final int priceDecimals;

    Judge(Exchange exchange, Instrument instrument, String amount, int priceDecimals) {
      this.exchange = exchange;
      this.trade = exchange.getTradeService();
      this.instrument = instrument;
      this.amount = new BigDecimal(amount);
      this.priceDecimals = priceDecimals;
    }

    /** Instruments, book and balances; gives a price at which nothing trades. */
    @SuppressWarnings("deprecation") // Some of its clients have no other call for a book.
    BigDecimal market(String asset, boolean listed) throws Exception {
      if (listed) {
        List<Instrument> instruments = exchange.getExchangeInstruments();
        assertTrue(instruments.contains(instrument), instruments.toString());
      }
      OrderBook book =
          instrument instanceof CurrencyPair pair
              ? exchange.getMarketDataService().getOrderBook(pair)
              : exchange.getMarketDataService().getOrderBook(instrument);
      assertTrue(book.getBids().size() > 5 && book.getAsks().size() > 5, book.toString());
      BigDecimal bid = book.getBids().get(0).getLimitPrice();
      assertTrue(bid.compareTo(book.getAsks().get(0).getLimitPrice()) < 0);
      balance(asset);
      return bid.multiply(new BigDecimal("0.98")).setScale(priceDecimals, RoundingMode.DOWN);
    }

    void balance(String asset) throws Exception {
      BigDecimal total =
          exchange.getAccountService().getAccountInfo().getWallets().values().stream()
              .map(wallet -> wallet.getBalance(new Currency(asset)).getTotal())
              .reduce(BigDecimal.ZERO, BigDecimal::add);
      assertTrue(total.signum() > 0, asset);
    }

    String place(BigDecimal price) throws Exception {
      return trade.placeLimitOrder(
          new LimitOrder.Builder(OrderType.BID, instrument)
              .originalAmount(amount)
              .limitPrice(price)
              .userReference("X" + System.nanoTime())
              .build());
    }

    boolean isOpen(String id) throws Exception {
      OpenOrdersParams params = trade.createOpenOrdersParams();
      if (params instanceof OpenOrdersParamCurrencyPair wanted
          && instrument instanceof CurrencyPair pair) {
        wanted.setCurrencyPair(pair);
      } else if (params instanceof OpenOrdersParamInstrument wanted) {
        wanted.setInstrument(instrument);
      }
      return has(
          params == null
              ? trade.getOpenOrders().getOpenOrders()
              : trade.getOpenOrders(params).getOpenOrders(),
          id);
    }

    static boolean has(List<LimitOrder> orders, String id) {
      return orders.stream().anyMatch(order -> order.getId().equals(id));
    }

    Order.OrderStatus status(String id) throws Exception {
      Collection<Order> found =
          trade.getOrder(new DefaultQueryOrderParamInstrument(instrument, id));
      assertEquals(1, found.size(), found.toString());
      return found.iterator().next().getStatus();
    }

    void cancelByInstrument(String id) throws Exception {
      assertTrue(trade.cancelOrder(new DefaultCancelOrderByInstrumentAndIdParams(instrument, id)));
    }

    /** Sells at market. */
    String sell() throws Exception {
      return trade.placeMarketOrder(
          new MarketOrder.Builder(OrderType.ASK, instrument).originalAmount(amount).build());
    }

    /** The trades of that order are all there. */
    void filled(String id) throws Exception {
      TradeHistoryParams params = trade.createTradeHistoryParams();
      if (params instanceof TradeHistoryParamCurrencyPair wanted
          && instrument instanceof CurrencyPair pair) {
        wanted.setCurrencyPair(pair);
      } else if (params instanceof TradeHistoryParamInstrument wanted) {
        wanted.setInstrument(instrument);
      }
      if (params instanceof TradeHistoryParamsTimeSpan span) {
        span.setStartTime(Date.from(Instant.now().minusSeconds(60)));
      }
      BigDecimal sum = BigDecimal.ZERO;
      for (UserTrade fill : trade.getTradeHistory(params).getUserTrades()) {
        if (fill.getOrderId().equals(id)) {
          assertEquals(OrderType.ASK, fill.getType());
          sum = sum.add(fill.getOriginalAmount());
        }
      }
      assertEquals(0, sum.compareTo(amount), sum.toPlainString());
    }

    void isShort() throws Exception {
      List<OpenPosition> positions = trade.getOpenPositions().getOpenPositions();
      assertTrue(
          positions.stream().anyMatch(one -> one.getInstrument().equals(instrument)),
          positions.toString());
    }

    void refusesTooMuch(BigDecimal price) {
      try {
        trade.placeLimitOrder(
            new LimitOrder.Builder(OrderType.BID, instrument)
                .originalAmount(amount.movePointRight(8))
                .limitPrice(price)
                .build());
      } catch (Exception refused) {
        return;
      }
      throw new AssertionError("more than there is was not refused");
    }
  }

  private static Exchange client(
      Class<? extends Exchange> type, String key, String secret, Map<String, Object> more)
      throws Exception {
    ExchangeSpecification specification =
        type.getDeclaredConstructor().newInstance().getDefaultExchangeSpecification();
    String path = type == KrakenFuturesExchange.class ? "/derivatives" : "";
    specification.setSslUri("http://127.0.0.1:" + PORTS.get(key) + path);
    specification.setApiKey(System.getenv("EXCHANGE_KEY"));
    specification.setSecretKey(secret);
    more.forEach(specification::setExchangeSpecificParametersItem);
    // With Binance's lists it asks for what concerns withdrawals.
    specification.setShouldLoadRemoteMetaData(type != BinanceExchange.class);
    if (type == DeribitExchange.class) {
      // Its own file has fields that its core does not know.
      Path file = Files.createTempFile("metadata", ".json");
      file.toFile().deleteOnExit();
      Files.writeString(
          file,
          "{\"currency_pairs\":{},\"currencies\":{},\"public_rate_limits\":[],"
              + "\"private_rate_limits\":[],\"share_rate_limits\":true}");
      specification.setMetaDataJsonFileOverride(file.toString());
    }
    return ExchangeFactory.INSTANCE.createExchange(specification);
  }

  private static String secret() {
    return System.getenv("EXCHANGE_SECRET");
  }

  /** It knows four pairs, none of them with a dollar, and no look-up. */
  private static void luno() throws Exception {
    Judge luno =
        new Judge(
            client(LunoExchange.class, "luno", secret(), Map.of()),
            new CurrencyPair("BTC", "USDT"),
            "0.01",
            2);
    BigDecimal price = luno.market("USDT", false);
    String id = luno.place(price);
    assertTrue(luno.isOpen(id));
    assertTrue(luno.trade.cancelOrder(id));
    assertFalse(luno.isOpen(id));
    luno.filled(luno.sell());
    luno.refusesTooMuch(price);
  }

  /** Its look-up asks for an answer of another kind than the venue gives any. */
  private static void krakenFutures() throws Exception {
    Judge kraken =
        new Judge(
            client(
                KrakenFuturesExchange.class,
                "kraken-futures",
                System.getenv("EXCHANGE_KRAKEN_SECRET"),
                Map.of()),
            new FuturesContract("BTC/USD/PERP"),
            "0.01",
            0);
    BigDecimal price = kraken.market("USD", true);
    String id = kraken.place(price);
    assertTrue(Judge.has(kraken.trade.getOpenOrders().getOpenOrders(), id));
    assertTrue(kraken.trade.cancelOrder(id));
    assertFalse(Judge.has(kraken.trade.getOpenOrders().getOpenOrders(), id));
    kraken.filled(kraken.sell());
    kraken.isShort();
    kraken.refusesTooMuch(price);
  }

  private static void krakenSpot() throws Exception {
    Judge kraken =
        new Judge(
            client(KrakenExchange.class, "kraken", System.getenv("EXCHANGE_KRAKEN_SECRET"), Map.of()),
            new CurrencyPair("BTC", "USD"),
            "0.01",
            1);
    BigDecimal price = kraken.market("BTC", true);
    String id = kraken.place(price);
    assertTrue(kraken.isOpen(id));
    assertEquals(Order.OrderStatus.NEW, kraken.status(id));
    assertTrue(kraken.trade.cancelOrder(id));
    assertEquals(Order.OrderStatus.CANCELED, kraken.status(id));
    kraken.filled(kraken.sell());
    kraken.refusesTooMuch(price);
  }

  /** Spot books and lists of fills are not asked for by it. */
  private static void okx() throws Exception {
    Map<String, Object> more = new HashMap<>();
    more.put(OkexExchange.PARAM_PASSPHRASE, System.getenv("EXCHANGE_PASSPHRASE"));
    more.put(OkexExchange.PARAM_SIMULATED, "0");
    Judge okx =
        new Judge(
            client(OkexExchange.class, "okx", secret(), more),
            new FuturesContract("BTC/USDT/SWAP"),
            "1",
            1);
    BigDecimal price = okx.market("USDT", true);
    String id = okx.place(price);
    assertTrue(Judge.has(okx.trade.getOpenOrders().getOpenOrders(), id));
    assertEquals(Order.OrderStatus.OPEN, okx.status(id));
    okx.cancelByInstrument(id);
    assertEquals(Order.OrderStatus.CANCELED, okx.status(id));
    // Of a market order, which has no price, its look-up makes nothing.
    okx.sell();
    okx.isShort();
    okx.refusesTooMuch(price);
  }

  /** Its look-up by id calls itself without an end. */
  private static void deribit() throws Exception {
    Judge deribit =
        new Judge(
            client(DeribitExchange.class, "deribit", secret(), Map.of()),
            new FuturesContract("BTC/USD/PERPETUAL"),
            "100",
            0);
    BigDecimal price = deribit.market("BTC", true);
    String id = deribit.place(price);
    assertTrue(deribit.isOpen(id));
    assertTrue(deribit.trade.cancelOrder(id));
    assertFalse(deribit.isOpen(id));
    deribit.filled(deribit.sell());
    deribit.isShort();
    deribit.refusesTooMuch(price);
  }

  /** The futures' addresses are constants in it. */
  private static void binanceSpot() throws Exception {
    Judge binance =
        new Judge(
            client(BinanceExchange.class, "spot", secret(), Map.of()),
            new CurrencyPair("BTC", "USDT"),
            "0.01",
            2);
    BigDecimal price = binance.market("BTC", false);
    String id = binance.place(price);
    assertTrue(binance.isOpen(id));
    assertEquals(Order.OrderStatus.NEW, binance.status(id));
    binance.cancelByInstrument(id);
    assertEquals(Order.OrderStatus.CANCELED, binance.status(id));
    binance.filled(binance.sell());
    binance.refusesTooMuch(price);
  }
}
