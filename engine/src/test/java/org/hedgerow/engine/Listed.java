package org.hedgerow.engine;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * An instrument of a generated history, as its venue lists it, with the arithmetic of
 * specs/hedging.
 *
 * @param contract units of the coin in one contract; of an inverse contract quote units
 * @param least the least notional of an order, in quote units
 * @param expiry seconds after a history's beginning; 0: never
 * @param strike of an option, in quote units
 */
record Listed(
    String name,
    Kind kind,
    String account,
    BigDecimal contract,
    BigDecimal lot,
    BigDecimal tick,
    BigDecimal least,
    long expiry,
    double strike,
    boolean call) {
  enum Kind {
    SPOT,
    LINEAR,
    INVERSE,
    OPTION
  }

  /** When a scenario begins, in seconds since 1970. */
  static final long BEGINNING = 1_000_000_000L;

  static final String NEAR = "BINANCE_USDM:BTCUSDT_NEAR";
  static final String FAR = "BINANCE_USDM:BTCUSDT_FAR";
  static final String OWED = "DERIBIT:BTC-CALL-50";
  static final String OWED_SOON = "DERIBIT:BTC-SOON-49";
  static final String CURVED = "DERIBIT:BTC-LATE-50";
  static final List<String> PUTS =
      List.of("DERIBIT:BTC-SOON-45P", "DERIBIT:BTC-SOON-47P", "DERIBIT:BTC-LATE-45P");
  static final List<String> CALLS =
      List.of("DERIBIT:BTC-SOON-51C", "DERIBIT:BTC-SOON-60C", "DERIBIT:BTC-LATE-60C");

  private static final MathContext DIGITS = new MathContext(30);
  private static final long DAY = 86_400;

  /** All that the histories trade. */
  static final List<Listed> ALL =
      List.of(
          of(Scenario.SPOT, Kind.SPOT, "binance-spot", "1", "0.00001", "0.01", "5", 0),
          of(Scenario.LINEAR, Kind.LINEAR, "binance-usdm", "1", "0.001", "0.1", "100", 0),
          of(Scenario.INVERSE, Kind.INVERSE, "binance-coinm", "100", "1", "0.1", "0", 0),
          of(NEAR, Kind.LINEAR, "binance-usdm", "1", "0.001", "0.1", "100", 24),
          of(FAR, Kind.LINEAR, "binance-usdm", "1", "0.001", "0.1", "100", 90 * DAY),
          option(OWED, "1", 40 * DAY, 50_000, true),
          option(OWED_SOON, "1", 5, 49_000, true),
          option(CURVED, "0.1", 80 * DAY, 50_000, true),
          option(PUTS.get(0), "0.1", 14, 45_000, false),
          option(PUTS.get(1), "0.1", 14, 47_000, false),
          option(PUTS.get(2), "0.1", 40 * DAY, 45_000, false),
          option(CALLS.get(0), "0.1", 14, 51_000, true),
          option(CALLS.get(1), "0.1", 14, 60_000, true),
          option(CALLS.get(2), "0.1", 40 * DAY, 60_000, true));

  private static Listed of(
      String name,
      Kind kind,
      String account,
      String contract,
      String lot,
      String tick,
      String least,
      long expiry) {
    return new Listed(
        name,
        kind,
        account,
        new BigDecimal(contract),
        new BigDecimal(lot),
        new BigDecimal(tick),
        new BigDecimal(least),
        expiry,
        0,
        false);
  }

  private static Listed option(
      String name, String contract, long expiry, double strike, boolean call) {
    return new Listed(
        name,
        Kind.OPTION,
        "deribit",
        new BigDecimal(contract),
        BigDecimal.ONE,
        new BigDecimal("0.0001"),
        BigDecimal.ZERO,
        expiry,
        strike,
        call);
  }

  private static final Map<String, Listed> BY_NAME =
      ALL.stream().collect(Collectors.toUnmodifiableMap(Listed::name, one -> one));

  static Listed named(String name) {
    return BY_NAME.get(name);
  }

  boolean isOption() {
    return kind == Kind.OPTION;
  }

  long expiryMicros() {
    return (BEGINNING + expiry) * 1_000_000;
  }

  boolean isOver(long clockMicros) {
    return expiry > 0 && expiryMicros() <= clockMicros;
  }

  /** What a quantity is on, in coins. */
  BigDecimal units(BigDecimal quantity, BigDecimal price) {
    BigDecimal units = quantity.multiply(contract);
    return kind == Kind.INVERSE ? units.divide(price, DIGITS) : units;
  }

  /** What it costs: quote units; of inverse contracts and options coins. */
  BigDecimal cost(BigDecimal quantity, BigDecimal price) {
    return kind == Kind.INVERSE
        ? units(quantity, price)
        : quantity.multiply(contract).multiply(price);
  }

  /** In quote units. */
  BigDecimal notional(BigDecimal quantity, BigDecimal price, BigDecimal forward) {
    BigDecimal units = quantity.multiply(contract);
    return kind == Kind.INVERSE ? units : units.multiply(isOption() ? forward : price);
  }

  private String venue() {
    return name.substring(0, name.indexOf(':'));
  }

  /** As the configuration lists it. */
  String yaml() {
    String type =
        switch (kind) {
          case SPOT -> "spot";
          case LINEAR -> expiry == 0 ? "linear_perpetual" : "linear_future";
          case INVERSE -> "inverse_perpetual";
          case OPTION -> "option";
        };
    boolean coin = kind == Kind.INVERSE || isOption();
    String ends = expiry == 0 ? "" : ", expiry: " + Instant.ofEpochSecond(BEGINNING + expiry);
    String right = call ? "call" : "put";
    String terms = isOption() ? ", strike: " + strike + ", right: " + right : "";
    return "  - {instrument: \"%s\", kind: %s, base: BTC, quote: %s, settlement: %s, "
            .formatted(name, type, coin ? "USD" : "USDT", coin ? "BTC" : "USDT")
        + "contract_value: %s, tick_size: %s, lot_size: %s, minimum_quantity: %s, "
            .formatted(contract, tick, lot, lot)
        + "maximum_quantity: 100000, minimum_notional: %s, channels: [%s]%s%s}\n"
            .formatted(least, isOption() ? "option_quote" : "quote, trade, mark", ends, terms);
  }

  /** The venues that list them, and an account at each. */
  static String venues(List<Listed> listed) {
    StringBuilder venues = new StringBuilder("venues:\n");
    StringBuilder accounts = new StringBuilder("accounts:\n");
    StringBuilder instruments = new StringBuilder("instruments:\n");
    for (String account : List.of("binance-spot", "binance-usdm", "binance-coinm", "deribit")) {
      Listed first = ALL.stream().filter(one -> one.account.equals(account)).findFirst().get();
      boolean coin = first.kind == Kind.INVERSE || first.isOption();
      venues.append(
          "  - {venue: %s, environment: simulated, rest: \"http://localhost:1\", stream: \"ws://localhost:1\"}\n"
              .formatted(first.venue()));
      accounts.append(
          "  - {account: %s, venue: %s, credentials: %s%s}\n"
              .formatted(account, first.venue(), account, coin ? ", margin_asset: BTC" : ""));
    }
    listed.forEach(one -> instruments.append(one.yaml()));
    return venues.append(accounts).append(instruments).toString();
  }
}
