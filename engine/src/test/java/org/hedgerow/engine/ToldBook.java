package org.hedgerow.engine;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.ExecutionReport;
import org.hedgerow.schema.ExecutionType;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.OrderStatus;
import org.hedgerow.schema.Side;

/**
 * What the engine has been told of orders, customers and balances, added up by whoever reads over
 * its shoulder. Ten coins spot, two and one of margin; formulas of specs/hedging.
 */
final class ToldBook {
  /** What the calls that are owed were sold for, in coins. */
  static final BigDecimal ENTRY = new BigDecimal("0.05");

  private static final BigDecimal COINS = BigDecimal.TEN;
  private static final BigDecimal MARGIN = BigDecimal.valueOf(3);
  private static final MathContext DIGITS = new MathContext(30);
  private static final Set<OrderStatus> ENDS =
      Set.of(
          OrderStatus.FILLED,
          OrderStatus.REJECTED,
          OrderStatus.CANCELED,
          OrderStatus.EXPIRED,
          OrderStatus.DENIED);

  /** An order as it was told. */
  static final class Told {
    final Order order;
    final Listed listed;
    BigDecimal filled = BigDecimal.ZERO;
    BigDecimal cost = BigDecimal.ZERO;
    BigDecimal reported = BigDecimal.ZERO;
    BigDecimal inferred = BigDecimal.ZERO;
    boolean ended;
    boolean answered;

    Told(Order order) {
      this.order = order;
      this.listed = Listed.named(order.getInstrument());
    }

    BigDecimal quantity() {
      return Decimals.toBigDecimal(order.getQuantity());
    }

    /** Told and inferred. */
    BigDecimal booked() {
      return filled.add(inferred);
    }

    /** What may still fill, or has without having been told in full. */
    BigDecimal open() {
      return (ended ? reported : quantity()).subtract(booked()).max(BigDecimal.ZERO);
    }

    boolean isOpen() {
      return !ended || open().signum() > 0;
    }

    BigDecimal signed(BigDecimal number) {
      return order.getSide() == Side.BUY ? number : number.negate();
    }

    /** Inferred fills are booked at the order's limit where nobody told an average. */
    BigDecimal bookedCost() {
      return cost.add(listed.cost(inferred, Decimals.toBigDecimal(order.getPrice())));
    }
  }

  private final Map<String, Told> orders = new LinkedHashMap<>();
  private final Set<String> executions = new HashSet<>();
  private final Map<String, BigDecimal> held = new HashMap<>();
  private final Map<String, BigDecimal> paid = new HashMap<>();
  private final Map<String, BigDecimal> opening = new HashMap<>();
  private BigDecimal coins = MARGIN;
  private BigDecimal quoteFees = BigDecimal.ZERO;

  private final List<Listed> listed;
  private final Map<String, List<Told>> byInstrument = new HashMap<>();

  ToldBook(GeneratedTerms terms) {
    listed = terms.listed();
    listed.forEach(one -> byInstrument.put(one.name(), new ArrayList<>()));
    held.put(Scenario.SPOT, COINS);
    for (String option : List.of(Listed.OWED, Listed.OWED_SOON)) {
      held.put(option, terms.owed(option));
      opening.put(option, Listed.named(option).cost(terms.owed(option), ENTRY));
    }
  }

  void placed(Order order) {
    Told told = new Told(order);
    orders.put(order.getClientOrderId(), told);
    byInstrument.get(order.getInstrument()).add(told);
  }

  boolean knows(Order order) {
    return orders.containsKey(order.getClientOrderId());
  }

  void customer(Listed listed, Side side, BigDecimal quantity, BigDecimal price) {
    BigDecimal signed = side == Side.BUY ? quantity : quantity.negate();
    held.merge(listed.name(), signed, BigDecimal::add);
    paid.merge(listed.name(), listed.cost(signed, price), BigDecimal::add);
  }

  /** Funding: coins that come or go. */
  void coins(BigDecimal change) {
    coins = coins.add(change);
  }

  /** Whether it is news: an execution that was told before is none. */
  boolean reported(ExecutionReport report) {
    Told told = orders.get(report.getClientOrderId());
    boolean trade = report.getExecutionType() == ExecutionType.TRADE;
    if (trade && !executions.add(report.getExecutionId())) {
      return false;
    }
    told.reported = told.reported.max(Decimals.toBigDecimal(report.getCumulativeQuantity()));
    told.ended |= ENDS.contains(report.getStatus());
    told.answered = true;
    if (trade) {
      BigDecimal quantity = Decimals.toBigDecimal(report.getLastQuantity());
      told.filled = told.filled.add(quantity);
      told.cost =
          told.cost.add(told.listed.cost(quantity, Decimals.toBigDecimal(report.getLastPrice())));
      told.inferred = told.inferred.subtract(quantity).max(BigDecimal.ZERO);
      if (report.getFee() != null) {
        BigDecimal fee = Decimals.toBigDecimal(report.getFee());
        if (report.getFeeCurrency().equals("BTC")) {
          coins = coins.subtract(fee);
        } else {
          quoteFees = quoteFees.add(fee);
        }
      }
    }
    return true;
  }

