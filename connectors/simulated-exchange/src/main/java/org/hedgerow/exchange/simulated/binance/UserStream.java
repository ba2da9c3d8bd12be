package org.hedgerow.exchange.simulated.binance;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
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
import org.hedgerow.exchange.simulated.matching.Position;
import org.hedgerow.exchange.simulated.matching.Wallet;
import org.hedgerow.exchange.simulated.wire.StreamHub;

/** One account's listen keys, and the events that go to them once they are in the ledger. */
final class UserStream implements EngineListener {
  private static final long KEY_MILLIS = TimeUnit.MINUTES.toMillis(60);
  private static final String KEY_LETTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  private static final int KEY_LENGTH = 64;
  private static final String ALIAS = "SgsR";

  private final FillTold fills;
  private final BinanceVenue venue;
  private final StreamHub hub;
  private final Ledger ledger;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Long> expiries = new LinkedHashMap<>();

  private long executionId = 1_000_000;

  UserStream(BinanceVenue venue, VenueRoom room) {
    this.venue = venue;
    this.hub = room.hub();
    this.ledger = room.ledger();
    this.fills = new FillTold(room.vertx(), room.faults());
    room.vertx().setPeriodic(1_000, timer -> expire());
  }

  /** The active key, prolonged, or a new one. */
  String open() {
    if (!expiries.isEmpty()) {
      String active = expiries.keySet().iterator().next();
      prolong(active);
      return active;
    }
    String key = name();
    expiries.put(key, System.currentTimeMillis() + KEY_MILLIS);
    return key;
  }

  private String name() {
    StringBuilder key = new StringBuilder(KEY_LENGTH);
    for (int i = 0; i < KEY_LENGTH; i++) {
      key.append(KEY_LETTERS.charAt(random.nextInt(KEY_LETTERS.length())));
    }
    return key.toString();
  }

  /** A name under which a socket hears of the account until it is closed. */
  String subscribe() {
    String name = name();
    expiries.put(name, Long.MAX_VALUE);
    return name;
  }

  /** Whether there is such a key, whose hour then begins anew. */
  boolean prolong(String key) {
    return expiries.replace(key, System.currentTimeMillis() + KEY_MILLIS) != null;
  }

  boolean close(String key) {
    return expiries.remove(key) != null;
  }

  /** A futures key needs no naming: the account has one. */
  String active() {
    return expiries.isEmpty() ? null : expiries.keySet().iterator().next();
  }

  boolean isKey(String stream) {
    return expiries.containsKey(stream);
  }

  private void expire() {
    long now = System.currentTimeMillis();
    expiries
        .entrySet()
        .removeIf(
            entry -> {
              boolean over = entry.getValue() <= now;
              if (over && venue.futures()) {
                ObjectNode out = event("listenKeyExpired", now);
                out.put("listenKey", entry.getKey());
                hub.topic(entry.getKey()).publish(out.toString());
              }
              return over;
            });
  }

  private void publish(ObjectNode event) {
    String text = event.toString();
    ledger.afterSync(() -> expiries.keySet().forEach(key -> hub.topic(key).publish(text)));
  }

  private static ObjectNode event(String kind, long millis) {
    return OrderJson.JSON.createObjectNode().put("e", kind).put("E", millis);
  }

  @Override
  public void orderChanged(Order order, Execution execution, Fill fill, long millis) {
    if (order.venue() == venue) {
      ObjectNode event =
          venue.futures()
              ? orderTradeUpdate(order, execution, fill, millis)
              : executionReport(order, execution, fill, millis);
      if (fill == null) {
        publish(event);
      } else {
        fills.of(fill, () -> publish(event));
      }
    }
  }

  private ObjectNode executionReport(Order order, Execution execution, Fill fill, long millis) {
    executionId++;
    ObjectNode out = event("executionReport", millis);
    out.put("s", order.market.instrument.symbol());
    boolean canceled = execution == Execution.CANCELED;
    out.put("c", canceled ? "cancel_" + executionId : order.clientId);
    out.put("S", order.side.name()).put("o", order.type.name());
    out.put("f", order.timeInForce.name());
    out.put("q", OrderJson.quantity(order, order.quantity()));
    out.put("p", OrderJson.price(order, order.price()));
    out.put("P", "0.00000000").put("F", "0.00000000").put("g", -1);
    out.put("C", canceled ? order.clientId : "");
    out.put("x", execution.name()).put("X", order.status().name());
    out.put("r", "NONE").put("i", order.id);
    out.put("l", OrderJson.quantity(order, fill == null ? 0 : fill.quantity()));
    out.put("z", OrderJson.quantity(order, order.filled()));
    out.put("L", OrderJson.price(order, fill == null ? 0 : fill.price()));
    out.put("n", fill == null ? "0" : OrderJson.eight(fill.fee()));
    out.put("N", fill == null ? null : fill.feeAsset());
    out.put("T", millis).put("t", fill == null ? -1 : fill.tradeId());
    out.put("I", executionId);
    out.put("w", execution == Execution.NEW || (order.status().open() && fill != null));
    out.put("m", fill != null && fill.maker()).put("M", fill != null);
    out.put("O", order.createdMillis);
    out.put("Z", OrderJson.eight(order.value()));
    out.put("Y", OrderJson.eight(fill == null ? BigDecimal.ZERO : fill.value()));
    out.put("Q", "0.00000000").put("W", order.createdMillis);
    return out.put("V", OrderJson.SELF_TRADE_PREVENTION);
  }

