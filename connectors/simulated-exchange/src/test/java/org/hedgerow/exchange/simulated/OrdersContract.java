package org.hedgerow.exchange.simulated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
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
import java.util.concurrent.TimeUnit;
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
 * What the gateway relies on at every venue: our own way for orders, against one that it does not
 * know to be simulated. The exchange's ledger is the judge of what was really done.
 */
@Timeout(60)
public abstract class OrdersContract {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path directory;
  private RunningExchange exchange;
  private OrderVenue orders;

  /** The venue's key in the simulated exchange. */
  protected abstract String key();

  /**
   * Our way for orders.
   *
   * @param stranger whether with a secret that is not the account's
   */
  protected abstract OrderVenue connect(URI address, boolean stranger) throws Exception;

  protected abstract String symbol();

  /** As a client that is not ours sees it. */
  protected abstract BigDecimal bestBid() throws Exception;

  /** Decimals of a price that the venue takes; all ticks here are powers of ten or above one. */
  protected abstract int priceDecimals();

  /** How much to trade at market: one of it is enough for the other tests. */
  protected String amount() {
    return "1.5";
  }

  /** How much to leave in the book. */
  protected String resting() {
    return "0.5";
  }

  /** More than the account can trade. */
  protected String tooMuch() {
    return "1000000";
  }

  /** What a fill must have cost, by the venue's published fees. */
  protected abstract BigDecimal fee(Fill fill);

  protected abstract String feeCurrency();

  /** The mean price of fills, as the venue counts it. */
  protected BigDecimal mean(List<Fill> fills) {
    BigDecimal sum = BigDecimal.ZERO;
    BigDecimal value = BigDecimal.ZERO;
    for (Fill fill : fills) {
      sum = sum.add(fill.quantity());
      value = value.add(fill.quantity().multiply(fill.price()));
    }
    return value.divide(sum, 10, RoundingMode.HALF_EVEN);
  }

  /** Whether an order that cannot fill at once is refused, and not taken and canceled. */
  protected boolean refusesWhatCannotFill() {
    return false;
  }

  /** What is said of an order that was late. */
  protected Answer.Kind late() {
    return Answer.Kind.DEADLINE_PASSED;
  }

  /** What is said of an order by a clock that is an hour behind the venue's. */
  protected Answer.Kind behind() {
    return late();
  }

  /** By how many milliseconds deadlines are missed here: more than our clock may be wrong. */
  protected int margin() {
    return 150;
  }

  /** What is said of an id that is open already. */
  protected Answer.Kind repeated() {
    return Answer.Kind.DUPLICATE;
  }

  /** What a stranger's look-up is answered with. */
  protected Answer.Kind strangersLookUp() {
    return Answer.Kind.AMBIGUOUS;
  }

  @BeforeEach
  final void open() throws Exception {
    exchange =
        new RunningExchange(
            directory, "--venues", key(), "--ledger", directory.resolve("ledger.jsonl").toString());
    orders = connect(address(), false);
  }

  private URI address() {
    return URI.create("http://127.0.0.1:" + exchange.port(key()));
  }

  @AfterEach
  final void close() {
    orders.close();
    exchange.close();
  }

  protected final RunningExchange exchange() {
    return exchange;
  }

  protected final OrderVenue orders() {
    return orders;
  }

  protected final Order market(String id, Side side, String quantity) {
    Order order = new Order();
    order.setSymbol(symbol());
    order.setClientOrderId(id);
    order.setSide(side);
    order.setOrderType(OrderType.MARKET);
    order.setTimeInForce(TimeInForce.IOC);
    order.setReduceOnly(false);
    order.setQuantity(Decimals.of(new BigDecimal(quantity)));
    order.setDecisionTimeMicros(System.currentTimeMillis() * 1_000);
    return order;
  }

  /** Two percent away from where it would trade. */
  protected final Order resting(String id, TimeInForce timeInForce) throws Exception {
    Order order = market(id, Side.BUY, resting());
    order.setOrderType(OrderType.LIMIT);
    order.setTimeInForce(timeInForce);
    BigDecimal price = bestBid().multiply(new BigDecimal("0.98"));
    order.setPrice(Decimals.of(price.setScale(priceDecimals(), RoundingMode.DOWN)));
    return order;
  }

  protected final Answer place(Order order) {
    return orders.place(order, orders.venueTimeMicros() + orders.deadlineMicros()).join();
  }

  protected final Answer.OrderView lookUp(Order order) {
    Answer answer = orders.lookUp(order).join();
    assertEquals(Answer.Kind.ACCEPTED, answer.kind(), answer.toString());
    return answer.order().orElseThrow();
  }

