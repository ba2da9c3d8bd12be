package org.hedgerow.exchange.simulated.ledger;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Map;
import org.hedgerow.exchange.simulated.matching.Account;
import org.hedgerow.exchange.simulated.matching.EngineListener;
import org.hedgerow.exchange.simulated.matching.Execution;
import org.hedgerow.exchange.simulated.matching.Fill;
import org.hedgerow.exchange.simulated.matching.Fixed;
import org.hedgerow.exchange.simulated.matching.Market;
import org.hedgerow.exchange.simulated.matching.MarketBook;
import org.hedgerow.exchange.simulated.matching.Order;
import org.hedgerow.exchange.simulated.matching.Position;
import org.hedgerow.exchange.simulated.matching.Side;
import org.hedgerow.exchange.simulated.matching.Venue;
import org.hedgerow.exchange.simulated.option.Black76;

/** Writes rows of the ledger: one JSON object a line, {@code type} first, decimals as strings. */
public final class LedgerRows implements EngineListener {
  private static final ObjectMapper JSON = new ObjectMapper();
  private final Ledger ledger;

  public LedgerRows(Ledger ledger) {
    this.ledger = ledger;
  }

  private static ObjectNode row(String type) {
    return JSON.createObjectNode().put("type", type).put("t_us", Ledger.nowMicros());
  }

  /**
   * A private request and how it was answered; the signature is never written.
   *
   * @param clientId of the order that it names, or null
   * @param receivedMicros when it came; {@code t_us} is when it was judged
   * @param fault what kept the answer from its client, or null
   */
  public void request(
      String account,
      String method,
      String path,
      String clientId,
      Map<String, String> parameters,
      int status,
      int code,
      long receivedMicros,
      String fault) {
    ObjectNode row = row("request").put("received_us", receivedMicros);
    row.put("account", account).put("method", method).put("path", path);
    if (clientId != null) {
      row.put("clientId", clientId);
    }
    row.put("verdict", status == 200 ? "accepted" : "refused");
    if (fault != null) {
      row.put("fault", fault);
    }
    ObjectNode values = row.putObject("parameters");
    parameters.forEach(values::put);
    row.put("status", status).put("code", code);
    ledger.append(row);
  }

  /** A fault that struck. */
  public void fault(String account, String fault, String subject) {
    ledger.append(row("fault").put("account", account).put("fault", fault).put("on", subject));
  }

  /** What was asked of the exchange's faults. */
  public void faultsSet(String wanted) {
    ledger.append(row("faults").put("set", wanted));
  }

  /** A symbol's timer ran out and canceled so many orders. */
  public void countedDown(String account, String symbol, int canceled) {
    ledger.append(
        row("countdown").put("account", account).put("symbol", symbol).put("canceled", canceled));
  }

  @Override
  public void orderChanged(Order order, Execution execution, Fill fill, long millis) {
    if (fill != null) {
      fill(fill);
    }
    ObjectNode row = row("order");
    row.put("account", order.venue().account()).put("venue", order.venue().account());
    row.put("symbol", order.market.instrument.symbol());
    row.put("orderId", order.id).put("clientId", order.clientId);
    row.put("execution", execution.name()).put("status", order.status().name());
    row.put("side", order.side.name()).put("orderType", order.type.name());
    row.put("timeInForce", order.timeInForce.name());
    row.put("price", plain(Fixed.decimal(order.price())));
    row.put("quantity", plain(Fixed.decimal(order.quantity())));
    row.put("filled", plain(Fixed.decimal(order.filled())));
    row.put("value", plain(order.value()));
    row.put("reduceOnly", order.reduceOnly).put("customer", order.customer);
    row.put("created", order.createdMillis).put("updated", order.updatedMillis());
    ledger.append(row);
  }

  private void fill(Fill fill) {
    Order order = fill.order();
    ObjectNode row = row("fill");
    row.put("account", order.venue().account()).put("venue", order.venue().account());
    row.put("symbol", order.market.instrument.symbol()).put("side", order.side.name());
    row.put("quantity", plain(Fixed.decimal(fill.quantity())));
    row.put("price", plain(Fixed.decimal(fill.price())));
    row.put("fee", plain(fill.fee())).put("feeAsset", fill.feeAsset());
    row.put("clientId", order.clientId).put("orderId", order.id);
    row.put("tradeId", fill.tradeId()).put("maker", fill.maker());
    row.put("customer", order.customer).put("value", plain(fill.value()));
    row.put("realizedPnl", plain(fill.realized())).put("time", fill.millis());
    ledger.append(row);
  }

  @Override
  public void accountChanged(
      Account account, Change reason, Collection<String> assets, Market market, long millis) {
    if (market != null) {
      position(account, market);
    }
    assets.forEach(asset -> balance(account, asset, reason));
  }

  public void position(Account account, Market market) {
    Position position = account.position(market);
    ObjectNode row = row("position");
    row.put("account", account.venue.account());
    row.put("symbol", market.instrument.symbol());
    row.put("quantity", plain(Fixed.decimal(position.quantity())));
    row.put("entryPrice", plain(position.entryPrice()));
    row.put("cost", plain(position.cost())).put("realizedPnl", plain(position.realized()));
    ledger.append(row);
  }

  public void balance(Account account, String asset, Change reason) {
    ObjectNode row = row("balance");
    row.put("account", account.venue.account()).put("asset", asset);
    row.put("wallet", plain(account.wallet(asset).total())).put("reason", reason.name());
    ledger.append(row);
  }

  /**
   * Where a market stands.
   *
   * @param option what it is worth where it is one, else null
   */
  public void mark(Market market, Black76 option) {
    MarketBook book = market.book;
    if (!book.ready()) {
      return;
    }
    Venue venue = market.instrument.venue();
    ObjectNode row = row("mark");
    row.put("venue", venue.account()).put("symbol", market.instrument.symbol());
    row.put("bid", plain(Fixed.decimal(book.best(Side.BUY))));
    row.put("ask", plain(Fixed.decimal(book.best(Side.SELL))));
    row.put("mark", plain(market.mark()));
    if (option != null) {
      row.put("forward", option.forward()).put("volatility", option.volatility());
      row.put("delta", option.delta()).put("gamma", option.gamma()).put("vega", option.vega());
    }
    ledger.append(row);
  }

  private static String plain(BigDecimal value) {
    return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
  }
}
