package org.hedgerow.exchange.simulated.kraken;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.net.URI;
import org.hedgerow.exchange.simulated.OrdersContract;
import org.hedgerow.exchange.simulated.RunningExchange;
import org.hedgerow.exchanges.Credentials;
import org.hedgerow.exchanges.kraken.KrakenSpotOrders;
import org.hedgerow.exchanges.order.Answer;
import org.hedgerow.exchanges.order.Fill;
import org.hedgerow.exchanges.order.OrderVenue;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.Side;
import org.junit.jupiter.api.Test;

class OurSpotOrdersTest extends OrdersContract {
  @Override
  protected String key() {
    return "kraken";
  }

  @Override
  protected OrderVenue connect(URI address, boolean stranger) {
    String secret = stranger ? "YW5vdGhlcg==" : RunningExchange.KRAKEN_SECRET;
    return new KrakenSpotOrders(address, new Credentials("test", SpotClient.KEY, secret, ""));
  }

  @Override
  protected String symbol() {
    return "BTC/USD";
  }

  @Override
  protected BigDecimal bestBid() throws Exception {
    SpotClient client = new SpotClient(exchange().port("kraken"));
    return new BigDecimal(
        client
            .open("Depth?pair=XBTUSD")
            .path("result")
            .path("XXBTZUSD")
            .path("bids")
            .path(0)
            .path(0)
            .asText());
  }

  @Override
  protected int priceDecimals() {
    return 1;
  }

  /** Forty hundredths of a percent: the recorded schedule's first tier. */
  @Override
  protected BigDecimal fee(Fill fill) {
    return fill.quantity().multiply(fill.price()).multiply(new BigDecimal("0.0040"));
  }

  @Override
  protected String feeCurrency() {
    return "USD";
  }

  /** The words leave open whether the order was judged before, so it is looked up. */
  @Override
  protected Answer.Kind late() {
    return Answer.Kind.AMBIGUOUS;
  }

  @Override
  protected Answer.Kind strangersLookUp() {
    return Answer.Kind.REJECTED;
  }

  /** The venue takes deadlines two seconds away and more; nearer ones are not sent. */
  @Override
  @Test
  protected void theVenueRefusesWhatIsLate() throws Exception {
    Order order = market("late1", Side.BUY, "1");
    assertEquals(
        Answer.Kind.DEADLINE_PASSED,
        orders().place(order, orders().venueTimeMicros() + 1_000_000).join().kind());
    exchange().faults("{\"delay_ms\": 3500}");
    assertEquals(
        late(), orders().place(order, orders().venueTimeMicros() + 2_300_000).join().kind());
    exchange().admin("DELETE", "");
    assertEquals(Answer.Kind.NOT_FOUND, orders().lookUp(order).join().kind());
    assertEquals(0, taken("late1"));
  }
}
