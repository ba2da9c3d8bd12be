package org.hedgerow.engine.strategy;

import java.math.BigDecimal;
import java.util.Map;

/** Says how much hedge a book should have. */
public interface Strategy {
  /** The name by which a configuration asks for it. */
  String name();

  /**
   * The wanted delta of all hedges together, in units of the underlying.
   *
   * @param exposure what is to be hedged, in units of the underlying; positive is long
   * @param parameters of the book's configuration
   * @throws IllegalArgumentException if a parameter is not what the strategy expects
   */
  BigDecimal target(BigDecimal exposure, Map<String, String> parameters);
}
