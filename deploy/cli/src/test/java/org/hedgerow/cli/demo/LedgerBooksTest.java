package org.hedgerow.cli.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.hedgerow.engine.configuration.Configuration;
import org.hedgerow.engine.order.ClientOrderId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ledgers of our own making, whose figures are worked out by hand in the comments. */
class LedgerBooksTest {
  private static final int DESK = 1;
  private static final int TREASURY = 2;
  private static final String CONFIGURATION =
      """
      version: 1
      venues:
        - {venue: BINANCE_SPOT, environment: simulated, rest: "http://x", stream: "ws://x"}
        - {venue: DERIBIT, environment: simulated, rest: "http://x", stream: "ws://x"}
      accounts:
        - {account: binance-spot, venue: BINANCE_SPOT, credentials: a}
        - {account: deribit, venue: DERIBIT, credentials: b, margin_asset: BTC}
      instruments:
        - {instrument: "BINANCE_SPOT:BTCUSDT", kind: spot, base: BTC, quote: USDT, settlement: USDT, contract_value: 1,
           tick_size: 0.01, lot_size: 0.00001, minimum_quantity: 0.00001, maximum_quantity: 9000, minimum_notional: 0, channels: [quote]}
        - {instrument: "BINANCE_SPOT:ETHUSDT", kind: spot, base: ETH, quote: USDT, settlement: USDT, contract_value: 1,
           tick_size: 0.01, lot_size: 0.00001, minimum_quantity: 0.00001, maximum_quantity: 9000, minimum_notional: 0, channels: [quote]}
        - {instrument: "DERIBIT:BTC-PERPETUAL", kind: inverse_perpetual, base: BTC, quote: USD, settlement: BTC,
           contract_value: 10, tick_size: 0.5, lot_size: 1, minimum_quantity: 0.00001, maximum_quantity: 100000, minimum_notional: 0, channels: [quote]}
        - {instrument: "DERIBIT:C66", kind: option, base: BTC, quote: USD, settlement: BTC, contract_value: 1,
           expiry: "2026-12-11T08:00:00Z", strike: 66000, right: call, tick_size: 0.0005, lot_size: 0.1,
           minimum_quantity: 0.00001, maximum_quantity: 1000, minimum_notional: 0, channels: [quote]}
        - {instrument: "DERIBIT:C62", kind: option, base: BTC, quote: USD, settlement: BTC, contract_value: 1,
           expiry: "2026-12-11T08:00:00Z", strike: 62000, right: call, tick_size: 0.0005, lot_size: 0.1,
           minimum_quantity: 0.00001, maximum_quantity: 1000, minimum_notional: 0, channels: [quote]}
        - {instrument: "DERIBIT:P58", kind: option, base: BTC, quote: USD, settlement: BTC, contract_value: 1,
           expiry: "2026-12-11T08:00:00Z", strike: 58000, right: put, tick_size: 0.0005, lot_size: 0.1,
           minimum_quantity: 0.00001, maximum_quantity: 1000, minimum_notional: 0, channels: [quote]}
        - {instrument: "DERIBIT:EP", kind: option, base: ETH, quote: USD, settlement: ETH, contract_value: 1,
           expiry: "2026-12-11T08:00:00Z", strike: 2500, right: put, tick_size: 0.0005, lot_size: 1,
           minimum_quantity: 0.00001, maximum_quantity: 1000, minimum_notional: 0, channels: [quote]}
        - {instrument: "DERIBIT:EC", kind: option, base: ETH, quote: USD, settlement: ETH, contract_value: 1,
           expiry: "2026-12-11T08:00:00Z", strike: 2900, right: call, tick_size: 0.0005, lot_size: 1,
           minimum_quantity: 0.00001, maximum_quantity: 1000, minimum_notional: 0, channels: [quote]}
      groups:
        - {group: BTC, number: 1}
        - {group: ETH, number: 2}
      portfolios:
        - portfolio: desk
          number: 1
          holdings:
            - {account: deribit, asset: BTC, quantity: 10}
            - {account: deribit, instrument: "DERIBIT:C66", quantity: -20, entry_price: 0.03}
          books:
            - group: BTC
              strategy: delta-gamma
              band: {enter: 0.01, leave: 0.001}
              hedges:
                - {instrument: "DERIBIT:C62", account: deribit}
                - {instrument: "DERIBIT:BTC-PERPETUAL", account: deribit, weight: 1}
        - portfolio: treasury
          number: 2
          holdings:
            - {account: binance-spot, instrument: "BINANCE_SPOT:BTCUSDT", quantity: 10}
            - {account: binance-spot, instrument: "BINANCE_SPOT:ETHUSDT", quantity: 100}
          books:
            - group: BTC
              strategy: protective-put
              parameters: {level: 0.92}
              band: {enter: 0.01, leave: 0.001}
              reference: "BINANCE_SPOT:BTCUSDT"
              hedges: [{instrument: "DERIBIT:P58", account: deribit}]
            - group: ETH
              strategy: collar
              parameters: {level: 0.92}
              band: {enter: 0.01, leave: 0.001}
              reference: "BINANCE_SPOT:ETHUSDT"
              hedges:
                - {instrument: "DERIBIT:EP", account: deribit}
                - {instrument: "DERIBIT:EC", account: deribit}
      limits: {maximum_order_notional: 250000, price_collar: 0.002, stale_after: 5s, order_valid: 2s,
        maximum_hedges_per_minute: 240}
      """;

