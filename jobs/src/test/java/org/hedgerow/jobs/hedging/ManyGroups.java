package org.hedgerow.jobs.hedging;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.hedgerow.engine.Actions;
import org.hedgerow.engine.EngineVersion;
import org.hedgerow.engine.HedgeGroup;
import org.hedgerow.engine.configuration.Configuration;
import org.hedgerow.engine.configuration.ConfigurationException;
import org.hedgerow.engine.configuration.ConfigurationSnapshot;
import org.hedgerow.engine.state.GroupTables;
import org.hedgerow.engine.state.MemoryTables;
import org.hedgerow.jobs.golden.GoldenJournal;
import org.hedgerow.schema.Alert;
import org.hedgerow.schema.ConfigChange;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.Decision;
import org.hedgerow.schema.ExecutionReport;
import org.hedgerow.schema.ExecutionType;
import org.hedgerow.schema.JournalEntry;
import org.hedgerow.schema.LiquidityFlag;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.OrderCommand;
import org.hedgerow.schema.OrderStatus;
import org.hedgerow.schema.OrderType;
import org.hedgerow.schema.Origin;
import org.hedgerow.schema.PositionReport;
import org.hedgerow.schema.Quote;
import org.hedgerow.schema.RecordCodec;
import org.hedgerow.schema.ReportSource;
import org.hedgerow.schema.Side;
import org.hedgerow.schema.Tick;
import org.hedgerow.schema.TimeInForce;

/**
 * A journal of several groups, and what an undisturbed engine makes of it: customers trade, hedges
 * are filled whole, in part or not at all, and the producers send some entries twice.
 */
final class ManyGroups implements Actions {
  static final int PARTITIONS = 4;
  static final int GROUPS = 6;
  private static final int ROUNDS = 60;
  private static final long SEED = 20_240_229L;

  final List<JournalRecord> journal = new ArrayList<>();
  final List<Order> orders = new ArrayList<>();
  final List<Decision> decisions = new ArrayList<>();
  private final Random random = new Random(SEED);
  private final long[] offsets = new long[PARTITIONS];
  private final List<HedgeGroup> groups = new ArrayList<>();
  private final RecordCodec<JournalEntry> codec = RecordCodec.of(JournalEntry.class);
  private long time = 1_700_000_000_000_000L;
  private int unanswered;
  private int executions;

  ManyGroups() {
    ConfigChange change = configuration();
    for (int group = 0; group < GROUPS; group++) {
      groups.add(new HedgeGroup("G" + group, GroupTables.of(new MemoryTables())));
      append(group, new Origin("operator", 0L, -1L, "configuration/1"), change);
      append(group, account("snapshot/1/" + group), flat(group));
    }
    for (long round = 1; round <= ROUNDS; round++) {
      time += 300_000;
      for (int group = 0; group < GROUPS; group++) {
        round(group, round);
      }
    }
  }

  private void round(int group, long round) {
    append(group, new Origin("ticker", round, round - 1, null), new Tick(1L, round, time));
    append(
        group,
        new Origin("raw-frames/0", round, round == 1 ? -1L : round - 1, null),
        new Quote(
            perpetual(group),
            Decimals.parse("99." + (80 + random.nextInt(10))),
            Decimals.of(5),
            Decimals.parse("100.1" + random.nextInt(10)),
            Decimals.of(5),
            null));
    if (random.nextInt(3) == 0) {
      Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
      append(
          group,
          account("c" + round),
          report("web_" + round, group, "spot", side, "1")
              .setInstrument("BINANCE_SPOT:G" + group + "USDT")
              .setVenue("BINANCE_SPOT")
              .setExternal(true)
              .setExecutionType(ExecutionType.TRADE)
              .setStatus(OrderStatus.FILLED)
              .setExecutionId("c" + group + "/" + round)
              .setLastQuantity(Decimals.of(1))
              .setLastPrice(Decimals.of(100))
              .setCumulativeQuantity(Decimals.of(1))
              .build());
    }
    while (unanswered < orders.size()) {
      answer(group, orders.get(unanswered++));
    }
  }

  private void answer(int group, Order order) {
    if (order.getCommand() != OrderCommand.PLACE) {
      return;
    }
    String quantity = Decimals.toString(order.getQuantity());
    String filled = random.nextInt(3) == 0 ? "0.001" : quantity;
    if (random.nextInt(4) > 0) {
      ExecutionReport fill =
          report(order.getClientOrderId(), group, "perp", order.getSide(), quantity)
              .setExecutionType(ExecutionType.TRADE)
              .setStatus(OrderStatus.PARTIALLY_FILLED)
              .setExecutionId("x" + ++executions)
              .setLastQuantity(Decimals.parse(filled))
              .setLastPrice(order.getPrice())
              .setCumulativeQuantity(Decimals.parse(filled))
              .build();
      append(group, account(fill.getReportId()), fill);
      if (random.nextInt(3) == 0) {
        append(group, account(fill.getReportId()), fill);
      }
    }
    append(
        group,
        account("end/" + order.getClientOrderId()),
        report(order.getClientOrderId(), group, "perp", order.getSide(), quantity)
            .setExecutionType(ExecutionType.EXPIRED)
            .setStatus(OrderStatus.EXPIRED)
            .build());
  }

