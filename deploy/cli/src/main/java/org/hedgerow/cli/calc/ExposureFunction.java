package org.hedgerow.cli.calc;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.hedgerow.engine.instrument.DeltaOne;
import org.hedgerow.engine.instrument.InverseContract;
import org.hedgerow.engine.instrument.LinearContract;
import org.hedgerow.engine.instrument.OptionContract;
import org.hedgerow.engine.instrument.QuantoContract;
import org.hedgerow.engine.instrument.Spot;
import org.hedgerow.engine.pricing.CoinSettledOption;
import org.hedgerow.engine.pricing.OptionGreeks;

/** What positions add up to. */
final class ExposureFunction implements CalcFunction {
  private static final String[] MARK = {"mark", "exit", "price", "spot", "S"};
  private static final String[] SIZE = {
    "contract_value", "contract_size", "contract_usd", "face_btc", "multiplier", "size"
  };

  @Override
  public String name() {
    return "exposure";
  }

  @Override
  public String page() {
    return """
        The exposure of positions in units of their underlying, and what each earns, owes and costs.
        positions                       a list of objects; without it the line itself is one position
        mark (price, exit, spot)        of the underlying, quote units: of a position, or of the line for all that have none
        kind                            coin, spot, linear_perpetual, linear_future, inverse_perpetual, inverse_future, quanto, option
        quantity                        signed units or contracts; or contracts with side, long or short
        contract_value (contract_size, multiplier, contract_usd, face_btc)
                                        linear and option: units of the underlying; inverse: quote units; quanto: settlement currency a quote unit
        entry                           average price: also answers unrealised_profit; or fills, a list of [quantity, price]
        fee_rate (taker_fee), funding_rate
                                        fractions, of the value at mark (of fee: at entry too, as entry_fee)
        settlement_price                of quanto: quote units a unit of the settlement currency
        option: type, strike, forward, time_to_expiry_years, volatility, rate as for black76; settlement coin or quote (if not given)
        hedge                           {kind, contract_value, lot}: also answers the contracts that take delta to 0
        A coin is a wallet balance: without unrealised profit, and without the value of options. An inverse position with entry adds its
        unrealised profit in coin, so that the account weighs E + N C / mark, exactly; one without entry is for a balance that
        has it already.
        Answers delta (total), gross, coins (with unrealised profit of inverse contracts) and, with options, gamma, vega, theta, rho;
        positions with kind, delta, value (settlement currency), unrealised_profit, average_price, fee, funding, net_transaction_delta. Exact but for options.
        """;
  }

  @Override
  public String example() {
    return "{\"mark\":100000,\"positions\":[{\"kind\":\"coin\",\"quantity\":1},{\"kind\":\"inverse_perpetual\",\"quantity\":-500,\"contract_value\":100,\"entry\":50000}]}";
  }

  @Override
  public void answer(Fields in, Answer out) {
    Totals totals = new Totals();
    if (in.has("positions")) {
      BigDecimal mark = in.has(MARK) ? in.positiveDecimal(MARK) : null;
      for (Fields row : in.objects("positions")) {
        position(row, mark, totals, out.row("positions"));
        if (!row.unread().isEmpty()) {
          row.unread().forEach(name -> out.json().withArray("ignored").add(row.placed(name)));
        }
      }
      totals.put(out);
      if (in.has("hedge")) {
        hedge(in.object("hedge"), mark, totals, out.inside("hedge"));
      }
    } else {
      position(in, null, totals, out);
    }
  }

  /** Sums over the positions of a line. */
  private static final class Totals {
    private BigDecimal delta = BigDecimal.ZERO;
    private BigDecimal gross = BigDecimal.ZERO;
    private BigDecimal coins = BigDecimal.ZERO;
    private double optionDelta;
    private double gamma;
    private double vega;
    private double theta;
    private double rho;
    private boolean options;

    double all() {
      return delta.doubleValue() + optionDelta;
    }

    void put(Answer out) {
      if (options) {
        out.put("delta", all())
            .put("gross", gross.doubleValue())
            .put("coins", coins)
            .put("gamma", gamma)
            .put("vega", vega)
            .put("theta", theta)
            .put("rho", rho);
      } else {
        out.put("delta", delta).put("gross", gross).put("coins", coins);
      }
    }
  }

