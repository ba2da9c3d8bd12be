package org.hedgerow.cli.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.hedgerow.engine.configuration.SignalsSnapshot;
import org.hedgerow.engine.signal.SignalDefinition;
import org.hedgerow.schema.NamedDefinition;
import org.hedgerow.schema.SignalsDefinition;

/**
 * What a configuration changes for the signals job, and what of it has to wait for a submission.
 */
final class SignalsDifference {
  private SignalsDifference() {}

  /**
   * In words; none where it changes nothing.
   *
   * @param before what is in force; null: the journal does not say
   * @param after what shall be; null: it says nothing, and what is in force stays
   */
  static List<String> lines(SignalsDefinition before, SignalsDefinition after) {
    if (after == null) {
      return before == null
          ? List.of()
          : List.of("That version says nothing of signals: those in force stay.");
    }
    if (before == null) {
      return List.of(
          "Signals: bars, rules and statistics of the file are in force from this entry on; until"
              + " now the job signals goes by what it was submitted with.");
    }
    List<String> lines = new ArrayList<>();
    List<String> live = new ArrayList<>();
    if (!before.getBars().equals(after.getBars())
        || before.getLatenessMicros() != after.getLatenessMicros()) {
      live.add("bars");
    }
    live.addAll(changes("rule", before.getRules(), after.getRules()));
    live.addAll(changes("statistic", before.getStatistics(), after.getStatistics()));
    if (!live.isEmpty()) {
      lines.add(
          "Signals takes these over at this entry, each new one from its beginning: "
              + String.join(", ", live)
              + ".");
    }
    List<String> patterns = changes("pattern", before.getPatterns(), after.getPatterns());
    if (!patterns.isEmpty()) {
      lines.add(
          "NOT in force by this: "
              + String.join(", ", patterns)
              + ". Patterns are part of the job's graph. After this: ./hedgerow submit signals"
              + " --restart"
              + (isOnlyMore(before.getPatterns(), after.getPatterns()) ? "" : " --forget-patterns")
              + " --configuration FILE");
    }
    if (!Objects.equals(before.getHistoryMicros(), after.getHistoryMicros())) {
      lines.add("NOT in force by this: history. It counts when signals is submitted anew.");
    }
    return lines;
  }

  private static List<String> changes(
      String what, List<NamedDefinition> before, List<NamedDefinition> after) {
    Map<String, String> old = versions(before);
    Map<String, String> young = versions(after);
    List<String> changes = new ArrayList<>();
    young.forEach(
        (name, version) -> {
          if (!old.containsKey(name)) {
            changes.add(what + " " + name + " added");
          } else if (!old.get(name).equals(version)) {
            changes.add(what + " " + name + " changed");
          }
        });
    old.forEach(
        (name, version) -> {
          if (!young.containsKey(name)) {
            changes.add(what + " " + name + " gone");
          }
        });
    return changes;
  }

  /** Whether a savepoint has no state of a pattern that the new graph lacks. */
  private static boolean isOnlyMore(List<NamedDefinition> before, List<NamedDefinition> after) {
    Map<String, String> young = versions(after);
    return versions(before).entrySet().stream()
        .allMatch(one -> one.getValue().equals(young.get(one.getKey())));
  }

  private static Map<String, String> versions(List<NamedDefinition> definitions) {
    Map<String, String> versions = new TreeMap<>();
    for (SignalDefinition one : SignalsSnapshot.definitions(definitions)) {
      // The same definition of other instruments changes as well.
      versions.put(
          one.name(), one.version() + " " + one.instruments() + " " + one.against().orElse(""));
    }
    return versions;
  }
}
