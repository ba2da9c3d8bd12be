package org.hedgerow.exchange.simulated.okx;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.hedgerow.exchange.simulated.dialect.FillTold;
import org.hedgerow.exchange.simulated.ledger.Ledger;
import org.hedgerow.exchange.simulated.matching.Account;
import org.hedgerow.exchange.simulated.matching.EngineListener;
import org.hedgerow.exchange.simulated.matching.Execution;
import org.hedgerow.exchange.simulated.matching.Fill;
import org.hedgerow.exchange.simulated.matching.Instrument;
import org.hedgerow.exchange.simulated.matching.Market;
import org.hedgerow.exchange.simulated.matching.Order;
import org.hedgerow.exchange.simulated.wire.StreamHub;
import org.hedgerow.exchange.simulated.wire.StreamSocket;

/** The account's channels; what they tell is in the ledger before. */
final class AccountStream implements EngineListener {
  private static final Set<String> TYPES =
      Set.of("ANY", "SPOT", "MARGIN", "SWAP", "FUTURES", "OPTION");

  private final StreamHub hub;
  private final Ledger ledger;
  private final FillTold fills;
  private final OrderRows orders;
  private final AccountRows rows;

  /** Every argument that was ever subscribed, by its stream. */
  private final Map<String, ObjectNode> arguments = new LinkedHashMap<>();

  AccountStream(StreamHub hub, Ledger ledger, FillTold fills, OrderRows orders, AccountRows rows) {
    this.hub = hub;
    this.ledger = ledger;
    this.fills = fills;
    this.orders = orders;
    this.rows = rows;
  }

  static String topic(String channel, JsonNode argument) {
    return Channels.accountTopic(
        channel,
        argument.path("instType").asText()
            + "/"
            + argument.path("instFamily").asText()
            + "/"
            + argument.path("instId").asText()
            + "/"
            + argument.path("ccy").asText());
  }

  boolean exists(String channel, JsonNode argument) {
    boolean typed = channel.equals("orders") || channel.equals("positions");
    return !typed || TYPES.contains(argument.path("instType").asText());
  }

  /** Subscribes a socket, which is told at once how things are. */
  void subscribe(String channel, JsonNode argument, StreamSocket socket) {
    String name = topic(channel, argument);
    ObjectNode told = ((ObjectNode) argument).deepCopy().put("uid", StreamTalk.USER);
    arguments.put(name, told);
    socket.subscribe(name);
    List<Market> held = rows.held();
    switch (channel) {
      case "account" ->
          socket.send(Channels.message(told, rows.balance(currencies(told, rows.owned()))));
      case "positions" -> {
        ArrayNode data = OkxText.array();
        held.stream().filter(covers(told)).forEach(market -> data.add(rows.position(market)));
        socket.send(Channels.rows(told, data));
      }
      case "balance_and_position" ->
          socket.send(Channels.message(told, rows.together("snapshot", rows.owned(), held, null)));
      default -> {}
    }
  }

  /** Those of the assets that a subscription is about. */
  private static Collection<String> currencies(ObjectNode argument, Collection<String> assets) {
    String only = argument.path("ccy").asText();
    return only.isEmpty() ? assets : assets.stream().filter(only::equals).toList();
  }

  private static Predicate<Market> covers(ObjectNode argument) {
    return market -> {
      Instrument instrument = market.instrument;
      return allows(argument, "instType", OkxListing.type(instrument))
          && allows(argument, "instFamily", instrument.pair())
          && allows(argument, "instId", instrument.symbol());
    };
  }

  private static boolean allows(ObjectNode argument, String field, String value) {
    String wanted = argument.path(field).asText();
    return wanted.isEmpty() || wanted.equals("ANY") || wanted.equals(value);
  }

  /** Sends a row to all that listen to a channel; made for each, since arguments differ. */
  private void publish(String channel, Market about, Function<ObjectNode, ObjectNode> row) {
    Map<StreamHub.Topic, String> messages = new LinkedHashMap<>();
    arguments.forEach(
        (name, argument) -> {
          StreamHub.Topic topic = hub.topic(name);
          boolean meant =
              argument.path("channel").asText().equals(channel)
                  && (about == null || covers(argument).test(about));
          if (meant && topic.wanted()) {
            messages.put(topic, Channels.message(argument, row.apply(argument)));
          }
        });
    ledger.afterSync(() -> messages.forEach(StreamHub.Topic::publish));
  }

  @Override
  public void orderChanged(Order order, Execution execution, Fill fill, long millis) {
    if (order.venue() != OkxVenue.OKX) {
      return;
    }
    ObjectNode row = orders.pushed(order, fill, millis);
    if (fill == null) {
      publish("orders", order.market, argument -> row);
      return;
    }
    List<Market> moved = order.market.instrument.derivative() ? List.of(order.market) : List.of();
    ObjectNode together = rows.together("filled", assets(order.market.instrument), moved, fill);
    fills.of(
        fill,
        () -> {
          publish("orders", order.market, argument -> row);
          publish("balance_and_position", null, argument -> together);
        });
  }

  private static List<String> assets(Instrument instrument) {
    return instrument.derivative()
        ? List.of(instrument.settlement())
        : List.of(instrument.base(), instrument.quote());
  }

  @Override
  public void accountChanged(
      Account account, Change reason, Collection<String> assets, Market market, long millis) {
    if (account.venue != OkxVenue.OKX) {
      return;
    }
    publish("account", null, argument -> rows.balance(currencies(argument, assets)));
    if (market != null) {
      publish("positions", market, argument -> rows.position(market));
    }
    if (reason == Change.FUNDING_FEE || reason == Change.DEPOSIT) {
      String event = reason == Change.DEPOSIT ? "deposit" : "funding_fee";
      publish(
          "balance_and_position", null, argument -> rows.together(event, assets, List.of(), null));
    }
  }
}
