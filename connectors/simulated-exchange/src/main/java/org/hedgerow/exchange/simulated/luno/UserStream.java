package org.hedgerow.exchange.simulated.luno;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.hedgerow.exchange.simulated.dialect.FillTold;
import org.hedgerow.exchange.simulated.dialect.VenueRoom;
import org.hedgerow.exchange.simulated.ledger.Ledger;
import org.hedgerow.exchange.simulated.matching.Account;
import org.hedgerow.exchange.simulated.matching.EngineListener;
import org.hedgerow.exchange.simulated.matching.Execution;
import org.hedgerow.exchange.simulated.matching.Fill;
import org.hedgerow.exchange.simulated.matching.Instrument;
import org.hedgerow.exchange.simulated.matching.Market;
import org.hedgerow.exchange.simulated.matching.Order;
import org.hedgerow.exchange.simulated.matching.OrderStatus;
import org.hedgerow.exchange.simulated.matching.Wallet;
import org.hedgerow.exchange.simulated.wire.StreamHub;

/** The account's stream: hints that an order, a fill or a balance is another. */
final class UserStream implements EngineListener {
  static final String TOPIC = "user";

  private final StreamHub.Topic topic;
  private final Ledger ledger;
  private final FillTold fills;
  private final AccountIds accounts;
  private final Map<String, BigDecimal> balances = new HashMap<>();
  private final Map<String, BigDecimal> available = new HashMap<>();
  private final Map<String, Long> rows = new HashMap<>();

  UserStream(VenueRoom room, AccountIds accounts) {
    this.topic = room.hub().topic(TOPIC);
    this.ledger = room.ledger();
    this.fills = new FillTold(room.vertx(), room.faults());
    this.accounts = accounts;
  }

  private void publish(String text) {
    ledger.afterSync(() -> topic.publish(text));
  }

  /** A message has a member for each kind of news, of which one is not null. */
  private static String message(String type, String member, ObjectNode update, long millis) {
    ObjectNode out = LunoText.object().put("type", type).put("timestamp", millis);
    for (String each :
        new String[] {"order_status_update", "order_fill_update", "balance_update"}) {
      out.set(each, each.equals(member) ? update : null);
    }
    return out.toString();
  }

  private static ObjectNode named(Order order) {
    return LunoText.object()
        .put("order_id", Ids.order(order.id))
        .put("client_order_id", order.clientId)
        .put("market_id", order.market.instrument.symbol());
  }

  private static String status(Order order, String status, long millis) {
    ObjectNode update = named(order).put("status", status);
    return message("order_status", "order_status_update", update, millis);
  }

  @Override
  public void orderChanged(Order order, Execution execution, Fill fill, long millis) {
    if (order.venue() != LunoVenue.LUNO) {
      return;
    }
    switch (execution) {
      case NEW -> {
        publish(status(order, "AWAITING", millis));
        publish(status(order, "PENDING", millis));
      }
      case TRADE -> filled(order, fill, millis);
      case CANCELED, EXPIRED -> publish(status(order, "COMPLETE", millis));
      // Nothing here changes an order.
      case AMENDMENT -> {}
    }
  }

  private void filled(Order order, Fill fill, long millis) {
    Instrument pair = order.market.instrument;
    boolean inBase = fill.feeAsset().equals(pair.base());
    ObjectNode update = named(order);
    update.put("base_fill", pair.quantityText(order.filled()));
    update.put("counter_fill", LunoText.plain(order.value()));
    update.put("base_delta", pair.quantityText(fill.quantity()));
    update.put("counter_delta", LunoText.plain(fill.value()));
    update.put("base_fee", LunoText.plain(inBase ? fill.fee() : BigDecimal.ZERO));
    update.put("counter_fee", LunoText.plain(inBase ? BigDecimal.ZERO : fill.fee()));
    update.put("base_fee_delta", update.get("base_fee").asText());
    update.put("counter_fee_delta", update.get("counter_fee").asText());
    String told = message("order_fill", "order_fill_update", update, millis);
    String end = order.status() == OrderStatus.FILLED ? status(order, "COMPLETE", millis) : null;
    fills.of(
        fill,
        () -> {
          publish(told);
          if (end != null) {
            publish(end);
          }
        });
  }

  @Override
  public void accountChanged(
      Account account, Change reason, Collection<String> assets, Market market, long millis) {
    if (account.venue != LunoVenue.LUNO) {
      return;
    }
    for (String asset : assets) {
      Wallet wallet = account.wallet(asset);
      BigDecimal before = balances.getOrDefault(asset, BigDecimal.ZERO);
      BigDecimal freeBefore = available.getOrDefault(asset, BigDecimal.ZERO);
      ObjectNode update = LunoText.object().put("account_id", accounts.of(asset));
      update.put("row_index", rows.merge(asset, 1L, Long::sum));
      update.put("balance", LunoText.plain(wallet.total()));
      update.put("balance_delta", LunoText.plain(wallet.total().subtract(before)));
      update.put("available", LunoText.plain(wallet.free()));
      update.put("available_delta", LunoText.plain(wallet.free().subtract(freeBefore)));
      balances.put(asset, wallet.total());
      available.put(asset, wallet.free());
      publish(message("balance_update", "balance_update", update, millis));
    }
  }
}
