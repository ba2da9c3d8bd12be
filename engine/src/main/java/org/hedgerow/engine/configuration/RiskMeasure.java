package org.hedgerow.engine.configuration;

import java.util.Locale;

/** What a limit over groups is a limit of. Money is in the currency of limits. */
public enum RiskMeasure {
  /** Sum of the positions' values without their signs, orders that may still fill included. */
  GROSS("MAX_GROSS", true),
  /** The initial margin of these. */
  MARGIN("INITIAL_MARGIN", true),
  /** The sum of the positions' values with their signs, without its own. */
  NET("MAX_NET", false),
  /** The largest asset's share in gross, a fraction. */
  CONCENTRATION("MAX_CONCENTRATION", false),
  /** The sum over assets of net delta in money, without signs. */
  DELTA("MAX_DELTA", false),
  /** Change of delta in money for 1 % of the assets' prices, without its sign. */
  GAMMA("MAX_GAMMA", false),
  /** For one volatility point, without its sign. */
  VEGA("MAX_VEGA", false),
  /** What the UTC day has lost. */
  DAILY_LOSS("MAX_DAILY_LOSS", false),
  /** What was lost since the highest profit. */
  DRAWDOWN("MAX_DRAWDOWN", false),
  /**
   * The historical value at risk at 99 % over one interval of the samples, as a positive number.
   */
  VAR("VAR_LIMIT", false);

  private final String code;
  private final boolean shared;

  RiskMeasure(String code, boolean shared) {
    this.code = code;
    this.shared = shared;
  }

  /** As the specification names its check. */
  public String code() {
    return code;
  }

  /**
   * Whether groups use it up by orders, and each is allowed a part: what they use adds up. The
   * others are judged by what is held.
   */
  public boolean isShared() {
    return shared;
  }

  /** Whether it is made of profits, which only portfolios have. */
  public boolean isOfProfit() {
    return this == DAILY_LOSS || this == DRAWDOWN;
  }

  /** As it is configured. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
