package org.hedgerow.engine.portfolio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hedgerow.engine.market.MarketView;
import org.hedgerow.engine.state.GroupTables;
import org.hedgerow.engine.state.MemoryTables;
import org.hedgerow.schema.BookDefinition;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.ExecutionReport;
import org.hedgerow.schema.ExecutionType;
import org.hedgerow.schema.InstrumentDefinition;
import org.hedgerow.schema.InstrumentKind;
import org.hedgerow.schema.LiquidityFlag;
import org.hedgerow.schema.Mark;
import org.hedgerow.schema.OrderStatus;
import org.hedgerow.schema.OrderType;
import org.hedgerow.schema.ReportSource;
import org.hedgerow.schema.Side;
import org.hedgerow.schema.TimeInForce;
import org.junit.jupiter.api.Test;

class ContractTest {
  private static final String PORTFOLIO = "p";
  private static final String ACCOUNT = "a";
  private static final Contract INVERSE = contract(InstrumentKind.INVERSE_PERPETUAL, "1");
  private static final Contract LINEAR = contract(InstrumentKind.LINEAR_PERPETUAL, "0.01");

  private final GroupTables tables = GroupTables.of(new MemoryTables());
  private final Holdings holdings = new Holdings(tables.positions(), tables.wallets());
  private final MarketView market = new MarketView(tables.market());

  /** BitMEX's and nautilus' published cases, as collected in reference/08. */
  @Test
  void inverseProfitIsInCoin() {
    assertProfit(Side.SELL, "100000", "10000", "11000", "-0.909090909091");
    assertProfit(Side.BUY, "1000", "1000", "1250", "0.2");
    assertProfit(Side.SELL, "1250000", "15500", "12506.65", "19.301666997029");
    assertProfit(Side.BUY, "15000", "750", "800", "1.25");
    assertProfit(Side.BUY, "16000", "16000", "8000", "-1");
  }

  private static void assertProfit(
      Side side, String contracts, String entry, String exit, String coin) {
    ContractTest test = new ContractTest();
    test.fill(INVERSE, side, contracts, entry);
    test.fill(INVERSE, side == Side.BUY ? Side.SELL : Side.BUY, contracts, exit);
    BigDecimal earned = test.holdings.wallet(PORTFOLIO, ACCOUNT, "BTC");
    // Two costs, each rounded to twelve decimals.
    assertTrue(
        earned.subtract(new BigDecimal(coin)).abs().compareTo(new BigDecimal("1e-12")) <= 0,
        entry + " to " + exit + ": " + earned);
  }

  /** OKX's published case: the entry of a coin-margined position is the harmonic mean. */
  @Test
  void inverseEntryIsTheHarmonicMean() {
    fill(INVERSE, Side.BUY, "10", "100000");
    fill(INVERSE, Side.BUY, "5", "80000");
    BigDecimal cost = holdings.cost(PORTFOLIO, ACCOUNT, "V:I");
    BigDecimal entry = new BigDecimal("15").divide(cost, MathContext.DECIMAL64);
    assertTrue(
        entry.subtract(new BigDecimal("92307.6923")).abs().compareTo(BigDecimal.ONE) < 0,
        entry.toString());
  }

  /** OKX's published case. */
  @Test
  void linearProfitIsInQuote() {
    BigDecimal entry = LINEAR.cost(BigDecimal.TEN, new BigDecimal("100000"));
    BigDecimal exit = LINEAR.cost(BigDecimal.TEN, new BigDecimal("160000"));
    assertEquals(0, new BigDecimal("6000").compareTo(LINEAR.profit(entry, exit)));
  }

  /**
   * The golden case of specs/hedging: 1 BTC short 50,000 dollars at 50,000 has no delta, at any
   * later price.
   */
  @Test
  void aCoinMarginedAccountThatIsFullyHedgedHasNoDeltaAtAnyPrice() {
    holdings.addToWallet(PORTFOLIO, ACCOUNT, "BTC", BigDecimal.ONE);
    fill(INVERSE, Side.SELL, "50000", "50000");
    for (String mark : List.of("50000", "100000", "25000", "61234.5")) {
      market.apply(new Mark("V:I", Decimals.parse(mark)));
      Exposure exposure = Exposure.of(book(), holdings, market, 0L).orElseThrow();
      assertTrue(
          exposure.net().abs().compareTo(new BigDecimal("0.00000000001")) < 0,
          mark + ": " + exposure);
    }
    market.apply(new Mark("V:I", Decimals.of(100_000)));
    Exposure doubled = Exposure.of(book(), holdings, market, 0L).orElseThrow();
    assertEquals(
        0,
        new BigDecimal("0.5").compareTo(doubled.unhedged()),
        "E is 1 + 50000 * (1/100000 - 1/50000)");
    assertEquals(0, new BigDecimal("-0.5").compareTo(doubled.hedge()));
  }

