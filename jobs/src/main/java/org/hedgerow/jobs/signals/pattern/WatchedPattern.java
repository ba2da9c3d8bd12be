package org.hedgerow.jobs.signals.pattern;

import java.io.Serializable;
import java.util.List;
import org.hedgerow.engine.configuration.Configuration;
import org.hedgerow.engine.signal.SignalDefinition;
import org.hedgerow.engine.signal.Subject;
import org.hedgerow.engine.signal.pattern.PatternLimits;
import org.hedgerow.engine.strategy.Parameters;

/**
 * A pattern of the configuration, in a form that travels to the tasks.
 *
 * @param name of the signals that it gives
 * @param version of the definition
 * @param subjects that it is looked for in
 */
record WatchedPattern(String name, String version, List<String> subjects, PatternLimits limits)
    implements Serializable {
  /** All patterns of a configuration that was checked. */
  static List<WatchedPattern> of(Configuration configuration) {
    return configuration.signals().patterns().stream().map(WatchedPattern::of).toList();
  }

  static WatchedPattern of(SignalDefinition definition) {
    return new WatchedPattern(
        definition.name(),
        definition.version(),
        List.copyOf(definition.subjects().stream().map(Subject::name).toList()),
        PatternLimits.read(
            definition,
            Parameters.of("signals.patterns." + definition.name(), definition.parameters())));
  }
}