  private void append(int group, Origin origin, Object payload) {
    int partition = group % PARTITIONS;
    long offset = ++offsets[partition];
    JournalEntry entry =
        JournalEntry.newBuilder()
            .setGroup("G" + group)
            .setOrigin(origin)
            .setReceiveTimeMicros(time)
            .setPayload(payload)
            .build();
    journal.add(new JournalRecord("G" + group, partition, offset, codec.encode(entry)));
    groups.get(group).on(entry, partition, offset, this);
  }

  @Override
  public void order(Order order) {
    orders.add(order);
  }

  @Override
  public void alert(Alert alert) {
    throw new AssertionError(alert);
  }

  @Override
  public void decision(Decision decision) {
    decisions.add(decision);
  }

  /** The venue agrees: nothing is held. */
  private static PositionReport flat(int group) {
    return PositionReport.newBuilder()
        .setReportId("snapshot/1/" + group)
        .setVenue("BINANCE_USDM")
        .setAccount("perp")
        .setInstrument(perpetual(group))
        .setQuantity(Decimals.ZERO)
        .setSnapshot("snapshot/1")
        .build();
  }

  private static Origin account(String id) {
    return new Origin("raw-frames/1", 0L, -1L, id);
  }

  private static ExecutionReport.Builder report(
      String id, int group, String account, Side side, String quantity) {
    return ExecutionReport.newBuilder()
        .setReportId("r/" + id)
        .setSource(ReportSource.STREAM)
        .setVenue("BINANCE_USDM")
        .setAccount(account)
        .setInstrument(perpetual(group))
        .setClientOrderId(id)
        .setSide(side)
        .setOrderType(OrderType.LIMIT)
        .setTimeInForce(TimeInForce.IOC)
        .setQuantity(Decimals.parse(quantity))
        .setCumulativeQuantity(Decimals.ZERO)
        .setLiquidity(LiquidityFlag.TAKER);
  }

  private static String perpetual(int group) {
    return "BINANCE_USDM:G" + group + "USDT";
  }

  private static ConfigChange configuration() {
    StringBuilder instruments = new StringBuilder();
    StringBuilder names = new StringBuilder();
    StringBuilder books = new StringBuilder();
    StringBuilder holdings = new StringBuilder();
    for (int group = 0; group < GROUPS; group++) {
      for (String kind : List.of("BINANCE_SPOT spot", "BINANCE_USDM linear_perpetual")) {
        String[] venue = kind.split(" ", -1);
        instruments.append(
            "  - {instrument: \"%s:G%dUSDT\", kind: %s, base: G%d, quote: USDT, settlement: USDT, contract_value: 1, tick_size: 0.01, lot_size: 0.001, minimum_quantity: 0.001, maximum_quantity: 1000, minimum_notional: 5, channels: [quote]}%n"
                .formatted(venue[0], group, venue[1], group));
      }
      names.append("  - {group: G%d, number: %d, instruments: []}%n".formatted(group, group));
      holdings.append(
          "      - {account: spot, instrument: \"BINANCE_SPOT:G%dUSDT\", quantity: 10, entry_price: 100}%n"
              .formatted(group));
      books.append(
          "      - {group: G%d, strategy: naive, band: {enter: 0.01, leave: 0.005}, hedges: [{instrument: \"%s\", account: perp, weight: 1}]}%n"
              .formatted(group, perpetual(group)));
    }
    String yaml =
        """
        version: 1
        venues:
          - {venue: BINANCE_SPOT, environment: paper, rest: "http://127.0.0.1:1", stream: "ws://127.0.0.1:1"}
          - {venue: BINANCE_USDM, environment: paper, rest: "http://127.0.0.1:1", stream: "ws://127.0.0.1:1"}
        accounts:
          - {account: spot, venue: BINANCE_SPOT, credentials: spot}
          - {account: perp, venue: BINANCE_USDM, credentials: perp}
        instruments:
        %sgroups:
        %sportfolios:
          - portfolio: treasury
            number: 1
            holdings:
        %s    books:
        %slimits: {maximum_order_notional: 300, price_collar: 0.01, stale_after: 3s, order_valid: 2s, maximum_hedges_per_minute: 600}
        """
            .formatted(instruments, names, holdings, books);
    try {
      return ConfigurationSnapshot.of(
          Configuration.parse(yaml), GoldenJournal.JOURNAL_ID, PARTITIONS, EngineVersion.CURRENT);
    } catch (ConfigurationException e) {
      throw new IllegalStateException(e);
    }
  }
}
