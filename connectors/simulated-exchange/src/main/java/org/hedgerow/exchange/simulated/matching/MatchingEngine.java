package org.hedgerow.exchange.simulated.matching;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.hedgerow.exchange.simulated.matching.EngineListener.Change;
import org.hedgerow.exchange.simulated.matching.RejectedException.Reason;

/**
 * Matches the accounts' orders against the market's liquidity, with price-time priority.
 *
 * <p>An incoming order takes what the market shows, and what it took stays taken until the market
 * says something new of that level. A resting order stands behind what the market showed at its
 * price when it came; it fills when the market trades there and the queue before it is used up,
 * when the market trades through it, or when the market's other side comes to it. An account does
 * not trade with itself: its resting order expires.
 */
public final class MatchingEngine implements MarketListener {
  private final Map<Venue, Account> accounts = new LinkedHashMap<>();
  private final Map<Market, RestingOrders> resting = new HashMap<>();
  private final boolean duplicateCheck;
  private final LongSupplier clockMillis;
  private final EngineListener listener;
  private final Map<Venue, Conduct> conducts = new HashMap<>();
  private long lastOrderId = 1_000_000_000L;
  private long lastTradeId = 10_000_000L;

  /**
   * @param venues each has an account, with or without a market
   */
  public MatchingEngine(
      Collection<? extends Venue> venues,
      List<Market> markets,
      boolean duplicateCheck,
      LongSupplier clockMillis,
      EngineListener listener) {
    this.duplicateCheck = duplicateCheck;
    this.clockMillis = clockMillis;
    this.listener = listener;
    for (Venue venue : venues) {
      accounts.put(
          venue,
          new Account(
              venue,
              markets.stream().filter(market -> market.instrument.venue() == venue).toList()));
    }
    markets.forEach(market -> resting.put(market, new RestingOrders()));
  }

  /** Sets how a venue behaves towards its accounts' owners; otherwise it keeps to its rules. */
  public void conduct(Venue venue, Conduct conduct) {
    conducts.put(venue, conduct);
  }

  private Conduct conduct(boolean customer, Venue venue) {
    return customer ? Conduct.PROPER : conducts.getOrDefault(venue, Conduct.PROPER);
  }

  public Account account(Venue venue) {
    return accounts.get(venue);
  }

  /** Sets a wallet at the start. */
  public void deposit(Venue venue, String asset, BigDecimal amount) {
    Account account = account(venue);
    account.wallet(asset).total(amount);
    listener.accountChanged(account, Change.DEPOSIT, List.of(asset), null, clockMillis.getAsLong());
  }

  /** Sets a position at the start, entered at that price. */
  public void open(Market market, OpenPosition opened) {
    long held = opened.quantity();
    account(market.instrument.venue())
        .position(market)
        .trade(
            held < 0 ? Side.SELL : Side.BUY,
            Math.abs(held),
            opened.entryPrice(),
            clockMillis.getAsLong());
  }

  /** Takes back an order that a ledger has; an open one stands at the end of its queue. */
  public void restore(Order order) {
    account(order.venue()).add(order);
    lastOrderId = Math.max(lastOrderId, order.id);
    if (order.status().open()) {
      lock(order, order.remaining(), 1);
      order.queueAhead(order.market.book.available(order.side, order.price()));
      resting.get(order.market).add(order);
    }
  }

  public void restore(Fill fill) {
    account(fill.order().venue()).add(fill);
    lastTradeId = Math.max(lastTradeId, fill.tradeId());
  }

