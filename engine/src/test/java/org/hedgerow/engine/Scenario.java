package org.hedgerow.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.hedgerow.engine.configuration.Configuration;
import org.hedgerow.engine.configuration.ConfigurationException;
import org.hedgerow.engine.configuration.ConfigurationSnapshot;
import org.hedgerow.engine.journal.Outcome;
import org.hedgerow.engine.state.GroupTables;
import org.hedgerow.engine.state.MemoryTables;
import org.hedgerow.schema.Alert;
import org.hedgerow.schema.BalanceChangeReason;
import org.hedgerow.schema.BalanceReport;
import org.hedgerow.schema.ConfigChange;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.Decision;
import org.hedgerow.schema.ExecutionReport;
import org.hedgerow.schema.ExecutionType;
import org.hedgerow.schema.GroupExposure;
import org.hedgerow.schema.JournalEntry;
import org.hedgerow.schema.LiquidityFlag;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.OrderStatus;
import org.hedgerow.schema.OrderType;
import org.hedgerow.schema.Origin;
import org.hedgerow.schema.PositionReport;
import org.hedgerow.schema.Quote;
import org.hedgerow.schema.ReportSource;
import org.hedgerow.schema.Side;
import org.hedgerow.schema.Tick;
import org.hedgerow.schema.TimeInForce;
import org.hedgerow.schema.Valuation;

/** Writes a journal for one group entry by entry, and keeps what the group did. */
final class Scenario implements Actions {
  static final String JOURNAL = "abcdefghij";
  static final String SPOT = "BINANCE_SPOT:BTCUSDT";
  static final String LINEAR = "BINANCE_USDM:BTCUSDT";
  static final String INVERSE = "BINANCE_COINM:BTCUSD_PERP";

  final List<Order> orders = new ArrayList<>();
  final List<Order> heartbeats = new ArrayList<>();
  final List<Order> requests = new ArrayList<>();
  final List<Decision> decisions = new ArrayList<>();
  final List<Alert> alerts = new ArrayList<>();
  final List<Valuation> valuations = new ArrayList<>();
  final List<GroupExposure> exposures = new ArrayList<>();
  final MemoryTables memory = new MemoryTables();
  final GroupTables tables = GroupTables.of(memory);
  private HedgeGroup group = new HedgeGroup("BTC", tables);
  final List<Placed> journal = new ArrayList<>();
  long offset;

  /** From one entry's offset to the next. */
  long step = 1;

  long clock = 1_000_000_000_000_000L;
  private long sequence;
  private long previous = -1;
  private long tick;

  /** Of the ticker: one that pauses for longer than five seconds goes on in another. */
  long epoch = 1;

  private int execution;
  private int reported;

  /** An order that was taken out to be filled. */
  Order lastTaken;

  static Configuration configuration() {
    return configuration(yaml -> yaml);
  }

  /** The demo's configuration with a change to its text. */
  static Configuration configuration(UnaryOperator<String> change) {
    try {
      Map<String, String> addresses =
          Map.of(
              "ENVIRONMENT", "simulated",
              "BINANCE_SPOT_REST", "http://localhost:1",
              "BINANCE_SPOT_STREAM", "ws://localhost:1",
              "BINANCE_USDM_REST", "http://localhost:2",
              "BINANCE_USDM_STREAM", "ws://localhost:2",
              "BINANCE_COINM_REST", "http://localhost:3",
              "BINANCE_COINM_STREAM", "ws://localhost:3");
      return Configuration.parse(
          change.apply(Files.readString(Path.of("../deploy/configuration/demo.yaml"))), addresses);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ConfigurationException e) {
      throw new IllegalStateException(e);
    }
  }

  static ConfigChange snapshot() {
    return ConfigurationSnapshot.of(configuration(), JOURNAL, 4, EngineVersion.CURRENT);
  }

  /** The demo's configuration, with another strategy for its first book. */
  static ConfigChange snapshot(UnaryOperator<String> change) {
    return ConfigurationSnapshot.of(configuration(change), JOURNAL, 4, EngineVersion.CURRENT);
  }

