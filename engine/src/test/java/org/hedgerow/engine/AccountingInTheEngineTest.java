package org.hedgerow.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.hedgerow.engine.portfolio.Holdings;
import org.hedgerow.engine.state.GroupTables;
import org.hedgerow.engine.state.MemoryTables;
import org.hedgerow.schema.Amount;
import org.hedgerow.schema.Amounts;
import org.hedgerow.schema.BalanceChangeReason;
import org.hedgerow.schema.BalanceReport;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.ExecutionType;
import org.hedgerow.schema.JournalEntry;
import org.hedgerow.schema.Mark;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.OrderStatus;
import org.hedgerow.schema.ReportSource;
import org.hedgerow.schema.Side;
import org.hedgerow.schema.Valuation;
import org.hedgerow.schema.ValuationLine;
import org.junit.jupiter.api.Test;

/** The demo's portfolio: 10 coins spot and 2 of margin, hedged by perpetuals. By hand. */
class AccountingInTheEngineTest {
  private static final double MINUTE = 60;

  @Test
  void whatIsThereAtFirstIsCapital() {
    Scenario scenario = unhedged();
    Valuation first = only(scenario);
    assertEquals(1, first.getSequence());
    assertEquals("USDT", first.getCurrency());
    assertEquals(0, first.getPreviousMicros());
    assertSame("600000", first.getValue());
    assertSame("600000", first.getCapitalFlow());
    assertSame("600000", first.getTotalCapital());
    assertNoProfit(first);
  }

  @Test
  void nothingIsToldWhereNothingHasChanged() {
    Scenario scenario = unhedged();
    scenario.ticks(3 * MINUTE);
    assertEquals(1, scenario.valuations.size());
    scenario.quote(Scenario.SPOT, "50099.99", "50100.01");
    scenario.ticks(MINUTE);
    Valuation second = scenario.valuations.get(1);
    assertEquals(2, scenario.valuations.size());
    assertSame("1200", second.getProfit().getPrice());
    assertSame("601200", second.getValue());
    assertEquals(scenario.valuations.get(0).getValuedMicros(), second.getPreviousMicros());
  }

  @Test
  void depositsFundingFeesAndAdjustmentsAreToldApart() {
    Scenario scenario = unhedged();
    scenario.next(balance("BTC", "1", BalanceChangeReason.DEPOSIT, "1"));
    scenario.next(balance("BTC", "-0.25", BalanceChangeReason.TRANSFER, "2"));
    scenario.next(balance("BTC", "0.5", BalanceChangeReason.OTHER, "3"));
    scenario.funding("binance-coinm", "-0.01");
    scenario.next(balance("USDT", "-7", BalanceChangeReason.FEE, "4"));
    scenario.next(balance("BTC", "0.001", BalanceChangeReason.ADJUSTMENT, "5"));
    scenario.ticks(MINUTE);
    Valuation second = scenario.valuations.get(1);
    assertSame("62500", second.getCapitalFlow());
    assertSame("-500", second.getProfit().getFunding());
    assertSame("-7", second.getProfit().getFees());
    assertSame("50", second.getProfit().getOther());
    assertSame("0", second.getProfit().getPrice());
    assertSame("662043", second.getValue());
  }

  /** A copy of what another group has, too, is booked there. */
  @Test
  void anAccountsMoneyIsBookedInOneGroup() {
    Scenario scenario = unhedged();
    JournalEntry entry =
        scenario.entry(balance("USDT", "-7", BalanceChangeReason.FUNDING, "9"), scenario.market());
    entry.setCopy(true);
    scenario.next(entry);
    scenario.ticks(MINUTE);
    assertEquals(1, scenario.valuations.size());
  }

  @Test
  void aHedgeIsJudgedByTheMidOfItsDecision() {
    Scenario scenario = Scenario.started();
    Order linear = order(scenario, Scenario.LINEAR);
    assertEquals(Decimals.of(50_000), linear.getMidAtDecision());
    BigDecimal quantity = Decimals.toBigDecimal(linear.getQuantity());
    scenario.next(
        scenario
            .report(linear)
            .setExecutionType(ExecutionType.TRADE)
            .setStatus(OrderStatus.FILLED)
            .setExecutionId("e1")
            .setLastQuantity(linear.getQuantity())
            .setLastPrice(Decimals.of(49_990))
            .setCumulativeQuantity(linear.getQuantity())
            .setFee(Decimals.parse("12.5"))
            .setFeeCurrency("USDT")
            .build());
    scenario.ticks(MINUTE);
    Valuation first = scenario.valuations.get(0);
    assertSame(quantity.multiply(BigDecimal.TEN).negate(), first.getProfit().getSlippage());
    assertSame("-12.5", first.getProfit().getFees());
    ValuationLine line = line(first, Scenario.LINEAR);
    assertTrue(line.getHedge());
    assertEquals("binance-usdm", line.getAccount());
    assertEquals("BINANCE_USDM", line.getVenue());
    assertSame(quantity.negate(), line.getQuantity());
    assertEquals(Decimals.of(49_990), line.getAveragePrice());
    assertSame("-12.5", line.getFees());
    // The perpetual falls by 100 more than spot: for who is short, basis.
    scenario.quote(Scenario.SPOT, "49499.99", "49500.01");
    scenario.quote(Scenario.LINEAR, "49399.9", "49400.1");
    scenario.quote(Scenario.INVERSE, "49399.9", "49400.1");
    scenario.ticks(MINUTE);
    ValuationLine moved = line(scenario.valuations.get(1), Scenario.LINEAR);
    assertSame(quantity.multiply(new BigDecimal("500")), moved.getProfit().getPrice());
    assertSame(quantity.multiply(new BigDecimal("100")), moved.getProfit().getBasis());
  }