  private ObjectNode orderTradeUpdate(Order order, Execution execution, Fill fill, long millis) {
    boolean inverse = order.market.instrument.inverse();
    ObjectNode out = OrderJson.JSON.createObjectNode();
    out.put("e", "ORDER_TRADE_UPDATE").put("T", millis).put("E", millis);
    if (inverse) {
      out.put("i", ALIAS);
    }
    ObjectNode o = out.putObject("o");
    o.put("s", order.market.instrument.symbol()).put("c", order.clientId);
    o.put("S", order.side.name()).put("o", order.type.name());
    o.put("f", order.timeInForce.name());
    o.put("q", OrderJson.quantity(order, order.quantity()));
    o.put("p", order.price() == 0 ? "0" : OrderJson.price(order, order.price()));
    o.put("ap", order.filled() == 0 ? "0" : OrderJson.average(order)).put("sp", "0");
    o.put("x", execution.name()).put("X", order.status().name()).put("i", order.id);
    o.put("l", fill == null ? "0" : OrderJson.quantity(order, fill.quantity()));
    o.put("z", order.filled() == 0 ? "0" : OrderJson.quantity(order, order.filled()));
    o.put("L", fill == null ? "0" : OrderJson.price(order, fill.price()));
    if (inverse) {
      o.put("ma", order.market.instrument.settlement());
    }
    if (fill != null) {
      o.put("N", fill.feeAsset()).put("n", OrderJson.eight(fill.fee()));
    }
    o.put("T", millis).put("t", fill == null ? 0 : fill.tradeId());
    o.put("b", "0").put("a", "0").put("m", fill != null && fill.maker());
    o.put("R", order.reduceOnly).put("wt", "CONTRACT_PRICE").put("ot", order.type.name());
    o.put("ps", "BOTH").put("cp", false);
    o.put("rp", fill == null ? "0" : OrderJson.eight(fill.realized()));
    o.put("pP", false).put("si", 0).put("ss", 0);
    o.put("V", OrderJson.SELF_TRADE_PREVENTION).put("pm", "NONE");
    if (!inverse) {
      o.put("gtd", 0);
    }
    return out;
  }

  @Override
  public void accountChanged(
      Account account, Change reason, Collection<String> assets, Market market, long millis) {
    if (account.venue != venue) {
      return;
    }
    if (venue.futures()) {
      publish(accountUpdate(account, reason, assets, market, millis));
    } else if (reason == Change.DEPOSIT) {
      for (String asset : assets) {
        publish(
            event("balanceUpdate", millis)
                .put("a", asset)
                .put("d", OrderJson.eight(account.wallet(asset).total()))
                .put("T", millis));
      }
    } else {
      publish(outboundAccountPosition(account, assets, millis));
    }
  }

  private static ObjectNode outboundAccountPosition(
      Account account, Collection<String> assets, long millis) {
    ObjectNode out = event("outboundAccountPosition", millis).put("u", millis);
    ArrayNode balances = out.putArray("B");
    for (String asset : assets) {
      Wallet wallet = account.wallet(asset);
      balances
          .addObject()
          .put("a", asset)
          .put("f", OrderJson.eight(wallet.free()))
          .put("l", OrderJson.eight(wallet.locked()));
    }
    return out;
  }

  private ObjectNode accountUpdate(
      Account account, Change reason, Collection<String> assets, Market market, long millis) {
    ObjectNode out = OrderJson.JSON.createObjectNode();
    out.put("e", "ACCOUNT_UPDATE").put("T", millis).put("E", millis);
    if (venue == BinanceVenue.COINM) {
      out.put("i", ALIAS);
    }
    ObjectNode a = out.putObject("a").put("m", reason.name());
    ArrayNode balances = a.putArray("B");
    for (String asset : assets) {
      String total = OrderJson.eight(account.wallet(asset).total());
      balances.addObject().put("a", asset).put("wb", total).put("cw", total).put("bc", "0");
    }
    ArrayNode positions = a.putArray("P");
    if (market != null) {
      Instrument instrument = market.instrument;
      Position position = account.position(market);
      String entry = OrderJson.eight(position.entryPrice());
      positions
          .addObject()
          .put("s", instrument.symbol())
          .put("pa", instrument.quantityText(position.quantity()))
          .put("ep", entry)
          .put("bep", entry)
          .put("cr", OrderJson.eight(position.realized()))
          .put("up", OrderJson.eight(position.unrealized(market.mark())))
          .put("mt", "cross")
          .put("iw", "0.00000000")
          .put("ps", "BOTH");
    }
    return out;
  }
}
