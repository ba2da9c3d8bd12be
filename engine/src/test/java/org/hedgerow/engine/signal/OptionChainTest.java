package org.hedgerow.engine.signal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.hedgerow.engine.configuration.Configuration;
import org.hedgerow.engine.configuration.ConfigurationException;
import org.hedgerow.engine.state.MemoryTables;
import org.hedgerow.schema.Bar;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.JournalEntry;
import org.hedgerow.schema.OptionQuote;
import org.hedgerow.schema.Origin;
import org.hedgerow.schema.Signal;
import org.hedgerow.schema.SignalPhase;
import org.hedgerow.schema.Statistic;
import org.hedgerow.schema.Tick;
import org.junit.jupiter.api.Test;

/** A chain of two expiries, from its configuration to its figures and an event. */
class OptionChainTest {
  private static final String NEAR = "2026-01-29T08:00:00Z";
  private static final String FAR = "2026-03-30T08:00:00Z";
  private static final long SECOND = 1_000_000;

  /** 20 days before the one expiry, 80 before the other. */
  private static final long BEGIN = Instant.parse("2026-01-09T08:00:00Z").getEpochSecond() * SECOND;

  private final List<Statistic> told = new ArrayList<>();
  private final List<Signal> signals = new ArrayList<>();
  private long offset;

  private static String yaml(String definition) {
    StringBuilder options = new StringBuilder();
    for (String expiry : List.of(NEAR, FAR)) {
      for (int strike = 60; strike <= 150; strike += 10) {
        for (String right : List.of("call", "put")) {
          options
              .append("  - {instrument: \"")
              .append(option(expiry, strike, right))
              .append("\", kind: option, base: BTC, quote: USD, settlement: BTC,")
              .append(" contract_value: 1, expiry: \"")
              .append(expiry)
              .append("\", strike: ")
              .append(strike)
              .append(", right: ")
              .append(right)
              .append(", tick_size: 0.0005, lot_size: 0.1, minimum_quantity: 0.1,")
              .append(" maximum_quantity: 10000, minimum_notional: 0, channels: [option_quote]}\n");
        }
      }
    }
    return """
        version: 1
        venues:
          - {venue: DERIBIT, environment: paper, rest: "http://127.0.0.1:1", stream: "ws://127.0.0.1:1"}
        accounts: []
        instruments:
        """
        + options
        + """
        groups:
          - {group: BTC, number: 1}
        portfolios: []
        limits: {maximum_order_notional: 1, price_collar: 0.01, stale_after: 3s, order_valid: 2s, maximum_hedges_per_minute: 60}
        signals:
        """
        + definition;
  }

  private static String option(String expiry, int strike, String right) {
    return "DERIBIT:BTC-" + expiry.substring(0, 10) + "-" + strike + "-" + right.charAt(0);
  }

  private SubjectSignals chain() throws ConfigurationException {
    Configuration configuration =
        Configuration.parse(
            yaml(
                """
                  statistics:
                    - {statistic: smile, kind: option_smile, instruments: ["DERIBIT:BTC-OPTIONS"], parameters: {interval: 1m, fresh: 2m}}
                  rules:
                    - {rule: skewed, kind: statistic, instruments: ["DERIBIT:BTC-OPTIONS"], parameters: {statistic: smile, number: atm30d, enter: 0.55}}
                """));
    SignalPlan plan = new SignalPlan(configuration);
    assertEquals(
        List.of(option(NEAR, 60, "put"), "DERIBIT:BTC-OPTIONS"),
        plan.subjects("BTC", option(NEAR, 60, "put")));
    assertEquals(List.of("BTC"), plan.told("DERIBIT:BTC-OPTIONS"));
    return plan.machine("DERIBIT:BTC-OPTIONS", SubjectTables.of(new MemoryTables()));
  }

