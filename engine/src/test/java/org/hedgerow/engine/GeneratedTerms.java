package org.hedgerow.engine;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * What a generated history is configured with: a book on spot, coins and, where it has options,
 * calls that are owed.
 *
 * @param measure what its hedges are for, and are judged by
 * @param strategy as the configuration says it
 * @param ratio of exposure that is hedged, where that is fixed
 * @param legs the instruments that it hedges with
 * @param hedges these, as the configuration says it
 * @param enter the band's outer edge, as a fraction of gross exposure
 * @param leave its inner edge
 * @param execution the algorithm's terms; empty: market
 * @param hedgesPerMinute the most hedges of a minute
 * @param staleMillis how old a quote may be
 * @param collar how far a limit may be beyond the touch, as a fraction
 * @param toldDeltas whether the venue tells deltas of options
 */
record GeneratedTerms(
    Measure measure,
    String strategy,
    BigDecimal ratio,
    List<String> legs,
    String hedges,
    BigDecimal enter,
    BigDecimal leave,
    String execution,
    int hedgesPerMinute,
    long staleMillis,
    BigDecimal collar,
    boolean toldDeltas) {
  /** What of a book a hedge brings nearer to its target. */
  enum Measure {
    /** Delta less a fixed share of exposure. */
    DELTA,
    /** Delta less the share by which hedge and holding have moved together. */
    VARIANCE,
    /** Delta, by futures one of which expires. */
    ROLLED,
    /** Delta with options owed. */
    OPTIONS_DELTA,
    /** Gamma by an option, delta by a contract. */
    GAMMA,
    /** Puts against what is held. */
    PUTS,
    /** Puts, and as many calls that pay for them. */
    COLLAR
  }

  private static final List<String> ALWAYS =
      List.of(Scenario.SPOT, Scenario.LINEAR, Scenario.INVERSE);
  static final BigDecimal LEVEL = new BigDecimal("0.9");
  static final long HORIZON_MICROS = 6_000_000;
  static final long ROLL_BEFORE_MICROS = 3_000_000;
  static final long SAMPLE_MICROS = 300_000;
  static final int WINDOW = 20;
  static final int LEAST_SAMPLES = 8;
  static final BigDecimal CLIP = new BigDecimal("0.2");

  private static final List<String> EXECUTIONS =
      List.of(
          "",
          "",
          "algorithm: chase, deadline: 10s",
          "algorithm: chase, deadline: 5s, then: give_up, distance: 0.0005, reprice_ticks: 5",
          "algorithm: slice, clip: 2, by: chase, deadline: 20s",
          "algorithm: slice, clip: 3",
          "algorithm: twap, slices: 4, horizon: 8s, by: chase, deadline: 5s",
          "algorithm: twap, slices: 3, horizon: 6s",
          "algorithm: chase, deadline: 10s, step_back: 2",
          "algorithm: almgren-chriss, slices: 4, horizon: 8s, volatility: 0.03, temporary_impact:"
              + " 0.0000005, risk_aversion: 0.00001, by: chase, deadline: 5s");

  private static final String PROTECTED =
      ", parameters: {level: 0.9, horizon: 6s, roll_before: 3s}";

  static GeneratedTerms of(Random random) {
    List<Measure> many =
        List.of(Measure.DELTA, Measure.DELTA, Measure.VARIANCE, Measure.ROLLED, Measure.ROLLED);
    Measure measure =
        random.nextInt(9) < many.size()
            ? many.get(random.nextInt(many.size()))
            : Measure.values()[3 + random.nextInt(4)];
    BigDecimal ratio =
        new BigDecimal(measure == Measure.DELTA ? pick(random, "1", "1", "0.5", "0.8") : "1");
    String enter = pick(random, "0.005", "0.01", "0.05");
    List<String> legs = legs(measure, random);
    boolean whole = measure == Measure.PUTS || measure == Measure.COLLAR;
    return new GeneratedTerms(
        measure,
        strategy(measure, ratio, random),
        ratio,
        legs,
        hedges(measure, legs),
        new BigDecimal(enter),
        new BigDecimal(pick(random, "0", "0.001", enter)),
        whole ? "" : EXECUTIONS.get(random.nextInt(EXECUTIONS.size())),
        random.nextInt(3) == 0 ? 3 : 240,
        random.nextInt(3) == 0 ? 1_000 : 5_000,
        new BigDecimal(pick(random, "0.002", "0.0005")),
        random.nextBoolean());
  }

  private static String pick(Random random, String... values) {
    return values[random.nextInt(values.length)];
  }

  private static List<String> legs(Measure measure, Random random) {
    List<String> one = List.of(Scenario.LINEAR);
    List<String> two = List.of(Scenario.LINEAR, Scenario.INVERSE);
    List<String> other = List.of(Scenario.INVERSE);
    return switch (measure) {
      case DELTA, VARIANCE -> List.of(one, two, other).get(random.nextInt(3));
      case ROLLED -> List.of(Listed.NEAR, Listed.FAR);
      case OPTIONS_DELTA -> random.nextBoolean() ? one : other;
      case GAMMA ->
          List.of(random.nextBoolean() ? Scenario.LINEAR : Scenario.INVERSE, Listed.CURVED);
      case PUTS -> Listed.PUTS;
      case COLLAR -> {
        List<String> both = new ArrayList<>(Listed.PUTS);
        both.addAll(Listed.CALLS);
        yield List.copyOf(both);
      }
    };
  }

  private static String hedges(Measure measure, List<String> legs) {
    StringBuilder hedges = new StringBuilder();
    for (String leg : legs) {
      String weight =
          Listed.named(leg).isOption() || leg.equals(Listed.FAR)
              ? ""
              : ", weight: "
                  + (legs.size() == 1 || measure == Measure.ROLLED || measure == Measure.GAMMA
                      ? "1"
                      : leg.equals(Scenario.LINEAR) ? "0.7" : "0.3");
      hedges.append(
          "          - {instrument: \"%s\", account: %s%s}\n"
              .formatted(leg, Listed.named(leg).account(), weight));
    }
    return hedges.toString();
  }

  private static String strategy(Measure measure, BigDecimal ratio, Random random) {
    return switch (measure) {
      case DELTA -> "naive, parameters: {ratio: " + ratio + "}";
      case VARIANCE ->
          "minimum-variance, parameters: {interval: 300ms, window: 20, minimum_samples: 8,"
              + " changes: prices}";
      case ROLLED ->
          "naive, roll: {before: 18s, latest: 4s, clip: "
              + CLIP
              + ", maximum_cost: "
              + pick(random, "0.002", "0.00001")
              + "}";
      case OPTIONS_DELTA -> "delta-neutral, choice: {method: shares}";
      case GAMMA -> "delta-gamma";
      case PUTS -> "protective-put" + PROTECTED;
      case COLLAR -> "collar" + PROTECTED;
    };
  }

  /** Whether options hedge, or are hedged. */
  boolean hasOptions() {
    return measure.compareTo(Measure.OPTIONS_DELTA) >= 0;
  }

  boolean isProtection() {
    return measure == Measure.PUTS || measure == Measure.COLLAR;
  }

  /** The instruments of the configuration. */
  List<Listed> listed() {
    List<Listed> listed = new ArrayList<>();
    for (Listed one : Listed.ALL) {
      if (ALWAYS.contains(one.name())
          || legs.contains(one.name())
          || owed(one.name()).signum() != 0) {
        listed.add(one);
      }
    }
    return listed;
  }

  /** Whether the book has anything on the account. */
  boolean uses(String account) {
    return !account.equals("binance-usdm")
        || legs.stream().anyMatch(leg -> Listed.named(leg).account().equals(account));
  }

  /** Calls that are owed from the beginning. */
  BigDecimal owed(String option) {
    return new BigDecimal(
        measure == Measure.OPTIONS_DELTA || measure == Measure.GAMMA
            ? option.equals(Listed.OWED) ? "-3" : option.equals(Listed.OWED_SOON) ? "-2" : "0"
            : "0");
  }

  /** The whole configuration. */
  String yaml(int version, DrawnLimits limits) {
    StringBuilder holdings = new StringBuilder();
    for (String option : List.of(Listed.OWED, Listed.OWED_SOON)) {
      if (owed(option).signum() != 0) {
        holdings.append(
            "      - {account: deribit, instrument: \"%s\", quantity: %s, entry_price: %s}\n"
                .formatted(option, owed(option), ToldBook.ENTRY));
      }
    }
    return "version: "
        + version
        + "\n"
        + Listed.venues(listed())
        + """
        groups:
          - {group: BTC, number: 1}
          - {group: ETH, number: 2}
        portfolios:
          - portfolio: treasury
            number: 1
            accounting: {interval: 1s}
            holdings:
              - {account: binance-spot, instrument: "BINANCE_SPOT:BTCUSDT", quantity: 10}
              - {account: binance-coinm, asset: BTC, quantity: 2}
              - {account: deribit, asset: BTC, quantity: 1}
        """
        + holdings
        + """
            books:
              - {group: BTC, reference: "BINANCE_SPOT:BTCUSDT", band: {enter: %s, leave: %s}%s,
                strategy: %s,
                hedges: [
        """
            .formatted(
                enter,
                leave,
                execution.isEmpty() ? "" : ", execution: {" + execution + "}",
                strategy)
        + hedges.strip().replaceAll("(?m)^ *- ", "").replace("}\n", "},\n")
        + "]}\n"
        + "limits:\n"
        + limits.yaml(this);
  }
}
