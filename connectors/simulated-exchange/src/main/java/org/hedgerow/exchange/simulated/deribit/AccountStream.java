package org.hedgerow.exchange.simulated.deribit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.hedgerow.exchange.simulated.dialect.FillTold;
import org.hedgerow.exchange.simulated.ledger.Ledger;
import org.hedgerow.exchange.simulated.matching.Account;
import org.hedgerow.exchange.simulated.matching.EngineListener;
import org.hedgerow.exchange.simulated.matching.Execution;
import org.hedgerow.exchange.simulated.matching.Fill;
import org.hedgerow.exchange.simulated.matching.Market;
import org.hedgerow.exchange.simulated.matching.Order;
import org.hedgerow.exchange.simulated.wire.StreamHub;

/** The account's channels; what they tell is in the ledger before. */
final class AccountStream implements EngineListener {
  private static final Set<String> KINDS = Set.of("any", "future", "option");

  private final StreamHub hub;
  private final Ledger ledger;
  private final FillTold fills;
  private final OrderRows orders;
  private final AccountRows rows;
  private final Map<String, Market> markets;
  private final Account account;

  AccountStream(
      StreamHub hub,
      Ledger ledger,
      FillTold fills,
      OrderRows orders,
      AccountRows rows,
      Map<String, Market> markets,
      Account account) {
    this.hub = hub;
    this.ledger = ledger;
    this.fills = fills;
    this.orders = orders;
    this.rows = rows;
    this.markets = markets;
    this.account = account;
  }

  /** Whether there is such a channel of the account. */
  boolean exists(String channel) {
    String[] parts = channel.split("\\.");
    if (parts.length == 3 && parts[1].equals("portfolio")) {
      return parts[2].equals("any") || isCurrency(parts[2]);
    }
    boolean known = parts.length >= 3 && Set.of("orders", "trades", "changes").contains(parts[1]);
    if (!known) {
      return false;
    }
    // The orders of an instrument come without an interval as well.
    boolean timed = Channels.INTERVALS.contains(parts[parts.length - 1]);
    int named = parts.length - 2 - (timed ? 1 : 0);
    return named == 1
        ? markets.containsKey(parts[2])
        : named == 2
            && KINDS.contains(parts[2])
            && (parts[3].equals("any") || isCurrency(parts[3]));
  }

  private boolean isCurrency(String name) {
    return account.wallets().containsKey(name.toUpperCase(Locale.ROOT));
  }

  /** The names under which a change of an instrument is told. */
  private static Collection<String> channels(String what, Contract contract) {
    Set<String> names = new TreeSet<>();
    String beginning = Channels.USER + what + ".";
    names.add(beginning + contract.symbol());
    for (String interval : Channels.INTERVALS) {
      names.add(beginning + contract.symbol() + "." + interval);
      for (String kind : new String[] {"any", contract.kind()}) {
        for (String currency :
            new String[] {
              "any", contract.currency(), contract.currency().toLowerCase(Locale.ROOT)
            }) {
          names.add(beginning + kind + "." + currency + "." + interval);
          names.add(beginning + kind + "." + currency);
        }
      }
    }
    return names;
  }

  /** Tells those who listen, once what it is about is in the ledger. */
  private void publish(Collection<String> channels, Supplier<JsonNode> data) {
    Map<StreamHub.Topic, String> messages = new LinkedHashMap<>();
    JsonNode made = null;
    for (String channel : channels) {
      StreamHub.Topic topic = hub.topic(channel);
      if (topic.wanted()) {
        made = made == null ? data.get() : made;
        messages.put(topic, Channels.notification(channel, made));
      }
    }
    if (!messages.isEmpty()) {
      ledger.afterSync(() -> messages.forEach(StreamHub.Topic::publish));
    }
  }

  @Override
  public void orderChanged(Order order, Execution execution, Fill fill, long millis) {
    if (order.venue() != DeribitVenue.DERIBIT) {
      return;
    }
    Contract contract = orders.contract(order);
    // As it is now, however late it is told.
    ObjectNode row = orders.order(order);
    ObjectNode trade = fill == null ? null : orders.trade(fill);
    ObjectNode position = fill == null ? null : rows.position(order.market);
    Runnable tell =
        () -> {
          publish(
              channels("changes", contract),
              () -> {
                ObjectNode out = DeribitText.object().put("instrument_name", contract.symbol());
                out.set("trades", array(trade));
                out.set("positions", array(position));
                out.set("orders", array(row));
                return out;
              });
          if (trade != null) {
            publish(channels("trades", contract), () -> array(trade));
          }
          // One order at once, or a list at intervals.
          Set<String> atOnce = new TreeSet<>(channels("orders", contract));
          Set<String> atIntervals = new TreeSet<>(atOnce);
          atOnce.removeIf(name -> !name.endsWith(".raw"));
          atIntervals.removeAll(atOnce);
          publish(atOnce, () -> row);
          publish(atIntervals, () -> array(row));
        };
    if (fill == null) {
      tell.run();
    } else {
      fills.of(fill, tell);
    }
  }

  private static JsonNode array(ObjectNode row) {
    return row == null ? DeribitText.array() : DeribitText.array().add(row);
  }

  @Override
  public void accountChanged(
      Account changed, Change reason, Collection<String> assets, Market market, long millis) {
    if (changed.venue != DeribitVenue.DERIBIT) {
      return;
    }
    for (String asset : assets) {
      Set<String> names = new TreeSet<>();
      for (String name : new String[] {asset, asset.toLowerCase(Locale.ROOT), "any"}) {
        names.add(Channels.USER + "portfolio." + name);
      }
      publish(names, () -> rows.summary(asset));
    }
  }

  /** Each currency as it is now, for one who has just come to a channel of portfolios. */
  List<String> portfolios(String channel) {
    List<String> messages = new ArrayList<>();
    String wanted = channel.substring(channel.lastIndexOf('.') + 1);
    if (channel.startsWith(Channels.USER + "portfolio.")) {
      for (String asset : account.wallets().keySet()) {
        if (wanted.equals("any") || wanted.equalsIgnoreCase(asset)) {
          messages.add(Channels.notification(channel, rows.summary(asset)));
        }
      }
    }
    return messages;
  }
}
