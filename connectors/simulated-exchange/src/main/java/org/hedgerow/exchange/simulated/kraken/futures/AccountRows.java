package org.hedgerow.exchange.simulated.kraken.futures;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.hedgerow.exchange.simulated.kraken.KrakenText;
import org.hedgerow.exchange.simulated.matching.Account;
import org.hedgerow.exchange.simulated.matching.Fixed;
import org.hedgerow.exchange.simulated.matching.Margins;
import org.hedgerow.exchange.simulated.matching.Market;
import org.hedgerow.exchange.simulated.matching.MatchingEngine;
import org.hedgerow.exchange.simulated.matching.Position;
import org.hedgerow.exchange.simulated.matching.Wallet;

/**
 * Wallets and positions. Dollars lie in the wallet of many currencies, a coin in the wallet of its
 * inverse contracts; nothing is on hold elsewhere.
 */
final class AccountRows {
  private final Account account;
  private final Set<String> coins = new TreeSet<>();

  AccountRows(MatchingEngine engine, Collection<Market> markets) {
    this.account = engine.account(FuturesVenue.KRAKEN_FUTURES);
    for (Market market : markets) {
      if (market.instrument.inverse()) {
        coins.add(market.instrument.base());
      }
    }
  }

  private BigDecimal total(String asset) {
    return account.wallet(asset).total();
  }

  private BigDecimal equity(String asset) {
    return total(asset).add(Margins.unrealized(account, asset));
  }

  /** The member {@code accounts} of REST. */
  ObjectNode accounts() {
    ObjectNode out = KrakenText.object();
    ObjectNode cash = out.putObject("cash");
    cash.putObject("balances");
    cash.put("type", "cashAccount");
    for (String coin : coins) {
      String currency = FuturesListing.oldName(coin).toLowerCase(Locale.ROOT);
      ObjectNode wallet = out.putObject("fi_" + currency + "usd");
      ObjectNode auxiliary = wallet.putObject("auxiliary");
      KrakenText.number(auxiliary, "usd", "0");
      KrakenText.number(auxiliary, "pv", equity(coin));
      KrakenText.number(auxiliary, "pnl", Margins.unrealized(account, coin));
      KrakenText.number(auxiliary, "af", Margins.available(account, coin));
      KrakenText.number(auxiliary, "funding", "0");
      ObjectNode margin = wallet.putObject("marginRequirements");
      KrakenText.number(margin, "im", margin(coin));
      KrakenText.number(margin, "mm", margin(coin).movePointLeft(1));
      KrakenText.number(KrakenText.number(margin, "lt", "0"), "tt", "0");
      ObjectNode balances = wallet.putObject("balances");
      KrakenText.number(balances, currency, total(coin));
      for (Map.Entry<Market, Position> held : account.positions().entrySet()) {
        Market market = held.getKey();
        if (market.instrument.inverse() && market.instrument.base().equals(coin)) {
          KrakenText.number(
              balances,
              market.instrument.symbol().toLowerCase(Locale.ROOT),
              Fixed.decimal(held.getValue().quantity()));
        }
      }
      wallet.put("currency", currency).put("type", "marginAccount");
    }
    ObjectNode flex = out.putObject("flex");
    flexCurrency(flex.putObject("currencies").putObject("USD"), "collateral");
    flexFigures(flex, true);
    flex.put("type", "multiCollateralMarginAccount");
    return out;
  }

  private BigDecimal margin(String asset) {
    return equity(asset).subtract(Margins.available(account, asset)).max(BigDecimal.ZERO);
  }

  private void flexCurrency(ObjectNode row, String collateral) {
    KrakenText.number(row, "quantity", total("USD"));
    KrakenText.number(row, "value", total("USD"));
    KrakenText.number(row, collateral, total("USD"));
    KrakenText.number(row, "available", Margins.available(account, "USD").min(total("USD")));
  }

  /** The same figures, in the two ways in which REST and the feed name them. */
  private void flexFigures(ObjectNode row, boolean rest) {
    BigDecimal unrealized = Margins.unrealized(account, "USD");
    KrakenText.number(row, rest ? "balanceValue" : "balance_value", total("USD"));
    KrakenText.number(row, rest ? "portfolioValue" : "portfolio_value", equity("USD"));
    KrakenText.number(row, rest ? "collateralValue" : "collateral_value", total("USD"));
    KrakenText.number(row, rest ? "initialMargin" : "initial_margin", margin("USD"));
    KrakenText.number(
        row, rest ? "initialMarginWithOrders" : "initial_margin_without_orders", margin("USD"));
    KrakenText.number(
        row, rest ? "maintenanceMargin" : "maintenance_margin", margin("USD").movePointLeft(1));
    KrakenText.number(row, "pnl", unrealized);
    KrakenText.number(row, rest ? "unrealizedFunding" : "unrealized_funding", "0");
    KrakenText.number(row, rest ? "totalUnrealized" : "total_unrealized", unrealized);
    KrakenText.number(
        row, rest ? "totalUnrealizedAsMargin" : "total_unrealized_as_margin", unrealized);
    KrakenText.number(row, rest ? "marginEquity" : "margin_equity", equity("USD"));
    KrakenText.number(
        row, rest ? "availableMargin" : "available_margin", Margins.available(account, "USD"));
  }

