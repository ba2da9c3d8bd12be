package org.hedgerow.engine.risk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hedgerow.engine.EngineVersion;
import org.hedgerow.engine.configuration.Configuration;
import org.hedgerow.engine.configuration.ConfigurationException;
import org.hedgerow.engine.configuration.ConfigurationSnapshot;
import org.hedgerow.engine.market.MarketView;
import org.hedgerow.engine.order.WorkingOrders;
import org.hedgerow.engine.portfolio.BookPlan;
import org.hedgerow.engine.portfolio.Contract;
import org.hedgerow.engine.portfolio.GroupPlan;
import org.hedgerow.engine.portfolio.Holdings;
import org.hedgerow.engine.reconciliation.Standing;
import org.hedgerow.engine.series.GroupSeries;
import org.hedgerow.engine.sizing.ProposedOrder;
import org.hedgerow.engine.state.GroupTables;
import org.hedgerow.engine.state.MemoryTables;
import org.hedgerow.schema.BalanceChangeReason;
import org.hedgerow.schema.BalanceReport;
import org.hedgerow.schema.Coordinate;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.ExecutionReport;
import org.hedgerow.schema.ExecutionType;
import org.hedgerow.schema.LiquidityFlag;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.OrderCommand;
import org.hedgerow.schema.OrderStatus;
import org.hedgerow.schema.OrderType;
import org.hedgerow.schema.Quote;
import org.hedgerow.schema.ReportSource;
import org.hedgerow.schema.Side;
import org.hedgerow.schema.TimeInForce;
import org.hedgerow.schema.state.BookState;
import org.hedgerow.schema.state.OrderState;
import org.hedgerow.schema.state.TradingStop;

/**
 * Orders of the demo's BTC book under limits of a test's own. Every instrument is quoted around
 * 50,000, five shown on either side; the book is long 12 with a band of 1, and holds nothing yet.
 */
final class Judged {
  static final String SPOT = "BINANCE_SPOT:BTCUSDT";
  static final String LINEAR = "BINANCE_USDM:BTCUSDT";
  static final String INVERSE = "BINANCE_COINM:BTCUSD_PERP";
  static final String PORTFOLIO = "treasury";

  final GroupTables tables = GroupTables.of(new MemoryTables());
  final MarketView market = new MarketView(tables.market());
  final Holdings holdings = new Holdings(tables.positions(), tables.wallets());
  final WorkingOrders orders = new WorkingOrders(tables);
  final RiskState state = new RiskState(tables, market, holdings, orders, new GroupSeries(tables));
  final GroupPlan plan;
  long clock = 1_000_000_000_000_000L;
  BigDecimal net = new BigDecimal("12");
  BigDecimal band = BigDecimal.ONE;
  int hedgesInMinute;
  Standing standing = Standing.AGREED;
  Optional<TradingStop> stop = Optional.empty();
  private int sent;

  /** Under limits given as lines of the configuration's section, each with its indent of two. */
  Judged(String... limits) {
    this("", limits);
  }

  /** The same with another instrument. */
  private Judged(String instrument, String... limits) {
    try {
      String yaml =
          Files.readString(Path.of("../deploy/configuration/demo.yaml"))
              .replace("\ngroups:\n", instrument + "\ngroups:\n")
              .replace(
                  "  maximum_hedges_per_minute: 240\n",
                  "  maximum_hedges_per_minute: 240\n" + String.join("\n", limits) + "\n");
      Configuration configuration =
          Configuration.parse(
              yaml,
              Map.of(
                  "ENVIRONMENT", "simulated",
                  "BINANCE_SPOT_REST", "http://localhost:1",
                  "BINANCE_SPOT_STREAM", "ws://localhost:1",
                  "BINANCE_USDM_REST", "http://localhost:2",
                  "BINANCE_USDM_STREAM", "ws://localhost:2",
                  "BINANCE_COINM_REST", "http://localhost:3",
                  "BINANCE_COINM_STREAM", "ws://localhost:3"));
      plan =
          new GroupPlan(
              ConfigurationSnapshot.of(configuration, "abcdefghij", 4, EngineVersion.CURRENT),
              "BTC");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ConfigurationException e) {
      throw new IllegalStateException(e);
    }
    tables.books().put(PORTFOLIO, BookState.newBuilder().setInFlight(new ArrayList<>()).build());
    orders.configure(plan);
    state.configure(plan);
    quote(SPOT, "49999.99", "50000.01");
    quote(LINEAR, "49999.9", "50000.1");
    quote(INVERSE, "49999.9", "50000.1");
  }

  /** With an instrument that the demo has not. */
  static Judged withInstrument(String yaml, String... limits) {
    return new Judged("  - " + yaml, limits);
  }

  void quote(String instrument, String bid, String ask) {
    market.apply(
        new Quote(
            instrument,
            Decimals.parse(bid),
            Decimals.of(5),
            Decimals.parse(ask),
            Decimals.of(5),
            null),
        clock);
  }

