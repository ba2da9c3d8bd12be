package org.hedgerow.engine.portfolio.accounting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.hedgerow.engine.portfolio.Contract;
import org.junit.jupiter.api.Test;

/** Parts worked out by hand, and identities on random paths. */
class AccountLineTest {
  private static final int PATHS = 300;

  /** The perpetual stands 10 above spot, then 4 above a spot that has risen by 100. */
  @Test
  void aLinearContractsChangeIsPriceAndBasis() {
    AccountLine line = line(Contracts.LINEAR);
    // 100 contracts of 0.01: one coin short, at the mid.
    line.fill(number("-100"), number("50010"), number("50010"), prices("50010", "50000"));
    line.mark(prices("50104", "50100"));
    Attribution parts = line.convert(BigDecimal.ONE, false).profit();
    assertSame("-100", parts.price());
    assertSame("6", parts.basis());
    assertSame("-94", parts.total());
    assertSame("-94", line.unrealised());
  }

  @Test
  void aFillIsJudgedByTheMidWhenItWasDecided() {
    AccountLine line = line(Contracts.SPOT);
    // Decided at 100, filled at 103 while the mark stands at 102: 3 paid too much, 2 come back.
    line.fill(number("1"), number("103"), number("100"), prices("102", "102"));
    line.fee(number("0.5"));
    Attribution parts = line.convert(BigDecimal.ONE, false).profit();
    assertSame("-3", parts.slippage());
    assertSame("2", parts.price());
    assertSame("-0.5", parts.fees());
    assertSame("-1.5", parts.total());
    assertSame("-1.5", line.worth());
  }

  /** 10,000 dollars long at 50,000: worth 0.2 coins; at 40,000 they are 0.25. */
  @Test
  void anInverseContractEarnsCoins() {
    AccountLine line = line(Contracts.INVERSE);
    line.fill(number("100"), number("50000"), number("50000"), prices("50000", "50000"));
    line.mark(prices("40000", "40000"));
    Attribution parts = line.convert(number("40000"), true).profit();
    assertSame("-2000", parts.price());
    assertSame("0", parts.basis());
    assertSame("-0.05", line.worth());
    // The coins that it owes are worth more again: -0.05 coins by 10,000.
    line.mark(prices("50000", "50000"));
    parts = line.convert(number("50000"), true).profit();
    assertSame("2000", parts.price());
    assertSame("0", line.worth());
  }

  @Test
  void theRateOfAnotherCurrencyIsAPartOfItsOwn() {
    AccountLine line = line(Contracts.LINEAR);
    line.fill(number("100"), number("100"), number("100"), prices("100", "100"));
    line.mark(prices("110", "110"));
    assertSame("10", line.convert(number("1"), false).profit().total());
    line.mark(prices("115", "115"));
    Attribution parts = line.convert(number("0.9"), false).profit();
    // 5 at the new rate, and what was earned before has lost a tenth.
    assertSame("4.5", parts.price());
    assertSame("-1", parts.currency());
    assertSame("13.5", line.value());
  }

  @Test
  void depositsAreNoProfit() {
    AccountLine line = new AccountLine(Optional.empty());
    line.capital(number("2"));
    AccountLine.Conversion first = line.convert(number("50000"), true);
    assertSame("100000", first.capitalFlow());
    assertTrue(first.profit().isNone());
    line.capital(number("-0.5"));
    AccountLine.Conversion second = line.convert(number("60000"), true);
    assertSame("-30000", second.capitalFlow());
    assertSame("20000", second.profit().price());
    assertSame("90000", line.value());
  }

  @Test
  void whatWasHeldBeforeIsCapital() {
    AccountLine spot = line(Contracts.SPOT);
    spot.open(number("2"), number("80000"));
    spot.mark(prices("50000", "50000"));
    AccountLine.Conversion opened = spot.convert(BigDecimal.ONE, false);
    assertSame("100000", opened.capitalFlow());
    assertTrue(opened.profit().isNone());
    assertSame("20000", spot.unrealised());
    AccountLine found = line(Contracts.SPOT);
    found.open(number("2"), BigDecimal.ZERO);
    found.mark(prices("50000", "50000"));
    assertSame("100000", found.convert(BigDecimal.ONE, false).capitalFlow());
    assertSame("0", found.unrealised());
    assertSame("100000", found.worth());
    AccountLine perpetual = line(Contracts.LINEAR);
    perpetual.open(number("-100"), number("-48000"));
    perpetual.mark(prices("50000", "50000"));
    assertSame("-2000", perpetual.convert(BigDecimal.ONE, false).capitalFlow());
    AccountLine unknown = line(Contracts.LINEAR);
    unknown.open(number("-100"), BigDecimal.ZERO);
    unknown.mark(prices("50000", "50000"));
    assertSame("0", unknown.worth());
    unknown.mark(prices("49000", "49000"));
    assertSame("1000", unknown.worth());
  }

