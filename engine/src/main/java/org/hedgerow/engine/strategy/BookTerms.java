package org.hedgerow.engine.strategy;

import java.math.BigDecimal;
import java.util.List;
import org.hedgerow.schema.InstrumentDefinition;
import org.hedgerow.schema.InstrumentKind;

/**
 * What is known of a book before anything happens.
 *
 * @param group the hedge group, which is the asset that is hedged
 * @param reference the instrument whose price is taken for the asset's
 * @param legs what may be hedged with, in the order of the configuration
 * @param shares the part of the hedge that each leg has by configuration; they sum to 1; options
 *     have none
 */
public record BookTerms(
    String group, String reference, List<InstrumentDefinition> legs, List<BigDecimal> shares) {

  /** The instrument's name. */
  public String leg(int index) {
    return legs.get(index).getInstrument();
  }

  /** Whether a leg is an option. */
  public boolean isOption(int index) {
    return legs.get(index).getKind() == InstrumentKind.OPTION;
  }

  /** Whether a leg is on another asset than the one that is hedged. */
  public boolean isCross(int index) {
    return !legs.get(index).getBase().equals(group);
  }
}
