package org.hedgerow.gateway;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.hedgerow.exchanges.OpenOrders;
import org.hedgerow.exchanges.order.Answer;
import org.hedgerow.exchanges.order.OrderVenue;
import org.hedgerow.schema.Coordinate;
import org.hedgerow.schema.ExecutionReport;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.OrderCommand;
import org.hedgerow.schema.OrderType;
import org.hedgerow.schema.TimeInForce;

/**
 * Cancels an account's orders at its venue without journal, engine or gateway: those that the venue
 * itself shows as open and that are ours, each by its id. It asks again until the venue shows none
 * for so long that nothing which left before can still come in.
 */
public final class DirectCancels {
  /** What was reserved before a stop leaves within this, see {@link TradingFence}. */
  private static final long LEAVES_WITHIN_MICROS = 100_000;

  private static final long ASK_AGAIN_MILLIS = 250;
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);

  private final String account;
  private final OrderVenue venue;
  private final Supplier<CompletableFuture<OpenOrders.Shown>> openOrders;
  private final Function<ExecutionReport, Optional<String>> symbolOfOurs;

  /**
   * Of one account.
   *
   * @param openOrders asks the venue once more
   * @param symbolOfOurs the symbol of a report's instrument if the order is one that is to be
   *     canceled; empty: it stays
   */
  public DirectCancels(
      String account,
      OrderVenue venue,
      Supplier<CompletableFuture<OpenOrders.Shown>> openOrders,
      Function<ExecutionReport, Optional<String>> symbolOfOurs) {
    this.account = account;
    this.venue = venue;
    this.openOrders = openOrders;
    this.symbolOfOurs = symbolOfOurs;
  }

  /**
   * What came of it.
   *
   * @param canceled orders that the venue said it canceled
   * @param others open orders that were left alone, at the last question
   * @param left why the end is not certain; empty: the venue shows none of ours, and none can come
   */
  public record Result(int canceled, int others, Optional<String> left) {}

  /**
   * Cancels, and returns when none is left or the time is over.
   *
   * @param fenced done when the gateways are under a stop, or nobody can tell them
   */
  public Result run(CompletableFuture<?> fenced, Duration atMost) throws InterruptedException {
    long end = System.nanoTime() + atMost.toNanos();
    long settle = TimeUnit.MICROSECONDS.toNanos(LEAVES_WITHIN_MICROS + venue.deadlineMicros());
    Set<String> canceled = new HashSet<>();
    Optional<String> left = Optional.of("it was never asked");
    int others = 0;
    long fencedNanos = 0;
    boolean isFenced = false;
    while (System.nanoTime() < end) {
      if (!isFenced && fenced.isDone()) {
        isFenced = true;
        fencedNanos = System.nanoTime();
      }
      // A look that begins after the last request has become too late sees all that there will be.
      boolean conclusive = isFenced && System.nanoTime() - fencedNanos > settle;
      try {
        OpenOrders.Shown shown = await(openOrders.get());
        List<Order> ours = ours(shown);
        others = shown.orders().size() - ours.size();
        left = cancel(ours, canceled);
        if (ours.isEmpty() && !shown.unread().isEmpty()) {
          left = Optional.of("rows that cannot be read: " + shown.unread());
        }
        if (ours.isEmpty() && conclusive) {
          return new Result(canceled.size(), others, left);
        }
      } catch (ExecutionException | TimeoutException e) {
        left = Optional.of(String.valueOf(e.getCause() == null ? e : e.getCause()));
      }
      Thread.sleep(ASK_AGAIN_MILLIS);
    }
    return new Result(
        canceled.size(),
        others,
        Optional.of(left.orElse("within " + atMost.toSeconds() + " s something was open again")));
  }

  private List<Order> ours(OpenOrders.Shown shown) {
    List<Order> ours = new ArrayList<>();
    for (ExecutionReport report : shown.orders()) {
      symbolOfOurs.apply(report).ifPresent(symbol -> ours.add(cancel(report, symbol)));
    }
    return ours;
  }

  /** Cancels them, and says why some of them may not be. */
  private Optional<String> cancel(List<Order> orders, Set<String> canceled)
      throws InterruptedException {
    CancelRequests requests = new CancelRequests(venue);
    List<CompletableFuture<Answer>> answers = new ArrayList<>();
    for (Order order : orders) {
      answers.add(requests.send(order, false));
    }
    Optional<String> left = Optional.empty();
    for (int i = 0; i < orders.size(); i++) {
      String id = orders.get(i).getClientOrderId();
      try {
        Answer answer = await(answers.get(i));
        if (answer.kind() == Answer.Kind.ACCEPTED) {
          canceled.add(id);
        } else {
          left = Optional.of(id + ": " + answer.kind() + " " + answer.code() + " " + answer.text());
        }
      } catch (ExecutionException | TimeoutException e) {
        left = Optional.of(id + ": " + e);
      }
    }
    return left;
  }

  private static <T> T await(CompletableFuture<T> future)
      throws InterruptedException, ExecutionException, TimeoutException {
    return future.get(ANSWER_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** What a venue's cancel needs of an order; the rest is nobody's business here. */
  private Order cancel(ExecutionReport report, String symbol) {
    return Order.newBuilder()
        .setClientOrderId(report.getClientOrderId())
        .setCommandNumber(Integer.MAX_VALUE)
        .setCommand(OrderCommand.CANCEL)
        .setGroup("")
        .setGroupSequence(0)
        .setPortfolio("")
        .setStrategy("")
        .setVenue(report.getVenue())
        .setAccount(account)
        .setInstrument(report.getInstrument())
        .setSymbol(symbol)
        .setSide(report.getSide())
        .setOrderType(report.getOrderType() == null ? OrderType.LIMIT : report.getOrderType())
        .setTimeInForce(report.getTimeInForce() == null ? TimeInForce.GTC : report.getTimeInForce())
        .setQuantity(report.getQuantity())
        .setPrice(report.getPrice())
        .setCause(new Coordinate(0, 0L))
        .setCauseReceiveTimeMicros(0)
        .setDecisionTimeMicros(0)
        .setValidUntilMicros(0)
        .setConfigVersion(0)
        .setEngineVersion("")
        .build();
  }
}
