package org.hedgerow.exchange.simulated.okx;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import org.hedgerow.exchange.simulated.matching.Account;
import org.hedgerow.exchange.simulated.matching.Fill;
import org.hedgerow.exchange.simulated.matching.Fixed;
import org.hedgerow.exchange.simulated.matching.Instrument;
import org.hedgerow.exchange.simulated.matching.Margins;
import org.hedgerow.exchange.simulated.matching.Market;
import org.hedgerow.exchange.simulated.matching.Order;
import org.hedgerow.exchange.simulated.matching.OrderStatus;
import org.hedgerow.exchange.simulated.matching.OrderType;
import org.hedgerow.exchange.simulated.matching.Side;
import org.hedgerow.exchange.simulated.option.Black76;

/** Orders and fills as the venue tells of them. */
final class OrderRows {
  private final Account account;
  private final OptionRows options;

  OrderRows(Account account, OptionRows options) {
    this.account = account;
    this.options = options;
  }

  static String state(OrderStatus status) {
    return switch (status) {
      case NEW -> "live";
      case PARTIALLY_FILLED -> "partially_filled";
      case FILLED -> "filled";
      case CANCELED, EXPIRED, EXPIRED_IN_MATCH -> "canceled";
    };
  }

  static String type(Order order) {
    if (order.type == OrderType.MARKET) {
      return "market";
    }
    return switch (order.timeInForce) {
      case GTC -> "limit";
      case IOC -> "ioc";
      case FOK -> "fok";
      case GTX -> "post_only";
    };
  }

  /** Why it was canceled, as the venue numbers it; empty where it was not. */
  private static String cancelSource(Order order) {
    return switch (order.status()) {
      case CANCELED -> "1";
      case EXPIRED_IN_MATCH -> "32";
      case EXPIRED ->
          switch (order.timeInForce) {
            case FOK -> "13";
            case IOC -> "14";
            case GTX -> "31";
            case GTC -> "0";
          };
      default -> "";
    };
  }

  /** An order as it is, with its last fill. */
  ObjectNode order(Order order) {
    List<Fill> fills = account.fills(order);
    return order(order, fills, fills.isEmpty() ? null : fills.get(fills.size() - 1));
  }

  /** An order as its channel tells of it: with the fill that happened just now, or null. */
  ObjectNode pushed(Order order, Fill fill, long millis) {
    ObjectNode out = order(order, account.fills(order), fill);
    out.put("amendResult", "").put("amendSource", "").put("code", "0").put("msg", "");
    out.put("execType", fill == null ? "" : execution(fill));
    out.put("fillFee", fill == null ? "0" : OkxText.plain(fill.fee().negate()));
    out.put("fillFeeCcy", fill == null ? "" : fill.feeAsset());
    out.put("fillPnl", fill == null ? "0" : OkxText.plain(fill.realized()));
    out.put("fillNotionalUsd", "").put("notionalUsd", "").put("reqId", "");
    OkxText.blank(out, "fillFwdPx", "fillMarkPx", "fillMarkVol", "fillPxUsd", "fillPxVol");
    if (fill != null && order.market.instrument.option()) {
      filledOption(order.market, fill, out);
    }
    out.put("lastPx", OkxText.plain(order.market.book.best(Side.BUY)));
    return out.put("uTime", Long.toString(millis));
  }

  /** The volatility that the price of the fill implies is not worked out: it is the mark's. */
  private void filledOption(Market market, Fill fill, ObjectNode out) {
    Black76 value = options.value(market, fill.millis());
    String forward = OptionRows.number(value.forward());
    String volatility = OptionRows.number(value.volatility());
    double dollars = Fixed.decimal(fill.price()).doubleValue() * value.forward();
    out.put("fillFwdPx", forward).put("fillMarkPx", OkxText.plain(market.mark()));
    out.put("fillMarkVol", volatility).put("fillPxVol", volatility);
    out.put("fillPxUsd", OptionRows.number(dollars)).put("pxType", "px");
  }

