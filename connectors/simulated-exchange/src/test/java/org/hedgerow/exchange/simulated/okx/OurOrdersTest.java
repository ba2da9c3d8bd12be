package org.hedgerow.exchange.simulated.okx;

import java.math.BigDecimal;
import java.net.URI;
import org.hedgerow.exchange.simulated.OrdersContract;
import org.hedgerow.exchanges.Credentials;
import org.hedgerow.exchanges.okx.OkxOrders;
import org.hedgerow.exchanges.order.Fill;
import org.hedgerow.exchanges.order.OrderVenue;
import org.junit.jupiter.api.Test;

class OurOrdersTest extends OrdersContract {
  private static final String SWAP = "BTC-USDT-SWAP";

  @Override
  protected String key() {
    return "okx";
  }

  @Override
  protected OrderVenue connect(URI address, boolean stranger) {
    String secret = stranger ? "another" : OkxClient.SECRET;
    return new OkxOrders(
        address, new Credentials("test", OkxClient.KEY, secret, OkxClient.PASSPHRASE));
  }

  @Override
  protected String symbol() {
    return SWAP;
  }

  @Override
  protected BigDecimal bestBid() throws Exception {
    OkxClient client = new OkxClient(exchange().port("okx"));
    return new BigDecimal(
        client
            .open("market/books?instId=" + SWAP)
            .path("data")
            .path(0)
            .path("bids")
            .path(0)
            .path(0)
            .asText());
  }

  @Override
  protected int priceDecimals() {
    return 1;
  }

  /** Five hundredths of a percent of 0.01 BTC a contract, paid. */
  @Override
  protected BigDecimal fee(Fill fill) {
    return fill.quantity()
        .multiply(fill.price())
        .multiply(new BigDecimal("0.01"))
        .multiply(new BigDecimal("0.0005"));
  }

  @Override
  protected String feeCurrency() {
    return "USDT";
  }

  @Test
  void aReduceOnlyOrderClosesAndNoMore() {
    reduceOnlyClosesAndNoMore();
  }
}