  @Test
  void anOptionsPremiumIsPartOfItsOwn() {
    AccountLine line = line(Contracts.COIN_OPTION);
    line.fill(number("10"), number("0.05"), number("0.0495"), prices("0.049", "50000"));
    line.mark(prices("0.04", "45000"));
    Attribution parts = line.convert(number("45000"), true).profit();
    // Coins: 10 x (0.0495 - 0.05), 10 x (0.049 - 0.0495) and 10 x (0.04 - 0.049).
    assertSame("-225", parts.slippage());
    assertSame("-4275", parts.options());
    assertSame("0", parts.price());
    assertSame("-0.1", line.worth());
  }

  @Test
  void whatWasInferredLeavesNoTraceWhenTheTrueFillComes() {
    AccountLine clean = line(Contracts.INVERSE);
    AccountLine told = line(Contracts.INVERSE);
    told.infer(
        number("-300"),
        Contracts.INVERSE.cost(number("-300"), number("30001")),
        number("30000"),
        prices("30000", "30000"));
    assertSame("-300", told.held());
    told.infer(
        number("300"),
        Contracts.INVERSE.cost(number("300"), number("30001")),
        number("30000"),
        prices("30000", "30000"));
    for (AccountLine line : List.of(clean, told)) {
      line.fill(number("-300"), number("29999"), number("30000"), prices("30000", "30000"));
    }
    assertEquals(clean.position(), told.position());
    assertSame(clean.worth().toPlainString(), told.worth());
    assertSame(
        clean.convert(BigDecimal.ONE, true).profit().slippage().toPlainString(),
        told.convert(BigDecimal.ONE, true).profit().slippage());
  }

  /** Realised and unrealised profit, whatever the order in which the marks came between. */
  @Test
  void theOrderOfMarksDoesNotMatter() {
    for (long seed = 0; seed < PATHS; seed++) {
      Random random = new Random(seed);
      for (Contract contract : List.of(Contracts.SPOT, Contracts.LINEAR, Contracts.INVERSE)) {
        AccountLine one = line(contract);
        AccountLine other = line(contract);
        for (int fill = 0; fill < 10; fill++) {
          List<BigDecimal> marks = new ArrayList<>();
          for (int i = 0; i < 6; i++) {
            marks.add(price(random));
          }
          marks.forEach(mark -> one.mark(at(mark)));
          Collections.shuffle(marks, random);
          marks.forEach(mark -> other.mark(at(mark)));
          BigDecimal quantity = BigDecimal.valueOf(random.nextInt(21) - 10);
          BigDecimal price = price(random);
          AccountLine.Prices now = at(price(random));
          one.fill(quantity, price, price, now);
          other.fill(quantity, price, price, now);
        }
        assertEquals(one.position(), other.position(), "seed " + seed);
        assertEquals(0, one.unrealised().compareTo(other.unrealised()), "seed " + seed);
        Attribution first = one.convert(BigDecimal.ONE, false).profit();
        Attribution second = other.convert(BigDecimal.ONE, false).profit();
        assertEquals(0, first.total().compareTo(second.total()), "seed " + seed);
        assertEquals(0, first.slippage().compareTo(second.slippage()), "seed " + seed);
      }
    }
  }

  /** A coin and a linear contract sold against it: worth the same at any price. */
  @Test
  void spotHedgedByALinearContractKeepsItsValueOnAnyPath() {
    for (long seed = 0; seed < PATHS; seed++) {
      Random random = new Random(seed);
      AccountLine coin = line(Contracts.SPOT);
      AccountLine hedge = line(Contracts.LINEAR);
      BigDecimal entry = price(random);
      coin.fill(number("3"), entry, entry, at(entry));
      hedge.fill(number("-300"), entry, entry, at(entry));
      for (int i = 0; i < 50; i++) {
        AccountLine.Prices now = at(price(random));
        coin.mark(now);
        hedge.mark(now);
        assertEquals(0, coin.worth().add(hedge.worth()).signum(), "seed " + seed);
      }
      BigDecimal price =
          coin.convert(BigDecimal.ONE, false)
              .profit()
              .price()
              .add(hedge.convert(BigDecimal.ONE, false).profit().price());
      assertEquals(0, price.signum(), "seed " + seed);
    }
  }

