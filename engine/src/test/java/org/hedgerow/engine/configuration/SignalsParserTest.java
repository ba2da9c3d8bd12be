package org.hedgerow.engine.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hedgerow.engine.signal.SignalDefinition;
import org.hedgerow.engine.signal.SignalPlan;
import org.hedgerow.engine.signal.Subject;
import org.hedgerow.engine.signal.bar.BarLength;
import org.hedgerow.engine.signal.pattern.PatternKind;
import org.junit.jupiter.api.Test;

class SignalsParserTest {
  private final Map<String, String> addresses = new HashMap<>();
  private final String demo;

  SignalsParserTest() throws IOException {
    demo = Files.readString(Path.of("../deploy/configuration/demo.yaml"));
    addresses.put("ENVIRONMENT", "simulated");
    for (String venue : List.of("SPOT", "USDM", "COINM")) {
      addresses.put("BINANCE_" + venue + "_REST", "http://localhost:1");
      addresses.put("BINANCE_" + venue + "_STREAM", "ws://localhost:1");
    }
  }

  private Configuration parse(String section) throws ConfigurationException {
    return Configuration.parse(
        demo.substring(0, demo.indexOf("\nsignals:") + 1) + section, addresses);
  }

  @Test
  void readsTheDemosSection() throws ConfigurationException {
    Signals signals = Configuration.parse(demo, addresses).signals();
    assertEquals(Duration.ofSeconds(2), signals.lateness());
    assertEquals(List.of(BarLength.values()), signals.bars());
    assertTrue(signals.rules().stream().anyMatch(rule -> rule.kind().equals("basis")));
  }

  @Test
  void withoutTheSectionThereAreBarsAndNothingElse() throws ConfigurationException {
    assertEquals(Signals.USUAL, parse("").signals());
  }

  @Test
  void everyErrorIsListed() {
    List<String> errors =
        assertThrows(
                ConfigurationException.class,
                () ->
                    parse(
                        """
                        signals:
                          bars: [1m, 2m]
                          rules:
                            - {rule: a, kind: spread, instruments: ["BINANCE_SPOT:BTCUSDT"], parameters: {leave: 1}}
                            - {rule: a, kind: spraed, instruments: ["BINANCE_SPOT:BTCUSDT"]}
                            - {rule: b, kind: basis, instruments: ["BINANCE_SPOT:BTCUSDT"], parameters: {enter: 1}}
                            - {rule: c, kind: basis, instruments: ["BINANCE_SPOT:BTCUSDT"], against: "BINANCE_SPOT:ETHUSDT", parameters: {enter: 1}}
                            - {rule: d, kind: spread, instruments: ["NOWHERE:X"], parameters: {enter: 1}}
                          statistics:
                            - {statistic: v, kind: volatility, instruments: ["BINANCE_SPOT:BTCUSDT"], parameters: {bars: 2m}}
                        """))
            .errors();
    for (String expected :
        List.of(
            "signals.bars: '2m'; expected one of [1s, 1m, 5m, 1h, 1d]",
            "signals.rules[0].parameters.enter: nothing; expected a number",
            "signals.rules[1].rule: 'a' twice; expected each once",
            "signals.rules[1].kind: 'spraed'; expected one of",
            "signals.rules[2].against: nothing; expected an instrument",
            "signals.rules[3].instruments: [BINANCE_SPOT:BTCUSDT|BINANCE_SPOT:ETHUSDT]; expected"
                + " configured instruments that one group gets together",
            "signals.rules[4].instruments: [NOWHERE:X]; expected",
            "signals.statistics[0].parameters.bars: '2m'; expected one of")) {
      assertTrue(
          errors.stream().anyMatch(error -> error.startsWith(expected)),
          expected + " in " + errors);
    }
  }

  /** The examples of docs/signals.md, each kind once, and what is wrong with others. */
  @Test
  void readsPatterns() throws Exception {
    String page = Files.readString(Path.of("../docs/signals.md"));
    int from = page.indexOf("  patterns:\n");
    String section = page.substring(from, page.indexOf("```", from));
    List<SignalDefinition> patterns = parse("signals:\n" + section).signals().patterns();
    assertEquals(
        PatternKind.names(), patterns.stream().map(SignalDefinition::kind).sorted().toList());
    List<String> errors =
        assertThrows(
                ConfigurationException.class,
                () ->
                    parse(
                        """
                        signals:
                          patterns:
                            - {pattern: a, kind: squeeze, instruments: ["BINANCE_SPOT:BTCUSDT"]}
                            - {pattern: b, kind: cascade, instruments: ["BINANCE_SPOT:BTCUSDT"], parameters: {times: 1, tines: 3}}
                            - {pattern: c, kind: flash_crash, instruments: ["BINANCE_SPOT:BTCUSDT"], parameters: {bars: 1s, within: 6h, drop: 2}}
                        """))
            .errors();
    for (String expected :
        List.of(
            "signals.patterns[0].against: nothing; expected an instrument",
            "signals.patterns[1].parameters.times: '1'; expected a whole number from 2 to 100",
            "signals.patterns[1].parameters.tines: '3'; expected no such key",
            "signals.patterns[2].parameters.within: '21600s'; expected at most 1500 bars",
            "signals.patterns[2].parameters.drop: '2'; expected a number from 0 to 1")) {
      assertTrue(
          errors.stream().anyMatch(error -> error.startsWith(expected)),
          expected + " in " + errors);
    }
  }

  /** Another parameter is another definition; another name for the same is not. */
  @Test
  void aVersionIsOfKindAndParameters() throws ConfigurationException {
    String rule =
        "signals:\n  rules:\n    - {rule: %s, kind: spread, instruments: [\"BINANCE_SPOT:BTCUSDT\"],"
            + " parameters: {enter: %s}}\n";
    String version = parse(rule.formatted("a", "0.1")).signals().rules().get(0).version();
    assertEquals(version, parse(rule.formatted("b", "0.1")).signals().rules().get(0).version());
    assertNotEquals(version, parse(rule.formatted("a", "0.2")).signals().rules().get(0).version());
    assertEquals(12, version.length());
  }

  /** A pair that only another group gets together is read there; signals go to all that get it. */
  @Test
  void eachSubjectHasOneHome() throws ConfigurationException {
    Configuration configuration =
        Configuration.parse(
            demo.substring(0, demo.indexOf("\nsignals:") + 1)
                .replace(
                    "{group: ETH, number: 2}",
                    "{group: ETH, number: 2, instruments: [\"BINANCE_SPOT:BTCUSDT\"]}"),
            addresses);
    Subject pair = new Subject("BINANCE_SPOT:BTCUSDT", Optional.of("BINANCE_SPOT:ETHUSDT"));
    assertEquals(Optional.of("ETH"), SignalPlan.home(pair, configuration.routes()));
    SignalPlan plan = new SignalPlan(configuration);
    assertEquals(List.of("BTC", "ETH"), plan.told("BINANCE_SPOT:BTCUSDT"));
    assertEquals(List.of("BINANCE_SPOT:BTCUSDT"), plan.subjects("BTC", "BINANCE_SPOT:BTCUSDT"));
    assertEquals(List.of(), plan.subjects("ETH", "BINANCE_SPOT:BTCUSDT"));
  }
}
