package org.hedgerow.exchange.simulated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URI;
import java.nio.file.Path;
import org.hedgerow.exchanges.Credentials;
import org.hedgerow.exchanges.binance.BinanceMarket;
import org.hedgerow.exchanges.binance.BinanceOrders;
import org.hedgerow.exchanges.order.Answer;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.OrderStatus;
import org.hedgerow.schema.OrderType;
import org.hedgerow.schema.Side;
import org.hedgerow.schema.TimeInForce;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Our amends at Binance's futures, against an exchange that we do not know to be simulated. */
@Timeout(60)
class BinanceAmendTest {
  @TempDir Path directory;

  private static BinanceOrders orders(RunningExchange exchange, BinanceMarket market, String key) {
    return new BinanceOrders(
        market,
        URI.create("http://127.0.0.1:" + exchange.port(key)),
        new Credentials("test", Client.KEY, Client.SECRET));
  }

  private static Order order(String symbol, String quantity, BigDecimal price) {
    Order order = new Order();
    order.setSymbol(symbol);
    order.setClientOrderId("amend1");
    order.setSide(Side.BUY);
    order.setOrderType(OrderType.LIMIT);
    order.setTimeInForce(TimeInForce.POST_ONLY);
    order.setReduceOnly(false);
    order.setQuantity(Decimals.parse(quantity));
    order.setPrice(Decimals.of(price));
    return order;
  }

  private static Answer.OrderView lookUp(BinanceOrders orders, Order order) {
    Answer answer = orders.lookUp(order).join();
    assertEquals(Answer.Kind.ACCEPTED, answer.kind(), answer.toString());
    return answer.order().orElseThrow();
  }

  private static BigDecimal price(BinanceOrders orders, Order order) {
    return lookUp(orders, order).price().orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({"USD_M,usdm,/fapi/v1,BTCUSDT,0.01", "COIN_M,coinm,/dapi/v1,BTCUSD_PERP,1"})
  void anAmendMovesThePriceAlone(
      BinanceMarket market, String key, String path, String symbol, String quantity)
      throws Exception {
    try (RunningExchange exchange = new RunningExchange(directory)) {
      BinanceOrders orders = orders(exchange, market, key);
      BigDecimal ask = ask(exchange.client(key), path, symbol);
      BigDecimal first = ask.multiply(new BigDecimal("0.98")).setScale(1, RoundingMode.DOWN);
      BigDecimal second = ask.multiply(new BigDecimal("0.985")).setScale(1, RoundingMode.DOWN);
      long deadline = orders.venueTimeMicros() + orders.deadlineMicros();
      Order order = order(symbol, quantity, first);
      assertEquals(Answer.Kind.ACCEPTED, orders.place(order, deadline).join().kind());
      order.setPrice(Decimals.of(second));
      Answer late = orders.amend(order, orders.venueTimeMicros() - 150_000).join();
      assertEquals(Answer.Kind.DEADLINE_PASSED, late.kind());
      assertEquals(0, price(orders, order).compareTo(first), "late, and done");
      Answer amended = orders.amend(order, deadline).join();
      assertEquals(Answer.Kind.ACCEPTED, amended.kind(), amended.toString());
      assertEquals(0, amended.order().orElseThrow().price().orElseThrow().compareTo(second));
      assertEquals(0, price(orders, order).compareTo(second));
      assertEquals(OrderStatus.ACCEPTED, lookUp(orders, order).status());
      // Where it would take it is canceled, and takes nothing.
      BigDecimal through = ask.multiply(new BigDecimal("1.01")).setScale(1, RoundingMode.DOWN);
      order.setPrice(Decimals.of(through));
      Answer ended = orders.amend(order, deadline).join();
      assertEquals(OrderStatus.CANCELED, ended.order().orElseThrow().status());
      assertEquals(OrderStatus.CANCELED, lookUp(orders, order).status());
      assertEquals(0, lookUp(orders, order).cumulativeQuantity().signum());
    }
  }

  private static BigDecimal ask(Client client, String path, String symbol) throws Exception {
    var body = client.open(path + "/ticker/bookTicker?symbol=" + symbol).body();
    return new BigDecimal((body.isArray() ? body.get(0) : body).path("askPrice").asText());
  }

  @Test
  void theSpotMarketIsNotAskedTo() throws Exception {
    try (RunningExchange exchange = new RunningExchange(directory)) {
      BinanceOrders orders = orders(exchange, BinanceMarket.SPOT, "spot");
      assertEquals(false, orders.amends());
      assertThrows(
          UnsupportedOperationException.class,
          () -> orders.amend(order("BTCUSDT", "0.01", BigDecimal.ONE), 0));
    }
  }
}
