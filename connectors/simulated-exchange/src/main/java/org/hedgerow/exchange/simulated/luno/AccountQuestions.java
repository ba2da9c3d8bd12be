package org.hedgerow.exchange.simulated.luno;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.hedgerow.exchange.simulated.dialect.Form;
import org.hedgerow.exchange.simulated.dialect.Reply;
import org.hedgerow.exchange.simulated.matching.Account;
import org.hedgerow.exchange.simulated.matching.Fill;
import org.hedgerow.exchange.simulated.matching.Market;
import org.hedgerow.exchange.simulated.matching.Order;
import org.hedgerow.exchange.simulated.matching.Wallet;

/** The account's questions. */
final class AccountQuestions {
  private static final int NOT_FOUND = 404;
  private static final int LARGEST_PAGE = 1_000;
  private static final int USUAL_PAGE = 100;
  private static final Pattern PATHS =
      Pattern.compile(
          "/api/1/(balance|listorders|listtrades|fee_info|orders/[^/]+)"
              + "|/api/exchange/2/(listorders|orders/[^/]+)|/api/exchange/3/order");

  private final Map<String, Market> markets;
  private final Account account;
  private final OrderRows rows;
  private final AccountIds accounts;

  AccountQuestions(
      Map<String, Market> markets, Account account, OrderRows rows, AccountIds accounts) {
    this.markets = markets;
    this.account = account;
    this.rows = rows;
    this.accounts = accounts;
  }

  static boolean handles(String method, String path) {
    return method.equals("GET") && PATHS.matcher(path).matches();
  }

  Reply answer(String path, Form query) throws RefusedException {
    ObjectNode out = LunoText.object();
    boolean first = path.startsWith("/api/1/");
    switch (path) {
      case "/api/1/balance" -> balance(out.putArray("balance"));
      case "/api/1/listtrades" -> trades(out.putArray("trades"), query);
      case "/api/1/fee_info" -> {
        Market market = market(query);
        out.put("maker_fee", LunoVenue.LUNO.makerFee(market.instrument).toPlainString());
        out.put("taker_fee", LunoVenue.LUNO.takerFee(market.instrument).toPlainString());
        out.put("thirty_day_volume", "0.00");
      }
      case "/api/1/listorders", "/api/exchange/2/listorders" -> {
        ArrayNode list = out.putArray("orders");
        for (Order order : orders(query, first)) {
          list.add(first ? rows.first(order) : rows.later(order));
        }
      }
      default -> {
        Order order = order(path, query);
        out = first ? rows.first(order) : rows.later(order);
      }
    }
    return Reply.ok(out.toString());
  }

  private Market market(Form query) throws RefusedException {
    Market market = markets.get(query.get("pair", ""));
    if (market == null) {
      throw new RefusedException("ErrInvalidMarketPair");
    }
    return market;
  }

  /** What is reserved for orders is part of the balance. */
  private void balance(ArrayNode list) {
    for (Map.Entry<String, Wallet> entry : account.wallets().entrySet()) {
      Wallet wallet = entry.getValue();
      String asset = LunoListing.name(entry.getKey());
      list.addObject()
          .put("account_id", Long.toString(accounts.of(entry.getKey())))
          .put("asset", asset)
          .put("balance", LunoText.plain(wallet.total()))
          .put("reserved", LunoText.plain(wallet.locked()))
          .put("unconfirmed", "0.00")
          .put("name", asset + " wallet");
    }
  }

  private Order order(String path, Form query) throws RefusedException {
    String id = query.get("id");
    String clientId = query.get("client_order_id");
    Order order;
    if (!path.equals("/api/exchange/3/order")) {
      order = account.order(Ids.orderNumber(path.substring(path.lastIndexOf('/') + 1)));
    } else if (id != null) {
      order = account.order(Ids.orderNumber(id));
    } else {
      order = clientId == null ? null : account.order(clientId);
    }
    if (order == null) {
      throw new RefusedException(NOT_FOUND, "ErrOrderNotFound");
    }
    return order;
  }

  /** Newest first. Later versions list open orders unless asked for closed ones. */
  private List<Order> orders(Form query, boolean first) throws RefusedException {
    Market only = query.get("pair") == null ? null : market(query);
    String state = query.get("state");
    long before = number(query, "created_before", Long.MAX_VALUE);
    List<Order> found = new ArrayList<>();
    for (Order order : account.orders()) {
      boolean wanted =
          first
              ? state == null || state.equals(OrderRows.status(order))
              : order.status().open() != query.isTrue("closed");
      if (wanted && (only == null || order.market == only) && order.createdMillis < before) {
        found.add(order);
      }
    }
    found.sort(Comparator.comparingLong((Order order) -> order.id).reversed());
    return found.subList(0, Math.min(found.size(), limit(query)));
  }

  private static int limit(Form query) throws RefusedException {
    long limit = number(query, "limit", USUAL_PAGE);
    if (limit < 1 || limit > LARGEST_PAGE) {
      throw new RefusedException("ErrLimitOutOfRange");
    }
    return (int) limit;
  }

  private static long number(Form query, String name, long otherwise) {
    String text = query.get(name, "");
    return text.matches("\\d{1,18}") ? Long.parseLong(text) : otherwise;
  }

  /**
   * Oldest first, unless the newest are asked for first. Without a place to begin the page is that
   * of the newest trades.
   */
  private void trades(ArrayNode list, Form query) throws RefusedException {
    List<Fill> found = new ArrayList<>(account.fills(market(query)));
    long afterNumber = number(query, "after_seq", 0);
    long beforeNumber = number(query, "before_seq", Long.MAX_VALUE);
    long since = number(query, "since", 0);
    long before = number(query, "before", Long.MAX_VALUE);
    found.removeIf(
        fill ->
            fill.tradeId() < afterNumber
                || fill.tradeId() >= beforeNumber
                || fill.millis() < since
                || fill.millis() >= before);
    boolean newestFirst = query.isTrue("sort_desc") || query.get("before") != null;
    boolean newest = newestFirst || (afterNumber == 0 && since == 0);
    int most = Math.min(found.size(), limit(query));
    found.sort(Comparator.comparingLong(Fill::tradeId));
    List<Fill> page =
        new ArrayList<>(
            newest ? found.subList(found.size() - most, found.size()) : found.subList(0, most));
    if (newestFirst) {
      page.sort(Comparator.comparingLong(Fill::tradeId).reversed());
    }
    page.forEach(fill -> list.add(OrderRows.trade(fill)));
  }
}