  @TempDir Path directory;
  private final List<String> rows = new ArrayList<>();

  private void mark(long micros, String symbol, double mark, double delta, double gamma) {
    rows.add(
        "{\"type\":\"mark\",\"t_us\":"
            + micros
            + ",\"venue\":\"deribit\",\"symbol\":\""
            + symbol
            + "\",\"mark\":\""
            + mark
            + "\",\"forward\":60000,\"delta\":"
            + delta
            + ",\"gamma\":"
            + gamma
            + ",\"vega\":0}");
  }

  /**
   * A fill.
   *
   * @param portfolio whose order it was; 0: a customer's
   */
  private void fill(
      long micros, String account, String symbol, int portfolio, String side, String amounts) {
    String[] parts = amounts.split(" ");
    String id =
        portfolio == 0 ? "" : new ClientOrderId(1, 0, rows.size(), portfolio, 1, 0).encode();
    rows.add(
        "{\"type\":\"fill\",\"t_us\":"
            + micros
            + ",\"account\":\""
            + account
            + "\",\"symbol\":\""
            + symbol
            + "\",\"side\":\""
            + side
            + "\",\"quantity\":\""
            + parts[0]
            + "\",\"price\":\""
            + parts[1]
            + "\",\"fee\":\""
            + parts[2]
            + "\",\"feeAsset\":\"BTC\",\"clientId\":\""
            + id
            + "\",\"customer\":"
            + (portfolio == 0)
            + "}");
  }

  private Map<String, BookResult> judge() throws Exception {
    Path ledger = directory.resolve("ledger.jsonl");
    Files.write(ledger, rows);
    Map<String, BookResult> results = new java.util.LinkedHashMap<>();
    for (BookResult result :
        new LedgerBooks(Configuration.parse(CONFIGURATION)).judge(ledger, 1_000_000, 5_000_000)) {
      results.put(result.name(), result);
    }
    return results;
  }

  private void marks() {
    mark(0, "C66", 0.03, 0.3, 0.00004);
    mark(0, "C62", 0.04, 0.5, 0.00005);
    mark(0, "P58", 0.01, -0.2, 0.00003);
    mark(0, "BTC-PERPETUAL", 50_000, 0, 0);
  }

  /**
   * Coins 10, calls sold 20 of delta 0.3: exposure 4, gross 16, band 0.16. Gamma -0.0008, which 16
   * of the other call have; they cost 0.64 and 0.0048 in fees, and add delta 8: 10 - 0.6448 - 6 + 8
   * = 11.3552 is left, which is 567,760 dollars of the perpetual at 50,000.
   */
  @Test
  void deltaAndGammaOfADesk() throws Exception {
    marks();
    fill(2_000_000, "deribit", "C62", DESK, "BUY", "16 0.04 0.0048");
    fill(3_000_000, "deribit", "BTC-PERPETUAL", DESK, "SELL", "567760 50000 0");
    BookResult desk = judge().get("desk/BTC");
    assertEquals(0.75, desk.shares().get("gamma"), 1e-9);
    assertEquals(0.5, desk.shares().get("delta"), 1e-9);
    assertEquals(0.5, desk.withinBand(), 1e-9);
    // A second each: 4 of 16 open; 11.3552 and, with what was paid in coins, 0.6448 less of gross;
    // and nothing for two.
    assertEquals((4 + 11.3552) / (16 + 3 * 15.3552), desk.leftOpen().getAsDouble(), 1e-4);
    assertEquals(3.3552, desk.figures().get("exposure").doubleValue(), 1e-4);
    assertEquals(0, desk.figures().get("net_delta").doubleValue(), 1e-9);
    assertEquals(0, desk.figures().get("net_gamma").doubleValue(), 1e-12);
  }

