package org.hedgerow.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.hedgerow.engine.configuration.Account;
import org.hedgerow.engine.configuration.Configuration;
import org.hedgerow.engine.configuration.Holding;
import org.hedgerow.engine.configuration.Instrument;
import org.hedgerow.engine.configuration.Portfolio;
import org.hedgerow.schema.InstrumentKind;

/**
 * What a portfolio holds by the fills in an exchange's ledger, from what it opened with. Accounts
 * are shared, so that their balances say nothing of one portfolio; each fill belongs to one.
 */
final class LedgerPortfolio {
  /** By account and asset. */
  private final Map<String, Double> coins = new LinkedHashMap<>();

  /** By account and symbol. */
  private final Map<String, Double> contracts = new TreeMap<>();

  /** What open contracts were worth in coin when they were traded, signed; of inverse ones. */
  private final Map<String, Double> entered = new LinkedHashMap<>();

  /** Paid for options less earned, in dollars, by account and symbol. */
  private final Map<String, Double> premiums = new LinkedHashMap<>();

  LedgerPortfolio(Configuration configuration, Portfolio portfolio) {
    for (Holding holding : portfolio.holdings()) {
      Instrument instrument = holding.instrument().flatMap(configuration::instrument).orElse(null);
      double quantity = holding.quantity().doubleValue();
      if (instrument == null || instrument.kind() == InstrumentKind.SPOT) {
        String asset = instrument == null ? holding.asset().orElseThrow() : instrument.base();
        coins.merge(key(holding.account(), asset), quantity, Double::sum);
      } else {
        String key = key(holding.account(), instrument.symbol());
        contracts.merge(key, quantity, Double::sum);
        double price = holding.entryPrice().map(Number::doubleValue).orElse(0.0);
        if (isInverse(instrument) && price > 0) {
          entered.merge(key, quantity * size(instrument) / price, Double::sum);
        }
      }
    }
  }

  static String key(String account, String what) {
    return account + "/" + what;
  }

  static double size(Instrument instrument) {
    return instrument.contractValue().doubleValue();
  }

  static boolean isInverse(Instrument instrument) {
    return instrument.kind() == InstrumentKind.INVERSE_PERPETUAL
        || instrument.kind() == InstrumentKind.INVERSE_FUTURE;
  }

  /**
   * Books a fill.
   *
   * @param row of the ledger
   * @param instrument that was traded; the exchange counts in contracts of {@code ratio} of ours
   * @param forward by which a premium in coin becomes dollars
   */
  void fill(JsonNode row, Instrument instrument, double ratio, double forward) {
    String account = row.path("account").asText();
    boolean buy = row.path("side").asText().equals("BUY");
    double signed = row.path("quantity").asDouble() * ratio * (buy ? 1 : -1);
    double price = row.path("price").asDouble();
    String key = key(account, instrument.symbol());
    if (instrument.kind() == InstrumentKind.SPOT) {
      coins.merge(key(account, instrument.base()), signed, Double::sum);
    } else {
      contracts.merge(key, signed, Double::sum);
    }
    if (isInverse(instrument)) {
      entered.merge(key, signed * size(instrument) / price, Double::sum);
    } else if (instrument.kind() == InstrumentKind.OPTION) {
      double premium = signed * size(instrument) * price;
      boolean inCoin = instrument.settlement().equals(instrument.base());
      coins.merge(key(account, instrument.settlement()), -premium, Double::sum);
      premiums.merge(key, inCoin ? premium * forward : premium, Double::sum);
    }
    coins.merge(
        key(account, row.path("feeAsset").asText()), -row.path("fee").asDouble(), Double::sum);
  }

  double coins(String account, String asset) {
    return coins.getOrDefault(key(account, asset), 0.0);
  }

  double contracts(String account, Instrument instrument) {
    return contracts.getOrDefault(key(account, instrument.symbol()), 0.0);
  }

  /** What was paid for an option less what was earned with it, in dollars. */
  double premium(String account, Instrument instrument) {
    return premiums.getOrDefault(key(account, instrument.symbol()), 0.0);
  }

  /**
   * What an inverse contract has earned in coin, whether it was closed or not: what was entered
   * less what the open contracts are worth.
   */
  double earned(Account account, Instrument instrument, double mark) {
    String key = key(account.account(), instrument.symbol());
    return entered.getOrDefault(key, 0.0)
        - contracts.getOrDefault(key, 0.0) * size(instrument) / mark;
  }
}
