package org.hedgerow.exchange.simulated.luno;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import org.hedgerow.exchange.simulated.dialect.Form;
import org.hedgerow.exchange.simulated.dialect.Reply;
import org.hedgerow.exchange.simulated.matching.Account;
import org.hedgerow.exchange.simulated.matching.Fixed;
import org.hedgerow.exchange.simulated.matching.Market;
import org.hedgerow.exchange.simulated.matching.MatchingEngine;
import org.hedgerow.exchange.simulated.matching.Order;
import org.hedgerow.exchange.simulated.matching.OrderRequest;
import org.hedgerow.exchange.simulated.matching.RejectedException;
import org.hedgerow.exchange.simulated.matching.Side;

/** Placing and canceling; an order cannot be changed, and there is no timer. */
final class OrderCommands {
  private static final int CONFLICT = 409;
  private static final int NOT_FOUND = 404;
  private static final int UNAVAILABLE = 503;

  private final MatchingEngine engine;
  private final Account account;
  private final OrderForm form;

  OrderCommands(MatchingEngine engine, Map<String, Market> markets) {
    this.engine = engine;
    this.account = engine.account(LunoVenue.LUNO);
    this.form = new OrderForm(markets);
  }

  Reply act(String call, Form wanted) throws RefusedException {
    return switch (call) {
      case "postorder" -> place(form.limit(wanted));
      case "marketorder" -> place(form.market(wanted, OrderCommands::affordable));
      default -> stop(wanted.get("order_id"));
    };
  }

  private Reply place(OrderRequest request) throws RefusedException {
    try {
      Order order = engine.place(request);
      return Reply.ok(LunoText.object().put("order_id", Ids.order(order.id)).toString());
    } catch (RejectedException rejected) {
      throw switch (rejected.reason()) {
        case DUPLICATE_CLIENT_ID -> new RefusedException(CONFLICT, "ErrDuplicateClientOrderID");
        case INSUFFICIENT_FUNDS -> new RefusedException("ErrInsufficientFunds");
        case NO_MARKET -> new RefusedException(UNAVAILABLE, "ErrMarketUnavailable");
        default -> new RefusedException("ErrInvalidArguments");
      };
    }
  }

  /** In whole lots, from the best offer on. */
  private static long affordable(Market market, BigDecimal counter) {
    long lot = market.instrument.lot();
    BigDecimal[] left = {counter};
    long[] volume = new long[1];
    market.book.walk(
        Side.SELL,
        (price, available) -> {
          BigDecimal cost = market.instrument.notional(price, available);
          if (cost.compareTo(left[0]) <= 0) {
            volume[0] += available;
            left[0] = left[0].subtract(cost);
            return true;
          }
          BigDecimal part = left[0].divide(Fixed.decimal(price), Fixed.DECIMALS, RoundingMode.DOWN);
          volume[0] += Fixed.of(part);
          return false;
        });
    return volume[0] / lot * lot;
  }

  private Reply stop(String id) throws RefusedException {
    Order order = account.order(Ids.orderNumber(id));
    try {
      engine.cancel(order);
    } catch (RejectedException ended) {
      throw new RefusedException(NOT_FOUND, "ErrCannotStopUnknownOrNonPendingOrder");
    }
    return Reply.ok(LunoText.object().put("success", true).toString());
  }
}