  public Order place(OrderRequest request) throws RejectedException {
    long now = clockMillis.getAsLong();
    Market market = request.market();
    Account account = account(market.instrument.venue());
    Order known = account.order(request.clientId());
    boolean checked = duplicateCheck && account.venue.refusesRepeatedIds();
    if (checked && known != null && (known.status().open() || account.venue.refusesEndedIds())) {
      throw new RejectedException(Reason.DUPLICATE_CLIENT_ID);
    }
    if (!market.book.ready()) {
      throw new RejectedException(Reason.NO_MARKET);
    }
    if (request.reduceOnly() && Margins.reducible(account, market, request.side()) == 0) {
      throw new RejectedException(Reason.NOTHING_TO_REDUCE);
    }
    Conduct conduct = conduct(request.customer(), market.instrument.venue());
    if (conduct.refuses(request)) {
      throw new RejectedException(Reason.NO_MARKET);
    }
    Order order = new Order(lastOrderId + 1, request, now);
    if (conduct.loses(request)) {
      lastOrderId++;
      return order;
    }
    Reach reach = reach(order);
    boolean wouldTake = request.postOnly() && reach.quantity > 0;
    boolean cannotFill =
        request.timeInForce() == TimeInForce.FOK && reach.quantity < request.quantity();
    boolean cannotStand = wouldTake || cannotFill;
    if (cannotStand && market.instrument.venue().refusesWhatCannotStand(request)) {
      throw new RejectedException(wouldTake ? Reason.WOULD_TAKE : Reason.CANNOT_FILL_WHOLE);
    }
    if (!Margins.suffices(account, request, reach.notional)) {
      throw new RejectedException(Reason.INSUFFICIENT_FUNDS);
    }
    lastOrderId++;
    lock(order, order.quantity(), 1);
    account.add(order);
    listener.orderChanged(order, Execution.NEW, null, now);
    if (!cannotStand) {
      take(order, now);
    }
    if (order.status().open()) {
      if (request.rests() && !cannotStand) {
        order.queueAhead(market.book.available(order.side, order.price()));
        resting.get(market).add(order);
        changed(order, now);
      } else {
        end(order, OrderStatus.EXPIRED, Execution.EXPIRED, now);
      }
    } else if (order.status() == OrderStatus.FILLED && conduct.overfills(order)) {
      Fill last = account.fills(order).get(account.fills(order).size() - 1);
      lock(order, last.quantity(), 1);
      fill(order, last.price(), last.quantity(), last.maker(), now);
    }
    return order;
  }

  /**
   * Fills what is left of an order after its end was told, at its own price: what a venue does
   * whose matching and whose orders' records have parted.
   */
  public void fillEnded(Order order) {
    long now = clockMillis.getAsLong();
    if (!order.status().open() && order.remaining() > 0) {
      lock(order, order.remaining(), 1);
      fill(order, order.price(), order.remaining(), true, now);
    }
  }

  /** Cancels every order of an account's owner at a venue, as a venue does that closes. */
  public void cancelAll(Venue venue) {
    long now = clockMillis.getAsLong();
    for (Order order : List.copyOf(account(venue).openOrders())) {
      if (!order.customer) {
        end(order, OrderStatus.CANCELED, Execution.CANCELED, now);
      }
    }
  }

  /** Takes so much from a wallet, as a transfer to another one does. */
  public void withdraw(Venue venue, String asset, BigDecimal amount) {
    Account account = account(venue);
    account.wallet(asset).add(amount.negate());
    listener.accountChanged(
        account, Change.WITHDRAW, List.of(asset), null, clockMillis.getAsLong());
  }

  public Order cancel(Order order) throws RejectedException {
    if (order == null || !order.status().open()) {
      throw new RejectedException(Reason.UNKNOWN_ORDER);
    }
    end(order, OrderStatus.CANCELED, Execution.CANCELED, clockMillis.getAsLong());
    return order;
  }

  /** Gives an open limit order another price or quantity; it loses its place in the queue. */
  public Order amend(Order order, long price, long quantity) throws RejectedException {
    if (order == null || !order.status().open()) {
      throw new RejectedException(Reason.UNKNOWN_ORDER);
    }
    if (order.price() == price && order.quantity() == quantity) {
      throw new RejectedException(Reason.NOTHING_TO_AMEND);
    }
    long now = clockMillis.getAsLong();
    boolean wouldTake = order.venue().cancelsWhatAmendedWouldTake() && wouldTake(order, price);
    if (quantity <= order.filled() || wouldTake) {
      end(order, OrderStatus.CANCELED, Execution.CANCELED, now);
      return order;
    }
    resting.get(order.market).of(order.side).remove(order);
    lock(order, order.remaining(), -1);
    order.amend(price, quantity, now);
    lock(order, order.remaining(), 1);
    listener.orderChanged(order, Execution.AMENDMENT, null, now);
    take(order, now);
    if (order.status().open()) {
      order.queueAhead(order.market.book.available(order.side, order.price()));
      resting.get(order.market).add(order);
    }
    return order;
  }

