package org.hedgerow.engine.configuration;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.hedgerow.engine.signal.RuleDefinition;
import org.hedgerow.engine.signal.SignalPlan;
import org.hedgerow.engine.signal.Subject;
import org.hedgerow.engine.signal.bar.BarLength;
import org.hedgerow.engine.signal.rule.RuleKinds;
import org.hedgerow.engine.strategy.Parameters;

/**
 * Reads the section {@code signals}:
 *
 * <pre>
 * signals:
 *   lateness: 2s
 *   bars: [1s, 1m, 5m, 1h, 1d]
 *   rules:
 *     - rule: wide
 *       kind: spread
 *       instruments: ["BINANCE_SPOT:BTCUSDT"]
 *       parameters: {enter: 0.001, leave: 0.0005, for: 2s}
 *     - rule: basis
 *       kind: basis
 *       instruments: ["BINANCE_USDM:BTCUSDT"]
 *       against: "BINANCE_SPOT:BTCUSDT"
 *       parameters: {enter: 0.002}
 * </pre>
 */
final class SignalsParser {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,40}");
  private static final String NAME_FORM =
      "a name of letters, digits and ._- of at most 40 characters";

  private SignalsParser() {}

  static Signals read(YamlSection yaml) {
    Duration lateness = yaml.has("lateness") ? yaml.duration("lateness") : Signals.USUAL.lateness();
    List<BarLength> bars = Signals.USUAL.bars();
    if (yaml.has("bars")) {
      Set<BarLength> lengths = new LinkedHashSet<>();
      for (String text : yaml.texts("bars")) {
        BarLength.of(text)
            .ifPresentOrElse(
                lengths::add,
                () ->
                    yaml.error(
                        yaml.at("bars"),
                        text,
                        "one of "
                            + Arrays.stream(BarLength.values()).map(BarLength::text).toList()));
      }
      bars = List.copyOf(lengths);
    }
    List<RuleDefinition> rules =
        yaml.has("rules") ? yaml.sections("rules", SignalsParser::rule) : List.of();
    yaml.refuseUnknownKeys();
    return new Signals(lateness, bars, rules);
  }

  private static RuleDefinition rule(YamlSection yaml) {
    String name = yaml.text("rule", NAME, NAME_FORM);
    String kind = yaml.text("kind");
    Optional<String> against = yaml.optionalText("against");
    if (!kind.isEmpty() && !RuleKinds.names().contains(kind)) {
      yaml.error(yaml.at("kind"), kind, "one of " + RuleKinds.names());
    } else if (!kind.isEmpty() && RuleKinds.isOfPairs(kind) != against.isPresent()) {
      yaml.error(
          yaml.at("against"),
          against.orElse(null),
          RuleKinds.isOfPairs(kind) ? "an instrument" : "nothing, of that kind");
    }
    List<String> instruments = yaml.texts("instruments");
    if (instruments.isEmpty()) {
      yaml.error(yaml.at("instruments"), null, "at least one instrument");
    }
    Map<String, String> parameters = yaml.textMap("parameters");
    return new RuleDefinition(name, kind, instruments, against, parameters);
  }

  /** Checks what can only be once all instruments and groups are known. */
  static void check(Configuration configuration, List<String> errors) {
    Map<String, List<String>> routes = configuration.routes();
    Set<String> names = new LinkedHashSet<>();
    List<RuleDefinition> rules = configuration.signals().rules();
    for (int i = 0; i < rules.size(); i++) {
      RuleDefinition rule = rules.get(i);
      String at = "signals.rules[" + i + "]";
      if (!names.add(rule.name())) {
        errors.add(at + ".rule: '" + rule.name() + "' twice; expected each once");
      }
      List<String> missing = new ArrayList<>();
      for (Subject subject : rule.subjects()) {
        if (SignalPlan.home(subject, routes).isEmpty()) {
          missing.add(subject.name());
        }
      }
      if (!missing.isEmpty()) {
        errors.add(
            at
                + ".instruments: "
                + missing
                + "; expected configured instruments that "
                + (rule.against().isPresent() ? "one group gets together" : "a group gets"));
      }
      if (RuleKinds.names().contains(rule.kind())) {
        Parameters parameters = Parameters.of(at + ".parameters", rule.parameters());
        RuleKinds.rule(rule.kind(), rule.name(), rule.version(), "", parameters);
        errors.addAll(parameters.errors());
      }
    }
  }
}
