package org.hedgerow.cli.chaos;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.hedgerow.cli.CommandFailed;
import org.hedgerow.cli.Progress;

/** What a chaos run found, for people and as JSON. */
final class ChaosReport {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final Map<String, Object> figures = new LinkedHashMap<>();
  private final Map<String, List<String>> findings = new LinkedHashMap<>();

  /** A figure that must be zero for the run to hold. */
  void mustBeZero(String key, long value) {
    figures.put(key, value);
    if (value != 0) {
      findings.computeIfAbsent(key, none -> new ArrayList<>());
    }
  }

  /** The same, of a list: its size, and its first elements as findings. */
  void mustBeEmpty(String key, List<String> all) {
    figures.put(key, (long) all.size());
    if (!all.isEmpty()) {
      findings.put(key, OrderAudit.named(all));
    }
  }

  /** A fact that must hold; the sentence says what was seen instead. */
  void mustHold(String key, boolean holds, String otherwise) {
    figures.put(key, holds);
    if (!holds) {
      findings.put(key, List.of(otherwise));
    }
  }

  /** A figure that is only told. */
  void tell(String key, Object value) {
    figures.put(key, value);
  }

  /** The strikes: how many of which, and how long until orders flowed again. */
  void strikes(List<Strike> strikes) {
    Map<String, Integer> byProcess = new TreeMap<>();
    int kills = 0;
    for (Strike strike : strikes) {
      kills += strike.kills();
      if (!strike.target().isEmpty()) {
        byProcess.merge(strike.target(), strike.kills(), Integer::sum);
      }
    }
    figures.put("kills", kills);
    figures.put("kills_by_process", byProcess);
    figures.put("recovery_seconds", spread(strikes, Strike::silence));
    Map<String, Object> steps = new TreeMap<>();
    for (String target : byProcess.keySet()) {
      List<Strike> own = strikes.stream().filter(strike -> strike.target().equals(target)).toList();
      Map<String, Object> step = new LinkedHashMap<>();
      step.put("noticed", spread(own, Strike::noticed));
      step.put("running", spread(own, Strike::running));
      step.put("no_new_order", spread(own, Strike::silence));
      steps.put(target, step);
    }
    figures.put("failover_seconds_by_process", steps);
  }

  private static Map<String, Double> spread(List<Strike> strikes, ToDoubleFunction<Strike> part) {
    double[] sorted =
        strikes.stream().mapToDouble(part).filter(seconds -> seconds >= 0).sorted().toArray();
    Map<String, Double> spread = new LinkedHashMap<>();
    spread.put("p50", sorted.length == 0 ? -1 : rounded(sorted[sorted.length / 2]));
    spread.put("max", sorted.length == 0 ? -1 : rounded(sorted[sorted.length - 1]));
    return spread;
  }

  private static double rounded(double seconds) {
    return Math.round(seconds * 100) / 100.0;
  }

  /** Whether everything that had to hold did. */
  boolean holds() {
    return findings.isEmpty();
  }

  void print(Progress out) {
    out.say("");
    figures.forEach((key, value) -> out.say(String.format(Locale.ROOT, "  %-28s %s", key, value)));
    findings.forEach(
        (key, all) -> {
          out.say("  does not hold: " + key);
          all.forEach(one -> out.say("    " + one));
        });
    out.say(holds() ? "Everything holds." : "It does not hold.");
  }

  void write(Path file) {
    ObjectNode root = JSON.valueToTree(figures);
    if (!holds()) {
      root.set("findings", JSON.valueToTree(findings));
    }
    try {
      Files.writeString(file, JSON.writeValueAsString(root) + "\n");
    } catch (IOException e) {
      throw new CommandFailed("cannot write " + file + ": " + e.getMessage(), e);
    }
  }
}