  /** Whether a post-only order would take at another price. */
  public static boolean wouldTake(Order order, long price) {
    return order.isPostOnly() && takes(order.market, order.side, price);
  }

  /** Refuses an amend by which a post-only order would take; the order stays as it is. */
  public static void requirePassive(Order order, long price) throws RejectedException {
    if (wouldTake(order, price)) {
      throw new RejectedException(Reason.WOULD_TAKE);
    }
  }

  private static boolean takes(Market market, Side side, long limit) {
    boolean[] reached = new boolean[1];
    market.book.walk(
        side.opposite(),
        (price, available) -> {
          reached[0] = side == Side.BUY ? price <= limit : price >= limit;
          return false;
        });
    return reached[0];
  }

  /** What an order could take at once, and for how much. */
  private static final class Reach {
    long quantity;
    BigDecimal notional = BigDecimal.ZERO;
  }

  private static Reach reach(Order order) {
    Reach reach = new Reach();
    order.market.book.walk(
        order.side.opposite(),
        (price, available) -> {
          if (!order.accepts(price)) {
            return false;
          }
          long part = Math.min(available, order.quantity() - reach.quantity);
          reach.quantity += part;
          reach.notional = reach.notional.add(Fixed.decimal(price).multiply(Fixed.decimal(part)));
          return reach.quantity < order.quantity();
        });
    return reach;
  }

  /** One level to take from. */
  private static final class Offer {
    long price;
    long quantity;
  }

  private void take(Order order, long now) {
    Side from = order.side.opposite();
    MarketBook book = order.market.book;
    expireOwnInTheWay(order, now);
    while (order.status().open()) {
      Offer offer = new Offer();
      book.walk(
          from,
          (price, available) -> {
            offer.price = price;
            offer.quantity = available;
            return false;
          });
      long wanted = order.remaining();
      if (order.reduceOnly) {
        wanted =
            Math.min(wanted, Margins.reducible(account(order.venue()), order.market, order.side));
      }
      if (offer.quantity == 0 || wanted == 0 || !order.accepts(offer.price)) {
        return;
      }
      long part = Math.min(offer.quantity, wanted);
      book.take(from, offer.price, part);
      fill(order, offer.price, part, false, now);
    }
  }

  private void expireOwnInTheWay(Order order, long now) {
    List<Order> own = resting.get(order.market).of(order.side.opposite());
    long reached = lastPriceReached(order);
    for (Order other : List.copyOf(own)) {
      boolean crossed =
          order.side == Side.BUY ? other.price() <= reached : other.price() >= reached;
      if (crossed) {
        end(other, OrderStatus.EXPIRED_IN_MATCH, Execution.EXPIRED, now);
      }
    }
  }

  /** The limit of a limit order; for a market order the worst price that it will take. */
  private static long lastPriceReached(Order order) {
    if (order.type != OrderType.MARKET) {
      return order.price();
    }
    long[] worst = new long[1];
    long[] left = {order.quantity()};
    order.market.book.walk(
        order.side.opposite(),
        (price, available) -> {
          worst[0] = price;
          left[0] -= available;
          return left[0] > 0;
        });
    return worst[0];
  }

  private void fill(Order order, long price, long quantity, boolean maker, long now) {
    Instrument instrument = order.market.instrument;
    Account account = account(order.venue());
    Settlement.lock(account, order, quantity, -1);
    Settlement settled = Settlement.of(account, order, price, quantity, maker, now);
    boolean stood = order.status().open();
    order.fill(quantity, settled.value(), now);
    if (stood && !order.status().open()) {
      account.ended(order);
      resting.get(order.market).of(order.side).remove(order);
    }
    lastTradeId++;
    Fill fill =
        new Fill(
            lastTradeId,
            order,
            price,
            quantity,
            settled.value(),
            settled.fee(),
            settled.feeAsset(),
            settled.realized(),
            maker,
            now);
    account.add(fill);
    Market moved = instrument.derivative() ? order.market : null;
    if (instrument.derivative()) {
      listener.accountChanged(account, Change.ORDER, settled.assets(), moved, now);
      listener.orderChanged(order, Execution.TRADE, fill, now);
    } else {
      listener.orderChanged(order, Execution.TRADE, fill, now);
      listener.accountChanged(account, Change.ORDER, settled.assets(), moved, now);
    }
  }

