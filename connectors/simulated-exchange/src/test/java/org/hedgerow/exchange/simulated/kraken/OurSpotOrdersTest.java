package org.hedgerow.exchange.simulated.kraken;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.hedgerow.exchange.simulated.RunningExchange;
import org.hedgerow.exchanges.Credentials;
import org.hedgerow.exchanges.kraken.KrakenSpotOrders;
import org.hedgerow.exchanges.order.Answer;
import org.hedgerow.exchanges.order.Fill;
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
class OurSpotOrdersTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PAIR = "BTC/USD";
  @TempDir Path directory;
  private RunningExchange exchange;
  private SpotClient client;
  private KrakenSpotOrders orders;

  @BeforeEach
  void open() throws Exception {
    exchange =
        new RunningExchange(
            directory,
            "--venues",
            "kraken",
            "--ledger",
            directory.resolve("ledger.jsonl").toString());
    client = new SpotClient(exchange.port("kraken"));
    orders = connect();
  }

  private KrakenSpotOrders connect() {
    return new KrakenSpotOrders(
        URI.create("http://127.0.0.1:" + exchange.port("kraken")),
        new Credentials("test", SpotClient.KEY, RunningExchange.KRAKEN_SECRET, ""));
  }

  @AfterEach
  void close() {
    orders.close();
    exchange.close();
  }

  private static Order market(String id, Side side, String quantity) {
    Order order = new Order();
    order.setSymbol(PAIR);
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
    Order order = market(id, Side.BUY, "0.5");
    order.setOrderType(OrderType.LIMIT);
    order.setTimeInForce(timeInForce);
    JsonNode book = client.open("Depth?pair=XBTUSD").path("result").path("XXBTZUSD");
    BigDecimal price =
        new BigDecimal(book.path("bids").path(0).path(0).asText()).multiply(new BigDecimal("0.98"));
    order.setPrice(Decimals.of(price.setScale(1, RoundingMode.DOWN)));
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
    Order order = market("fill1", Side.SELL, "1.5");
    assertEquals(Answer.Kind.ACCEPTED, place(order).kind());
    Answer.OrderView view = lookUp(order);
    assertEquals(OrderStatus.FILLED, view.status());
    assertEquals(0, view.cumulativeQuantity().compareTo(new BigDecimal("1.5")));
    List<Fill> fills = orders.fills(order, view).join();
    BigDecimal sum = BigDecimal.ZERO;
    BigDecimal value = BigDecimal.ZERO;
    for (Fill fill : fills) {
      sum = sum.add(fill.quantity());
      value = value.add(fill.quantity().multiply(fill.price()));
      // Forty hundredths of a percent, in dollars: the recorded schedule's first tier.
      BigDecimal fee = fill.quantity().multiply(fill.price()).multiply(new BigDecimal("0.0040"));
      assertEquals(0, fee.setScale(8, RoundingMode.HALF_EVEN).compareTo(fill.fee()));
      assertEquals("USD", fill.feeCurrency());
    }
    assertEquals(0, sum.compareTo(new BigDecimal("1.5")));
    assertEquals(
        0,
        value
            .divide(sum, 8, RoundingMode.HALF_EVEN)
            .compareTo(view.averagePrice().orElseThrow().setScale(8, RoundingMode.HALF_EVEN)));
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

  @Test
  void theVenueRefusesWhatIsLate() throws Exception {
    Order order = market("late1", Side.BUY, "1");
    assertEquals(
        Answer.Kind.DEADLINE_PASSED,
        orders.place(order, orders.venueTimeMicros() + 1_000_000).join().kind());
    // With enough time left when it is sent, and none when it comes in. The words leave open
    // whether the order was judged before, so it is looked up.
    exchange.faults("{\"delay_ms\": 3500}");
    assertEquals(
        Answer.Kind.AMBIGUOUS,
        orders.place(order, orders.venueTimeMicros() + 2_300_000).join().kind());
    exchange.admin("DELETE", "");
    assertEquals(Answer.Kind.NOT_FOUND, orders.lookUp(order).join().kind());
    assertEquals(0, taken("late1"));
  }

  @Test
  void anIdThatIsOpenIsADuplicate() throws Exception {
    Order order = resting("twice1", TimeInForce.GTC);
    assertEquals(Answer.Kind.ACCEPTED, place(order).kind());
    assertEquals(Answer.Kind.DUPLICATE, place(order).kind());
    assertEquals(1, taken("twice1"));
    assertEquals(OrderStatus.ACCEPTED, lookUp(order).status());
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
    assertEquals(Answer.Kind.REJECTED, place(market("none2", Side.SELL, "1000000")).kind());
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
  void theTimerIsArmedAndDisarmed() {
    assertTrue(orders.hasDeadMansSwitch());
    for (int seconds : new int[] {5, 60, 0}) {
      assertEquals(
          Answer.Kind.ACCEPTED,
          orders.cancelAllAfter(Set.of(PAIR), Duration.ofSeconds(seconds)).join().kind());
    }
  }

  @Test
  void aWrongSignatureIsNoJudgementOfAnOrder() {
    List<Answer.Kind> kinds = new ArrayList<>();
    try (KrakenSpotOrders stranger =
        new KrakenSpotOrders(
            URI.create("http://127.0.0.1:" + exchange.port("kraken")),
            new Credentials("test", SpotClient.KEY, "YW5vdGhlcg==", ""))) {
      Order order = market("sign1", Side.BUY, "1");
      kinds.add(stranger.place(order, soon()).join().kind());
      kinds.add(stranger.lookUp(order).join().kind());
    }
    // The venue took nothing, and has judged nothing: not even that there is no such order.
    assertEquals(List.of(Answer.Kind.REJECTED, Answer.Kind.REJECTED), kinds);
  }
}
