package org.hedgerow.exchange.simulated.deribit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.LinkedHashMap;
import java.util.Map;
import org.hedgerow.exchange.simulated.fault.SkewedClock;
import org.hedgerow.exchange.simulated.matching.Account;
import org.hedgerow.exchange.simulated.matching.Fixed;
import org.hedgerow.exchange.simulated.matching.Instrument;
import org.hedgerow.exchange.simulated.matching.Margins;
import org.hedgerow.exchange.simulated.matching.Market;
import org.hedgerow.exchange.simulated.matching.MatchingEngine;
import org.hedgerow.exchange.simulated.matching.Position;
import org.hedgerow.exchange.simulated.option.Black76;
import org.hedgerow.exchange.simulated.option.Smile;

/** Balances and positions as the venue tells of them. */
final class AccountRows {
  private static final int COINS = 8;
  private static final int CENTS = 2;
  private static final String[] NOTHING = {
    "additional_reserve",
    "fee_balance",
    "locked_balance",
    "spot_reserve",
    "futures_session_rpl",
    "options_session_rpl",
    "options_session_upl",
    "session_rpl"
  };

  private final Account account;
  private final Map<String, Contract> contracts;
  private final Smile smile;
  private final SkewedClock clock;

  AccountRows(
      MatchingEngine engine, Map<String, Contract> contracts, Smile smile, SkewedClock clock) {
    this.account = engine.account(DeribitVenue.DERIBIT);
    this.contracts = contracts;
    this.smile = smile;
    this.clock = clock;
  }

  private static BigDecimal coins(BigDecimal value) {
    return DeribitText.rounded(value, COINS);
  }

  private Black76 value(Contract contract, Market market) {
    return smile.option(contract.terms(), market.index().doubleValue(), clock.millis());
  }

  /** Signed amount in coins of the underlying: what it gains when the index rises by one. */
  private double delta(Contract contract, Market market, Position position) {
    double held = Fixed.decimal(position.quantity()).doubleValue();
    if (contract.option()) {
      return held * value(contract, market).delta();
    }
    return contract.instrument().inverse() ? held / market.mark().doubleValue() : held;
  }

  /** One currency of the account. */
  ObjectNode summary(String currency) {
    BigDecimal balance = account.wallet(currency).total();
    BigDecimal profit = BigDecimal.ZERO;
    BigDecimal options = BigDecimal.ZERO;
    BigDecimal realized = BigDecimal.ZERO;
    double delta = 0;
    double[] greeks = new double[4];
    for (Map.Entry<Market, Position> entry : account.positions().entrySet()) {
      Market market = entry.getKey();
      Position position = entry.getValue();
      Instrument instrument = market.instrument;
      if (!instrument.settlement().equals(currency) || position.quantity() == 0) {
        continue;
      }
      Contract contract = contracts.get(instrument.symbol());
      delta += delta(contract, market, position);
      realized = realized.add(position.realized());
      if (instrument.option()) {
        options = options.add(Fixed.decimal(position.quantity()).multiply(market.mark()));
        add(greeks, value(contract, market), Fixed.decimal(position.quantity()).doubleValue());
      } else {
        profit = profit.add(position.unrealized(market.mark()));
      }
    }
    BigDecimal equity = balance.add(profit).add(options);
    BigDecimal available = Margins.available(account, currency).max(BigDecimal.ZERO);
    BigDecimal margin = equity.subtract(options).subtract(available).max(BigDecimal.ZERO);
    ObjectNode out = DeribitText.object().put("currency", currency);
    out.put("balance", coins(balance)).put("equity", coins(equity));
    out.put("margin_balance", coins(equity.subtract(options)));
    out.put("available_funds", coins(available));
    out.put("available_withdrawal_funds", coins(available.min(balance).max(BigDecimal.ZERO)));
    out.put("initial_margin", coins(margin)).put("projected_initial_margin", coins(margin));
    BigDecimal maintenance = margin.divide(BigDecimal.valueOf(2), MathContext.DECIMAL64);
    out.put("maintenance_margin", coins(maintenance));
    out.put("projected_maintenance_margin", coins(maintenance));
    for (String name : NOTHING) {
      out.put(name, BigDecimal.ZERO);
    }
    out.put("futures_session_upl", coins(profit)).put("session_upl", coins(profit));
    out.put("futures_pl", coins(profit)).put("options_pl", BigDecimal.ZERO);
    out.put("total_pl", coins(profit.add(realized))).put("options_value", coins(options));
    out.put("delta_total", DeribitText.rounded(delta, COINS));
    out.put("projected_delta_total", DeribitText.rounded(delta, COINS));
    out.put("estimated_liquidation_ratio", BigDecimal.ZERO);
    out.put("options_delta", DeribitText.rounded(greeks[0], COINS));
    out.put("options_gamma", DeribitText.rounded(greeks[1], COINS));
    out.put("options_vega", DeribitText.rounded(greeks[2], COINS));
    out.put("options_theta", DeribitText.rounded(greeks[3], COINS));
    String index =
        currency.equals("USDC") ? "btc_usdc" : currency.toLowerCase(java.util.Locale.ROOT) + "_usd";
    out.putObject("delta_total_map").set(index, out.get("delta_total"));
    out.putObject("estimated_liquidation_ratio_map").put(index, BigDecimal.ZERO);
    for (String name : new String[] {"gamma", "vega", "theta"}) {
      out.putObject("options_" + name + "_map").set(index, out.get("options_" + name));
    }
    out.put("portfolio_margining_enabled", false).put("cross_collateral_enabled", false);
    return out.put("margin_model", "segregated_sm");
  }