  void holds(String instrument, String quantity, String entry) {
    holdings.open(
        PORTFOLIO,
        account(instrument),
        contract(instrument),
        new BigDecimal(quantity),
        new BigDecimal(entry));
  }

  void told(String account, String asset, String balance) {
    state.told(
        BalanceReport.newBuilder()
            .setReportId("r")
            .setVenue("v")
            .setAccount(account)
            .setAsset(asset)
            .setWalletBalance(Decimals.parse(balance))
            .setReason(BalanceChangeReason.STATEMENT)
            .build(),
        clock);
  }

  static String account(String instrument) {
    return switch (instrument.substring(0, instrument.indexOf(':'))) {
      case "BINANCE_SPOT" -> "binance-spot";
      case "BINANCE_USDM" -> "binance-usdm";
      default -> "binance-coinm";
    };
  }

  Contract contract(String instrument) {
    return plan.contract(instrument).orElseThrow();
  }

  ProposedOrder sell(String quantity) {
    return order(LINEAR, Side.SELL, quantity, "49999.9");
  }

  ProposedOrder buy(String quantity) {
    return order(LINEAR, Side.BUY, quantity, "50000.1");
  }

  /** One that takes what there is. */
  ProposedOrder order(String instrument, Side side, String quantity, String price) {
    return order(contract(instrument), account(instrument), side, quantity, price);
  }

  static ProposedOrder order(
      Contract contract, String account, Side side, String quantity, String price) {
    BigDecimal delta = contract.delta(new BigDecimal(quantity), new BigDecimal("50000"));
    return new ProposedOrder(
        new BookPlan.Place(account, contract),
        side,
        new BigDecimal(quantity),
        new BigDecimal(price),
        side == Side.BUY ? delta : delta.negate());
  }

  static ProposedOrder postOnly(ProposedOrder order) {
    return new ProposedOrder(
        order.place(),
        order.side(),
        order.quantity(),
        order.price(),
        order.delta(),
        TimeInForce.POST_ONLY,
        Optional.empty());
  }

  /** An order that was sent and is not answered, or with a status. */
  Order works(ProposedOrder order, OrderStatus status) {
    Order placed =
        Order.newBuilder()
            .setClientOrderId("o" + ++sent)
            .setCommandNumber(1)
            .setCommand(OrderCommand.PLACE)
            .setGroup("BTC")
            .setGroupSequence(sent)
            .setPortfolio(PORTFOLIO)
            .setStrategy("naive")
            .setVenue(order.place().contract().definition().getVenue())
            .setAccount(order.place().account())
            .setInstrument(order.place().instrument())
            .setSymbol("")
            .setSide(order.side())
            .setOrderType(OrderType.LIMIT)
            .setTimeInForce(order.timeInForce())
            .setQuantity(Decimals.of(order.quantity()))
            .setPrice(Decimals.of(order.price()))
            .setCause(new Coordinate(0, (long) sent))
            .setCauseReceiveTimeMicros(clock)
            .setDecisionTimeMicros(clock)
            .setValidUntilMicros(clock)
            .setConfigVersion(1)
            .setEngineVersion("")
            .build();
    orders.add(placed);
    OrderState row = orders.get(placed.getClientOrderId());
    row.setStatus(status);
    orders.update(placed.getClientOrderId(), row);
    return placed;
  }

  /** A report of an order of ours on the linear account. */
  static ExecutionReport report(ReportSource source, ExecutionType type, OrderStatus status) {
    return ExecutionReport.newBuilder()
        .setReportId("r")
        .setSource(source)
        .setVenue("BINANCE_USDM")
        .setAccount("binance-usdm")
        .setInstrument(LINEAR)
        .setClientOrderId("o")
        .setExecutionType(type)
        .setStatus(status)
        .setSide(Side.SELL)
        .setOrderType(OrderType.LIMIT)
        .setTimeInForce(TimeInForce.IOC)
        .setQuantity(Decimals.of(1))
        .setCumulativeQuantity(Decimals.ZERO)
        .setLiquidity(LiquidityFlag.NONE)
        .build();
  }

  PreTradeRisk.Verdict verdict(ProposedOrder order) {
    return verdict(order, List.of(), Optional.empty());
  }

  PreTradeRisk.Verdict verdict(
      ProposedOrder order, List<ProposedOrder> before, Optional<BigDecimal> together) {
    return PreTradeRisk.judge(
        new RiskContext(
            order,
            before,
            state,
            PORTFOLIO,
            plan.configuration().getLimits(),
            clock,
            net,
            band,
            hedgesInMinute,
            standing,
            stop,
            together));
  }

  /** The codes that an order is denied by. */
  List<String> codes(ProposedOrder order) {
    return verdict(order).denials().stream()
        .map(denial -> denial.substring(0, denial.indexOf(':')))
        .toList();
  }

  /** What that check says of the order; empty: it passes. */
  String why(Check check, ProposedOrder order) {
    return verdict(order).denials().stream()
        .filter(denial -> denial.startsWith(check + ": "))
        .findFirst()
        .orElse("");
  }
}
