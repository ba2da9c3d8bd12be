package org.hedgerow.exchange.simulated.kraken;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.net.URI;
import org.hedgerow.exchange.simulated.OrdersContract;
import org.hedgerow.exchange.simulated.RunningExchange;
import org.hedgerow.exchanges.Credentials;
import org.hedgerow.exchanges.kraken.KrakenFuturesOrders;
import org.hedgerow.exchanges.order.Answer;
import org.hedgerow.exchanges.order.Fill;
import org.hedgerow.exchanges.order.OrderVenue;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.OrderCommand;
import org.hedgerow.schema.OrderStatus;
import org.hedgerow.schema.Side;
import org.hedgerow.schema.TimeInForce;
import org.junit.jupiter.api.Test;

class OurFuturesOrdersTest extends OrdersContract {
  /** For so long the venue shows an order that has ended. */
  private static final long SHOWN_MILLIS = 5_000;

  @Override
  protected String key() {
    return "kraken-futures";
  }

  @Override
  protected OrderVenue connect(URI address, boolean stranger) {
    String secret = stranger ? "YW5vdGhlcg==" : RunningExchange.KRAKEN_SECRET;
    return new KrakenFuturesOrders(address, new Credentials("test", FuturesClient.KEY, secret, ""));
  }

  @Override
  protected String symbol() {
    return "PF_XBTUSD";
  }

  @Override
  protected BigDecimal bestBid() throws Exception {
    return new BigDecimal(
        new FuturesClient(exchange().port(key()))
            .open("orderbook?symbol=PF_XBTUSD")
            .path("orderBook")
            .path("bids")
            .path(0)
            .path(0)
            .asText());
  }

  @Override
  protected int priceDecimals() {
    return 0;
  }

  /** Five hundredths of a percent: the published schedule's first tier. */
  @Override
  protected BigDecimal fee(Fill fill) {
    return fill.quantity().multiply(fill.price()).multiply(new BigDecimal("0.0005"));
  }

  @Override
  protected String feeCurrency() {
    return "USD";
  }

  @Override
  protected boolean refusesWhatCannotFill() {
    return true;
  }

  @Override
  protected Answer.Kind strangersLookUp() {
    return Answer.Kind.REJECTED;
  }

  @Test
  void aReduceOnlyOrderClosesAndNoMore() {
    reduceOnlyClosesAndNoMore();
  }

  /** What the venue no longer shows by its id is found in the account's history. */
  @Test
  void orderThatEndedAWhileAgoIsFoundInTheHistory() throws Exception {
    Order filled = market("old1", Side.SELL, "1.5");
    assertEquals(Answer.Kind.ACCEPTED, place(filled).kind());
    Order canceled = resting("old2", TimeInForce.GTC);
    assertEquals(Answer.Kind.ACCEPTED, place(canceled).kind());
    assertEquals(Answer.Kind.ACCEPTED, orders().cancel(canceled).join().kind());
    Order open = resting("old3", TimeInForce.GTC);
    assertEquals(Answer.Kind.ACCEPTED, place(open).kind());
    Thread.sleep(SHOWN_MILLIS + 200);
    Answer.OrderView view = lookUp(filled);
    assertEquals(OrderStatus.FILLED, view.status());
    assertEquals(0, view.cumulativeQuantity().compareTo(new BigDecimal("1.5")));
    assertEquals(OrderStatus.CANCELED, lookUp(canceled).status());
    assertEquals(OrderStatus.ACCEPTED, lookUp(open).status());
    // A status request does not say when its order was decided on: all that there is is read.
    filled.setCommand(OrderCommand.STATUS_REQUEST);
    assertEquals(OrderStatus.FILLED, lookUp(filled).status());
    assertEquals(
        Answer.Kind.NOT_FOUND, orders().lookUp(market("old4", Side.SELL, "1")).join().kind());
  }

  /** The history has it as refused; of a refusal that is young nothing is concluded. */
  @Test
  void orderThatWasRefusedIsNotTakenForOneThatIsThere() throws Exception {
    Order order = resting("refused1", TimeInForce.IOC);
    assertEquals(Answer.Kind.REJECTED, place(order).kind());
    assertEquals(Answer.Kind.AMBIGUOUS, orders().lookUp(order).join().kind());
    assertEquals(0, taken("refused1"));
  }
}
