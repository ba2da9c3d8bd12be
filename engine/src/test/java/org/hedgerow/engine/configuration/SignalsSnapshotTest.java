package org.hedgerow.engine.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hedgerow.engine.signal.SignalDefinition;
import org.hedgerow.engine.signal.Subject;
import org.hedgerow.engine.signal.bar.BarLength;
import org.junit.jupiter.api.Test;

class SignalsSnapshotTest {
  private static final String BTC = "BINANCE_SPOT:BTCUSDT";

  private static SignalDefinition definition(String name, String kind, String... instruments) {
    return new SignalDefinition(
        name, kind, List.of(instruments), Optional.empty(), Map.of("enter", "0.1"));
  }

  private static Signals signals(List<SignalDefinition> rules) {
    return new Signals(
        Duration.ofMillis(1_500),
        List.of(BarLength.SECOND, BarLength.DAY),
        rules,
        List.of(
            new SignalDefinition(
                "b", "basis", List.of("V:F"), Optional.of(BTC), Map.of("window", "9"))),
        List.of(definition("p", "cascade", BTC)),
        Optional.of(Duration.ofHours(6)));
  }

  /** Versions and all: otherwise a change that is none would begin everything anew. */
  @Test
  void comesBackAsItWas() {
    Signals signals = signals(List.of(definition("r", "spread", BTC, "V:F")));
    Signals back = SignalsSnapshot.read(SignalsSnapshot.of(signals));
    assertEquals(signals, back);
    assertEquals(signals.rules().get(0).version(), back.rules().get(0).version());
  }

  @Test
  void aSubjectGetsWhatIsAboutIt() {
    Signals signals =
        signals(List.of(definition("r", "spread", BTC, "V:F"), definition("s", "spread", "V:F")));
    Signals own = SignalsSnapshot.about(signals, Subject.of(BTC));
    assertEquals(List.of("r"), own.rules().stream().map(SignalDefinition::name).toList());
    assertEquals(List.of(), own.statistics());
    Signals pair = SignalsSnapshot.about(signals, Subject.named("V:F|" + BTC));
    assertEquals(List.of(), pair.rules());
    assertEquals(List.of("b"), pair.statistics().stream().map(SignalDefinition::name).toList());
  }

  /** Of a file that the job was not submitted with; it must not fail on it. */
  @Test
  void whatTheJobCannotWorkOutIsLeftOut() throws ConfigurationException {
    Configuration configuration =
        Configuration.parse(
            """
            version: 1
            venues:
              - {venue: BINANCE_SPOT, environment: paper, rest: "http://127.0.0.1:1", stream: "ws://127.0.0.1:1"}
            accounts: []
            instruments:
              - {instrument: "BINANCE_SPOT:BTCUSDT", kind: spot, base: BTC, quote: USDT, settlement: USDT, contract_value: 1, tick_size: 0.01, lot_size: 0.00001, minimum_quantity: 0.00001, maximum_quantity: 9000, minimum_notional: 5, channels: [trade, quote]}
            groups:
              - {group: BTC, number: 1}
            portfolios: []
            limits: {maximum_order_notional: 1, price_collar: 0.01, stale_after: 3s, order_valid: 2s, maximum_hedges_per_minute: 60}
            """);
    List<String> errors = new ArrayList<>();
    Signals known =
        SignalsSnapshot.known(
            signals(
                List.of(
                    definition("r", "spread", BTC),
                    definition("future", "of_another_release", BTC),
                    definition("elsewhere", "spread", "BINANCE_SPOT:ETHUSDT"),
                    new SignalDefinition(
                        "wrong", "spread", List.of(BTC), Optional.empty(), Map.of("enter", "x")))),
            configuration,
            errors);
    assertEquals(List.of("r"), known.rules().stream().map(SignalDefinition::name).toList());
    assertEquals(List.of(), known.statistics());
    String all = String.join("\n", errors);
    for (String name : List.of("future", "elsewhere", "wrong", "signals.b")) {
      assertTrue(all.contains(name), all);
    }
  }
}
