package org.hedgerow.exchange.simulated.kraken.spot;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hedgerow.exchange.simulated.dialect.Form;
import org.hedgerow.exchange.simulated.dialect.Reply;
import org.hedgerow.exchange.simulated.kraken.KrakenText;
import org.hedgerow.exchange.simulated.matching.Account;
import org.hedgerow.exchange.simulated.matching.Fill;
import org.hedgerow.exchange.simulated.matching.Market;
import org.hedgerow.exchange.simulated.matching.Order;
import org.hedgerow.exchange.simulated.matching.Wallet;

/** The account's questions. */
final class AccountQuestions {
  static final Set<String> CALLS =
      Set.of(
          "Balance",
          "BalanceEx",
          "TradeBalance",
          "OpenOrders",
          "ClosedOrders",
          "QueryOrders",
          "TradesHistory",
          "QueryTrades",
          "OpenPositions",
          "GetWebSocketsToken");
  private static final int PAGE = 50;
  private static final int MOST_IDS = 50;

  private final Collection<Market> markets;
  private final Account account;
  private final OrderRows rows;
  private final Tokens tokens;

  AccountQuestions(Collection<Market> markets, Account account, OrderRows rows, Tokens tokens) {
    this.markets = markets;
    this.account = account;
    this.rows = rows;
    this.tokens = tokens;
  }

  Reply answer(String call, Form form) throws RefusedException {
    ObjectNode result = KrakenText.object();
    switch (call) {
      case "Balance" -> wallets(result, false);
      case "BalanceEx" -> wallets(result, true);
      case "TradeBalance" -> tradeBalance(result);
      case "OpenOrders" -> {
        ObjectNode open = result.putObject("open");
        for (Order order : List.copyOf(account.openOrders())) {
          if (matches(form, order)) {
            open.set(Ids.order(order.id), rows.order(order, form.isTrue("trades")));
          }
        }
      }
      case "ClosedOrders" -> closed(form, result);
      case "QueryOrders" -> {
        for (String id : ids(form)) {
          Order order = account.order(Ids.number(id));
          if (order == null) {
            throw new RefusedException("EOrder:Unknown order");
          }
          result.set(id, rows.order(order, form.isTrue("trades")));
        }
      }
      case "TradesHistory" -> history(form, result);
      case "QueryTrades" -> {
        List<Fill> all = fills();
        for (String id : ids(form)) {
          long number = Ids.number(id);
          Fill found =
              all.stream().filter(fill -> fill.tradeId() == number).findFirst().orElse(null);
          if (found == null) {
            throw new RefusedException("EQuery:Unknown trade");
          }
          result.set(id, OrderRows.trade(found));
        }
      }
      case "GetWebSocketsToken" ->
          result.put("token", tokens.issue()).put("expires", Tokens.SECONDS);
      // Margin is not simulated: nothing is open.
      default -> {}
    }
    return Answers.ok(result);
  }

  private static String[] ids(Form form) throws RefusedException {
    String[] ids = form.get("txid", "").split(",");
    if (ids.length > MOST_IDS || ids[0].isEmpty()) {
      throw RefusedException.argument("txid");
    }
    return ids;
  }

  private static boolean matches(Form form, Order order) {
    String clientId = form.get("cl_ord_id");
    return form.get("userref") == null && (clientId == null || clientId.equals(order.clientId));
  }

  private void wallets(ObjectNode result, boolean extended) {
    for (Map.Entry<String, Wallet> entry : account.wallets().entrySet()) {
      Wallet wallet = entry.getValue();
      if (wallet.total().signum() == 0) {
        continue;
      }
      String key = SpotListing.assetKey(entry.getKey());
      String total = KrakenText.fixed(wallet.total(), 10);
      if (extended) {
        result
            .putObject(key)
            .put("balance", total)
            .put("hold_trade", KrakenText.fixed(wallet.locked(), 10));
      } else {
        result.put(key, total);
      }
    }
  }

  /** In dollars, at the middle of the books; there is no margin. */
  private void tradeBalance(ObjectNode result) {
    BigDecimal sum = account.wallet("USD").total().add(account.wallet("USDT").total());
    for (Market market : markets) {
      if (market.instrument.quote().equals("USD")) {
        sum = sum.add(account.wallet(market.instrument.base()).total().multiply(market.mark()));
      }
    }
    String total = KrakenText.fixed(sum, 4);
    result.put("eb", total).put("tb", total);
    for (String none : new String[] {"m", "uv", "n", "c", "v"}) {
      result.put(none, "0.0000");
    }
    result.put("e", total).put("mf", total).put("ml", "0.00");
  }

  /** Newest first. */
  private void closed(Form form, ObjectNode result) throws RefusedException {
    List<Order> closed = new ArrayList<>();
    for (Market market : markets) {
      for (Order order : account.orders(market)) {
        boolean in = within(form, order.createdMillis) || within(form, order.updatedMillis());
        if (!order.status().open() && in && matches(form, order)) {
          closed.add(order);
        }
      }
    }
    closed.sort(
        Comparator.comparingLong(Order::updatedMillis)
            .thenComparingLong(order -> order.id)
            .reversed());
    ObjectNode list = result.putObject("closed");
    page(form, closed)
        .forEach(order -> list.set(Ids.order(order.id), rows.order(order, form.isTrue("trades"))));
    result.put("count", closed.size());
  }

  private void history(Form form, ObjectNode result) throws RefusedException {
    List<Fill> found =
        new ArrayList<>(fills().stream().filter(fill -> within(form, fill.millis())).toList());
    found.sort(Comparator.comparingLong(Fill::tradeId).reversed());
    ObjectNode list = result.putObject("trades");
    page(form, found).forEach(fill -> list.set(Ids.trade(fill.tradeId()), OrderRows.trade(fill)));
    result.put("count", found.size());
  }

  private List<Fill> fills() {
    List<Fill> all = new ArrayList<>();
    markets.forEach(market -> all.addAll(account.fills(market)));
    return all;
  }

  private static <T> List<T> page(Form form, List<T> all) throws RefusedException {
    String offset = form.get("ofs", "0");
    if (!offset.matches("\\d{1,9}")) {
      throw RefusedException.argument("ofs");
    }
    int from = Math.min(all.size(), Integer.parseInt(offset));
    return all.subList(from, Math.min(all.size(), from + PAGE));
  }

  /** Start is exclusive and end inclusive, both in seconds. */
  private static boolean within(Form form, long millis) {
    BigDecimal at = BigDecimal.valueOf(millis, 3);
    return at.compareTo(seconds(form, "start", BigDecimal.ONE.negate())) > 0
        && at.compareTo(seconds(form, "end", BigDecimal.valueOf(Long.MAX_VALUE))) <= 0;
  }

  /** Ids of orders and trades, which the venue takes in their place, are not taken here. */
  private static BigDecimal seconds(Form form, String name, BigDecimal otherwise) {
    String text = form.get(name);
    return text == null || !text.matches("\\d{1,12}(\\.\\d{1,9})?")
        ? otherwise
        : new BigDecimal(text);
  }
}
