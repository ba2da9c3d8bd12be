package org.hedgerow.engine;

import java.math.BigDecimal;
import org.hedgerow.engine.portfolio.Contract;
import org.hedgerow.engine.portfolio.GroupPlan;
import org.hedgerow.engine.portfolio.Holdings;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.Holding;
import org.hedgerow.schema.PortfolioDefinition;

/** Books what a portfolio held before its first fill, as far as it is in the group's asset. */
final class OpeningHoldings {
  private OpeningHoldings() {}

  static void book(PortfolioDefinition portfolio, GroupPlan plan, Holdings holdings) {
    for (Holding holding : portfolio.getHoldings()) {
      BigDecimal quantity = Decimals.toBigDecimal(holding.getQuantity());
      if (holding.getInstrument() == null) {
        if (holding.getAsset().equals(plan.group())) {
          holdings.addToWallet(
              portfolio.getPortfolio(), holding.getAccount(), plan.group(), quantity);
        }
        continue;
      }
      Contract contract = plan.contract(holding.getInstrument()).orElseThrow();
      if (plan.owns(contract.definition())) {
        BigDecimal entry =
            holding.getEntryPrice() == null
                ? BigDecimal.ZERO
                : Decimals.toBigDecimal(holding.getEntryPrice());
        holdings.open(portfolio.getPortfolio(), holding.getAccount(), contract, quantity, entry);
      }
    }
  }
}
