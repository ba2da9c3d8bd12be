package org.hedgerow.exchange.simulated.customer;

import io.vertx.core.Vertx;
import java.math.BigDecimal;
import java.util.List;
import java.util.SplittableRandom;
import org.hedgerow.exchange.simulated.matching.Account;
import org.hedgerow.exchange.simulated.matching.Fixed;
import org.hedgerow.exchange.simulated.matching.Market;
import org.hedgerow.exchange.simulated.matching.MatchingEngine;
import org.hedgerow.exchange.simulated.matching.OrderRequest;
import org.hedgerow.exchange.simulated.matching.OrderType;
import org.hedgerow.exchange.simulated.matching.RejectedException;
import org.hedgerow.exchange.simulated.matching.RejectedException.Reason;
import org.hedgerow.exchange.simulated.matching.Side;
import org.hedgerow.exchange.simulated.matching.TimeInForce;
import org.hedgerow.exchange.simulated.matching.Venue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The accounts' customers, who trade as through the venue's web page: spot on the first venue that
 * has spot markets, and the options that an account began with. For each of these a market order
 * every one to three seconds, with a pull back to the inventory that it began with.
 */
public final class CustomerFlow {
  private static final Logger LOG = LoggerFactory.getLogger(CustomerFlow.class);
  private static final int SHORTEST_MILLIS = 1_000;
  private static final int LONGEST_MILLIS = 3_000;

  /** A fill is this share of the inventory, so that a band of 1 % is left almost every time. */
  private static final double SMALLEST_SHARE = 0.012;

  private static final double LARGEST_SHARE = 0.045;

  /** At this share away from where it began, the inventory is pulled back with certainty. */
  private static final double FULL_PULL = 0.15;

  private final Vertx vertx;
  private final MatchingEngine engine;
  private final long delayMillis;
  private final double pace;
  private final List<Desk> desks;
  private boolean started;
  private boolean stopped;

  /** Of plans; one from before a stop is void after it. */
  private int generation;

  /** The customers of one base asset, or of one option. */
  private final class Desk {
    final Market market;
    final SplittableRandom random;
    final BigDecimal initial;
    long orders;

    Desk(Market market, long seed) {
      this.market = market;
      this.random = new SplittableRandom(seed);
      BigDecimal begun = held();
      boolean nothing = begun.signum() == 0 || (!market.instrument.option() && begun.signum() < 0);
      this.initial =
          nothing ? BigDecimal.valueOf(market.instrument.base().equals("BTC") ? 10 : 100) : begun;
    }

    /** Coins, or contracts, which may be owed. */
    BigDecimal held() {
      Account account = engine.account(market.instrument.venue());
      return market.instrument.option()
          ? Fixed.decimal(account.position(market).quantity())
          : account.wallet(market.instrument.base()).total();
    }

    void planNext() {
      int wait = SHORTEST_MILLIS + random.nextInt(LONGEST_MILLIS - SHORTEST_MILLIS + 1);
      int planned = generation;
      vertx.setTimer(
          Math.max(1, Math.round(wait / pace)),
          timer -> {
            if (!stopped && planned == generation) {
              trade();
              planNext();
            }
          });
    }

    void trade() {
      double away = (held().doubleValue() / initial.doubleValue() - 1) / FULL_PULL;
      // Who owes more than at the start buys back.
      double buying = Math.max(0, Math.min(1, 0.5 - initial.signum() * away / 2));
      Side side = random.nextDouble() < buying ? Side.BUY : Side.SELL;
      double share = SMALLEST_SHARE + random.nextDouble() * (LARGEST_SHARE - SMALLEST_SHARE);
      long lot = market.instrument.lot();
      long lots = (long) (initial.abs().doubleValue() * share * Fixed.ONE / lot);
      long quantity = Math.max(1, lots) * lot;
      orders++;
      // Where options are traded an order from a web page has no client id.
      String id =
          market.instrument.option()
              ? ""
              : "web_" + Long.toHexString(random.nextLong() & 0xFFFFFFFFFFFFFFFL) + orders;
      if (!place(id, side, quantity)) {
        place(id, side.opposite(), quantity);
      }
    }

    /** Returns false when this side lacks the funds. */
    boolean place(String id, Side side, long quantity) {
      try {
        engine.place(
            new OrderRequest(
                market, id, side, OrderType.MARKET, TimeInForce.GTC, 0, quantity, false, true));
        return true;
      } catch (RejectedException rejected) {
        LOG.info("customer order {} {}: {}", side, id, rejected.reason());
        return rejected.reason() != Reason.INSUFFICIENT_FUNDS;
      }
    }
  }

  /**
   * A flow that has not started.
   *
   * @param pace how many times faster than one to three seconds a trade
   */
  public CustomerFlow(
      Vertx vertx,
      MatchingEngine engine,
      List<Market> markets,
      long seed,
      long delayMillis,
      double pace) {
    this.vertx = vertx;
    this.engine = engine;
    this.delayMillis = delayMillis;
    this.pace = pace;
    Venue spot =
        markets.stream()
            .filter(market -> !market.instrument.derivative())
            .map(market -> market.instrument.venue())
            .findFirst()
            .orElse(null);
    this.desks =
        markets.stream()
            .filter(
                market ->
                    market.instrument.option()
                        ? engine.account(market.instrument.venue()).position(market).quantity() != 0
                        : !market.instrument.derivative() && market.instrument.venue() == spot)
            .map(market -> new Desk(market, seed * 31 + market.instrument.symbol().hashCode()))
            .toList();
  }

  /** Starts the flow, once, after its delay. */
  public void start() {
    if (!started) {
      started = true;
      vertx.setTimer(Math.max(1, delayMillis), timer -> desks.forEach(Desk::planNext));
    }
  }

  /** Ends the flow, until it is to go on. */
  public void stop() {
    stopped = true;
  }

  /** Goes on after a stop. */
  public void goOn() {
    if (stopped) {
      stopped = false;
      generation++;
      if (started) {
        desks.forEach(Desk::planNext);
      }
    }
  }
}