  private void end(Order order, OrderStatus status, Execution execution, long now) {
    resting.get(order.market).of(order.side).remove(order);
    lock(order, order.remaining(), -1);
    order.end(status, now);
    account(order.venue()).ended(order);
    listener.orderChanged(order, execution, null, now);
    changed(order, now);
    conduct(order.customer, order.venue()).ended(order);
  }

  /** Tells of the wallet that an order's locks are in; futures orders lock none. */
  private void changed(Order order, long now) {
    if (!order.market.instrument.derivative() && order.type != OrderType.MARKET) {
      Instrument instrument = order.market.instrument;
      List<String> assets = List.of(instrument.base(), instrument.quote());
      listener.accountChanged(account(order.venue()), Change.ORDER, assets, null, now);
    }
  }

  private void lock(Order order, long quantity, int sign) {
    Settlement.lock(account(order.venue()), order, quantity, sign);
  }

  @Override
  public void bookChanged(Market market) {
    RestingOrders own = resting.get(market);
    if (!own.buys.isEmpty()) {
      meet(market, own.buys, Side.BUY);
    }
    if (!own.sells.isEmpty()) {
      meet(market, own.sells, Side.SELL);
    }
  }

  /** Fills resting orders whose price the market's other side has come to. */
  private void meet(Market market, List<Order> orders, Side side) {
    for (Order order : List.copyOf(orders)) {
      long best = market.book.best(side.opposite());
      if (best == 0 || !order.accepts(best)) {
        order.queueAhead(Math.min(order.queueAhead(), market.book.available(side, order.price())));
        continue;
      }
      while (order.status().open()) {
        Offer offer = new Offer();
        market.book.walk(
            side.opposite(),
            (price, available) -> {
              offer.price = price;
              offer.quantity = available;
              return false;
            });
        if (offer.quantity == 0 || !order.accepts(offer.price)) {
          break;
        }
        long part = Math.min(offer.quantity, order.remaining());
        market.book.take(side.opposite(), offer.price, part);
        fillResting(order, part);
      }
    }
  }

  @Override
  public void traded(Market market, long price, long quantity, boolean buyerIsMaker) {
    Side makers = buyerIsMaker ? Side.BUY : Side.SELL;
    List<Order> orders = resting.get(market).of(makers);
    if (orders.isEmpty()) {
      return;
    }
    long passing = quantity;
    for (Order order : List.copyOf(orders)) {
      boolean through = makers == Side.BUY ? price < order.price() : price > order.price();
      if (through) {
        fillResting(order, order.remaining());
      } else if (price == order.price()) {
        long part = Math.min(order.remaining(), Math.max(0, passing - order.queueAhead()));
        order.queueAhead(Math.max(0, order.queueAhead() - passing));
        if (part > 0) {
          passing -= part;
          fillResting(order, part);
        }
      }
    }
  }

  private void fillResting(Order order, long quantity) {
    long now = clockMillis.getAsLong();
    long part = quantity;
    if (order.reduceOnly) {
      part = Math.min(part, Margins.reducible(account(order.venue()), order.market, order.side));
      if (part == 0) {
        end(order, OrderStatus.EXPIRED, Execution.EXPIRED, now);
        return;
      }
    }
    fill(order, order.price(), part, true, now);
  }

  @Override
  public void fundingDue(Market market, BigDecimal rate) {
    Account account = account(market.instrument.venue());
    Position position = account.position(market);
    if (position.quantity() == 0) {
      return;
    }
    BigDecimal worth = position.worth(Math.abs(position.quantity()), market.mark());
    BigDecimal paid = Fixed.eight(worth.multiply(rate));
    String asset = market.instrument.settlement();
    account.wallet(asset).add(position.quantity() > 0 ? paid.negate() : paid);
    listener.accountChanged(
        account, Change.FUNDING_FEE, List.of(asset), null, clockMillis.getAsLong());
  }
}
