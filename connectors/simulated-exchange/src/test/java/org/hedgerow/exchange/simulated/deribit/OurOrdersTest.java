package org.hedgerow.exchange.simulated.deribit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.hedgerow.exchange.simulated.RunningExchange;
import org.hedgerow.exchanges.Credentials;
import org.hedgerow.exchanges.deribit.DeribitVenue;
import org.hedgerow.exchanges.order.Answer;
import org.hedgerow.exchanges.order.Fill;
import org.hedgerow.exchanges.order.OrderVenue;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.OrderStatus;
import org.hedgerow.schema.OrderType;
import org.hedgerow.schema.Side;
import org.hedgerow.schema.TimeInForce;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Our own way for orders, against a venue that it does not know to be simulated: what the gateway
 * relies on. The exchange's ledger is the judge of what was really done.
 */
@Timeout(60)
class OurOrdersTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PERPETUAL = "BTC-PERPETUAL";
  @TempDir Path directory;
  private RunningExchange exchange;
  private DeribitClient client;
  private OrderVenue orders;

  @BeforeEach
  void open() throws Exception {
    exchange =
        new RunningExchange(
            directory,
            "--venues",
            "deribit",
            "--ledger",
            directory.resolve("ledger.jsonl").toString());
    client = new DeribitClient(exchange.port("deribit"));
    orders = connect();
  }

  private OrderVenue connect() throws Exception {
    return connect(DeribitClient.SECRET);
  }

  /** As the gateway's job has it from the venue. */
  private OrderVenue connect(String secret) throws Exception {
    URI address = URI.create("http://127.0.0.1:" + exchange.port("deribit"));
    return new DeribitVenue()
        .orders(
            OurConnectionsTest.configuration(exchange.port("deribit"), "BTC-27MAR26-62000-C"),
            address,
            new Credentials("test", DeribitClient.KEY, secret));
  }

  @AfterEach
  void close() {
    orders.close();
    exchange.close();
  }

  private static Order market(String id, Side side, String quantity) {
    Order order = new Order();
    order.setSymbol(PERPETUAL);
    order.setClientOrderId(id);
    order.setSide(side);
    order.setOrderType(OrderType.MARKET);
    order.setTimeInForce(TimeInForce.IOC);
    order.setReduceOnly(false);
    order.setQuantity(Decimals.of(new BigDecimal(quantity)));
    return order;
  }

  /** Two percent away from where it would trade. */
  private Order resting(String id, TimeInForce timeInForce) throws Exception {
    Order order = market(id, Side.BUY, "5");
    order.setOrderType(OrderType.LIMIT);
    order.setTimeInForce(timeInForce);
    JsonNode book = client.open("ticker?instrument_name=" + PERPETUAL).path("result");
    BigDecimal price =
        new BigDecimal(book.path("best_bid_price").asText()).multiply(new BigDecimal("0.98"));
    order.setPrice(Decimals.of(price.setScale(0, RoundingMode.DOWN)));
    return order;
  }

  private long soon() {
    return orders.venueTimeMicros() + orders.deadlineMicros();
  }

  private Answer place(Order order) {
    return orders.place(order, soon()).join();
  }

  private Answer.OrderView lookUp(Order order) {
    Answer answer = orders.lookUp(order).join();
    assertEquals(Answer.Kind.ACCEPTED, answer.kind(), answer.toString());
    return answer.order().orElseThrow();
  }

  /** Orders of that id that the exchange's ledger has as new. */
  private long taken(String id) throws Exception {
    long count = 0;
    for (String line : Files.readAllLines(directory.resolve("ledger.jsonl"))) {
      JsonNode row = JSON.readTree(line);
      if (row.path("type").asText().equals("order")
          && row.path("execution").asText().equals("NEW")
          && row.path("clientId").asText().equals(id)) {
        count++;
      }
    }
    return count;
  }

  @Test
  void anOrderIsPlacedFilledAndFound() throws Exception {
    Order order = market("fill1", Side.SELL, "15");
    assertEquals(Answer.Kind.ACCEPTED, place(order).kind());
    Answer.OrderView view = lookUp(order);
    assertEquals(OrderStatus.FILLED, view.status());
    assertEquals(0, view.cumulativeQuantity().compareTo(new BigDecimal("15")));
    BigDecimal sum = BigDecimal.ZERO;
    BigDecimal coins = BigDecimal.ZERO;
    for (Fill fill : orders.fills(order, view).join()) {
      sum = sum.add(fill.quantity());
      // Ten dollars a contract; five hundredths of a percent of their worth in coin, paid.
      BigDecimal worth =
          fill.quantity().multiply(BigDecimal.TEN).divide(fill.price(), MathContext.DECIMAL128);
      coins = coins.add(worth);
      BigDecimal fee = worth.multiply(new BigDecimal("0.0005"));
      assertEquals(0, fee.setScale(8, RoundingMode.HALF_EVEN).compareTo(fill.fee()));
      assertEquals("BTC", fill.feeCurrency());
    }
    assertEquals(0, sum.compareTo(new BigDecimal("15")));
    assertEquals(
        0,
        new BigDecimal("150")
            .divide(coins, 6, RoundingMode.HALF_EVEN)
            .compareTo(view.averagePrice().orElseThrow().setScale(6, RoundingMode.HALF_EVEN)));
    assertEquals(1, taken("fill1"));
  }

  @Test
  void anOrderRestsAndIsCanceledOnce() throws Exception {
    Order order = resting("rest1", TimeInForce.POST_ONLY);
    assertEquals(Answer.Kind.ACCEPTED, place(order).kind());
    assertEquals(OrderStatus.ACCEPTED, lookUp(order).status());
    assertEquals(Answer.Kind.ACCEPTED, orders.cancel(order).join().kind());
    assertEquals(OrderStatus.CANCELED, lookUp(order).status());
    assertEquals(Answer.Kind.NOT_FOUND, orders.cancel(order).join().kind());
  }

  @Test
  void everyTimeInForceIsUnderstood() throws Exception {
    for (TimeInForce each : TimeInForce.values()) {
      Order order = resting(each.name().replace("_", ""), each);
      assertEquals(Answer.Kind.ACCEPTED, place(order).kind(), each.name());
      boolean rests = each == TimeInForce.GTC || each == TimeInForce.POST_ONLY;
      assertEquals(
          rests ? OrderStatus.ACCEPTED : OrderStatus.CANCELED, lookUp(order).status(), each.name());
    }
  }

  /** A late request is answered as any time-out is: only the look-up tells. */
  @Test
  void theVenueRefusesWhatIsLate() throws Exception {
    Order order = market("late1", Side.BUY, "1");
    assertEquals(
        Answer.Kind.AMBIGUOUS, orders.place(order, orders.venueTimeMicros() - 5_000).join().kind());
    assertEquals(Answer.Kind.NOT_FOUND, orders.lookUp(order).join().kind());
    exchange.faults("{\"delay_ms\": 400}");
    assertEquals(
        Answer.Kind.AMBIGUOUS,
        orders.place(order, orders.venueTimeMicros() + 150_000).join().kind());
    assertEquals(Answer.Kind.NOT_FOUND, orders.lookUp(order).join().kind());
    assertEquals(0, taken("late1"));
  }

  @Test
  void aVenueAnHourAheadIsSpokenToInItsOwnTime() throws Exception {
    exchange.faults("{\"clock_offset_ms\": 3600000}");
    // By the old clock its signature is too old: refused, and the clock is measured anew.
    Order order = market("clock1", Side.BUY, "1");
    assertEquals(Answer.Kind.REJECTED, place(order).kind());
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (orders.venueTimeMicros() < (System.currentTimeMillis() + 3_500_000) * 1_000) {
      assertTrue(System.nanoTime() < until, "the clock is as it was");
      Thread.sleep(5);
    }
    assertEquals(Answer.Kind.ACCEPTED, place(order).kind());
    assertEquals(1, taken("clock1"));
  }

  /** The venue takes a label twice; who looks it up then is told that somebody must look. */
  @Test
  void aLabelThatIsTakenTwiceIsNoDuplicateButAmbiguous() throws Exception {
    Order order = resting("twice1", TimeInForce.GTC);
    assertEquals(Answer.Kind.ACCEPTED, place(order).kind());
    assertEquals(Answer.Kind.ACCEPTED, place(order).kind());
    assertEquals(2, taken("twice1"));
    assertEquals(Answer.Kind.AMBIGUOUS, orders.lookUp(order).join().kind());
  }

  @Test
  void aLostAnswerIsAmbiguousAndTheOrderIsThere() throws Exception {
    exchange.faults("{\"cut_after_accept\": 1}");
    Order cut = market("lost1", Side.SELL, "1");
    assertEquals(Answer.Kind.AMBIGUOUS, place(cut).kind());
    assertEquals(OrderStatus.FILLED, lookUp(cut).status());
    exchange.faults("{\"garbage\": 1}");
    Order garbled = market("lost2", Side.SELL, "1");
    assertEquals(Answer.Kind.AMBIGUOUS, place(garbled).kind());
    assertEquals(OrderStatus.FILLED, lookUp(garbled).status());
    exchange.faults("{\"silent\": 1}");
    Order silent = market("lost3", Side.SELL, "1");
    assertEquals(Answer.Kind.AMBIGUOUS, place(silent).kind());
    assertEquals(OrderStatus.FILLED, lookUp(silent).status());
    for (String id : List.of("lost1", "lost2", "lost3")) {
      assertEquals(1, taken(id), id);
    }
  }

  @Test
  void whatTheVenueDidNotTakeIsNotThere() throws Exception {
    exchange.faults("{\"reject_before\": 1}");
    Order refused = market("none1", Side.SELL, "1");
    assertEquals(Answer.Kind.AMBIGUOUS, place(refused).kind());
    assertEquals(Answer.Kind.NOT_FOUND, orders.lookUp(refused).join().kind());
    assertEquals(Answer.Kind.REJECTED, place(market("none2", Side.SELL, "9000000")).kind());
    exchange.faults("{\"rate_limit\": 30}");
    assertEquals(Answer.Kind.RATE_LIMITED, place(market("none3", Side.SELL, "1")).kind());
    exchange.admin("DELETE", "");
    exchange.faults("{\"maintenance\": 30}");
    assertEquals(Answer.Kind.AMBIGUOUS, place(market("none4", Side.SELL, "1")).kind());
    exchange.admin("DELETE", "");
    for (int i = 1; i <= 4; i++) {
      assertEquals(0, taken("none" + i));
    }
  }

  @Test
  void aReduceOnlyOrderClosesAndNoMore() throws Exception {
    assertEquals(Answer.Kind.ACCEPTED, place(market("open1", Side.SELL, "2")).kind());
    Order close = market("close1", Side.BUY, "3");
    close.setReduceOnly(true);
    assertEquals(Answer.Kind.ACCEPTED, place(close).kind());
    assertEquals(0, lookUp(close).cumulativeQuantity().compareTo(new BigDecimal("2")));
    Order again = market("close2", Side.BUY, "1");
    again.setReduceOnly(true);
    assertEquals(Answer.Kind.REJECTED, place(again).kind());
  }

  @Test
  void aWrongSignatureIsNoJudgementOfAnOrder() throws Exception {
    List<Answer.Kind> kinds = new ArrayList<>();
    try (OrderVenue stranger = connect("another")) {
      Order order = market("sign1", Side.BUY, "1");
      kinds.add(stranger.place(order, soon()).join().kind());
      kinds.add(stranger.lookUp(order).join().kind());
    }
    // The venue took nothing; and a refused question says nothing of an order.
    assertEquals(List.of(Answer.Kind.REJECTED, Answer.Kind.AMBIGUOUS), kinds);
  }
}