  private void at(SubjectSignals chain, double seconds, SpecificRecord payload) {
    JournalEntry entry =
        JournalEntry.newBuilder()
            .setGroup("BTC")
            .setOrigin(new Origin("s", offset, offset - 1, null))
            .setReceiveTimeMicros(BEGIN + (long) (seconds * SECOND))
            .setPayload(payload)
            .build();
    chain.on(
        entry,
        0,
        offset++,
        new SignalOutput() {
          @Override
          public void signal(Signal signal) {
            signals.add(signal);
          }

          @Override
          public void statistic(Statistic statistic) {
            told.add(statistic);
          }

          @Override
          public void bar(Bar bar) {
            throw new AssertionError("a chain has no bars");
          }
        });
  }

  private void quotes(SubjectSignals chain, double seconds, String expiry, double volatility) {
    for (int strike = 60; strike <= 150; strike += 10) {
      for (String right : List.of("call", "put")) {
        boolean out = right.equals("call") == strike >= 100;
        at(
            chain,
            seconds,
            OptionQuote.newBuilder()
                .setInstrument(option(expiry, strike, right))
                .setUnderlyingPrice(Decimals.parse("100"))
                // What is in the money is not asked.
                .setMarkVolatility(out ? volatility : 3.0)
                .build());
      }
    }
  }

  /**
   * 40 % for 20 days and 60 % for 80: total variance, in days, is 3.2 and 28.8, at 30 days 3.2 +
   * 25.6 / 6. Nothing is said of 7 days and of 90.
   */
  @Test
  void figuresOfEachExpiryAndTheTermStructure() throws ConfigurationException {
    SubjectSignals chain = chain();
    at(chain, -61, new Tick(1L, 1L, BEGIN - 61 * SECOND));
    assertEquals(List.of(), told);
    quotes(chain, -1, NEAR, 0.4);
    quotes(chain, -1, FAR, 0.6);
    at(chain, 0, new Tick(1L, 2L, BEGIN));
    Map<String, Double> numbers = told.get(0).getNumbers();
    assertEquals(0.4, numbers.get("atm/2026-01-29"), 1e-9);
    assertEquals(0, numbers.get("skew25/2026-01-29"), 1e-9);
    assertEquals(0.6, numbers.get("atm/2026-03-30"), 1e-9);
    assertEquals(Math.sqrt((3.2 + 25.6 / 6) / 30), numbers.get("atm30d"), 1e-9);
    assertTrue(!numbers.containsKey("atm7d") && !numbers.containsKey("atm90d"));
    assertEquals(1, told.get(0).getSamplesWanted());
    assertEquals(List.of(), signals, "0.4989 is not 0.55");
    // 55 % for 20 days: 6.05 + 22.75 / 6 over 30 is the square of 0.573.
    quotes(chain, 59, NEAR, 0.55);
    at(chain, 60, new Tick(1L, 3L, BEGIN + 60 * SECOND));
    assertEquals(SignalPhase.RAISED, signals.get(0).getPhase());
    // After two minutes without a word the far expiry is gone.
    quotes(chain, 125, NEAR, 0.4);
    at(chain, 126, new Tick(1L, 4L, BEGIN + 126 * SECOND));
    assertEquals(
        List.of("atm/2026-01-29", "butterfly25/2026-01-29", "skew25/2026-01-29"),
        List.copyOf(told.get(2).getNumbers().keySet()));
  }

  @Test
  void whatIsOfAnotherSubjectIsRefused() {
    for (String wrong :
        List.of(
            "statistics:\n    - {statistic: a, kind: option_smile, instruments: [\"%s\"]}\n"
                .formatted(option(NEAR, 60, "put")),
            "rules:\n    - {rule: a, kind: spread, instruments: [\"DERIBIT:BTC-OPTIONS\"], parameters: {enter: 1}}\n",
            "statistics:\n    - {statistic: a, kind: option_smile, instruments: [\"DERIBIT:ETH-OPTIONS\"]}\n")) {
      ConfigurationException refused =
          assertThrows(ConfigurationException.class, () -> Configuration.parse(yaml("  " + wrong)));
      assertTrue(refused.getMessage().contains("instruments"), refused.getMessage());
    }
  }
}