  /**
   * The golden case of specs/hedging: one coin of margin, 500 contracts of 100 dollars short at
   * 50,000. In dollars the account is worth 50,000 at any price; where the quotient has more than
   * twelve decimals, to half of the last of them at that price.
   */
  @Test
  void coinsHedgedByAnInverseContractKeepTheirValueOnAnyPath() {
    for (long seed = 0; seed < PATHS; seed++) {
      Random random = new Random(seed);
      AccountLine coin = new AccountLine(Optional.empty());
      coin.capital(BigDecimal.ONE);
      AccountLine hedge = line(Contracts.INVERSE);
      hedge.fill(number("-500"), number("50000"), number("50000"), at(number("50000")));
      for (int i = 0; i < 50; i++) {
        BigDecimal price = i == 0 ? number("100000") : price(random);
        hedge.mark(at(price));
        BigDecimal profit =
            coin.convert(price, true).profit().plus(hedge.convert(price, true).profit()).price();
        BigDecimal off = coin.value().add(hedge.value()).subtract(number("50000")).abs();
        BigDecimal allowed = price.multiply(number("0.0000000000005"));
        assertTrue(
            i == 0 ? off.signum() == 0 : off.compareTo(allowed) <= 0,
            "seed " + seed + " at " + price + " off by " + off);
        assertTrue(i == 0 || profit.abs().compareTo(allowed.multiply(number("2000"))) <= 0);
      }
    }
  }

  /** At prices whose reciprocals are decimals, an account in dollars and one in coins agree. */
  @Test
  void theReportCurrencyDoesNotMatter() {
    List<String> prices = List.of("50000", "40000", "62500", "80000", "100000", "32000", "64000");
    for (long seed = 0; seed < PATHS; seed++) {
      Random random = new Random(seed);
      List<AccountLine> dollars = lines();
      List<AccountLine> coins = lines();
      for (int i = 0; i < 30; i++) {
        BigDecimal price = number(prices.get(random.nextInt(prices.size())));
        BigDecimal quantity = BigDecimal.valueOf(random.nextInt(21) - 10);
        int which = random.nextInt(2);
        for (List<AccountLine> lines : List.of(dollars, coins)) {
          lines.get(which).fill(quantity, price, price, at(price));
          lines.get(2).capital(quantity);
          lines.get(3).funding(quantity);
          lines.get(0).mark(at(price));
          lines.get(1).mark(at(price));
        }
        BigDecimal inDollars = BigDecimal.ZERO;
        BigDecimal inCoins = BigDecimal.ZERO;
        for (int line = 0; line < dollars.size(); line++) {
          boolean coin = line % 2 == 1;
          BigDecimal worth = dollars.get(line).worth();
          assertEquals(0, worth.compareTo(coins.get(line).worth()), "seed " + seed);
          dollars.get(line).convert(coin ? price : BigDecimal.ONE, coin);
          coins.get(line).convert(coin ? BigDecimal.ONE : BigDecimal.ONE.divide(price), coin);
          inDollars = inDollars.add(dollars.get(line).value());
          inCoins = inCoins.add(coins.get(line).value());
        }
        assertEquals(0, inCoins.multiply(price).compareTo(inDollars), "seed " + seed);
      }
    }
  }

  /** Linear in dollars, inverse in coins, dollars, coins. */
  private static List<AccountLine> lines() {
    return List.of(
        line(Contracts.LINEAR),
        line(Contracts.INVERSE),
        new AccountLine(Optional.empty()),
        new AccountLine(Optional.empty()));
  }

  @Test
  void aRowKeepsAll() {
    Random random = new Random(1);
    AccountLine line = line(Contracts.INVERSE);
    line.open(number("-7"), Contracts.INVERSE.cost(number("-7"), number("30000")));
    line.mark(prices("30000", "29990"));
    line.convert(number("3"), false);
    for (int i = 0; i < 20; i++) {
      line.fill(
          BigDecimal.valueOf(random.nextInt(9) - 4),
          price(random),
          price(random),
          at(price(random)));
      line.infer(number("1"), number("0.003"), null, at(price(random)));
      line.fee(number("0.0001"));
      line.funding(number("-0.0002"));
      line.capital(number("0.5"));
      line.other(number("0.25"));
      AccountLine again = AccountLine.of(line.row(), Optional.of(Contracts.INVERSE));
      assertEquals(line.row(), again.row());
      assertEquals(0, line.worth().compareTo(again.worth()));
      line = again;
    }
  }

  private static AccountLine line(Contract contract) {
    return new AccountLine(Optional.of(contract));
  }

  private static BigDecimal price(Random random) {
    return BigDecimal.valueOf(100_000 + random.nextInt(1_000_000), 1);
  }

  private static AccountLine.Prices at(BigDecimal price) {
    return new AccountLine.Prices(price, price, true);
  }

  private static AccountLine.Prices prices(String mark, String reference) {
    return new AccountLine.Prices(number(mark), number(reference), true);
  }

  private static BigDecimal number(String text) {
    return new BigDecimal(text);
  }

  private static void assertSame(String expected, BigDecimal number) {
    assertEquals(0, number(expected).compareTo(number), number.toPlainString());
  }
}
