package org.hedgerow.exchange.simulated.kraken.futures;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.function.LongSupplier;
import org.hedgerow.exchange.simulated.dialect.Form;
import org.hedgerow.exchange.simulated.kraken.KrakenText;
import org.hedgerow.exchange.simulated.matching.Account;
import org.hedgerow.exchange.simulated.matching.Order;
import org.hedgerow.exchange.simulated.matching.OrderRequest;
import org.hedgerow.exchange.simulated.matching.OrderStatus;
import org.hedgerow.exchange.simulated.matching.TimeInForce;

/**
 * The events in the lives of the account's orders, as {@code /api/history/v3/orders} lists them.
 * Refused orders are remembered until this process ends, all others as long as the account knows
 * them.
 */
final class AccountHistory {
  private static final int LARGEST_PAGE = 1_000;
  private static final int REFUSALS = 10_000;

  private final Account account;
  private final LongSupplier clockMillis;
  private final Deque<Event> refusals = new ArrayDeque<>();
  private long refused;

  private record Event(String uid, long millis, String symbol, ObjectNode event) {}

  AccountHistory(Account account, LongSupplier clockMillis) {
    this.account = account;
    this.clockMillis = clockMillis;
  }

  /** Takes note of an order that was refused, and gives it an id. */
  String refused(OrderRequest request, String words) {
    long now = clockMillis.getAsLong();
    refused++;
    // Apart from those of orders, which count from a billion on.
    String id = Ids.event(now * 1_000 + refused % 1_000);
    ObjectNode event = KrakenText.object();
    ObjectNode rejected = event.putObject("OrderRejected");
    rejected.set("order", OrderRows.history(request, id, now));
    rejected.put("reason", words).put("orderError", words);
    refusals.add(new Event(id, now, request.market().instrument.symbol(), event));
    if (refusals.size() > REFUSALS) {
      refusals.poll();
    }
    return id;
  }

  ObjectNode page(Form query) {
    long since = number(query, "since", 0);
    long before = number(query, "before", Long.MAX_VALUE);
    int from = (int) number(query, "continuation_token", 0);
    int most = (int) Math.min(LARGEST_PAGE, number(query, "count", LARGEST_PAGE));
    String symbol = query.get("tradeable");
    List<Event> found = new ArrayList<>();
    for (Order order : account.orders()) {
      if (order.updatedMillis() >= since) {
        add(found, order);
      }
    }
    found.addAll(refusals);
    found.removeIf(
        event ->
            event.millis() < since
                || event.millis() >= before
                || (symbol != null && !symbol.equalsIgnoreCase(event.symbol())));
    Comparator<Event> order = Comparator.comparingLong(Event::millis);
    found.sort(query.get("sort", "desc").equals("asc") ? order : order.reversed());
    int to = Math.min(found.size(), from + most);
    ObjectNode out = KrakenText.object().put("accountUid", Ids.ACCOUNT);
    out.put("len", Math.max(0, to - from));
    ArrayNode elements = out.putArray("elements");
    for (Event event : from < to ? found.subList(from, to) : List.<Event>of()) {
      ObjectNode element = elements.addObject().put("uid", event.uid());
      element.put("timestamp", event.millis()).set("event", event.event());
    }
    if (to < found.size()) {
      out.put("continuationToken", Integer.toString(to));
    }
    return out;
  }

  private static long number(Form query, String name, long otherwise) {
    String text = query.get(name, "");
    return text.matches("\\d{1,15}") ? Long.parseLong(text) : otherwise;
  }

  /** Newest event last, whatever its time: they are sorted by a stable sort. */
  private static void add(List<Event> found, Order order) {
    String symbol = order.market.instrument.symbol();
    boolean rested = order.timeInForce == TimeInForce.GTC || order.timeInForce == TimeInForce.GTX;
    boolean over = !order.status().open();
    long number = order.id * 4;
    if (rested && order.filled() > 0) {
      ObjectNode event = KrakenText.object();
      ObjectNode updated = event.putObject("OrderUpdated");
      updated.set("oldOrder", OrderRows.history(order, 0, order.createdMillis));
      updated.set("newOrder", OrderRows.history(order, order.filled(), order.updatedMillis()));
      updated.put("reason", order.status() == OrderStatus.FILLED ? "full_fill" : "partial_fill");
      found.add(new Event(Ids.event(number + 1), order.updatedMillis(), symbol, event));
    }
    if (over && rested && order.status() != OrderStatus.FILLED) {
      ObjectNode event = KrakenText.object();
      ObjectNode canceled = event.putObject("OrderCancelled");
      canceled.set("order", OrderRows.history(order, order.filled(), order.updatedMillis()));
      canceled.put("reason", AccountStream.reason(order));
      found.add(new Event(Ids.event(number + 2), order.updatedMillis(), symbol, event));
    }
    ObjectNode event = KrakenText.object();
    ObjectNode placed = event.putObject("OrderPlaced");
    placed.set("order", OrderRows.history(order, rested ? 0 : order.filled(), order.createdMillis));
    placed.put("reason", "new_user_order").put("reducedQuantity", "").put("algoId", "");
    found.add(new Event(Ids.event(number), order.createdMillis, symbol, event));
  }
}
