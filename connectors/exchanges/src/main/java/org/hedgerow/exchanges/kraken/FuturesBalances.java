package org.hedgerow.exchanges.kraken;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.hedgerow.exchanges.DecimalText;
import org.hedgerow.exchanges.RejectReason;
import org.hedgerow.exchanges.json.Findings;
import org.hedgerow.exchanges.json.InvalidFieldException;
import org.hedgerow.schema.BalanceChangeReason;
import org.hedgerow.schema.BalanceReport;
import org.hedgerow.schema.Decimal;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.RawFrame;

/**
 * Reads wallets of a futures account: the holding wallet, one for each pair of inverse contracts,
 * and the one of many currencies for PF_ contracts. What an account has of an asset is the sum over
 * its wallets; a message of the feed has those that changed, REST's {@code accounts} all.
 */
final class FuturesBalances {
  private static final JsonFactory JSON = new JsonFactory();

  private FuturesBalances() {}

  /** Tells each asset of a wallet that the message names. */
  static void read(
      String account, AccountMemory memory, boolean snapshot, RawFrame frame, Findings findings)
      throws IOException, InvalidFieldException {
    Map<String, AccountMemory.Wallet> changed =
        new LinkedHashMap<>(feed(KrakenSpotDecoder.bytes(frame.getPayload())));
    if (snapshot) {
      memory.wallets().clear();
    }
    memory.wallets().putAll(changed);
    Map<String, Decimal> sums = sums(memory.wallets());
    Map<String, Decimal> told = new TreeMap<>();
    changed.values().forEach(wallet -> told.put(wallet.asset(), sums.get(wallet.asset())));
    told.forEach(
        (asset, quantity) ->
            findings.entry(
                report(
                    account,
                    asset,
                    quantity,
                    frame.getConnection() + "/" + frame.getEpoch() + "/" + frame.getSequence(),
                    null),
                null));
    if (told.isEmpty()) {
      findings.ignore(snapshot ? "balances_snapshot" : "balances");
    }
  }

  static BalanceReport report(
      String account, String asset, Decimal quantity, String place, String snapshot) {
    return new BalanceReport(
        Identity.of(KrakenFuturesDecoder.VENUE, account, asset, "balance", place),
        KrakenFuturesDecoder.VENUE,
        account,
        asset,
        quantity,
        null,
        BalanceChangeReason.STATEMENT,
        snapshot);
  }

  static Map<String, Decimal> sums(Map<String, AccountMemory.Wallet> wallets)
      throws InvalidFieldException {
    Map<String, BigDecimal> sums = new TreeMap<>();
    wallets
        .values()
        .forEach(
            wallet ->
                sums.merge(
                    wallet.asset(), Decimals.toBigDecimal(wallet.quantity()), BigDecimal::add));
    Map<String, Decimal> exact = new TreeMap<>();
    for (Map.Entry<String, BigDecimal> sum : sums.entrySet()) {
      exact.put(sum.getKey(), FuturesAccountEvents.fitting(sum.getValue()));
    }
    return exact;
  }

