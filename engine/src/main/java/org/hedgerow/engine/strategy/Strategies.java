package org.hedgerow.engine.strategy;

import java.util.List;
import java.util.Optional;

/** The strategies that there are, by name. */
public final class Strategies {
  private static final List<Strategy> ALL = List.of(new Naive());

  private Strategies() {}

  /** The strategy of that name. */
  public static Optional<Strategy> named(String name) {
    return ALL.stream().filter(strategy -> strategy.name().equals(name)).findFirst();
  }

  /** All names, for messages. */
  public static List<String> names() {
    return ALL.stream().map(Strategy::name).toList();
  }
}
