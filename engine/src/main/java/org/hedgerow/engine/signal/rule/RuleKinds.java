package org.hedgerow.engine.signal.rule;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.hedgerow.engine.signal.SignalDefinition;
import org.hedgerow.engine.strategy.Parameters;

/** The kinds of rules that a configuration may name. docs/signals.md has a row for each. */
public final class RuleKinds {
  private static final Map<String, Kind> KINDS = new TreeMap<>();
  private static final String STATISTIC = "statistic";
  private static final String DEPTH = "depth";
  private static final String WITHIN_BPS = "within_bps";

  static {
    kind("price_level", RuleKinds::priceLevel);
    kind("move", RuleKinds::move);
    kind("spread", p -> new Logic(new QuoteMeasures.Spread(), above(p)));
    kind("book_imbalance", RuleKinds::imbalance);
    kind(DEPTH, RuleKinds::depth);
    kind("funding", p -> new Logic(new QuoteMeasures.FundingRate(), either(p)));
    kind("funding_flip", RuleKinds::fundingFlip);
    kind("large_trade", RuleKinds::largeTrade);
    kind("mark_index", p -> new Logic(new QuoteMeasures.MarkAgainstIndex(), either(p)));
    kind("feed", RuleKinds::feed);
    kind("depeg", RuleKinds::depeg);
    kind(STATISTIC, RuleKinds::statistic);
    KINDS.put("basis", new Kind(RuleKinds::basis, true));
  }

  private RuleKinds() {}

  private record Logic(Measure measure, Trigger trigger) {}

  private record Kind(Reader reader, boolean pair) {}

  @FunctionalInterface
  private interface Reader {
    Logic read(Parameters parameters);
  }

  private static void kind(String name, Reader reader) {
    KINDS.put(name, new Kind(reader, false));
  }

  /** All names. */
  public static Set<String> names() {
    return KINDS.keySet();
  }

  /** Whether rules of that kind compare two instruments. */
  public static boolean isOfPairs(String kind) {
    return KINDS.get(kind).pair();
  }

  /** Whether a rule of that kind may be about an instrument or about two. */
  public static boolean isOfEither(String kind) {
    return kind.equals(STATISTIC);
  }

  /** Whether a rule looks deeper into the book than the best prices. */
  public static boolean looksIntoBook(SignalDefinition rule) {
    return rule.kind().equals(DEPTH) || rule.parameters().containsKey(WITHIN_BPS);
  }

  /**
   * A rule for one subject.
   *
   * @param kind one of {@link #names}
   * @param parameters what is wrong with them stands in their errors afterwards
   */
  public static Rule rule(
      String kind, String name, String version, String subject, Parameters parameters) {
    Logic logic = KINDS.get(kind).reader().read(parameters);
    parameters.refuseUnknownKeys();
    return new Rule(name, version, subject, logic.measure(), logic.trigger());
  }

  private static Logic priceLevel(Parameters parameters) {
    PriceKind kind = PriceKind.read(parameters);
    double level = parameters.positive("level", null, "1e15").doubleValue();
    double rearm = parameters.number("rearm", "0.0005", "0", "1").doubleValue();
    return new Logic(new QuoteMeasures.Price(kind), new Crossing(level, level * rearm));
  }

  private static Logic imbalance(Parameters parameters) {
    return new Logic(
        parameters.has(WITHIN_BPS)
            ? new DepthMeasures.Imbalance(basisPoints(parameters, null))
            : new QuoteMeasures.Imbalance(),
        either(parameters));
  }

  private static Logic depth(Parameters parameters) {
    double basisPoints = basisPoints(parameters, "10");
    DepthMeasures.Side side =
        DepthMeasures.Side.valueOf(
            parameters.choice("side", "thinner", "bid", "ask").toUpperCase(Locale.ROOT));
    return new Logic(
        new DepthMeasures.Depth(side, basisPoints),
        Threshold.read(parameters, Threshold.Direction.BELOW, null));
  }

  private static double basisPoints(Parameters parameters, String otherwise) {
    return parameters.number(WITHIN_BPS, otherwise, "0.1", "400").doubleValue();
  }

  private static Logic move(Parameters parameters) {
    return new Logic(Move.read(parameters), either(parameters));
  }

  private static Logic fundingFlip(Parameters parameters) {
    return new Logic(
        new QuoteMeasures.FundingRate(),
        new Crossing(0, parameters.number("rearm", "0.00001", "0", "1").doubleValue()));
  }

  private static Logic largeTrade(Parameters parameters) {
    return new Logic(
        TradeSize.read(parameters),
        new Pulse(
            parameters.positive("enter", null, "1e15").doubleValue(),
            parameters.micros("quiet", "1s")));
  }

  private static Logic feed(Parameters parameters) {
    double seconds = parameters.micros("silence", "10s") / 1e6;
    return new Logic(
        new Silence(), new Threshold(Threshold.Direction.ABOVE, seconds, seconds / 2, 0));
  }

  private static Logic depeg(Parameters parameters) {
    double peg = parameters.positive("peg", "1", "1e15").doubleValue();
    return new Logic(
        new QuoteMeasures.Depeg(peg),
        Threshold.read(parameters, Threshold.Direction.EITHER, "0.005"));
  }

  private static Logic basis(Parameters parameters) {
    long fresh = parameters.micros("fresh", "10s");
    return new Logic(new QuoteMeasures.Basis(fresh), either(parameters));
  }

  private static Logic statistic(Parameters parameters) {
    String name = parameters.text("statistic", "");
    String number = parameters.text("number", "");
    if (name.isEmpty() || number.isEmpty()) {
      parameters.error(name.isEmpty() ? "statistic" : "number", null, "a name");
    }
    Threshold.Direction direction =
        Threshold.Direction.valueOf(
            parameters.choice("side", "either", "above", "below").toUpperCase(Locale.ROOT));
    return new Logic(
        new StatisticNumber(name, number), Threshold.read(parameters, direction, null));
  }

  private static Threshold above(Parameters parameters) {
    return Threshold.read(parameters, Threshold.Direction.ABOVE, null);
  }

  private static Threshold either(Parameters parameters) {
    return Threshold.read(parameters, Threshold.Direction.EITHER, null);
  }
}