  /** The engine says that it took what was missing for filled. */
  void inferred(String clientOrderId) {
    Told told = orders.get(clientOrderId);
    BigDecimal missing = told.reported.min(told.quantity()).subtract(told.booked());
    told.inferred = told.inferred.add(missing.max(BigDecimal.ZERO));
  }

  /** Orders without an end that was told. */
  Collection<Order> working() {
    return orders.values().stream().filter(told -> !told.ended).map(told -> told.order).toList();
  }

  /** Orders that may still fill, or of which fills are missing. */
  List<Told> open() {
    return orders.values().stream().filter(Told::isOpen).toList();
  }

  private List<Told> of(String instrument) {
    return byInstrument.getOrDefault(instrument, List.of());
  }

  /** Signed, in contracts or coins. */
  BigDecimal position(String instrument) {
    BigDecimal sum = held.getOrDefault(instrument, BigDecimal.ZERO);
    for (Told told : of(instrument)) {
      sum = sum.add(told.signed(told.booked()));
    }
    return sum;
  }

  /** What is held without our orders. */
  BigDecimal others(String instrument) {
    return held.getOrDefault(instrument, BigDecimal.ZERO);
  }

  /** What our orders and customers have paid, with the position's sign. */
  private BigDecimal cost(String instrument) {
    BigDecimal sum = paid.getOrDefault(instrument, BigDecimal.ZERO);
    for (Told told : of(instrument)) {
      sum = sum.add(told.signed(told.bookedCost()));
    }
    return sum;
  }

  /** What may still fill of the instrument on that side. */
  BigDecimal open(String instrument, Side side) {
    BigDecimal sum = BigDecimal.ZERO;
    for (Told told : of(instrument)) {
      if (told.order.getSide() == side) {
        sum = sum.add(told.open());
      }
    }
    return sum;
  }

  /** Deltas of what may still fill, of options or of all else. */
  List<BigDecimal> open(ToldMarket market, boolean options) {
    List<BigDecimal> deltas = new ArrayList<>();
    for (Told told : orders.values()) {
      if (told.open().signum() > 0 && told.listed.isOption() == options) {
        deltas.add(market.weight(told.listed, told.signed(told.open())));
      }
    }
    return deltas;
  }

  /** Of all accounts, with the unrealised profit N * C * (1 / entry - 1 / mark) and premiums. */
  private BigDecimal coins(ToldMarket market) {
    BigDecimal sum = coins;
    for (Listed one : listed) {
      if (one.kind() == Listed.Kind.INVERSE) {
        sum = sum.add(cost(one.name())).subtract(market.weight(one, position(one.name())));
      } else if (one.isOption()) {
        sum = sum.subtract(cost(one.name()));
      }
    }
    return sum;
  }

  /** Of all that is no hedge, in coins. */
  BigDecimal unhedged(ToldMarket market, List<String> legs) {
    BigDecimal sum = coins(market);
    for (Listed one : listed) {
      if (!legs.contains(one.name())) {
        sum = sum.add(market.weight(one, position(one.name())));
      }
    }
    return sum;
  }

  /** The same without signs. */
  BigDecimal gross(ToldMarket market, List<String> legs) {
    BigDecimal sum = coins(market).abs();
    for (Listed one : listed) {
      if (!legs.contains(one.name())) {
        sum = sum.add(market.weight(one, position(one.name())).abs());
      }
    }
    return sum;
  }

  /** Of the hedges. */
  BigDecimal hedge(ToldMarket market, List<String> legs) {
    BigDecimal sum = BigDecimal.ZERO;
    for (String leg : legs) {
      sum = sum.add(market.weight(Listed.named(leg), position(leg)));
    }
    return sum;
  }

  /** Of all options, in coins for a quote unit. */
  double gamma(ToldMarket market) {
    double gamma = 0;
    for (Listed one : listed) {
      if (one.isOption() && position(one.name()).signum() != 0) {
        gamma += one.units(position(one.name()), null).doubleValue() * market.gamma(one);
      }
    }
    return gamma;
  }

  /** Of the whole portfolio, in quote units. */
  BigDecimal value(ToldMarket market) {
    BigDecimal spot = market.mark(Scenario.SPOT);
    BigDecimal value = coins.multiply(spot).subtract(quoteFees);
    for (Listed one : listed) {
      BigDecimal position = position(one.name());
      BigDecimal cost = cost(one.name()).add(opening.getOrDefault(one.name(), BigDecimal.ZERO));
      if (position.signum() == 0 && cost.signum() == 0) {
        continue;
      }
      BigDecimal mark = market.mark(one.name());
      value =
          value.add(
              switch (one.kind()) {
                case SPOT, LINEAR -> one.cost(position, mark).subtract(cost);
                case INVERSE -> cost.subtract(one.cost(position, mark)).multiply(spot, DIGITS);
                case OPTION -> one.cost(position, mark).subtract(cost).multiply(spot, DIGITS);
              });
    }
    return value;
  }
}