  private static void position(Fields in, BigDecimal commonMark, Totals totals, Answer out) {
    String kind = kind(in);
    out.put("kind", kind);
    if ("option".equals(kind)) {
      option(in, totals, out);
      return;
    }
    if ("coin".equals(kind)) {
      BigDecimal coins = in.decimal("quantity", "coins", "wallet", "balance");
      totals.coins = totals.coins.add(coins);
      add(coins, totals, out);
      return;
    }
    DeltaOne contract = contract(kind, in);
    BigDecimal mark = in.has(MARK) ? in.positiveDecimal(MARK) : commonMark;
    BigDecimal quantity;
    BigDecimal entry;
    if (in.has("fills")) {
      BigDecimal sum = BigDecimal.ZERO;
      BigDecimal value = BigDecimal.ZERO;
      for (BigDecimal[] fill : in.pairs("fills")) {
        sum = sum.add(fill[0]);
        value = value.add(contract.value(fill[0], fill[1]));
      }
      if (sum.signum() == 0 || value.signum() == 0) {
        throw in.wrong("fills", "add up to nothing; expected an open quantity");
      }
      quantity = sum;
      entry = contract.averagePrice(sum, value);
      out.put("quantity", sum).put("average_price", entry).put("entry_value", value);
    } else {
      quantity = quantity(in);
      entry = in.has("entry") ? in.positiveDecimal("entry", "entry_price") : null;
    }
    if (mark == null && contract instanceof InverseContract) {
      if (in.has("fills")) {
        return;
      }
      throw in.wrong("mark", "missing; expected the price of the underlying");
    }
    deltaOne(in, contract, quantity, entry, mark, totals, out);
  }

  private static void deltaOne(
      Fields in,
      DeltaOne contract,
      BigDecimal quantity,
      BigDecimal entry,
      BigDecimal mark,
      Totals totals,
      Answer out) {
    BigDecimal settlement =
        contract instanceof QuantoContract
            ? in.positiveDecimal("settlement_price")
            : BigDecimal.ONE;
    // Only of an inverse contract does it depend on the mark.
    BigDecimal delta = contract.delta(quantity, mark == null ? BigDecimal.ONE : mark, settlement);
    add(delta, totals, out);
    if (mark != null) {
      out.put("value", contract.value(quantity, mark));
    }
    if (entry != null && mark != null) {
      profit(contract, quantity, entry, mark, totals, out);
    }
    if (in.has("fee_rate", "taker_fee")) {
      BigDecimal rate = in.decimal("fee_rate", "taker_fee");
      BigDecimal fee = contract.fee(quantity, needed(in, mark), rate);
      out.put("fee", fee);
      if (entry != null) {
        BigDecimal first = contract.fee(quantity, entry, rate);
        out.put("entry_fee", first).put("total_fee", first.add(fee));
      }
    }
    if (in.has("funding_rate")) {
      out.put("funding", contract.funding(quantity, needed(in, mark), in.decimal("funding_rate")));
    }
  }

  private static BigDecimal needed(Fields in, BigDecimal mark) {
    if (mark == null) {
      throw in.wrong("mark", "missing; expected the price of the underlying");
    }
    return mark;
  }

  private static void profit(
      DeltaOne contract,
      BigDecimal quantity,
      BigDecimal entry,
      BigDecimal mark,
      Totals totals,
      Answer out) {
    out.put("entry_value", contract.value(quantity, entry));
    if (contract instanceof InverseContract) {
      // Two quotients, the second of which is the delta: so that what is added to it cancels it
      // exactly, and the account's exposure does not move with the mark.
      BigDecimal earned = contract.value(quantity, entry).subtract(contract.value(quantity, mark));
      totals.coins = totals.coins.add(earned);
      totals.delta = totals.delta.add(earned);
    }
    out.put("unrealised_profit", contract.profit(quantity, entry, mark));
  }

  private static void add(BigDecimal delta, Totals totals, Answer out) {
    out.put("delta", delta);
    totals.delta = totals.delta.add(delta);
    totals.gross = totals.gross.add(delta.abs());
  }

