package org.hedgerow.engine.portfolio.accounting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.hedgerow.engine.portfolio.AverageCost;
import org.hedgerow.engine.portfolio.Contract;
import org.junit.jupiter.api.Test;

/**
 * Over random histories of fills, inferred fills, funding, fees, deposits, marks and rates: the
 * parts sum to the change of value to the last digit, and the value is what cash flows and holdings
 * say without any average cost.
 */
class AttributionPropertyTest {
  private static final int HISTORIES = 3_000;
  private static final int EVENTS = 60;
  private static final List<Contract> TRADED =
      List.of(
          Contracts.SPOT,
          Contracts.LINEAR,
          Contracts.INVERSE,
          Contracts.LINEAR_OPTION,
          Contracts.COIN_OPTION);
  private static final List<String> CURRENCIES = List.of("BTC", "USDT", "BNB", "EUR");

  @Test
  void partsSumToTheChangeOfValue() {
    for (long seed = 0; seed < HISTORIES; seed++) {
      history(seed);
    }
  }

  private static void history(long seed) {
    Random random = new Random(seed);
    Map<Object, AccountLine> lines = new LinkedHashMap<>();
    Map<Contract, Flows> flows = new LinkedHashMap<>();
    Map<Contract, BigDecimal> marks = new LinkedHashMap<>();
    for (Contract contract : TRADED) {
      lines.put(contract, new AccountLine(Optional.of(contract)));
      flows.put(contract, new Flows());
      marks.put(contract, price(random, contract));
    }
    CURRENCIES.forEach(currency -> lines.put(currency, new AccountLine(Optional.empty())));
    Map<String, BigDecimal> cash = new LinkedHashMap<>();
    Map<String, BigDecimal> rates = new LinkedHashMap<>();
    CURRENCIES.forEach(currency -> cash.put(currency, BigDecimal.ZERO));
    CURRENCIES.forEach(currency -> rates.put(currency, rate(random, currency)));
    BigDecimal reference = price(random, Contracts.SPOT);
    BigDecimal value = BigDecimal.ZERO;
    for (int event = 0; event < EVENTS; event++) {
      String where = "seed " + seed + " event " + event;
      Contract contract = TRADED.get(random.nextInt(TRADED.size()));
      String currency = CURRENCIES.get(random.nextInt(CURRENCIES.size()));
      BigDecimal amount = BigDecimal.valueOf(random.nextInt(2_000_001) - 1_000_000, 4);
      switch (random.nextInt(8)) {
        case 0, 1 -> {
          BigDecimal quantity = BigDecimal.valueOf(random.nextInt(401) - 200, 1);
          BigDecimal paid = price(random, contract);
          BigDecimal arrival = random.nextInt(5) == 0 ? null : price(random, contract);
          lines
              .get(contract)
              .fill(quantity, paid, arrival, prices(marks.get(contract), reference, random));
          flows.get(contract).trade(quantity, paid);
        }
        case 2 -> {
          // Told later: what was inferred is taken back as it was booked.
          BigDecimal quantity = BigDecimal.valueOf(random.nextInt(401) - 200, 1);
          BigDecimal cost = contract.cost(quantity, price(random, contract));
          AccountLine line = lines.get(contract);
          AverageCost before = line.position();
          AccountLine.Prices now = prices(marks.get(contract), reference, random);
          line.infer(quantity, cost, price(random, contract), now);
          line.infer(quantity.negate(), cost.negate(), price(random, contract), now);
          assertEquals(before, line.position(), where);
        }
        case 3 -> {
          lines.get(currency).funding(amount);
          cash.merge(currency, amount, BigDecimal::add);
        }
        case 4 -> {
          lines.get(currency).fee(amount.negate());
          cash.merge(currency, amount, BigDecimal::add);
        }
        case 5 -> {
          lines.get(currency).capital(amount);
          cash.merge(currency, amount, BigDecimal::add);
        }
        case 6 -> {
          marks.put(contract, price(random, contract));
          reference = price(random, Contracts.SPOT);
          rates.put(currency, rate(random, currency));
        }
        default -> {
          value = convert(lines, marks, rates, reference, random, value, where);
          assertValue(lines, flows, cash, where);
        }
      }
    }
    convert(lines, marks, rates, reference, random, value, "seed " + seed + " at the end");
  }

