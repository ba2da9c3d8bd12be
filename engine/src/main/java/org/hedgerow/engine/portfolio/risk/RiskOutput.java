package org.hedgerow.engine.portfolio.risk;

import org.hedgerow.schema.Allowance;
import org.hedgerow.schema.Command;
import org.hedgerow.schema.RiskMetrics;

/** What the risk job says. */
public interface RiskOutput {
  /** To that group's journal. */
  void allowance(String group, Allowance allowance);

  /** A verdict, to that group's journal. */
  void verdict(String group, Command command);

  /** To be recorded. */
  void metrics(RiskMetrics metrics);
}
