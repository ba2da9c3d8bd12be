package org.hedgerow.cli.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hedgerow.engine.EngineVersion;
import org.hedgerow.engine.configuration.Configuration;
import org.hedgerow.engine.configuration.ConfigurationException;
import org.hedgerow.engine.configuration.ConfigurationSnapshot;
import org.hedgerow.schema.BalanceChangeReason;
import org.hedgerow.schema.BalanceReport;
import org.hedgerow.schema.ConfigChange;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.JournalEntry;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.Origin;
import org.hedgerow.schema.PositionReport;
import org.hedgerow.schema.Quote;
import org.hedgerow.schema.Side;
import org.hedgerow.schema.Tick;
import org.junit.jupiter.api.Test;

/** What a configuration would cause, and what differs in it. */
class JournalReplayTest {
  private static final String SPOT = "BINANCE_SPOT:BTCUSDT";
  private static final String LINEAR = "BINANCE_USDM:BTCUSDT";
  private static final String INVERSE = "BINANCE_COINM:BTCUSD_PERP";

  private final JournalReplay replay = new JournalReplay();
  private long offset;
  private long clock = 1_700_000_000_000_000L;
  private long ticks;
  private long frames = -1;

  @Test
  void theOrdersOfAnotherRatioAreToldAndNobodyElseHearsOfThem() throws Exception {
    ConfigChange hedged = snapshot(1, "ratio: 0");
    ten(hedged);
    assertEquals(
        List.of(),
        replay.consequences(entry(snapshot(2, "ratio: 0")), List.of("BTC")).get("BTC").orders());
    Map<String, JournalReplay.Consequences> caused =
        replay.consequences(entry(snapshot(3, "ratio: 1")), List.of("BTC", "NEW"));
    assertEquals(Set.of("BTC"), caused.keySet(), "a group that is not there yet has no state");
    List<Order> orders = caused.get("BTC").orders();
    assertTrue(orders.size() >= 1, "ten bitcoins are not hedged");
    for (Order order : orders) {
      assertEquals(Side.SELL, order.getSide());
      assertEquals(3, order.getConfigVersion());
    }
  }

  @Test
  void versionsThatCameIntoForceAreListedOnce() throws Exception {
    ConfigChange first = snapshot(1, "ratio: 0");
    ten(first);
    take(snapshot(2, "ratio: 0.5"));
    take(snapshot(2, "ratio: 0.5"));
    take(snapshot(1, "ratio: 0.7"));
    assertEquals(Set.of(1L, 2L), replay.versions().keySet());
    assertEquals(List.of("BTC"), replay.versions().get(2L).groups());
    assertEquals(2, replay.newest().orElseThrow().getVersion());
  }

  @Test
  void theDifferenceNamesWhatChangedAndNothingElse() throws Exception {
    List<String> lines = ConfigDifference.lines(snapshot(1, "ratio: 0"), snapshot(2, "ratio: 0.5"));
    assertEquals(1, lines.size(), lines.toString());
    assertTrue(
        lines.get(0).startsWith("~ portfolios[") && lines.get(0).endsWith(".ratio: 0 -> 0.5"),
        lines.get(0));
    assertEquals(
        List.of(), ConfigDifference.lines(snapshot(1, "ratio: 0"), snapshot(9, "ratio: 0")));
  }

  @Test
  void anInstrumentMoreMovesNoOther() throws Exception {
    ConfigChange before = snapshot(1, "ratio: 0");
    ConfigChange after = snapshot(2, "ratio: 0");
    before.setInstruments(before.getInstruments().subList(1, before.getInstruments().size()));
    String name = after.getInstruments().get(0).getInstrument();
    for (String line : ConfigDifference.lines(before, after)) {
      assertTrue(line.startsWith("+ instruments[" + name + "]."), line);
    }
  }

  /** Ten bitcoins on the spot account, a clock and quotes. */
  private void ten(ConfigChange change) {
    take(change);
    take(
        BalanceReport.newBuilder()
            .setReportId("b")
            .setVenue("BINANCE_SPOT")
            .setAccount("binance-spot")
            .setAsset("BTC")
            .setWalletBalance(Decimals.of(10))
            .setReason(BalanceChangeReason.STATEMENT)
            .setSnapshot("s")
            .build());
    position("binance-usdm", LINEAR);
    position("binance-coinm", INVERSE);
    tick();
    for (String instrument : List.of(SPOT, LINEAR, INVERSE)) {
      take(
          new Quote(
              instrument,
              Decimals.parse("49999.9"),
              Decimals.of(5),
              Decimals.parse("50000.1"),
              Decimals.of(5),
              null));
    }
    tick();
  }

  private void position(String account, String instrument) {
    take(
        PositionReport.newBuilder()
            .setReportId("p/" + instrument)
            .setVenue(instrument.substring(0, instrument.indexOf(':')))
            .setAccount(account)
            .setInstrument(instrument)
            .setQuantity(Decimals.ZERO)
            .setSnapshot("s")
            .build());
  }

  private void tick() {
    clock += 100_000;
    take(new Tick(1L, ++ticks, clock));
  }

  private void take(Object payload) {
    replay.take("BTC", 3, offset++, entry(payload));
  }

  private JournalEntry entry(Object payload) {
    Origin origin =
        payload instanceof Tick
            ? new Origin("ticker", ticks, ticks - 1, "tick/" + ticks)
            : payload instanceof ConfigChange
                ? new Origin("operator", 0L, -1L, "configuration")
                : new Origin("raw-frames/0", frames + 1, frames++, null);
    return JournalEntry.newBuilder()
        .setGroup("BTC")
        .setOrigin(origin)
        .setReceiveTimeMicros(clock)
        .setPayload(payload)
        .build();
  }

  /** The demo's configuration with its first book's strategy replaced. */
  private static ConfigChange snapshot(long version, String parameters)
      throws IOException, ConfigurationException {
    String yaml =
        Files.readString(Path.of("../configuration/demo.yaml"))
            .replaceFirst("(?m)^version: .*$", "version: " + version)
            .replaceFirst(
                "strategy: naive(\\s+)(parameters: \\{[^}]*\\})?",
                "strategy: naive\n        parameters: {" + parameters + "}$1");
    return ConfigurationSnapshot.of(
        Configuration.parse(
            yaml,
            Map.of(
                "ENVIRONMENT", "simulated",
                "BINANCE_SPOT_REST", "http://localhost:1",
                "BINANCE_SPOT_STREAM", "ws://localhost:1",
                "BINANCE_USDM_REST", "http://localhost:2",
                "BINANCE_USDM_STREAM", "ws://localhost:2",
                "BINANCE_COINM_REST", "http://localhost:3",
                "BINANCE_COINM_STREAM", "ws://localhost:3")),
        "k3v9x0q2ab",
        4,
        EngineVersion.CURRENT);
  }
}