  @Test
  void aFeeInAThirdCoinWaitsForItsRate() {
    Scenario scenario = unhedged();
    scenario.next(
        scenario
            .report("web_2", Scenario.SPOT, "binance-spot", Side.BUY, "1")
            .setExternal(true)
            .setExecutionType(ExecutionType.TRADE)
            .setStatus(OrderStatus.FILLED)
            .setExecutionId("b1")
            .setLastQuantity(Decimals.of(1))
            .setLastPrice(Decimals.of(50_000))
            .setCumulativeQuantity(Decimals.of(1))
            .setFee(Decimals.parse("0.1"))
            .setFeeCurrency("BNB")
            .build());
    scenario.quote(Scenario.SPOT, "50000.99", "50001.01");
    scenario.ticks(MINUTE);
    Valuation second = scenario.valuations.get(1);
    assertSame("0", second.getProfit().getFees());
    ValuationLine fee =
        second.getLines().stream()
            .filter(line -> line.getCurrency().equals("BNB"))
            .findFirst()
            .orElseThrow();
    assertEquals(Scenario.SPOT, fee.getInstrument());
    assertEquals(null, fee.getRate());
    assertSame("-0.1", fee.getFees());
    assertSame("0", fee.getValue());
  }

  /** Inferred, then told: what it is worth is counted once, whatever came first. */
  @Test
  void anInferredFillIsReplacedByTheTrueOne() {
    Scenario scenario = Scenario.started();
    Order linear = order(scenario, Scenario.LINEAR);
    BigDecimal quantity = Decimals.toBigDecimal(linear.getQuantity());
    scenario.next(
        scenario
            .report(linear)
            .setSource(ReportSource.REST)
            .setExecutionType(ExecutionType.STATUS)
            .setStatus(OrderStatus.FILLED)
            .setCumulativeQuantity(linear.getQuantity())
            .setAveragePrice(Decimals.of(49_980))
            .build());
    scenario.ticks(2 * MINUTE);
    Valuation inferred = scenario.valuations.get(scenario.valuations.size() - 1);
    assertSame(quantity.multiply(new BigDecimal("-20")), inferred.getTotalProfit().getSlippage());
    assertSame(quantity.negate(), line(inferred, Scenario.LINEAR).getQuantity());
    scenario.next(
        scenario
            .report(linear)
            .setExecutionType(ExecutionType.TRADE)
            .setStatus(OrderStatus.FILLED)
            .setExecutionId("late")
            .setLastQuantity(linear.getQuantity())
            .setLastPrice(Decimals.of(49_990))
            .setCumulativeQuantity(linear.getQuantity())
            .build());
    scenario.ticks(MINUTE);
    Valuation told = scenario.valuations.get(scenario.valuations.size() - 1);
    assertSame(quantity.multiply(new BigDecimal("-10")), told.getTotalProfit().getSlippage());
    assertSame(quantity.negate(), line(told, Scenario.LINEAR).getQuantity());
  }

  @Test
  void anotherReportCurrencyBeginsAnew() {
    Scenario scenario = unhedged();
    scenario.quote(Scenario.SPOT, "50099.99", "50100.01");
    scenario.ticks(MINUTE);
    scenario.next(
        Scenario.snapshot(
            yaml ->
                quiet(yaml)
                    .replace("version: 1\n", "version: 2\n")
                    .replace(
                        "    number: 1\n    holdings",
                        "    number: 1\n    accounting: {currency: BTC}\n    holdings")));
    scenario.ticks(MINUTE);
    Valuation anew = scenario.valuations.get(scenario.valuations.size() - 1);
    assertEquals("BTC", anew.getCurrency());
    assertEquals(3, anew.getSequence());
    assertSame("0", anew.getRemainder());
    BigDecimal value = Amounts.toBigDecimal(anew.getValue());
    assertTrue(
        value.subtract(new BigDecimal("12")).abs().compareTo(new BigDecimal("1e-9")) < 0,
        value.toPlainString());
    assertEquals(anew.getValue(), anew.getTotalCapital());
    assertNoProfit(anew);
  }

