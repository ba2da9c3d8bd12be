package org.hedgerow.engine.portfolio;

import java.util.List;
import java.util.Optional;
import org.hedgerow.schema.InstrumentDefinition;
import org.hedgerow.schema.InstrumentKind;

/** The instrument whose price is taken for that of the asset that a group hedges. */
public final class ReferenceInstrument {
  private ReferenceInstrument() {}

  /**
   * The one that is named; else the asset's first spot instrument, else the first leg on the asset,
   * else the first instrument on it; where there is none the first leg.
   */
  public static String of(
      Optional<String> named,
      String group,
      List<InstrumentDefinition> legs,
      List<InstrumentDefinition> instruments) {
    if (named.isPresent()) {
      return named.get();
    }
    Optional<InstrumentDefinition> found =
        instruments.stream()
            .filter(one -> one.getBase().equals(group) && one.getKind() == InstrumentKind.SPOT)
            .findFirst()
            .or(() -> legs.stream().filter(one -> isPrice(one, group)).findFirst())
            .or(() -> instruments.stream().filter(one -> isPrice(one, group)).findFirst());
    return found.orElse(legs.get(0)).getInstrument();
  }

  /** An option's price is not that of what it is on. */
  private static boolean isPrice(InstrumentDefinition definition, String group) {
    return definition.getBase().equals(group) && definition.getKind() != InstrumentKind.OPTION;
  }
}
