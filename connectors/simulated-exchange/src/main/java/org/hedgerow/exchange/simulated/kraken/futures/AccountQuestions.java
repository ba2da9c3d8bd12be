package org.hedgerow.exchange.simulated.kraken.futures;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.hedgerow.exchange.simulated.dialect.Form;
import org.hedgerow.exchange.simulated.dialect.Reply;
import org.hedgerow.exchange.simulated.dialect.VenueRoom;
import org.hedgerow.exchange.simulated.fault.SkewedClock;
import org.hedgerow.exchange.simulated.matching.Account;
import org.hedgerow.exchange.simulated.matching.Fill;
import org.hedgerow.exchange.simulated.matching.Market;
import org.hedgerow.exchange.simulated.matching.Order;
import org.hedgerow.exchange.simulated.matching.OrderStatus;

/** The account's questions. */
final class AccountQuestions {
  static final String HISTORY = "history";
  static final Set<String> CALLS =
      Set.of("openorders", "fills", "openpositions", "accounts", "orders/status", HISTORY);

  private static final int PAGE = 100;

  /** For so long an order is shown after its end. */
  private static final long SHOWN_MILLIS = 5_000;

  private final Account account;
  private final Collection<Market> markets;
  private final AccountRows rows;
  private final AccountHistory history;
  private final Answers answers;
  private final SkewedClock clock;

  AccountQuestions(VenueRoom room, AccountRows rows, AccountHistory history, Answers answers) {
    this.account = room.engine().account(FuturesVenue.KRAKEN_FUTURES);
    this.markets = room.markets().values();
    this.rows = rows;
    this.history = history;
    this.answers = answers;
    this.clock = room.clock();
  }

  Reply answer(String call, Form form) throws RefusedException {
    ObjectNode out = Answers.success();
    switch (call) {
      case "openorders" -> {
        ArrayNode open = out.putArray("openOrders");
        List.copyOf(account.openOrders()).forEach(order -> open.add(OrderRows.open(order)));
      }
      case "fills" -> fills(out.putArray("fills"), form.get("lastFillTime"));
      case "openpositions" -> rows.openPositions(out.putArray("openPositions"));
      case "accounts" -> out.set("accounts", rows.accounts());
      case "orders/status" -> status(out.putArray("orders"), form);
      default -> {
        return answers.ok(history.page(form));
      }
    }
    return answers.ok(out);
  }

  /** The newest of the account, or of those before a time. */
  private void fills(ArrayNode out, String last) throws RefusedException {
    long before = Long.MAX_VALUE;
    if (last != null) {
      try {
        before = Instant.parse(last).toEpochMilli();
      } catch (DateTimeException malformed) {
        throw RefusedException.error("invalidArgument: lastFillTime");
      }
    }
    List<Fill> found = new ArrayList<>();
    for (Market market : markets) {
      for (Fill fill : account.fills(market)) {
        if (fill.millis() < before) {
          found.add(fill);
        }
      }
    }
    found.sort(Comparator.comparingLong(Fill::tradeId).reversed());
    found.stream().limit(PAGE).forEach(fill -> out.add(OrderRows.fill(fill)));
  }

  /** Orders that are open, and those that ended a moment ago. */
  private void status(ArrayNode out, Form form) {
    List<Order> wanted = new ArrayList<>();
    form.all("orderIds").forEach(id -> wanted.add(account.order(Ids.orderNumber(id))));
    form.all("cliOrdIds").forEach(id -> wanted.add(account.order(id)));
    for (Order order : wanted) {
      boolean shown =
          order != null
              && (order.status().open() || clock.millis() - order.updatedMillis() <= SHOWN_MILLIS);
      if (shown) {
        ObjectNode row = out.addObject();
        row.set("order", OrderRows.event(order).put("type", "ORDER"));
        row.put("status", status(order)).putNull("updateReason").putNull("error");
      }
    }
  }

  private static String status(Order order) {
    if (order.status().open()) {
      return "ENTERED_BOOK";
    }
    return order.status() == OrderStatus.FILLED ? "FULLY_EXECUTED" : "CANCELLED";
  }
}
