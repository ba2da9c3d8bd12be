package org.hedgerow.engine.portfolio;

import java.math.BigDecimal;
import java.util.List;
import org.hedgerow.schema.BookDefinition;

/**
 * One book of a group, ready to be evaluated: everything that its configuration refers to is looked
 * up.
 *
 * @param positions what may be held in the group's asset and is not a hedge
 * @param wallets accounts whose coins count
 * @param legs what it may hedge with
 * @param reference the instrument whose price is the asset's; what legs on other assets are worth
 *     is counted by it
 */
public record BookPlan(
    String portfolio,
    int portfolioNumber,
    BookDefinition definition,
    BigDecimal bandEnter,
    BigDecimal bandLeave,
    List<Place> positions,
    List<String> wallets,
    List<Leg> legs,
    String reference) {

  /** A contract on an account. */
  public record Place(String account, Contract contract) {
    /** The instrument's name. */
    public String instrument() {
      return contract.definition().getInstrument();
    }
  }

  /** A hedge instrument on an account, with the share of the hedge that it carries. */
  public record Leg(Place place, BigDecimal weight) {}

  /** Whether a contract is on another asset than the one that the book hedges. */
  public boolean isCross(Place place) {
    return !place.contract().definition().getBase().equals(definition.getGroup());
  }
}