  @Test
  void anInversePositionWithoutAPriceHasNoExposureYet() {
    fill(INVERSE, Side.SELL, "50000", "50000");
    assertEquals(Optional.empty(), Exposure.of(book(), holdings, market, 0L));
  }

  @Test
  void aPositionThatTurnsRoundStartsAnew() {
    fill(LINEAR, Side.BUY, "3", "100");
    fill(LINEAR, Side.SELL, "5", "110");
    assertEquals(0, new BigDecimal("-2").compareTo(holdings.quantity(PORTFOLIO, ACCOUNT, "V:I")));
    assertEquals(0, new BigDecimal("-2.2").compareTo(holdings.cost(PORTFOLIO, ACCOUNT, "V:I")));
  }

  @Test
  void aFeeInCoinIsTakenFromTheCoin() {
    holdings.fill(
        PORTFOLIO,
        contract(InstrumentKind.SPOT, "1"),
        report(Side.BUY, "1", "100").setFee(Decimals.parse("0.001")).setFeeCurrency("BTC").build());
    assertEquals(0, new BigDecimal("-0.001").compareTo(holdings.wallet(PORTFOLIO, ACCOUNT, "BTC")));
  }

  private static BookPlan book() {
    BookDefinition definition =
        BookDefinition.newBuilder()
            .setGroup("BTC")
            .setStrategy("naive")
            .setParameters(new java.util.TreeMap<>())
            .setBandEnter(Decimals.ZERO)
            .setBandLeave(Decimals.ZERO)
            .setHedges(new ArrayList<>())
            .build();
    BookPlan.Leg leg = new BookPlan.Leg(new BookPlan.Place(ACCOUNT, INVERSE), BigDecimal.ONE);
    return new BookPlan(
        PORTFOLIO,
        1,
        definition,
        BigDecimal.ZERO,
        BigDecimal.ZERO,
        List.of(),
        List.of(ACCOUNT),
        List.of(leg),
        "V:I");
  }

  private void fill(Contract contract, Side side, String quantity, String price) {
    holdings.fill(PORTFOLIO, contract, report(side, quantity, price).build());
  }

  private static ExecutionReport.Builder report(Side side, String quantity, String price) {
    return ExecutionReport.newBuilder()
        .setReportId("r")
        .setSource(ReportSource.STREAM)
        .setVenue("V")
        .setAccount(ACCOUNT)
        .setInstrument("V:I")
        .setClientOrderId("c")
        .setExecutionType(ExecutionType.TRADE)
        .setStatus(OrderStatus.FILLED)
        .setSide(side)
        .setOrderType(OrderType.LIMIT)
        .setTimeInForce(TimeInForce.IOC)
        .setQuantity(Decimals.parse(quantity))
        .setCumulativeQuantity(Decimals.parse(quantity))
        .setLastQuantity(Decimals.parse(quantity))
        .setLastPrice(Decimals.parse(price))
        .setLiquidity(LiquidityFlag.TAKER);
  }

  private static Contract contract(InstrumentKind kind, String value) {
    return new Contract(
        InstrumentDefinition.newBuilder()
            .setInstrument("V:I")
            .setVenue("V")
            .setSymbol("I")
            .setKind(kind)
            .setBase("BTC")
            .setQuote("USD")
            .setSettlement("BTC")
            .setContractValue(Decimals.parse(value))
            .setTickSize(Decimals.parse("0.1"))
            .setLotSize(Decimals.of(1))
            .setMinimumQuantity(Decimals.of(1))
            .setMaximumQuantity(Decimals.of(1_000_000))
            .setMinimumNotional(Decimals.ZERO)
            .build());
  }
}
