package org.hedgerow.exchange.simulated.luno;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URI;
import org.hedgerow.exchange.simulated.OrdersContract;
import org.hedgerow.exchanges.Credentials;
import org.hedgerow.exchanges.luno.LunoVenue;
import org.hedgerow.exchanges.order.Answer;
import org.hedgerow.exchanges.order.Fill;
import org.hedgerow.exchanges.order.OrderVenue;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.OrderStatus;
import org.hedgerow.schema.Side;
import org.hedgerow.schema.TimeInForce;
import org.junit.jupiter.api.Test;

class OurOrdersTest extends OrdersContract {
  @Override
  protected String key() {
    return "luno";
  }

  /** As the gateway's job has it from the venue. */
  @Override
  protected OrderVenue connect(URI address, boolean stranger) throws Exception {
    return new LunoVenue()
        .orders(
            OurConnectionsTest.luno(address.getPort()),
            address,
            new Credentials("test", LunoClient.KEY, stranger ? "another" : LunoClient.SECRET));
  }

  @Override
  protected String symbol() {
    return "XBTUSDT";
  }

  @Override
  protected BigDecimal bestBid() throws Exception {
    return new BigDecimal(
        new LunoClient(exchange().port("luno"))
            .open("/api/1/ticker?pair=XBTUSDT")
            .body()
            .path("bid")
            .asText());
  }

  @Override
  protected int priceDecimals() {
    return 2;
  }

  @Override
  protected String tooMuch() {
    return "500";
  }

  /** A tenth of a percent of what a sale brings, in the counter currency. */
  @Override
  protected BigDecimal fee(Fill fill) {
    return fill.quantity().multiply(fill.price()).multiply(new BigDecimal("0.001"));
  }

  @Override
  protected String feeCurrency() {
    return "USDT";
  }

  /** The code says that some deadline passed, not that nothing was done. */
  @Override
  protected Answer.Kind late() {
    return Answer.Kind.AMBIGUOUS;
  }

  /** The venue's clock is known from the date of its answers, a whole second. */
  @Override
  protected int margin() {
    return 1_100;
  }

  @Override
  protected Answer.Kind strangersLookUp() {
    return Answer.Kind.REJECTED;
  }

  /** Documented: unique among all orders of the account. */
  @Test
  void anIdIsADuplicateForEver() throws Exception {
    Order order = resting("ever1", TimeInForce.GTC);
    assertEquals(Answer.Kind.ACCEPTED, place(order).kind());
    assertEquals(Answer.Kind.ACCEPTED, orders().cancel(order).join().kind());
    assertEquals(Answer.Kind.DUPLICATE, place(order).kind());
    assertEquals(1, taken("ever1"));
    assertEquals(OrderStatus.CANCELED, lookUp(order).status());
  }

  @Test
  void whatABoughtCoinCostsIsPaidInCoin() throws Exception {
    Order order = resting("buy1", TimeInForce.IOC);
    order.setSide(Side.BUY);
    BigDecimal price = bestBid().multiply(new BigDecimal("1.01"));
    order.setPrice(Decimals.of(price.setScale(2, RoundingMode.UP)));
    assertEquals(Answer.Kind.ACCEPTED, place(order).kind());
    Answer.OrderView view = lookUp(order);
    assertEquals(OrderStatus.FILLED, view.status());
    for (Fill fill : orders().fills(order, view).join()) {
      assertEquals("BTC", fill.feeCurrency());
      assertEquals(
          0,
          fill.quantity()
              .multiply(new BigDecimal("0.001"))
              .setScale(8, RoundingMode.HALF_EVEN)
              .compareTo(fill.fee()));
    }
  }
}