  /** All lines, as a valuation does; the value before is what the lines said then. */
  private static BigDecimal convert(
      Map<Object, AccountLine> lines,
      Map<Contract, BigDecimal> marks,
      Map<String, BigDecimal> rates,
      BigDecimal reference,
      Random random,
      BigDecimal before,
      String where) {
    BigDecimal after = BigDecimal.ZERO;
    BigDecimal explained = BigDecimal.ZERO;
    for (Map.Entry<Object, AccountLine> one : lines.entrySet()) {
      String currency = currency(one.getKey());
      if (one.getKey() instanceof Contract contract) {
        one.getValue().mark(prices(marks.get(contract), reference, random));
      }
      // A rate that nobody has told yet: the line waits, and loses nothing.
      if (!(currency.equals("EUR") && random.nextBoolean())) {
        BigDecimal rate = rates.get(currency);
        AccountLine.Conversion conversion = one.getValue().convert(rate, currency.equals("BTC"));
        explained = explained.add(conversion.profit().total()).add(conversion.capitalFlow());
        assertEquals(
            0, one.getValue().worth().multiply(rate).compareTo(one.getValue().value()), where);
      }
      after = after.add(one.getValue().value());
    }
    assertEquals(0, after.subtract(before).compareTo(explained), where);
    return after;
  }

  /** What was bought and sold, without any average. */
  private static final class Flows {
    private final List<BigDecimal[]> fills = new ArrayList<>();

    void trade(BigDecimal quantity, BigDecimal price) {
      fills.add(new BigDecimal[] {quantity, price});
    }

    BigDecimal worth(Contract contract, BigDecimal mark) {
      BigDecimal worth = BigDecimal.ZERO;
      for (BigDecimal[] fill : fills) {
        worth =
            worth.add(
                contract.profit(contract.cost(fill[0], fill[1]), contract.cost(fill[0], mark)));
      }
      return worth;
    }
  }

  private static void assertValue(
      Map<Object, AccountLine> lines,
      Map<Contract, Flows> flows,
      Map<String, BigDecimal> cash,
      String where) {
    flows.forEach(
        (contract, flow) -> {
          AccountLine line = lines.get(contract);
          BigDecimal expected = flow.worth(contract, line.mark().orElseThrow());
          BigDecimal off = expected.subtract(line.worth()).abs();
          if (contract.isInverse()) {
            // Each quotient is rounded to twelve decimals: four of them a fill at most.
            BigDecimal allowed = BigDecimal.valueOf(2L * flow.fills.size() + 2, 12);
            assertTrue(off.compareTo(allowed) <= 0, where + " inverse off by " + off);
          } else {
            assertEquals(0, off.signum(), where + " " + contract.definition().getInstrument());
          }
          assertEquals(
              0, line.worth().compareTo(line.position().realised().add(line.unrealised())), where);
        });
    cash.forEach(
        (currency, amount) ->
            assertEquals(0, amount.compareTo(lines.get(currency).worth()), where));
  }

  private static String currency(Object key) {
    return key instanceof Contract contract ? contract.definition().getSettlement() : (String) key;
  }

  private static AccountLine.Prices prices(BigDecimal mark, BigDecimal reference, Random random) {
    return new AccountLine.Prices(
        mark, random.nextInt(10) == 0 ? null : reference, random.nextInt(4) > 0);
  }

  private static BigDecimal price(Random random, Contract contract) {
    return contract.isCoinSettledOption()
        ? BigDecimal.valueOf(1 + random.nextInt(2_000), 4)
        : BigDecimal.valueOf(1_000 + random.nextInt(1_000_000), 1);
  }

  private static BigDecimal rate(Random random, String currency) {
    return currency.equals("USDT")
        ? BigDecimal.valueOf(9_000 + random.nextInt(2_000), 4)
        : BigDecimal.valueOf(1 + random.nextInt(10_000_000), 2);
  }
}
