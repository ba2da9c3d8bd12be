package org.hedgerow.engine.portfolio.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.hedgerow.engine.configuration.ConfigurationException;
import org.hedgerow.engine.configuration.ConfigurationSnapshot;
import org.hedgerow.engine.configuration.PortfolioRisk;
import org.hedgerow.schema.SharedLimits;
import org.junit.jupiter.api.Test;

class PortfolioRiskConfigurationTest {
  @Test
  void whatIsLeftOutIsUsualAndGroupsAreToldOfSharedLimitsAlone() {
    var configuration =
        RiskSamples.configuration(
            "",
            "    - {limit: gross, measure: gross, scope: all, amount: 1000}\n"
                + "    - {limit: loss, measure: daily_loss, scope: all, amount: 5, verdict:"
                + " halt}\n");
    PortfolioRisk risk = configuration.portfolioRisk().orElseThrow();
    assertEquals(Duration.ofMillis(100), risk.reportEvery());
    assertEquals(Duration.ofSeconds(10), risk.allowanceLife());
    assertEquals(500, risk.samples());
    SharedLimits told =
        ConfigurationSnapshot.of(configuration, "abcdefghij", 4, "x").getSharedLimits();
    assertEquals(1, told.getLimits().size());
    assertEquals("gross", told.getLimits().get(0).getMeasure());
    assertEquals(100_000, told.getReportMicros());
  }

  @Test
  void everyErrorIsToldAtOnce() {
    IllegalStateException refused =
        assertThrows(
            IllegalStateException.class,
            () ->
                RiskSamples.configuration(
                    """
                      allowance_life: 2s
                      report_every: 1s
                      surprise: 1
                      scenarios:
                        - {scenario: s, day: "1987-10-19"}
                        - {scenario: t, prices: {BTC: -2}}
                    """,
                    """
                        - {limit: a, measure: gross, scope: "group:BTC", amount: 1}
                        - {limit: b, measure: drawdown, scope: "venue:BINANCE_SPOT", amount: 1}
                        - {limit: c, measure: concentration, scope: all, amount: 2}
                        - {limit: d, measure: magic, scope: all, amount: 1, verdict: shout}
                        - {limit: e, measure: gross, scope: "portfolio:nobody", amount: 0}
                        - {limit: e, measure: net, scope: all, amount: 1}
                    """));
    List<String> errors = ((ConfigurationException) refused.getCause()).errors();
    for (String expected :
        List.of(
            "portfolio_risk.allowance_life: 'PT2S'; expected at least four times report_every",
            "portfolio_risk.surprise: '1'; expected no such key",
            "portfolio_risk.scenarios[0].day: '1987-10-19'; expected one of [2018-01-16, ",
            "portfolio_risk.scenarios[1].prices.BTC: '-2'; expected a change of price",
            "portfolio_risk.limits[0].scope: 'group:BTC'; expected all, portfolio:NAME or"
                + " venue:NAME",
            "portfolio_risk.limits[1].scope: 'venue:BINANCE_SPOT'; expected all or a portfolio",
            "portfolio_risk.limits[2].amount: '2'; expected a fraction",
            "portfolio_risk.limits[3].measure: 'magic'; expected one of [gross, margin, net, ",
            "portfolio_risk.limits[3].verdict: 'shout'; expected one of [none, reduce, ",
            "portfolio_risk.limits[4].amount: '0'; expected a number above 0",
            "portfolio_risk.limits.e.scope: 'portfolio:nobody'; expected a name",
            "portfolio_risk.limits.e: twice")) {
      assertTrue(
          errors.stream().anyMatch(error -> error.startsWith(expected)),
          expected + " in " + errors);
    }
    assertEquals(12, errors.size(), errors.toString());
  }
}
