package org.hedgerow.exchange.simulated.deribit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.hedgerow.exchange.simulated.fault.SkewedClock;
import org.hedgerow.exchange.simulated.matching.Account;
import org.hedgerow.exchange.simulated.matching.Fill;
import org.hedgerow.exchange.simulated.matching.Market;
import org.hedgerow.exchange.simulated.matching.Order;

/** What an account may ask about itself; nothing here changes anything. */
final class AccountQuestions {
  private static final int FEW_ORDERS = 20;
  private static final int FEW_TRADES = 10;
  private static final int MOST = 1_000;

  /** For how long orders that have ended are shown without {@code historical}. */
  private static final long RECENT_MILLIS = 30 * 60_000L;

  private static final long RECENT_TRADES_MILLIS = 24 * 3_600_000L;
  private static final Comparator<Order> NEWEST_FIRST =
      Comparator.comparingLong((Order order) -> order.id).reversed();

  private final Map<String, Market> markets;
  private final Account account;
  private final OrderRows orders;
  private final AccountRows rows;
  private final SkewedClock clock;

  AccountQuestions(
      Map<String, Market> markets,
      Account account,
      OrderRows orders,
      AccountRows rows,
      SkewedClock clock) {
    this.markets = markets;
    this.account = account;
    this.orders = orders;
    this.rows = rows;
    this.clock = clock;
  }

  /** Null where there is no such method. */
  JsonNode answer(String method, Params params) throws RefusedException {
    return switch (method) {
      case "private/get_order_state" -> orderState(params);
      case "private/get_order_state_by_label" -> byLabel(params);
      case "private/get_open_orders",
          "private/get_open_orders_by_currency",
          "private/get_open_orders_by_instrument",
          "private/get_open_orders_by_label" ->
          list(open(params));
      case "private/get_order_history_by_currency", "private/get_order_history_by_instrument" ->
          history(method, params);
      case "private/get_user_trades_by_order" -> tradesOfOrder(params);
      case "private/get_user_trades_by_instrument",
          "private/get_user_trades_by_instrument_and_time",
          "private/get_user_trades_by_currency",
          "private/get_user_trades_by_currency_and_time" ->
          trades(method, params);
      case "private/get_position" -> rows.position(PublicMethods.market(markets, params));
      case "private/get_positions" -> positions(params);
      case "private/get_account_summary" -> {
        String currency = params.mandatory("currency");
        ObjectNode out = rows.answered(currency);
        yield params.isTrue("extended") ? out.setAll(AccountRows.owner()) : out;
      }
      case "private/get_account_summaries" -> summaries();
      default -> null;
    };
  }

  private JsonNode orderState(Params params) throws RefusedException {
    Order order = OrderCommands.named(account, params.mandatory("order_id"));
    if (order == null) {
      throw new RefusedException(10_004, "order_not_found");
    }
    return orders.order(order);
  }

  private boolean isMeant(Order order, Params params) {
    Contract contract = orders.contract(order);
    return params.allows("currency", contract.currency())
        && params.allows("instrument_name", contract.symbol())
        && params.allows("kind", contract.kind());
  }

  private boolean isRecent(Order order) {
    return order.status().open() || clock.millis() - order.updatedMillis() < RECENT_MILLIS;
  }

  private List<Order> some(Iterable<Order> from, Predicate<Order> which) {
    List<Order> found = new ArrayList<>();
    for (Order order : from) {
      if (which.test(order)) {
        found.add(order);
      }
    }
    found.sort(NEWEST_FIRST);
    return found;
  }

  private JsonNode list(List<Order> found) {
    ArrayNode out = DeribitText.array();
    found.forEach(order -> out.add(orders.order(order)));
    return out;
  }

  private JsonNode byLabel(Params params) throws RefusedException {
    String label = params.mandatory("label");
    params.mandatory("currency");
    return list(
        some(
            account.orders(),
            order -> order.clientId.equals(label) && isMeant(order, params) && isRecent(order)));
  }

  private List<Order> open(Params params) {
    String label = params.get("label");
    return some(
        account.openOrders(),
        order -> isMeant(order, params) && (label == null || order.clientId.equals(label)));
  }

  private JsonNode history(String method, Params params) throws RefusedException {
    params.mandatory(method.endsWith("currency") ? "currency" : "instrument_name");
    boolean old = params.isTrue("historical");
    boolean unfilled = params.isTrue("include_unfilled");
    List<Order> found =
        some(
            account.orders(),
            order ->
                !order.status().open()
                    && isMeant(order, params)
                    && (unfilled || order.filled() > 0)
                    && (old || isRecent(order)));
    int from = (int) Math.min(found.size(), Math.max(0, params.number("offset", 0)));
    int count = (int) Math.min(MOST, Math.max(1, params.number("count", FEW_ORDERS)));
    return list(found.subList(from, Math.min(found.size(), from + count)));
  }

  private JsonNode tradesOfOrder(Params params) throws RefusedException {
    Order order = OrderCommands.named(account, params.mandatory("order_id"));
    ArrayNode out = DeribitText.array();
    if (order != null) {
      List<Fill> fills = new ArrayList<>(account.fills(order));
      fills.sort(order(params, false));
      fills.stream()
          .filter(fill -> params.isTrue("historical") || isRecent(fill))
          .forEach(fill -> out.add(orders.trade(fill)));
    }
    return out;
  }

  private boolean isRecent(Fill fill) {
    return clock.millis() - fill.millis() < RECENT_TRADES_MILLIS;
  }

  private static Comparator<Fill> order(Params params, boolean ascendingOtherwise) {
    String wanted = params.get("sorting");
    boolean free = wanted == null || wanted.equals("default");
    boolean ascending = free ? ascendingOtherwise : wanted.equals("asc");
    Comparator<Fill> oldestFirst = Comparator.comparingLong(Fill::tradeId);
    return ascending ? oldestFirst : oldestFirst.reversed();
  }

  private JsonNode trades(String method, Params params) throws RefusedException {
    params.mandatory(method.contains("currency") ? "currency" : "instrument_name");
    long fromSequence = params.number("start_seq", 0);
    long toSequence = params.number("end_seq", Long.MAX_VALUE);
    long from = params.number("start_timestamp", 0);
    long to = params.number("end_timestamp", Long.MAX_VALUE);
    boolean old = params.isTrue("historical");
    List<Fill> found = new ArrayList<>();
    for (Market market : markets.values()) {
      for (Fill fill : account.fills(market)) {
        if (isMeant(fill.order(), params)
            && fill.tradeId() >= fromSequence
            && fill.tradeId() <= toSequence
            && fill.millis() >= from
            && fill.millis() <= to
            && (old || isRecent(fill))) {
          found.add(fill);
        }
      }
    }
    found.sort(order(params, fromSequence > 0));
    long most = Math.min(MOST, params.number("count", FEW_TRADES));
    return PublicMethods.page(found.stream().map(orders::trade).toList(), most);
  }

  private JsonNode positions(Params params) {
    ArrayNode out = DeribitText.array();
    rows.held()
        .forEach(
            (market, position) -> {
              ObjectNode row = rows.position(market);
              if (params.allows("currency", market.instrument.settlement())
                  && params.allows("kind", row.get("kind").asText())) {
                out.add(row);
              }
            });
    return out;
  }

  private JsonNode summaries() {
    ObjectNode out = AccountRows.owner();
    ArrayNode all = out.putArray("summaries");
    account.wallets().keySet().forEach(currency -> all.add(rows.answered(currency)));
    return out;
  }
}
