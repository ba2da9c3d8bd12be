package org.hedgerow.engine.pricing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hedgerow.engine.pricing.RecordedChain.Row;
import org.junit.jupiter.api.Test;

/** Smiles made by hand, and the deltas that Deribit itself printed beside its volatilities. */
class SmileFiguresTest {
  private static SmileFigures figures(double years, double[] strikes, double[] volatilities) {
    return SmileFigures.of(new VolatilitySmile(100, years, strikes, volatilities));
  }

  @Test
  void aFlatSmileHasNoSkew() {
    SmileFigures flat =
        figures(0.25, new double[] {60, 80, 100, 120, 150}, new double[] {.5, .5, .5, .5, .5});
    assertEquals(0.5, flat.atTheMoney(), 1e-12);
    assertEquals(0, flat.skew25(), 1e-12);
    assertEquals(0, flat.butterfly25(), 1e-12);
  }

  /**
   * The strikes whose deltas are a quarter at 50 % and 60 % for a quarter of a year: d1 is the 75 %
   * quantile, 0.67448975, so that ln(K/F) = v (v / 2 -+ 0.67448975) with v = sigma / 2. A smile
   * that has these volatilities there is read back.
   */
  @Test
  void wingsAreWhereDeltaIsAQuarter() {
    double put = 100 * Math.exp(0.30 * (0.15 - 0.67448975));
    double call = 100 * Math.exp(0.25 * (0.125 + 0.67448975));
    SmileFigures smile =
        figures(
            0.25,
            new double[] {60, put, 100, call, 150},
            new double[] {0.65, 0.60, 0.52, 0.50, 0.51});
    assertEquals(0.52, smile.atTheMoney(), 1e-12);
    assertEquals(0.60, smile.put25(), 1e-8);
    assertEquals(0.50, smile.call25(), 1e-8);
    assertEquals(0.10, smile.skew25(), 1e-8);
    assertEquals(0.03, smile.butterfly25(), 1e-8);
  }

  @Test
  void whatIsNotQuotedIsNotSaid() {
    SmileFigures narrow = figures(0.25, new double[] {98, 100, 102}, new double[] {0.5, 0.5, 0.5});
    assertEquals(0.5, narrow.atTheMoney(), 1e-12);
    assertTrue(Double.isNaN(narrow.put25()) && Double.isNaN(narrow.call25()));
  }

  /**
   * On every expiry of the recorded snapshots: between the two strikes whose printed deltas lie on
   * either side of a quarter, our wing's volatility lies between the printed ones, or off by no
   * more than a hundredth: a smile bends between its strikes. The recorder took deltas and
   * volatilities at different instants, so that one in a thousand may differ; one of 1,298 did when
   * this was written.
   */
  @Test
  void agreesWithTheVenuesOwnDeltas() {
    int compared = 0;
    List<String> off = new ArrayList<>();
    for (RecordedChain chain : RecordedChain.all()) {
      Map<Double, List<Row>> expiries = new TreeMap<>();
      for (Row row : chain.rows()) {
        boolean out = (row.right() == PutOrCall.CALL) == (row.strike() >= row.forward());
        if (out && row.volatility() > 0) {
          expiries.computeIfAbsent(row.years(), none -> new ArrayList<>()).add(row);
        }
      }
      for (List<Row> rows : expiries.values()) {
        rows.sort(Comparator.comparingDouble(Row::strike));
        if (rows.size() < 8 || rows.get(0).years() < 1.0 / 365) {
          continue;
        }
        SmileFigures ours =
            SmileFigures.of(
                new VolatilitySmile(
                    rows.get(0).forward(),
                    rows.get(0).years(),
                    rows.stream().mapToDouble(Row::strike).toArray(),
                    rows.stream().mapToDouble(Row::volatility).toArray()));
        for (PutOrCall right : PutOrCall.values()) {
          double wing = right == PutOrCall.PUT ? ours.put25() : ours.call25();
          double[] bounds = bounds(rows, right);
          if (bounds != null && !Double.isNaN(wing)) {
            compared++;
            if (wing < bounds[0] - 0.01 || wing > bounds[1] + 0.01) {
              off.add(chain.name() + " " + rows.get(0).instrument() + " " + right + " " + wing);
            }
          }
        }
      }
    }
    assertTrue(compared > 100, compared + " wings");
    assertTrue(1_000 * off.size() <= compared, off + " of " + compared);
  }

  /** The printed volatilities at the two strikes around a delta of a quarter; null: none. */
  private static double[] bounds(List<Row> rows, PutOrCall right) {
    for (int i = 1; i < rows.size(); i++) {
      Row low = rows.get(i - 1);
      Row high = rows.get(i);
      if (low.right() == right
          && high.right() == right
          && Math.abs(low.delta()) - 0.25 != 0
          && (Math.abs(low.delta()) - 0.25) * (Math.abs(high.delta()) - 0.25) < 0) {
        return new double[] {
          Math.min(low.volatility(), high.volatility()),
          Math.max(low.volatility(), high.volatility())
        };
      }
    }
    return null;
  }
}