  /** Orders of that id that the exchange's ledger has as new. */
  protected final long taken(String id) throws Exception {
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
    Order order = market("fill1", Side.SELL, amount());
    assertEquals(Answer.Kind.ACCEPTED, place(order).kind());
    Answer.OrderView view = lookUp(order);
    assertEquals(OrderStatus.FILLED, view.status());
    assertEquals(0, view.cumulativeQuantity().compareTo(new BigDecimal(amount())));
    List<Fill> fills = orders.fills(order, view).join();
    BigDecimal sum = BigDecimal.ZERO;
    for (Fill fill : fills) {
      sum = sum.add(fill.quantity());
      assertEquals(
          0, fee(fill).setScale(8, RoundingMode.HALF_EVEN).compareTo(fill.fee()), fill.toString());
      assertEquals(feeCurrency(), fill.feeCurrency());
    }
    assertEquals(0, sum.compareTo(new BigDecimal(amount())));
    // Not every venue states it.
    view.averagePrice()
        .ifPresent(
            average ->
                assertEquals(
                    0,
                    mean(fills)
                        .setScale(6, RoundingMode.HALF_EVEN)
                        .compareTo(average.setScale(6, RoundingMode.HALF_EVEN))));
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
      boolean rests = each == TimeInForce.GTC || each == TimeInForce.POST_ONLY;
      if (!rests && refusesWhatCannotFill()) {
        assertEquals(Answer.Kind.REJECTED, place(order).kind(), each.name());
      } else {
        assertEquals(Answer.Kind.ACCEPTED, place(order).kind(), each.name());
        assertEquals(
            rests ? OrderStatus.ACCEPTED : OrderStatus.CANCELED,
            lookUp(order).status(),
            each.name());
      }
    }
  }

  @Test
  protected void theVenueRefusesWhatIsLate() throws Exception {
    Order order = market("late1", Side.SELL, "1");
    long margin = margin() * 1_000L;
    assertEquals(late(), orders.place(order, orders.venueTimeMicros() - margin).join().kind());
    assertEquals(Answer.Kind.NOT_FOUND, orders.lookUp(order).join().kind());
    // With enough time left when it is sent, and none when it comes in.
    exchange.faults("{\"delay_ms\": " + 3 * margin() + "}");
    assertEquals(late(), orders.place(order, orders.venueTimeMicros() + margin).join().kind());
    exchange.admin("DELETE", "");
    assertEquals(Answer.Kind.NOT_FOUND, orders.lookUp(order).join().kind());
    assertEquals(0, taken("late1"));
  }

  /** Whatever the venue can do to an order's price is done to nothing else, and not late. */
  @Test
  protected void anAmendMovesThePriceAlone() throws Exception {
    Order order = resting("amend1", TimeInForce.POST_ONLY);
    BigDecimal first = Decimals.toBigDecimal(order.getPrice());
    if (!orders.amends()) {
      assertThrows(
          UnsupportedOperationException.class,
          () -> orders.amend(order, orders.venueTimeMicros() + orders.deadlineMicros()));
      return;
    }
    assertEquals(Answer.Kind.ACCEPTED, place(order).kind());
    assertEquals(0, lookUp(order).price().orElseThrow().compareTo(first));
    BigDecimal second =
        first.multiply(new BigDecimal("0.99")).setScale(priceDecimals(), RoundingMode.DOWN);
    order.setPrice(Decimals.of(second));
    long margin = margin() * 1_000L;
    Answer tooLate = orders.amend(order, orders.venueTimeMicros() - margin).join();
    assertNotEquals(Answer.Kind.ACCEPTED, tooLate.kind());
    assertEquals(0, lookUp(order).price().orElseThrow().compareTo(first), "late, and done");
    Answer amended = amend(order);
    assertEquals(Answer.Kind.ACCEPTED, amended.kind(), amended.toString());
    Answer.OrderView shown = lookUp(order);
    assertEquals(0, shown.price().orElseThrow().compareTo(second));
    assertEquals(OrderStatus.ACCEPTED, shown.status());
    assertEquals(1, taken("amend1"), "one order, before and after");
    assertEquals(Answer.Kind.ACCEPTED, orders.cancel(order).join().kind());
    assertEquals(OrderStatus.CANCELED, lookUp(order).status());
    Answer ended = amend(order);
    assertTrue(
        ended.kind() == Answer.Kind.REJECTED || ended.kind() == Answer.Kind.NOT_FOUND,
        "one that has ended: " + ended);
    assertEquals(OrderStatus.CANCELED, lookUp(order).status());
  }

  /** One that is post-only stays where it is or ends; it does not take. */
  @Test
  protected void anAmendOfAMakerTakesNothing() throws Exception {
    Order order = resting("amend2", TimeInForce.POST_ONLY);
    BigDecimal first = Decimals.toBigDecimal(order.getPrice());
    if (!orders.amends()) {
      return;
    }
    assertEquals(Answer.Kind.ACCEPTED, place(order).kind());
    BigDecimal through = bestBid().multiply(new BigDecimal("1.01"));
    order.setPrice(Decimals.of(through.setScale(priceDecimals(), RoundingMode.DOWN)));
    amend(order);
    Answer.OrderView shown = lookUp(order);
    assertEquals(0, shown.cumulativeQuantity().signum());
    boolean stays =
        shown.status() == OrderStatus.ACCEPTED && shown.price().orElseThrow().compareTo(first) == 0;
    assertTrue(stays || shown.status() == OrderStatus.CANCELED, shown.toString());
  }

  protected final Answer amend(Order order) {
    return orders.amend(order, orders.venueTimeMicros() + orders.deadlineMicros()).join();
  }

  @Test
  void aVenueAnHourAheadIsSpokenToInItsOwnTime() throws Exception {
    exchange.faults("{\"clock_offset_ms\": 3600000}");
    // By the old clock: refused, and the clock is measured anew.
    Order order = market("clock1", Side.SELL, "1");
    assertEquals(behind(), place(order).kind());
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (orders.venueTimeMicros() < (System.currentTimeMillis() + 3_500_000) * 1_000) {
      assertTrue(System.nanoTime() < until, "the clock is as it was");
      Thread.sleep(5);
    }
    assertEquals(Answer.Kind.ACCEPTED, place(order).kind());
    assertEquals(1, taken("clock1"));
  }

  @Test
  void anIdThatIsOpenIsToldFromANewOne() throws Exception {
    Order order = resting("twice1", TimeInForce.GTC);
    assertEquals(Answer.Kind.ACCEPTED, place(order).kind());
    assertEquals(repeated(), place(order).kind());
    if (repeated() == Answer.Kind.DUPLICATE) {
      assertEquals(1, taken("twice1"));
      assertEquals(OrderStatus.ACCEPTED, lookUp(order).status());
    } else {
      // The venue took it twice; who looks it up then is told that somebody must look.
      assertEquals(2, taken("twice1"));
      assertEquals(Answer.Kind.AMBIGUOUS, orders.lookUp(order).join().kind());
    }
  }

  @Test
  void aLostAnswerIsAmbiguousAndTheOrderIsThere() throws Exception {
    for (String fault : List.of("cut_after_accept", "garbage", "silent")) {
      exchange.faults("{\"" + fault + "\": 1}");
      String id = fault.replace("_", "").substring(0, 6) + "1";
      Order order = market(id, Side.SELL, "1");
      assertEquals(Answer.Kind.AMBIGUOUS, place(order).kind(), fault);
      assertEquals(OrderStatus.FILLED, lookUp(order).status(), fault);
      assertEquals(1, taken(id), fault);
    }
  }

  @Test
  void whatTheVenueDidNotTakeIsNotThere() throws Exception {
    exchange.faults("{\"reject_before\": 1}");
    Order refused = market("none1", Side.SELL, "1");
    assertEquals(Answer.Kind.AMBIGUOUS, place(refused).kind());
    assertEquals(Answer.Kind.NOT_FOUND, orders.lookUp(refused).join().kind());
    assertEquals(Answer.Kind.REJECTED, place(market("none2", Side.SELL, tooMuch())).kind());
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
  void theTimerIsArmedAndDisarmedWhereThereIsOne() {
    if (!orders.hasDeadMansSwitch()) {
      return;
    }
    for (int seconds : new int[] {5, 60, 0}) {
      assertEquals(
          Answer.Kind.ACCEPTED,
          orders.cancelAllAfter(Set.of(symbol()), Duration.ofSeconds(seconds)).join().kind());
    }
  }

  @Test
  void aWrongSignatureIsNoJudgementOfAnOrder() throws Exception {
    List<Answer.Kind> kinds = new ArrayList<>();
    try (OrderVenue stranger = connect(address(), true)) {
      Order order = market("sign1", Side.SELL, "1");
      long deadline = stranger.venueTimeMicros() + stranger.deadlineMicros();
      kinds.add(stranger.place(order, deadline).join().kind());
      kinds.add(stranger.lookUp(order).join().kind());
    }
    // The venue took nothing, and has judged nothing: not even that there is no such order.
    assertEquals(List.of(Answer.Kind.REJECTED, strangersLookUp()), kinds);
    assertEquals(0, taken("sign1"));
  }

  /** For venues with positions. */
  protected final void reduceOnlyClosesAndNoMore() {
    assertEquals(Answer.Kind.ACCEPTED, place(market("open1", Side.SELL, "2")).kind());
    Order close = market("close1", Side.BUY, "3");
    close.setReduceOnly(true);
    assertEquals(Answer.Kind.ACCEPTED, place(close).kind());
    assertEquals(
        0,
        orders.fills(close, lookUp(close)).join().stream()
            .map(Fill::quantity)
            .reduce(BigDecimal.ZERO, BigDecimal::add)
            .compareTo(new BigDecimal("2")));
    Order again = market("close2", Side.BUY, "1");
    again.setReduceOnly(true);
    assertEquals(Answer.Kind.REJECTED, place(again).kind());
  }
}
