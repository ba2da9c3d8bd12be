package org.hedgerow.engine.strategy;

import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;

/**
 * The strategies that there are, by name: ours, and those of every jar beside ours that names one
 * in {@code META-INF/services}.
 */
public final class Strategies {
  private static final Map<String, StrategyFactory> ALL = load();

  private Strategies() {}

  /** The strategy of that name. */
  public static Optional<StrategyFactory> named(String name) {
    return Optional.ofNullable(ALL.get(name));
  }

  /** All names, for messages. */
  public static Set<String> names() {
    return ALL.keySet();
  }

  /** By the loader of our own classes: in a Flink job that is the one that has the job's jars. */
  private static Map<String, StrategyFactory> load() {
    Map<String, StrategyFactory> all = new TreeMap<>();
    for (StrategyFactory one :
        ServiceLoader.load(StrategyFactory.class, StrategyFactory.class.getClassLoader())) {
      StrategyFactory other = all.putIfAbsent(one.name(), one);
      if (other != null) {
        throw new IllegalStateException(
            "two strategies are named "
                + one.name()
                + ": "
                + other.getClass().getName()
                + " and "
                + one.getClass().getName());
      }
    }
    return all;
  }
}