  private ObjectNode order(Order order, List<Fill> fills, Fill last) {
    Instrument instrument = order.market.instrument;
    boolean derivative = instrument.derivative();
    BigDecimal fee = BigDecimal.ZERO;
    BigDecimal profit = BigDecimal.ZERO;
    for (Fill fill : fills) {
      fee = fee.add(fill.fee());
      profit = profit.add(fill.realized());
    }
    String feeAsset =
        derivative
            ? instrument.settlement()
            : order.side == Side.BUY ? instrument.base() : instrument.quote();
    ObjectNode out = OkxText.object();
    out.put("accFillSz", OkxText.plain(order.filled()));
    OkxText.blank(out, "algoClOrdId", "algoId", "attachAlgoClOrdId");
    out.putArray("attachAlgoOrds");
    out.put("avgPx", order.filled() == 0 ? "" : OkxText.plain(order.averagePrice()));
    out.put("cTime", Long.toString(order.createdMillis));
    out.put("cancelSource", cancelSource(order)).put("cancelSourceReason", "");
    out.put("category", "normal").put("ccy", "").put("clOrdId", order.clientId);
    out.put("fee", OkxText.plain(fee.negate())).put("feeCcy", feeAsset);
    out.put("fillPx", last == null ? "" : OkxText.plain(last.price()));
    out.put("fillSz", last == null ? "0" : OkxText.plain(last.quantity()));
    out.put("fillTime", last == null ? "" : Long.toString(last.millis()));
    out.put("instId", instrument.symbol()).put("instType", OkxListing.type(instrument));
    out.put("isTpLimit", "false");
    boolean levered = derivative && !instrument.option();
    out.put("lever", levered ? Integer.toString(Margins.LEVERAGE) : "");
    out.putObject("linkedAlgoOrd").put("algoId", "");
    out.put("ordId", Long.toString(order.id)).put("ordType", type(order));
    out.put("pnl", OkxText.plain(profit)).put("posSide", derivative ? "net" : "");
    out.put("px", order.price() == 0 ? "" : OkxText.plain(order.price()));
    OkxText.blank(out, "pxType", "pxUsd", "pxVol", "quickMgnType");
    out.put("rebate", "0").put("rebateCcy", instrument.quote());
    out.put("reduceOnly", Boolean.toString(order.reduceOnly));
    out.put("side", order.side == Side.BUY ? "buy" : "sell");
    OkxText.blank(out, "slOrdPx", "slTriggerPx", "slTriggerPxType", "source");
    out.put("state", state(order.status())).put("stpId", "").put("stpMode", "cancel_maker");
    out.put("sz", OkxText.plain(order.quantity())).put("tag", "");
    out.put("tdMode", derivative ? "cross" : "cash");
    out.put("tgtCcy", !derivative && order.type == OrderType.MARKET ? "base_ccy" : "");
    OkxText.blank(out, "tpOrdPx", "tpTriggerPx", "tpTriggerPxType");
    out.put("tradeId", last == null ? "" : Long.toString(last.tradeId()));
    return out.put("uTime", Long.toString(order.updatedMillis()));
  }

  static String execution(Fill fill) {
    return fill.maker() ? "M" : "T";
  }

  static ObjectNode fill(Fill fill) {
    Order order = fill.order();
    Instrument instrument = order.market.instrument;
    ObjectNode out = OkxText.object();
    out.put("instType", OkxListing.type(instrument)).put("instId", instrument.symbol());
    out.put("tradeId", Long.toString(fill.tradeId())).put("ordId", Long.toString(order.id));
    out.put("clOrdId", order.clientId).put("billId", Long.toString(fill.tradeId()));
    out.put("subType", order.side == Side.BUY ? "1" : "2").put("tag", "");
    out.put("fillPx", OkxText.plain(fill.price())).put("fillSz", OkxText.plain(fill.quantity()));
    OkxText.blank(out, "fillIdxPx", "fillPxVol", "fillPxUsd", "fillMarkVol", "fillFwdPx");
    out.put("fillMarkPx", "").put("fillPnl", OkxText.plain(fill.realized()));
    out.put("side", order.side == Side.BUY ? "buy" : "sell");
    out.put("posSide", instrument.derivative() ? "net" : "").put("execType", execution(fill));
    out.put("feeCcy", fill.feeAsset()).put("fee", OkxText.plain(fill.fee().negate()));
    out.put("feeRate", "").put("tradeQuoteCcy", instrument.quote());
    return out.put("fillTime", Long.toString(fill.millis()))
        .put("ts", Long.toString(fill.millis()));
  }
}
