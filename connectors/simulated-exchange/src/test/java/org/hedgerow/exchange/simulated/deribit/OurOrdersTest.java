package org.hedgerow.exchange.simulated.deribit;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.net.URI;
import java.util.List;
import org.hedgerow.exchange.simulated.OrdersContract;
import org.hedgerow.exchanges.Credentials;
import org.hedgerow.exchanges.deribit.DeribitVenue;
import org.hedgerow.exchanges.order.Answer;
import org.hedgerow.exchanges.order.Fill;
import org.hedgerow.exchanges.order.OrderVenue;
import org.junit.jupiter.api.Test;

class OurOrdersTest extends OrdersContract {
  private static final String PERPETUAL = "BTC-PERPETUAL";

  @Override
  protected String key() {
    return "deribit";
  }

  /** As the gateway's job has it from the venue. */
  @Override
  protected OrderVenue connect(URI address, boolean stranger) throws Exception {
    return new DeribitVenue()
        .orders(
            OurConnectionsTest.configuration(address.getPort(), "BTC-27MAR26-62000-C"),
            address,
            new Credentials(
                "test", DeribitClient.KEY, stranger ? "another" : DeribitClient.SECRET));
  }

  @Override
  protected String symbol() {
    return PERPETUAL;
  }

  @Override
  protected BigDecimal bestBid() throws Exception {
    DeribitClient client = new DeribitClient(exchange().port("deribit"));
    return new BigDecimal(
        client
            .open("ticker?instrument_name=" + PERPETUAL)
            .path("result")
            .path("best_bid_price")
            .asText());
  }

  @Override
  protected int priceDecimals() {
    return 0;
  }

  /** Contracts of ten dollars. */
  @Override
  protected String amount() {
    return "15";
  }

  @Override
  protected String resting() {
    return "5";
  }

  @Override
  protected String tooMuch() {
    return "9000000";
  }

  private static BigDecimal worth(Fill fill) {
    return fill.quantity().multiply(BigDecimal.TEN).divide(fill.price(), MathContext.DECIMAL128);
  }

  /** Five hundredths of a percent of their worth in coin, paid. */
  @Override
  protected BigDecimal fee(Fill fill) {
    return worth(fill).multiply(new BigDecimal("0.0005"));
  }

  @Override
  protected String feeCurrency() {
    return "BTC";
  }

  /** Dollars by coins. */
  @Override
  protected BigDecimal mean(List<Fill> fills) {
    BigDecimal dollars = BigDecimal.ZERO;
    BigDecimal coins = BigDecimal.ZERO;
    for (Fill fill : fills) {
      dollars = dollars.add(fill.quantity().multiply(BigDecimal.TEN));
      coins = coins.add(worth(fill));
    }
    return dollars.divide(coins, 10, RoundingMode.HALF_EVEN);
  }

  /** A late request is answered as any time-out is: only the look-up tells. */
  @Override
  protected Answer.Kind late() {
    return Answer.Kind.AMBIGUOUS;
  }

  /** Its signature is too old. */
  @Override
  protected Answer.Kind behind() {
    return Answer.Kind.REJECTED;
  }

  /** A label may be given to any number of orders. */
  @Override
  protected Answer.Kind repeated() {
    return Answer.Kind.ACCEPTED;
  }

  @Test
  void aReduceOnlyOrderClosesAndNoMore() {
    reduceOnlyClosesAndNoMore();
  }
}
