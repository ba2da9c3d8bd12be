package org.hedgerow.engine;

import java.util.List;
import org.hedgerow.engine.risk.ApprovedOrder;
import org.hedgerow.schema.Alternative;

/**
 * The orders that would bring a book back, after the checks.
 *
 * @param denials {@code CODE: key=value ...} of each check that failed
 * @param alternatives the instruments that were weighed against each other, if they were
 * @param chosenLeg the instrument that they are for by that; empty: by shares, or each leg by
 *     itself
 * @param reason why that one; empty where nothing was weighed
 */
record ProposedHedge(
    List<ApprovedOrder> approved,
    List<String> denials,
    List<Alternative> alternatives,
    String chosenLeg,
    String reason) {

  /**
   * The codes alone, without the numbers, which change with every quote: a denial is recorded once,
   * not ten times a second.
   */
  String codes() {
    return String.join(
        " ", denials.stream().map(denial -> denial.substring(0, denial.indexOf(':'))).toList());
  }
}
