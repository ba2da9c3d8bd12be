package org.hedgerow.engine.risk.shared;

import org.hedgerow.engine.configuration.RiskMeasure;
import org.hedgerow.schema.SharedLimit;
import org.hedgerow.schema.TradingScope;

/** A shared limit of the configuration, read. */
record AllowedLimit(String name, RiskMeasure measure, TradingScope scope) {
  static AllowedLimit of(SharedLimit limit) {
    for (RiskMeasure measure : RiskMeasure.values()) {
      if (measure.isShared() && measure.word().equals(limit.getMeasure())) {
        return new AllowedLimit(limit.getLimit(), measure, TradingScope.parse(limit.getScope()));
      }
    }
    throw new IllegalArgumentException(
        "limit " + limit.getLimit() + " is of " + limit.getMeasure() + ", which no groups share");
  }

  boolean isMargin() {
    return measure == RiskMeasure.MARGIN;
  }
}
