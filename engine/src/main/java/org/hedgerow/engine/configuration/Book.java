package org.hedgerow.engine.configuration;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A portfolio's part in one hedge group.
 *
 * @param parameters of the strategy; of a section within, its name and a dot before each key
 * @param band with {@code enter} and {@code leave} of a fixed band, or the method and the
 *     parameters of another
 * @param choice how a hedge is shared over the legs
 * @param roll when dated futures are rolled and at which cost; empty: they are left to expire
 * @param leverage the band of accounts margined in the asset; empty: none is watched
 * @param execution how the orders of a hedge are worked; empty: each at once
 * @param reference the instrument whose price is the asset's, where one is named
 * @param coolDown no hedge sooner than this after the one before
 * @param capital what the strategy may be measured by, in the report currency
 */
public record Book(
    String group,
    String strategy,
    Map<String, String> parameters,
    Band band,
    Choice choice,
    Map<String, String> roll,
    Map<String, String> leverage,
    Map<String, String> execution,
    Optional<String> reference,
    Duration coolDown,
    List<HedgeLeg> hedges,
    Optional<BigDecimal> capital) {

  /**
   * A no-trade band.
   *
   * @param enter of a fixed band: residual exposure over gross exposure from which on a hedge
   *     starts; else 0
   * @param leave of a fixed band: the residual over gross that a hedge has to come back inside;
   *     else 0
   */
  public record Band(
      String method, BigDecimal enter, BigDecimal leave, Map<String, String> parameters) {}

  /** By {@code shares}, or by another method with its parameters. */
  public record Choice(String method, Map<String, String> parameters) {}
}