  /**
   * Random days: every valuation's parts sum to the digit, positions are those that the hedges are
   * made by, and an engine that begins again from its state at any entry tells the same.
   */
  @Test
  void aRestartedEngineTellsTheSame() {
    for (long seed = 0; seed < 40; seed++) {
      Random random = new Random(seed);
      Scenario whole = day(random);
      assertTrue(whole.valuations.size() > 5, "seed " + seed + ": " + whole.valuations.size());
      for (Valuation valuation : whole.valuations) {
        assertSame("0", valuation.getRemainder());
      }
      Valuation last = whole.valuations.get(whole.valuations.size() - 1);
      Holdings holdings = new Holdings(whole.tables.positions(), whole.tables.wallets());
      for (ValuationLine line : last.getLines()) {
        if (line.getInstrument() != null
            && line.getCurrency().equals(line.getInstrument().contains("COINM") ? "BTC" : "USDT")) {
          assertSame(
              holdings.quantity("treasury", line.getAccount(), line.getInstrument()),
              line.getQuantity());
        }
      }
      MemoryTables memory = new MemoryTables();
      GroupTables tables = GroupTables.of(memory);
      Scenario again = new Scenario();
      HedgeGroup group = new HedgeGroup("BTC", tables);
      List<Scenario.Placed> journal = new ArrayList<>(whole.journal);
      for (int i = 0; i < journal.size(); i++) {
        if (random.nextInt(50) == 0) {
          group = new HedgeGroup("BTC", tables);
        }
        group.on(journal.get(i).entry(), 3, journal.get(i).offset(), again);
      }
      assertEquals(whole.valuations, again.valuations, "seed " + seed);
      assertEquals(whole.orders, again.orders, "seed " + seed);
    }
  }

  private static Scenario day(Random random) {
    Scenario scenario = new Scenario();
    scenario.next(
        Scenario.snapshot(
            yaml ->
                yaml.replace(
                    "    number: 1\n    holdings",
                    "    number: 1\n    accounting: {interval: 2s}\n    holdings")));
    scenario.venuesHold("opening", "10", "0", "0");
    scenario.quoted();
    int filled = 0;
    for (int event = 0; event < 120; event++) {
      switch (random.nextInt(6)) {
        case 0 -> {
          String bid = Integer.toString(45_000 + random.nextInt(10_000));
          scenario.quote(Scenario.SPOT, bid + ".1", bid + ".3");
          scenario.quote(Scenario.LINEAR, bid, bid + ".5");
          scenario.quote(Scenario.INVERSE, bid, bid + ".2");
        }
        case 1 ->
            scenario.next(new Mark(Scenario.INVERSE, Decimals.of(44_000 + random.nextInt(9_000))));
        case 2 -> scenario.customer(Side.BUY, "0." + (1 + random.nextInt(9)), "50000.7");
        case 3 -> scenario.funding("binance-coinm", "0.000" + (1 + random.nextInt(9)));
        default -> {
          for (; filled < scenario.orders.size(); filled++) {
            scenario.fill(scenario.orders.get(filled));
          }
        }
      }
      scenario.ticks(0.1 * (1 + random.nextInt(10)));
    }
    // Something that the last valuation has to tell.
    scenario.quote(Scenario.SPOT, "40000", "40001");
    scenario.ticks(4);
    return scenario;
  }

  /** A band that no exposure leaves, so that nothing is hedged. */
  private static String quiet(String yaml) {
    return yaml.replace("band: {enter: 0.01, leave: 0.001}", "band: {enter: 5, leave: 0.001}");
  }

  private static Scenario unhedged() {
    Scenario scenario = Scenario.started(AccountingInTheEngineTest::quiet);
    scenario.ticks(MINUTE);
    assertEquals(List.of(), scenario.orders);
    return scenario;
  }

  private static Order order(Scenario scenario, String instrument) {
    return scenario.orders.stream()
        .filter(order -> order.getInstrument().equals(instrument))
        .findFirst()
        .orElseThrow();
  }

  private static BalanceReport balance(
      String asset, String change, BalanceChangeReason reason, String id) {
    return BalanceReport.newBuilder()
        .setReportId("balance/" + id)
        .setVenue("BINANCE_SPOT")
        .setAccount("binance-spot")
        .setAsset(asset)
        .setChange(Decimals.parse(change))
        .setReason(reason)
        .build();
  }

  private static Valuation only(Scenario scenario) {
    assertEquals(1, scenario.valuations.size());
    return scenario.valuations.get(0);
  }

  private static ValuationLine line(Valuation valuation, String instrument) {
    return valuation.getLines().stream()
        .filter(line -> instrument.equals(line.getInstrument()))
        .findFirst()
        .orElseThrow();
  }

  private static void assertNoProfit(Valuation valuation) {
    assertSame(
        Amounts.toBigDecimal(valuation.getTotalCapital()).toPlainString(), valuation.getValue());
    for (Amount part :
        List.of(
            valuation.getTotalProfit().getPrice(),
            valuation.getTotalProfit().getBasis(),
            valuation.getTotalProfit().getSlippage(),
            valuation.getTotalProfit().getFees())) {
      assertSame("0", part);
    }
  }

  private static void assertSame(String expected, Amount amount) {
    assertSame(new BigDecimal(expected), amount);
  }

  private static void assertSame(BigDecimal expected, Amount amount) {
    BigDecimal number = Amounts.toBigDecimal(amount);
    assertEquals(0, expected.compareTo(number), number.toPlainString());
  }
}