  /** The members holding, futures and flex_futures of a message of the feed balances. */
  private static Map<String, AccountMemory.Wallet> feed(byte[] body)
      throws IOException, InvalidFieldException {
    Map<String, AccountMemory.Wallet> wallets = new LinkedHashMap<>();
    try (JsonParser parser = JSON.createParser(body)) {
      parser.nextToken();
      for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
        JsonToken token = parser.nextToken();
        if (token != JsonToken.START_OBJECT) {
          parser.skipChildren();
        } else if (name.equals("holding")) {
          quantities("holding", parser, wallets);
        } else if (name.equals("futures")) {
          for (String pair = parser.nextFieldName(); pair != null; pair = parser.nextFieldName()) {
            parser.nextToken();
            single("futures " + pair, "unit", "balance", parser, wallets);
          }
        } else if (name.equals("flex_futures")) {
          flex(parser, wallets);
        } else {
          parser.skipChildren();
        }
      }
    }
    return wallets;
  }

  /** The member accounts of REST's answer of that name, whose parser stands at its brace. */
  static void accounts(JsonParser parser, Map<String, AccountMemory.Wallet> wallets)
      throws IOException, InvalidFieldException {
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        parser.skipChildren();
      } else if (name.equals("cash")) {
        inside("balances", "holding", parser, wallets);
      } else if (name.equals("flex")) {
        flex(parser, wallets);
      } else {
        margin(name, parser, wallets);
      }
    }
  }

  /** {@code {"currency":"xbt","balances":{"PI_XBTUSD":50000,"xbt":141.3}, ...}}. */
  private static void margin(
      String account, JsonParser parser, Map<String, AccountMemory.Wallet> wallets)
      throws IOException, InvalidFieldException {
    String currency = "";
    Map<String, AccountMemory.Wallet> all = new LinkedHashMap<>();
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      JsonToken token = parser.nextToken();
      if (name.equals("currency") && token.isScalarValue()) {
        currency = parser.getText();
      } else if (name.equals("balances") && token == JsonToken.START_OBJECT) {
        quantities("futures", parser, all);
      } else {
        parser.skipChildren();
      }
    }
    AccountMemory.Wallet wallet = all.get("futures " + currency);
    if (wallet != null) {
      wallets.put("futures " + account, wallet);
    }
  }

  private static void inside(
      String member, String prefix, JsonParser parser, Map<String, AccountMemory.Wallet> wallets)
      throws IOException, InvalidFieldException {
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      if (parser.nextToken() == JsonToken.START_OBJECT && name.equals(member)) {
        quantities(prefix, parser, wallets);
      } else {
        parser.skipChildren();
      }
    }
  }

  /** {@code {"currencies":{"USDT":{"quantity":10.5, ...}}, ...}}. */
  private static void flex(JsonParser parser, Map<String, AccountMemory.Wallet> wallets)
      throws IOException, InvalidFieldException {
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      if (parser.nextToken() != JsonToken.START_OBJECT || !name.equals("currencies")) {
        parser.skipChildren();
        continue;
      }
      for (String asset = parser.nextFieldName(); asset != null; asset = parser.nextFieldName()) {
        parser.nextToken();
        single("flex " + asset, "", "quantity", parser, wallets);
      }
    }
  }

  /** {@code {"USD": 5.5, "xbt": 1}}. */
  private static void quantities(
      String prefix, JsonParser parser, Map<String, AccountMemory.Wallet> wallets)
      throws IOException, InvalidFieldException {
    for (String asset = parser.nextFieldName(); asset != null; asset = parser.nextFieldName()) {
      if (parser.nextToken().isScalarValue()) {
        wallets.put(
            prefix + " " + asset, new AccountMemory.Wallet(asset(asset), number(parser.getText())));
      } else {
        parser.skipChildren();
      }
    }
  }

  /** An object with one quantity; its asset in a field, or at the end of the wallet's name. */
  private static void single(
      String wallet,
      String assetField,
      String quantityField,
      JsonParser parser,
      Map<String, AccountMemory.Wallet> wallets)
      throws IOException, InvalidFieldException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return;
    }
    String asset = assetField.isEmpty() ? wallet.substring(wallet.indexOf(' ') + 1) : "";
    Decimal quantity = null;
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      JsonToken token = parser.nextToken();
      if (name.equals(assetField) && token.isScalarValue()) {
        asset = parser.getText();
      } else if (name.equals(quantityField) && token.isScalarValue()) {
        quantity = number(parser.getText());
      } else {
        parser.skipChildren();
      }
    }
    if (quantity != null && !asset.isEmpty()) {
      wallets.put(wallet, new AccountMemory.Wallet(asset(asset), quantity));
    }
  }

  private static String asset(String name) {
    return Assets.canonical(name.toUpperCase(Locale.ROOT));
  }

  private static Decimal number(String text) throws InvalidFieldException {
    Decimal number = DecimalText.parse(text);
    if (number == null) {
      throw new InvalidFieldException(RejectReason.INVALID_VALUE, "a balance that is no number");
    }
    return number;
  }
}