  /** {@link #started()} with a change to the configuration's text. */
  static Scenario started(UnaryOperator<String> change) {
    Scenario scenario = new Scenario();
    scenario.next(snapshot(change));
    scenario.venuesHold("opening", "10", "0", "0");
    scenario.quoted();
    return scenario;
  }

  /** Configured, told by the venues that they hold the same, with a clock and quotes. */
  static Scenario started() {
    Scenario scenario = new Scenario();
    scenario.next(snapshot());
    scenario.venuesHold("opening", "10", "0", "0");
    scenario.quoted();
    return scenario;
  }

  /** A clock and quotes of all hedge instruments. */
  void quoted() {
    tick();
    quote(SPOT, "49999.99", "50000.01");
    quote(INVERSE, "49999.9", "50000.1");
    quote(LINEAR, "49999.9", "50000.1");
    tick();
  }

  /** A snapshot of each account: coins on the spot account, positions on the others. */
  void venuesHold(String snapshot, String coins, String linear, String inverse) {
    next(coins("binance-spot", "BTC", snapshot, coins));
    next(position("binance-usdm", LINEAR, snapshot, linear));
    next(position("binance-coinm", INVERSE, snapshot, inverse));
  }

  static PositionReport position(
      String account, String instrument, String snapshot, String quantity) {
    return PositionReport.newBuilder()
        .setReportId(snapshot + "/" + instrument)
        .setVenue(instrument.substring(0, instrument.indexOf(':')))
        .setAccount(account)
        .setInstrument(instrument)
        .setQuantity(Decimals.parse(quantity))
        .setSnapshot(snapshot)
        .build();
  }

  static BalanceReport coins(String account, String asset, String snapshot, String quantity) {
    return BalanceReport.newBuilder()
        .setReportId(snapshot + "/" + asset)
        .setVenue("BINANCE_SPOT")
        .setAccount(account)
        .setAsset(asset)
        .setWalletBalance(Decimals.parse(quantity))
        .setReason(BalanceChangeReason.STATEMENT)
        .setSnapshot(snapshot)
        .build();
  }

  /** The same journal, lived by a group that is restarted before every entry. */
  Scenario livedAgain() {
    Scenario again = new Scenario();
    for (Placed placed : journal) {
      new HedgeGroup("BTC", again.tables).on(placed.entry(), 3, placed.offset(), again);
    }
    return again;
  }

  void replaceGroup(HedgeGroup restarted) {
    group = restarted;
  }

  HedgeGroup group() {
    return group;
  }

  Outcome next(Object payload) {
    Origin origin =
        payload instanceof Tick one
            ? new Origin(
                "ticker", one.getSequence(), one.getSequence() - 1, "tick/" + one.getSequence())
            : payload instanceof ConfigChange change
                ? new Origin(
                    "operator", change.getVersion(), -1L, "configuration/" + change.getVersion())
                : market();
    return next(payload, origin);
  }

  Outcome next(Object payload, Origin origin) {
    return next(entry(payload, origin));
  }

  /** An entry that says when it happened at the venue. */
  Outcome nextAt(long venueTimeMicros, Object payload) {
    JournalEntry entry = entry(payload, market());
    entry.setVenueTimeMicros(venueTimeMicros);
    return next(entry);
  }

  Outcome next(JournalEntry entry) {
    journal.add(new Placed(entry, offset));
    Outcome outcome = group.on(entry, 3, offset, this);
    offset += step;
    return outcome;
  }

  /** An entry in its place. */
  record Placed(JournalEntry entry, long offset) {}

  /** Ticks for that long, ten a second. */
  void ticks(double seconds) {
    for (int i = 0; i < Math.round(seconds * 10); i++) {
      tick();
    }
  }

  List<String> alertCodes() {
    return alerts.stream().map(Alert::getCode).toList();
  }

  JournalEntry entry(Object payload, Origin origin) {
    return JournalEntry.newBuilder()
        .setGroup("BTC")
        .setOrigin(origin)
        .setReceiveTimeMicros(clock)
        .setPayload(payload)
        .build();
  }

  Origin market() {
    long before = previous;
    sequence += 65_536;
    previous = sequence;
    return new Origin("raw-frames/0", sequence, before, null);
  }