  private static void option(Fields in, Totals totals, Answer out) {
    OptionTerms terms = OptionTerms.of(in);
    BigDecimal size = in.has(SIZE) ? in.positiveDecimal(SIZE) : BigDecimal.ONE;
    String settlement = in.wordOr("quote", "settlement");
    if (!"coin".equals(settlement) && !"quote".equals(settlement)) {
      throw in.wrong("settlement", "'" + settlement + "'; expected coin or quote");
    }
    double volatility = OptionTerms.volatility(in);
    BigDecimal quantity = quantity(in);
    OptionContract contract =
        new OptionContract(
            terms.right(), BigDecimal.valueOf(terms.strike()), size, "coin".equals(settlement));
    OptionGreeks greeks = terms.evaluate(volatility);
    double delta = contract.greek(quantity, greeks.delta());
    totals.options = true;
    totals.optionDelta += delta;
    totals.gross = totals.gross.add(BigDecimal.valueOf(Math.abs(delta)));
    totals.gamma += contract.greek(quantity, greeks.gamma());
    totals.vega += contract.greek(quantity, greeks.vega());
    totals.theta += contract.greek(quantity, greeks.theta());
    totals.rho += contract.greek(quantity, greeks.rho());
    out.put("delta", delta)
        .put("gamma", contract.greek(quantity, greeks.gamma()))
        .put("vega", contract.greek(quantity, greeks.vega()))
        .put("theta", contract.greek(quantity, greeks.theta()))
        .put("rho", contract.greek(quantity, greeks.rho()));
    if (contract.coinSettled()) {
      double netDelta =
          CoinSettledOption.netTransactionDelta(
              terms.right(), terms.forward(), terms.strike(), terms.years(), volatility);
      out.put(
              "value",
              contract.greek(quantity, greeks.value() / terms.discount() / terms.forward()))
          .put("net_transaction_delta", contract.greek(quantity, netDelta));
    } else {
      out.put("value", contract.greek(quantity, greeks.value()));
    }
  }

  private static void hedge(Fields in, BigDecimal commonMark, Totals totals, Answer out) {
    DeltaOne contract = contract(kind(in), in);
    BigDecimal mark = in.has(MARK) ? in.positiveDecimal(MARK) : commonMark;
    BigDecimal settlement =
        contract instanceof QuantoContract
            ? in.positiveDecimal("settlement_price")
            : BigDecimal.ONE;
    if (mark == null && contract instanceof InverseContract) {
      throw in.wrong("mark", "missing; expected the price of the underlying");
    }
    BigDecimal delta = totals.options ? BigDecimal.valueOf(totals.all()) : totals.delta;
    BigDecimal one =
        contract.delta(BigDecimal.ONE, mark == null ? BigDecimal.ONE : mark, settlement);
    BigDecimal exact =
        contract instanceof InverseContract inverse
            ? delta.multiply(mark).divide(inverse.quoteValue(), MathContext.DECIMAL128).negate()
            : delta.divide(one, MathContext.DECIMAL128).negate();
    BigDecimal lot = in.has("lot") ? in.positiveDecimal("lot") : BigDecimal.ONE;
    BigDecimal whole = exact.divide(lot, 0, RoundingMode.HALF_EVEN).multiply(lot);
    out.put("contract_delta", one)
        .put("contracts_exact", exact)
        .put("contracts", whole)
        .put(
            "residual_delta",
            delta.add(contract.delta(whole, mark == null ? BigDecimal.ONE : mark, settlement)));
  }

  /** As it is said, or as the names of a reference case say it. */
  private static String kind(Fields in) {
    if (in.has("kind")) {
      return in.wordOr("", "kind");
    }
    if (in.has("contract_usd")) {
      return "inverse_perpetual";
    }
    if (in.has("face_btc")) {
      return "linear_perpetual";
    }
    throw in.wrong(
        "kind",
        "missing; expected coin, spot, linear_perpetual, linear_future, inverse_perpetual,"
            + " inverse_future, quanto or option");
  }

  private static DeltaOne contract(String kind, Fields in) {
    return switch (kind) {
      case "spot" -> new Spot();
      case "linear_perpetual", "linear_future", "linear" ->
          new LinearContract(in.positiveDecimal(SIZE));
      case "inverse_perpetual", "inverse_future", "inverse" ->
          new InverseContract(in.positiveDecimal(SIZE));
      case "quanto", "quanto_perpetual", "quanto_future" ->
          new QuantoContract(in.positiveDecimal(SIZE));
      default ->
          throw in.wrong(
              "kind",
              "'"
                  + kind
                  + "'; expected coin, spot, linear_perpetual, linear_future, inverse_perpetual,"
                  + " inverse_future, quanto or option");
    };
  }

  private static BigDecimal quantity(Fields in) {
    BigDecimal quantity = in.decimal("quantity", "contracts");
    String side = in.wordOr("", "side");
    if (!side.isEmpty() && quantity.signum() < 0) {
      throw in.wrong(
          "quantity", "'" + quantity + "' is negative beside side; expected one of them");
    }
    return switch (side) {
      case "", "long", "buy" -> quantity;
      case "short", "sell" -> quantity.negate();
      default -> throw in.wrong("side", "'" + side + "'; expected long or short");
    };
  }
}