  /**
   * At 40,000 the perpetual sold has earned nothing it did not lose: 567,760 / 40,000 = 14.194
   * owed, of which the fall has earned 14.194 - 11.3552 = 2.8388 coins, which are exposure.
   */
  @Test
  void aPerpetualSoldHedgesTheCoinsThatItEarns() throws Exception {
    marks();
    fill(2_000_000, "deribit", "C62", DESK, "BUY", "16 0.04 0.0048");
    fill(2_000_000, "deribit", "BTC-PERPETUAL", DESK, "SELL", "567760 50000 0");
    mark(3_000_000, "BTC-PERPETUAL", 40_000, 0, 0);
    BookResult desk = judge().get("desk/BTC");
    assertEquals(3.3552 + 2.8388, desk.figures().get("exposure").doubleValue(), 1e-4);
    assertEquals(8 - 14.194, desk.figures().get("hedge").doubleValue(), 1e-4);
    assertEquals(0.75, desk.shares().get("delta"), 1e-9);
  }

  /** What a customer sells on the account is the first portfolio's that uses it. */
  @Test
  void customersAreTheDesks() throws Exception {
    marks();
    fill(2_000_000, "deribit", "C66", 0, "SELL", "1 0.03 0");
    Map<String, BookResult> results = judge();
    // 10 coins and 0.03 earned, 21 calls of 0.3.
    assertEquals(
        10.03 - 6.3, results.get("desk/BTC").figures().get("exposure").doubleValue(), 1e-5);
    assertEquals(10, results.get("treasury/BTC").figures().get("exposure").doubleValue(), 1e-5);
  }

  /**
   * Ten coins want ten puts: bought at second 4 for 0.05, which leaves 9.95 to protect, still ten
   * by tenths. Half a second on a customer sells the treasury a coin: 10.95 want 11, and the band
   * is a hundredth of 11. The premium is 0.005 of 60,000 a coin.
   */
  @Test
  void putsOfATreasury() throws Exception {
    marks();
    fill(4_000_000, "deribit", "P58", TREASURY, "BUY", "10 0.005 0");
    fill(4_500_000, "binance-spot", "BTCUSDT", 0, "BUY", "1 60000 0");
    BookResult treasury = judge().get("treasury/BTC");
    assertEquals(0.125, treasury.shares().get("protected"), 1e-9);
    assertTrue(treasury.leftOpen().isEmpty());
    assertEquals(new BigDecimal("11"), treasury.figures().get("puts_wanted"));
    assertEquals(0, new BigDecimal("10").compareTo(treasury.figures().get("puts_held")));
    assertEquals(58_000 - 300, treasury.figures().get("floor").doubleValue(), 1e-6);
  }

  /** A hundred coins, a hundred puts; ninety calls pay for too few, and a hundred for all. */
  @Test
  void aCollarIsWholeWithItsCalls() throws Exception {
    mark(0, "EP", 0.02, -0.2, 0.001);
    mark(0, "EC", 0.02, 0.3, 0.001);
    fill(2_000_000, "deribit", "EP", TREASURY, "BUY", "100 0 0");
    fill(2_000_000, "deribit", "EC", TREASURY, "SELL", "90 0 0");
    fill(4_000_000, "deribit", "EC", TREASURY, "SELL", "10 0 0");
    BookResult collar = judge().get("treasury/ETH");
    assertEquals(0.75, collar.shares().get("protected"), 1e-9);
    // Nothing against nothing holds as well.
    assertEquals(0.5, collar.shares().get("paid_by_calls"), 1e-9);
    assertEquals(0.25, collar.withinBand(), 1e-9);
    assertEquals(0, new BigDecimal("100").compareTo(collar.figures().get("calls_sold")));
  }

  private static BookResult result(String portfolio, String group, double within) {
    return new BookResult(
        portfolio, group, "x", Map.of(BookResult.ALL, within), Map.of(), OptionalDouble.empty());
  }

  @Test
  void assetsAreTheMeanOfTheirBooks() {
    BookResult one = result("a", "BTC", 0.5);
    BookResult two = result("b", "BTC", 1.0);
    BookResult other = result("b", "ETH", 0.0);
    assertEquals(
        Map.of("BTC", 0.75, "ETH", 0.0, "all", 0.5), BookResult.byAsset(List.of(one, two, other)));
  }
}
