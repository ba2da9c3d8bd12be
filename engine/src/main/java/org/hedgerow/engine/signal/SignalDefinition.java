package org.hedgerow.engine.signal;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A rule or a statistic of the configuration, for one or several instruments.
 *
 * @param name of the signals or statistics that it gives
 * @param kind what it measures; see {@code RuleKinds} and {@code StatisticKinds}
 * @param instruments each by itself
 * @param against the other instrument of each, for kinds that compare two
 * @param parameters as they are written
 */
public record SignalDefinition(
    String name,
    String kind,
    List<String> instruments,
    Optional<String> against,
    Map<String, String> parameters) {

  /** Hash of kind and parameters. */
  public String version() {
    return DefinitionVersion.of(kind, parameters);
  }

  /** Its subjects: {@link Subject#name} of each. */
  public List<Subject> subjects() {
    return instruments.stream().map(one -> new Subject(one, against)).toList();
  }
}
