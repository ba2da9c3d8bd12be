package org.hedgerow.cli.demo;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.hedgerow.cli.CommandFailed;
import org.hedgerow.engine.configuration.Account;
import org.hedgerow.engine.configuration.Configuration;
import org.hedgerow.engine.configuration.Holding;
import org.hedgerow.engine.configuration.Instrument;
import org.hedgerow.engine.configuration.Portfolio;
import org.hedgerow.schema.InstrumentKind;

/**
 * What the accounts of a simulated exchange begin with: what the portfolios hold, and cash where an
 * account is not margined in coin.
 */
final class OpeningAccounts {
  private static final BigDecimal CASH = new BigDecimal("10000000");

  private OpeningAccounts() {}

  /**
   * By the exchange's names of its venues: amounts of assets, and positions as {@code {"quantity":
   * .., "price": ..}}.
   *
   * @param venues the exchange's names by ours
   * @throws CommandFailed where two portfolios hold the same contract, which an account nets
   */
  static ObjectNode of(Configuration configuration, Map<String, String> venues) {
    ObjectNode file = JsonNodeFactory.instance.objectNode();
    Map<String, ObjectNode> accounts = new LinkedHashMap<>();
    for (Account account : configuration.accounts()) {
      ObjectNode node = file.putObject(venues.get(account.venue()));
      if (account.marginAsset().isEmpty()) {
        node.put("USDT", CASH.toPlainString());
      }
      accounts.put(account.account(), node);
    }
    for (Portfolio portfolio : configuration.portfolios()) {
      for (Holding holding : portfolio.holdings()) {
        ObjectNode account = accounts.get(holding.account());
        Instrument instrument =
            holding.instrument().flatMap(configuration::instrument).orElse(null);
        if (instrument == null || instrument.kind() == InstrumentKind.SPOT) {
          String asset = instrument == null ? holding.asset().orElseThrow() : instrument.base();
          BigDecimal before = new BigDecimal(account.path(asset).asText("0"));
          account.put(asset, before.add(holding.quantity()).toPlainString());
        } else {
          position(holding, instrument, account);
        }
      }
    }
    return file;
  }

  private static void position(Holding holding, Instrument instrument, ObjectNode account) {
    if (account.has(instrument.symbol())) {
      throw new CommandFailed(
          instrument.instrument()
              + " is held twice on "
              + holding.account()
              + ": the account would net it, and a demo could not judge its portfolios apart");
    }
    ObjectNode position = account.putObject(instrument.symbol());
    position.put("quantity", holding.quantity().toPlainString());
    holding.entryPrice().ifPresent(price -> position.put("price", price.toPlainString()));
  }
}