  private static void add(double[] greeks, Black76 option, double held) {
    greeks[0] += held * option.delta();
    greeks[1] += held * option.gamma();
    greeks[2] += held * option.vega();
    greeks[3] += held * option.theta();
  }

  /** Of one currency, with what only an answer has. */
  ObjectNode answered(String currency) {
    ObjectNode out = summary(currency);
    ObjectNode limits = out.putObject("limits").put("limits_per_currency", false);
    limits.putObject("non_matching_engine").put("burst", 100).put("rate", 20);
    ObjectNode matching = limits.putObject("matching_engine");
    matching.putObject("trading").putObject("total").put("burst", 20).put("rate", 5);
    for (String name :
        new String[] {"spot", "quotes", "max_quotes", "guaranteed_quotes", "cancel_all"}) {
      matching.putObject(name).put("burst", 20).put("rate", 5);
    }
    ObjectNode fee = out.putArray("fees").addObject().put("kind", "perpetual");
    fee.put("index_name", out.get("delta_total_map").fieldNames().next());
    ObjectNode value = fee.putObject("value").put("block_trade", new BigDecimal("0.5"));
    value.putObject("default").put("type", "relative").put("taker", 1).put("maker", 1);
    return out;
  }

  /** What an answer says of the account itself. */
  static ObjectNode owner() {
    ObjectNode out = DeribitText.object().put("id", OrderRows.USER);
    out.put("email", "account@example.com").put("system_name", "simulated");
    out.put("username", "simulated").put("block_rfq_self_match_prevention", true);
    out.put("creation_timestamp", 1_600_000_000_000L).put("type", "main").putNull("referrer_id");
    out.put("login_enabled", false).put("security_keys_enabled", false).put("mmp_enabled", false);
    out.put("interuser_transfers_enabled", false).put("self_trading_reject_mode", "cancel_maker");
    return out.put("self_trading_extended_to_subaccounts", false);
  }

  /** Of one instrument; a size of zero where nothing is held. */
  ObjectNode position(Market market) {
    Contract contract = contracts.get(market.instrument.symbol());
    Position position = account.position(market);
    boolean option = contract.option();
    long held = position.quantity();
    BigDecimal mark = market.mark();
    BigDecimal profit = coins(position.unrealized(mark));
    BigDecimal worth = position.worth(Math.abs(held), mark);
    BigDecimal margin =
        option ? worth : worth.divide(BigDecimal.valueOf(Margins.LEVERAGE), MathContext.DECIMAL64);
    ObjectNode out = DeribitText.object().put("instrument_name", contract.symbol());
    out.put("kind", contract.kind()).put("size", DeribitText.number(held));
    out.put("direction", held > 0 ? "buy" : held < 0 ? "sell" : "zero");
    out.put("average_price", DeribitText.number(position.entryPrice()));
    out.put("mark_price", DeribitText.rounded(mark, option ? COINS : CENTS));
    out.put("index_price", DeribitText.rounded(market.index(), CENTS));
    out.put("settlement_price", DeribitText.rounded(mark, option ? 4 : CENTS));
    out.put("floating_profit_loss", profit);
    out.put("realized_profit_loss", coins(position.realized()));
    out.put("total_profit_loss", coins(profit.add(position.realized())));
    out.put("delta", DeribitText.rounded(delta(contract, market, position), COINS));
    out.put("initial_margin", coins(margin)).put("open_orders_margin", BigDecimal.ZERO);
    out.put(
        "maintenance_margin", coins(margin.divide(BigDecimal.valueOf(2), MathContext.DECIMAL64)));
    if (option) {
      Black76 value = value(contract, market);
      double amount = Fixed.decimal(held).doubleValue();
      out.put("gamma", DeribitText.rounded(amount * value.gamma(), COINS));
      out.put("vega", DeribitText.rounded(amount * value.vega(), COINS));
      out.put("theta", DeribitText.rounded(amount * value.theta(), COINS));
      out.put(
          "floating_profit_loss_usd", DeribitText.rounded(profit.multiply(market.index()), CENTS));
      out.put(
          "average_price_usd",
          DeribitText.rounded(position.entryPrice().multiply(market.index()), CENTS));
    } else {
      BigDecimal size = contract.instrument().inverse() ? worth : Fixed.decimal(Math.abs(held));
      out.put("size_currency", coins(held < 0 ? size.negate() : size));
      out.put("leverage", Margins.LEVERAGE);
      out.put("realized_funding", BigDecimal.ZERO).put("interest_value", BigDecimal.ZERO);
    }
    return out;
  }

  /** Everything that is held. */
  Map<Market, Position> held() {
    Map<Market, Position> held = new LinkedHashMap<>();
    account
        .positions()
        .forEach(
            (market, position) -> {
              if (position.quantity() != 0) {
                held.put(market, position);
              }
            });
    return held;
  }
}