  /** The list {@code openPositions} of REST. */
  void openPositions(ArrayNode rows) {
    for (Map.Entry<Market, Position> held : account.positions().entrySet()) {
      Position position = held.getValue();
      if (position.quantity() == 0) {
        continue;
      }
      ObjectNode row = rows.addObject().put("side", position.quantity() > 0 ? "long" : "short");
      row.put("symbol", held.getKey().instrument.symbol());
      KrakenText.number(row, "price", position.entryPrice());
      row.put("fillTime", KrakenText.millis(position.updatedMillis()));
      KrakenText.number(row, "size", Fixed.decimal(Math.abs(position.quantity())));
      KrakenText.number(row, "unrealizedFunding", "0");
    }
  }

  /** A message of the feed open_positions: all that there are. */
  String positionsFeed(long millis, long sequence) {
    ObjectNode out = KrakenText.object().put("feed", "open_positions");
    ArrayNode rows = out.put("account", Ids.ACCOUNT).putArray("positions");
    for (Map.Entry<Market, Position> held : account.positions().entrySet()) {
      Market market = held.getKey();
      Position position = held.getValue();
      if (position.quantity() == 0) {
        continue;
      }
      BigDecimal profit = position.unrealized(market.mark());
      ObjectNode row = rows.addObject().put("instrument", market.instrument.symbol());
      KrakenText.number(row, "balance", Fixed.decimal(position.quantity()));
      KrakenText.number(row, "pnl", profit);
      KrakenText.number(row, "entry_price", position.entryPrice());
      KrakenText.number(row, "mark_price", market.mark());
      KrakenText.number(row, "index_price", market.index());
      for (String unused :
          new String[] {"liquidation_threshold", "return_on_equity", "unrealized_funding"}) {
        KrakenText.number(row, unused, "0");
      }
      KrakenText.number(row, "effective_leverage", "1");
      String asset = market.instrument.settlement();
      KrakenText.number(row, "initial_margin", margin(asset));
      KrakenText.number(row, "initial_margin_with_orders", margin(asset));
      KrakenText.number(row, "maintenance_margin", margin(asset).movePointLeft(1));
    }
    return out.put("seq", sequence).put("timestamp", millis).toString();
  }

  /**
   * A message of the feed balances.
   *
   * @param assets those that it is about; all of them in a snapshot
   */
  String balancesFeed(Collection<String> assets, boolean snapshot, long millis, long sequence) {
    ObjectNode out = KrakenText.object().put("feed", snapshot ? "balances_snapshot" : "balances");
    out.put("account", Ids.ACCOUNT);
    if (snapshot) {
      out.putObject("holding");
    }
    ObjectNode futures = KrakenText.object();
    for (String coin : coins) {
      if (assets.contains(coin)) {
        single(futures, coin);
      }
    }
    if (!futures.isEmpty()) {
      out.set("futures", futures);
    }
    if (assets.contains("USD")) {
      ObjectNode flex = out.putObject("flex_futures");
      ObjectNode currency = flex.putObject("currencies").putObject("USD");
      flexCurrency(currency, "collateral_value");
      KrakenText.number(KrakenText.number(currency, "haircut", "0"), "conversion_spread", "0");
      flexFigures(flex, false);
      flex.putObject("isolated");
    }
    return out.put("timestamp", millis).put("seq", sequence).toString();
  }

  private void single(ObjectNode futures, String coin) {
    String unit = FuturesListing.oldName(coin);
    String name = "F-" + unit + ":USD";
    Wallet wallet = account.wallet(coin);
    ObjectNode row = futures.putObject(name).put("name", name);
    row.put("pair", unit + "/USD").put("unit", unit);
    KrakenText.number(row, "portfolio_value", equity(coin));
    KrakenText.number(row, "balance", wallet.total());
    KrakenText.number(row, "maintenance_margin", margin(coin).movePointLeft(1));
    KrakenText.number(row, "initial_margin", margin(coin));
    KrakenText.number(row, "available", Margins.available(account, coin));
    KrakenText.number(row, "unrealized_funding", "0");
    KrakenText.number(row, "pnl", Margins.unrealized(account, coin));
  }

  /** Every asset that a wallet may be of. */
  Set<String> assets() {
    Set<String> all = new TreeSet<>(coins);
    all.add("USD");
    return all;
  }
}
