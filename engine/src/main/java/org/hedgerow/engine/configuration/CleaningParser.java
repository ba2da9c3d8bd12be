package org.hedgerow.engine.configuration;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the section {@code cleaning}:
 *
 * <pre>
 * cleaning:
 *   default:
 *     spikes: {window: 50, deviations: 6, least_move: 0.005, level_shift: 5}
 *   instruments:
 *     - {instrument: "BINANCE_SPOT:BTCUSDT", spikes: none, conflate: 100ms}
 * </pre>
 *
 * A key that is left out of {@code spikes} has the value shown above; one that is left out of an
 * instrument has what {@code default} says of it.
 */
final class CleaningParser {
  private static final String NONE = "none";
  private static final int DEFAULT_WINDOW = 50;
  private static final int LONGEST_WINDOW = 500;
  private static final int DEFAULT_DEVIATIONS = 6;
  private static final BigDecimal DEFAULT_LEAST_MOVE = new BigDecimal("0.005");
  private static final int DEFAULT_LEVEL_SHIFT = 5;

  private CleaningParser() {}

  /**
   * @param staleAfter a quote may not be held back for as long as it takes to be stale
   */
  static Cleaning read(YamlSection yaml, Duration staleAfter) {
    InstrumentCleaning standard = InstrumentCleaning.NONE;
    if (yaml.has("default")) {
      YamlSection section = yaml.section("default");
      standard = cleaning(section, InstrumentCleaning.NONE, staleAfter);
      section.refuseUnknownKeys();
    }
    InstrumentCleaning otherwise = standard;
    Map<String, InstrumentCleaning> instruments = new LinkedHashMap<>();
    if (yaml.has("instruments")) {
      yaml.sections(
          "instruments",
          one -> {
            String name = one.text("instrument");
            InstrumentCleaning cleaning = cleaning(one, otherwise, staleAfter);
            if (instruments.put(name, cleaning) != null) {
              one.error(one.at("instrument"), name, "each once");
            }
            return name;
          });
    }
    yaml.refuseUnknownKeys();
    return new Cleaning(standard, Collections.unmodifiableMap(instruments));
  }

  private static InstrumentCleaning cleaning(
      YamlSection yaml, InstrumentCleaning otherwise, Duration staleAfter) {
    Optional<SpikeRule> spikes = otherwise.spikes();
    if (yaml.says("spikes", NONE)) {
      spikes = Optional.empty();
    } else if (yaml.has("spikes")) {
      spikes = Optional.of(spikes(yaml.section("spikes")));
    }
    Duration conflate = otherwise.conflate();
    if (yaml.says("conflate", NONE)) {
      conflate = Duration.ZERO;
    } else if (yaml.has("conflate")) {
      conflate = yaml.duration("conflate");
      if (!staleAfter.isZero() && conflate.compareTo(staleAfter) >= 0) {
        yaml.error(yaml.at("conflate"), conflate.toMillis() + "ms", "less than limits.stale_after");
      }
    }
    return new InstrumentCleaning(spikes, conflate);
  }

  private static SpikeRule spikes(YamlSection yaml) {
    int window =
        yaml.has("window") ? (int) yaml.whole("window", 5, LONGEST_WINDOW) : DEFAULT_WINDOW;
    BigDecimal deviations =
        yaml.has("deviations")
            ? yaml.positive("deviations")
            : BigDecimal.valueOf(DEFAULT_DEVIATIONS);
    BigDecimal leastMove =
        yaml.has("least_move") ? yaml.number("least_move", BigDecimal.ZERO) : DEFAULT_LEAST_MOVE;
    if (leastMove.compareTo(BigDecimal.ONE) >= 0) {
      yaml.error(yaml.at("least_move"), leastMove, "a fraction below 1");
    }
    int levelShift =
        yaml.has("level_shift")
            ? (int) yaml.whole("level_shift", 2, window)
            : Math.min(DEFAULT_LEVEL_SHIFT, window);
    yaml.refuseUnknownKeys();
    return new SpikeRule(window, deviations.doubleValue(), leastMove.doubleValue(), levelShift);
  }
}