  Outcome tick() {
    clock += 100_000;
    return next(new Tick(epoch, ++tick, clock));
  }

  Outcome quote(String instrument, String bid, String ask) {
    return next(quoteOf(instrument, bid, ask));
  }

  static Quote quoteOf(String instrument, String bid, String ask) {
    return new Quote(
        instrument, Decimals.parse(bid), Decimals.of(5), Decimals.parse(ask), Decimals.of(5), null);
  }

  /** Somebody else's fill on an account of the portfolio. */
  Outcome customer(Side side, String quantity, String price) {
    return next(
        report("web_1", SPOT, "binance-spot", side, quantity)
            .setExternal(true)
            .setExecutionType(ExecutionType.TRADE)
            .setStatus(OrderStatus.FILLED)
            .setExecutionId("c" + ++execution)
            .setLastQuantity(Decimals.parse(quantity))
            .setLastPrice(Decimals.parse(price))
            .setCumulativeQuantity(Decimals.parse(quantity))
            .build());
  }

  /** Fills an order of ours, whole, at its limit. */
  Outcome fill(Order order) {
    return next(fillOf(order, Decimals.toString(order.getQuantity())));
  }

  ExecutionReport fillOf(Order order, String quantity) {
    return report(order)
        .setExecutionType(ExecutionType.TRADE)
        .setStatus(OrderStatus.PARTIALLY_FILLED)
        .setExecutionId("x" + ++execution)
        .setLastQuantity(Decimals.parse(quantity))
        .setLastPrice(order.getPrice())
        .setCumulativeQuantity(Decimals.parse(quantity))
        .build();
  }

  ExecutionReport expired(Order order, String filled) {
    return report(order)
        .setExecutionType(ExecutionType.EXPIRED)
        .setStatus(OrderStatus.EXPIRED)
        .setCumulativeQuantity(Decimals.parse(filled))
        .build();
  }

  ExecutionReport.Builder report(Order order) {
    return report(
        order.getClientOrderId(),
        order.getInstrument(),
        order.getAccount(),
        order.getSide(),
        Decimals.toString(order.getQuantity()));
  }

  ExecutionReport.Builder report(
      String id, String instrument, String account, Side side, String quantity) {
    return ExecutionReport.newBuilder()
        .setReportId("r" + ++reported)
        .setSource(ReportSource.STREAM)
        .setVenue(instrument.substring(0, instrument.indexOf(':')))
        .setAccount(account)
        .setInstrument(instrument)
        .setClientOrderId(id)
        .setExecutionType(ExecutionType.NEW)
        .setStatus(OrderStatus.ACCEPTED)
        .setSide(side)
        .setOrderType(OrderType.LIMIT)
        .setTimeInForce(TimeInForce.IOC)
        .setQuantity(Decimals.parse(quantity))
        .setCumulativeQuantity(Decimals.ZERO)
        .setLiquidity(LiquidityFlag.TAKER);
  }

  Outcome funding(String account, String amount) {
    return next(
        BalanceReport.newBuilder()
            .setReportId("f" + offset)
            .setVenue("BINANCE_COINM")
            .setAccount(account)
            .setAsset("BTC")
            .setChange(Decimals.parse(amount))
            .setReason(BalanceChangeReason.FUNDING)
            .build());
  }

  List<Order> takeOrders() {
    List<Order> taken = List.copyOf(orders);
    lastTaken = taken.get(taken.size() - 1);
    orders.clear();
    return taken;
  }

  @Override
  public void order(Order order) {
    switch (order.getCommand()) {
      case HEARTBEAT -> heartbeats.add(order);
      case STATUS_REQUEST -> requests.add(order);
      default -> orders.add(order);
    }
  }

  @Override
  public void alert(Alert alert) {
    alerts.add(alert);
  }

  @Override
  public void valuation(Valuation valuation) {
    valuations.add(valuation);
  }

  @Override
  public void exposure(GroupExposure exposure) {
    exposures.add(exposure);
  }

  @Override
  public void decision(Decision decision) {
    decisions.add(decision);
  }
}
