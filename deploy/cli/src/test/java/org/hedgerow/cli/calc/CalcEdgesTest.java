package org.hedgerow.cli.calc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What strangers try: limits have their value, and what has none has a sentence. */
class CalcEdgesTest {
  /** Function, line, field that the error names ("" for none in particular). */
  private static final String[][] REFUSED = {
    {"black76", "{'forward':100,'strike':100,'T':1,'vol':0.2}", "type"},
    {"black76", "{'type':'straddle','F':100,'K':100,'T':1,'vol':0.2}", "type"},
    {"black76", "{'type':'call','K':100,'T':1,'vol':0.2}", "forward"},
    {"black76", "{'type':'call','F':100,'S':99,'K':100,'T':1,'vol':0.2}", "spot"},
    {"black76", "{'type':'call','F':100,'T':1,'vol':0.2}", "strike"},
    {"black76", "{'type':'call','F':100,'K':100,'T':-1,'vol':0.2}", "T"},
    {"black76", "{'type':'call','F':100,'K':100,'T':1,'vol':-0.2}", "vol"},
    {"black76", "{'type':'call','F':100,'K':100,'T':1,'vol':NaN}", "vol"},
    {"black76", "{'type':'call','F':1e400,'K':100,'T':1,'vol':0.2}", "F"},
    {"black76", "{'type':'call','F':'Infinity','K':100,'T':1,'vol':0.2}", "F"},
    {"black76", "{'type':'call','F':true,'K':100,'T':1,'vol':0.2}", "F"},
    {"black76", "{'type':'call','F':[100],'K':100,'T':1,'vol':0.2}", "F"},
    {"black76", "{'type':'call','F':null,'K':100,'T':1,'vol':0.2}", "forward"},
    {"black76", "{'type':'call','F':100,'K':100,'T':'1/0','vol':0.2}", "T"},
    {"black76", "{'type':'call','F':100,'K':100,'T':1,'vol':0.2,'sigma':0.3}", "sigma"},
    {"black76", "{'type':'call','F':100,'K':100,'T':0,'vol':0.2,'discount':0.9}", "discount"},
    {"implied-volatility", "{'type':'call','F':0,'K':100,'T':1,'price':1}", "forward"},
    {"implied-volatility", "{'type':'call','F':100,'K':100,'T':1}", "price"},
    {"exposure", "{'positions':[{'kind':'perp','quantity':1}]}", "positions[0].kind"},
    {"exposure", "{'positions':[{'kind':'coin'}]}", "positions[0].quantity"},
    {"exposure", "{'kind':'inverse','quantity':1,'contract_value':1}", "mark"},
    {"exposure", "{'kind':'inverse','quantity':1,'contract_value':1,'mark':0}", "mark"},
    {"exposure", "{'kind':'linear','quantity':1,'contract_value':-1,'mark':1}", "contract_value"},
    {"exposure", "{'kind':'coin','quantity':1e999999}", "quantity"},
    {"exposure", "{'kind':'coin','quantity':'1e-999'}", "quantity"},
    {"exposure", "{'contract_usd':1,'fills':[[1,100],[-1,90]]}", "fills"},
    {"hedge-ratio", "{'x':[1,2]}", "spot_changes"},
    {"hedge-ratio", "{'x':[1,2],'y':[1]}", "hedge_changes"},
    {"hedge-ratio", "{'x':[],'y':[]}", "spot_changes"},
    {"hedge-ratio", "{'x':[1,'a'],'y':[1,2]}", "x[1]"},
    {"hedge-ratio", "{'x':[1,1e76],'y':[1,2]}", "x[1]"},
    {"hedge-ratio", "{'x':[1,2],'y':[1,2],'degree':1e9}", "degree"},
    {"black76", "{'type':'call','F':1,'K':1,'T':1e300,'vol':1e300}", ""},
    {"risk", "{'n':1e9,'hit_days':[1],'p':0.01}", "n"},
    {"risk", "{'returns':[0.1],'confidence':1e-300}", "confidence"},
    {"hedge-ratio", "{'x':[[1,2],[1]],'y':[1,2]}", "x[1]"},
    {"hedge-ratio", "{'spot_prices':[1,0],'hedge_prices':[1,2]}", "spot_prices"},
    {"band", "{'spot':100,'T':1,'cost_rate':0.001,'risk_aversion':1}", "gamma"},
    {"band", "{'spot':100,'T':1,'gamma':0.1,'cost_rate':0.001}", "risk_aversion"},
    {"band", "{'spot':100,'T':1,'gamma':0.1,'cost_rate':0.001,'risk_aversion':0}", "risk_aversion"},
    {"band", "{'method':'best','spot':100}", "method"},
    {
      "band",
      "{'method':'zakamouline','spot':1,'T':0,'gamma':1,'vol':1,'cost_rate':0.1,'risk_aversion':1}",
      "time_to_expiry_years"
    },
    {"volatility", "{'close':[1,2,-3]}", "close[2]"},
    {"volatility", "{'close':[1,null,3]}", "close[1]"},
    {"volatility", "{'close':[1,2],'n':2}", "n"},
    {"volatility", "{'estimator':'parkinson','close':[1,2]}", "open"},
    {"volatility", "{'estimator':'ewma','close':[1,2],'lambda':1}", "lambda"},
    {"volatility", "{'estimator':'parkinson','open':[1],'high':[2],'low':[3],'close':[1]}", ""},
    {"risk", "{'returns':[]}", "returns"},
    {"risk", "{'returns':[0.1],'confidence':1}", "confidence"},
    {"risk", "{'failures':3,'n':2,'p':0.05}", "failures"},
    {"risk", "{'returns':[[0.1,0.2]],'weights':[1]}", "weights"},
    {"pnl", "{'kind':'quanto','events':[]}", "kind"},
    {"pnl", "{'kind':'spot','events':[{'quantity':1}]}", "events[0].price"},
    {"pnl", "{'kind':'inverse','events':[{'mark':0}]}", "events[0].mark"},
    {"put", "{'exposure':-1,'spot':100,'protection_level':0.9,'vol':0.5,'T':1}", "exposure"},
    {"put", "{'exposure':1,'spot':100,'vol':0.5,'T':1}", "protection_level"},
    {
      "put",
      "{'exposure':1,'floor':90,'options':[{'type':'put','strike':90}]}",
      "options[0].days_to_expiry"
    },
    {"collar", "{'exposure':1,'spot':100,'vol':0.5,'T':1}", "protection_level"},
    {"schedule", "{'total':1,'slices':0,'lot':0.1}", "slices"},
    {"schedule", "{'total':1,'slices':2,'lot':0}", "lot"},
    {"schedule", "{'total':1,'slices':2}", "lot"},
    {"schedule", "{'X':1,'N':2,'T':1,'eta':0,'lam':0,'sigma':1}", "eta"},
    {"schedule", "{'X':1,'N':2,'T':1,'eta':1,'lam':-1,'sigma':1}", "lam"},
    {"schedule", "{'X':1,'N':1,'T':1,'eta':1,'gamma':2,'lam':1,'sigma':1}", ""},
    {"schedule", "{'X':1,'N':1.5,'T':1,'eta':1,'lam':1,'sigma':1}", "N"},
  };

  @TestFactory
  Stream<DynamicTest> whatHasNoAnswerSaysWhy() {
    return Stream.of(REFUSED)
        .map(
            one ->
                DynamicTest.dynamicTest(
                    one[0] + " " + one[1],
                    () -> {
                      JsonNode answer = Calc.quick(one[0], one[1]);
                      assertTrue(answer.has("error"), answer.toString());
                      assertEquals(one[2], answer.path("field").asText(""), answer.toString());
                      assertEquals(1, answer.get("line").asInt());
                    }));
  }

  private static double figure(String function, String line, String place) {
    JsonNode answer = Calc.quick(function, line);
    assertFalse(answer.has("error"), answer.toString());
    JsonNode figure = answer.at(place);
    assertTrue(figure.isNumber() || figure.isNull(), place + " of " + answer);
    return figure.isNull() ? Double.NaN : figure.asDouble();
  }

  /** Values by the definition: discounted intrinsic value, K exp(-rT) for a worthless future. */
  @Test
  void limitsOfOptions() {
    String call = "{'type':'call','F':100,'K':90,'T':1,'vol':0,'rate':-0.05}";
    assertEquals(10 * Math.exp(0.05), figure("black76", call, "/price"), 1e-14);
    String none = "{'type':'put','F':0,'K':90,'T':2,'vol':0.5,'rate':0.1}";
    assertEquals(90 * Math.exp(-0.2), figure("black76", none, "/price"), 1e-13);
    String atStrike = "{'type':'call','F':100,'K':100,'T':0,'vol':0.5}";
    assertEquals(0.5, figure("black76", atStrike, "/delta"));
    assertEquals(0, figure("black76", atStrike, "/price"));
    // N(d2) of a wing: exp(-x^2/2) of 40 deviations is about 1e-350, below any double.
    String wing = "{'type':'call','F':100,'K':1e9,'T':0.01,'vol':0.1}";
    assertEquals(0, figure("black76", wing, "/price"));
    String split = "{'type':'call','F':100,'K':100,'T':'1/4','vol':'0.4'}";
    // An at-the-money call is F (2 N(s/2) - 1), s = 0.2: 2 N(0.1) - 1 = 0.0796556745540579.
    assertEquals(7.96556745540579, figure("black76", split, "/price"), 1e-12);
  }

  @Test
  void pricesWithoutVolatility() {
    String intrinsic = "{'type':'call','F':100,'K':90,'T':1,'price':10}";
    assertTrue(Double.isNaN(figure("implied-volatility", intrinsic, "/implied_volatility")));
    String bound = "{'type':'put','F':100,'K':90,'T':1,'price':90}";
    assertTrue(Double.isNaN(figure("implied-volatility", bound, "/implied_volatility")));
    String late = "{'type':'put','F':100,'K':90,'T':0,'price':1}";
    assertTrue(Double.isNaN(figure("implied-volatility", late, "/implied_volatility")));
    assertEquals("no time is left", Calc.quick("implied-volatility", late).get("reason").asText());
  }

  /** A spot option's price leads back to its volatility, discounted and carried. */
  @Test
  void thereAndBack() {
    String terms = "'type':'put','S':100,'K':130,'T':0.7,'r':-0.02,'q':0.05";
    double price = figure("black76", "{" + terms + ",'vol':0.35}", "/price");
    String back = "{" + terms + ",'price':" + price + "}";
    assertEquals(0.35, figure("implied-volatility", back, "/implied_volatility"), 1e-14);
  }

  /** The golden case of the specification: 1 coin, short 50,000 at 50,000; no exposure anywhere. */
  @Test
  void aHedgedCoinHasNoExposureAtAnyPrice() {
    for (String mark : new String[] {"50000", "100000", "64123.5", "0.07", "33333.333333"}) {
      JsonNode answer =
          Calc.quick(
              "exposure",
              "{'mark':"
                  + mark
                  + ",'positions':[{'kind':'coin','quantity':1},{'kind':'inverse_perpetual',"
                  + "'quantity':-500,'contract_value':100,'entry':50000}]}");
      assertEquals("0", answer.get("delta").asText(), mark + ": " + answer);
    }
  }

  /**
   * One coin sold 2 below the mid, 10 above a reference that then rises by 100 while the basis
   * falls by 6; by hand.
   */
  @Test
  void aProfitInParts() {
    JsonNode answer =
        Calc.quick(
            "pnl",
            "{'kind':'linear','contract_value':0.01,'events':[{'mark':50010,'reference':50000,"
                + "'quantity':-100,'price':50008,'mid':50010,'fee':20},"
                + "{'mark':50104,'reference':50100,'funding':5}]}");
    assertEquals("-111", answer.get("profit").asText());
    assertEquals("-100", answer.get("price").asText());
    assertEquals("6", answer.get("basis").asText());
    assertEquals("-2", answer.get("slippage").asText());
    assertEquals("-20", answer.get("fees").asText());
    assertEquals("5", answer.get("funding").asText());
    assertEquals("-96", answer.get("unrealised").asText());
    assertEquals("0", answer.get("remainder").asText());
  }

  @Test
  void exactSumsAndOptions() {
    JsonNode sum =
        Calc.quick(
            "exposure",
            "{'positions':[{'kind':'spot','quantity':'0.1'},{'kind':'spot','quantity':0.2},"
                + "{'kind':'linear_future','quantity':-3,'contract_size':'0.1'}]}");
    assertEquals("0", sum.get("delta").asText());
    assertEquals("0.6", sum.get("gross").asText());
    JsonNode option =
        Calc.quick(
            "exposure",
            "{'positions':[{'kind':'option','quantity':-10,'size':0.1,'type':'call','F':100,"
                + "'K':100,'T':0,'vol':0.5},{'kind':'quanto','quantity':100,'multiplier':'0.000001',"
                + "'mark':3000,'settlement_price':60000}]}");
    // -1 at the money without time: half a delta each; 100 * 0.000001 * 60,000 = 6.
    assertEquals(5.5, option.get("delta").asDouble(), 1e-15);
  }

  @Test
  void samplesThatSayNothing() {
    assertTrue(Double.isNaN(figure("hedge-ratio", "{'x':[1],'y':[2]}", "/hedge_ratio")));
    String flat = "{'x':[1,1,1],'y':[2,3,4]}";
    assertTrue(Double.isNaN(figure("hedge-ratio", flat, "/hedge_ratio")));
    assertTrue(Calc.quick("hedge-ratio", flat).get("reason").asText().contains("vary"));
    String same = "{'x':[1,2,3],'y':[5,5,5]}";
    assertEquals(0, figure("hedge-ratio", same, "/hedge_ratio"));
    assertTrue(Double.isNaN(figure("volatility", "{'close':[100]}", "/volatility_per_period")));
    assertEquals(0, figure("volatility", "{'close':[5,5,5,5]}", "/volatility_per_period"));
    assertTrue(Double.isNaN(figure("risk", "{'returns':[0.01]}", "/sharpe")));
    assertEquals(-0.01, figure("risk", "{'returns':[-0.01]}", "/historical/value_at_risk"));
    assertEquals(
        "Infinity", Calc.quick("risk", "{'returns':[0.1,0.2]}").get("profit_factor").asText());
    assertTrue(Double.isNaN(figure("risk", "{'returns':[0,0]}", "/profit_factor")));
    String lost = "{'returns':[0.5,-3]}";
    assertFalse(Calc.quick("risk", lost).has("maximum_drawdown"));
  }

  /**
   * h* = 0.928 * 0.0263 / 0.0313 = 0.77976 (Hull, table 3.2); contracts h* * 2,000,000 / 42,000.
   */
  @Test
  void hullsAirline() {
    String line =
        "{'correlation':0.928,'sigma_spot':0.0263,'sigma_hedge':0.0313,'position':2000000,"
            + "'contract_size':42000}";
    assertEquals(0.928 * 0.0263 / 0.0313, figure("hedge-ratio", line, "/hedge_ratio"), 1e-15);
    assertEquals(37.13, figure("hedge-ratio", line, "/contracts"), 0.005);
  }

  /** The band's published example: Zakamouline 0.0209537, Whalley and Wilmott 0.0015^(1/3). */
  @Test
  void bands() {
    String common =
        "'forward':5000,'delta':0.5,'gamma':0.02,'vol':0.2,'T':0.25,'cost_rate':0.0005,"
            + "'risk_aversion':1}";
    String zakamouline = "{'method':'zakamouline'," + common;
    assertEquals(0.0209537, figure("band", zakamouline, "/half_width"), 5e-8);
    assertEquals(1e-5, figure("band", zakamouline, "/h0"), 1e-18);
    assertEquals(0.5, figure("band", zakamouline, "/target"));
    assertEquals(0.5 - 0.0209537, figure("band", zakamouline, "/lower"), 5e-8);
    assertEquals(Math.cbrt(0.0015), figure("band", "{" + common, "/half_width"), 1e-15);
    String held = "{'held':0.9," + common;
    assertEquals(Math.cbrt(0.0015) - 0.4, figure("band", held, "/trade"), 1e-15);
    assertEquals(0, figure("band", "{'held':0.45," + common, "/trade"));
    assertEquals(-0.5, figure("band", "{'position':'long'," + common, "/target"));
  }

  /**
   * A short option's hedge is bought: -(-1) delta, which falls where volatility rises, in the
   * money.
   */
  @Test
  void bandOfAnOption() {
    String line =
        "{'method':'zakamouline','spot':100,'type':'call','K':80,'T':1,'vol':0.3,'cost_rate':0.01,"
            + "'risk_aversion':1}";
    double delta = figure("black76", "{'spot':100,'type':'call','K':80,'T':1,'vol':0.3}", "/delta");
    assertTrue(figure("band", line, "/modified_volatility") > 0.3);
    assertTrue(figure("band", line, "/target") < delta);
  }

  /** 2.5 coins need three contracts of one; 54,000 is the first strike at 0.9 of 60,000. */
  @Test
  void putsThatAreListed() {
    String example = CalcFunctions.named("put").orElseThrow().example();
    JsonNode put = Calc.line("put", example);
    assertEquals("A", put.get("instrument").asText());
    assertEquals("3", put.get("contracts").asText());
    assertEquals("2700", put.get("premium").asText());
    assertEquals("53100", put.get("floor").asText());
    assertEquals(30, put.get("days_to_roll").asDouble());
    JsonNode budget =
        Calc.line("put", example.replace("\"protection_level\":0.9", "\"budget\":4200"));
    assertEquals("B", budget.get("instrument").asText());
    JsonNode none =
        Calc.line("put", example.replace("\"protection_level\":0.9", "\"budget\":2699.99"));
    assertTrue(none.get("strike").isNull());
    assertTrue(none.has("reason"));
    JsonNode late = Calc.line("put", example.replace("\"horizon_days\":30", "\"horizon_days\":36"));
    assertTrue(late.get("strike").isNull());
  }

  /** What is paid for the put is what the call brings; with a rate it is still so. */
  @Test
  void collarsCostNothing() {
    String line =
        "{'exposure':3,'forward':60000,'floor':54000,'T':0.25,'vol':0.6,'rate':0.04,'budget':%s}";
    JsonNode free = Calc.quick("collar", String.format(line, "0"));
    assertEquals(0, free.get("net_premium").asDouble(), 1e-8);
    String put = "{'type':'put','F':60000,'K':54000,'T':0.25,'vol':0.6,'rate':0.04}";
    String strike = free.get("call_strike").asText();
    assertEquals(
        figure("black76", put, "/price"),
        figure("black76", put.replace("put", "call").replace("54000", strike), "/price"),
        1e-9);
    assertTrue(free.get("call_strike").asDouble() > 60000);
    JsonNode paid = Calc.quick("collar", String.format(line, "3000"));
    assertTrue(paid.get("call_strike").asDouble() > free.get("call_strike").asDouble());
    assertEquals(3000, paid.get("net_premium").asDouble(), 1e-8);
    JsonNode rich = Calc.quick("collar", String.format(line, "1e6"));
    assertEquals("Infinity", rich.get("call_strike").asText());
  }

  @Test
  void collarsFromAList() {
    String line =
        "{'exposure':1,'floor':90,'horizon_days':10,'options':["
            + "{'type':'put','strike':90,'days_to_expiry':20,'ask':3},"
            + "{'type':'call','strike':105,'days_to_expiry':20,'bid':5},"
            + "{'type':'call','strike':110,'days_to_expiry':20,'bid':3},"
            + "{'type':'call','strike':120,'days_to_expiry':20,'bid':1},"
            + "{'type':'call','strike':130,'days_to_expiry':50,'bid':4}]%s}";
    JsonNode free = Calc.quick("collar", String.format(line, ""));
    assertEquals("110", free.get("call_strike").asText());
    assertEquals("0", free.get("net_premium").asText());
    JsonNode paid = Calc.quick("collar", String.format(line, ",'budget':2"));
    assertEquals("120", paid.get("call_strike").asText());
    assertEquals("2", paid.get("net_premium").asText());
    JsonNode none = Calc.quick("collar", String.format(line, ",'budget':-3"));
    assertTrue(none.get("call_strike").isNull());
  }

  /** Sums are exact, buying and selling mirror, and lots are never split. */
  @Test
  void slices() {
    JsonNode sold = Calc.quick("schedule", "{'total':-1.0005,'slices':4,'lot':0.001}");
    assertEquals("[-0.25,-0.25,-0.25,-0.25]", sold.get("quantities").toString());
    assertEquals(-0.0005, sold.get("remainder").asDouble());
    JsonNode urgent =
        Calc.quick("schedule", "{'X':7,'N':3,'T':1,'eta':1e-9,'lam':1e9,'sigma':10,'lot':1}");
    assertEquals("[7,0,0]", urgent.get("quantities").toString());
    JsonNode odd =
        Calc.quick("schedule", "{'X':7.5,'N':3,'T':1,'eta':1,'lam':0,'sigma':0,'lot':1}");
    double sum = 0;
    for (JsonNode each : odd.get("quantities")) {
      sum += each.asDouble();
    }
    assertEquals(7, sum, "half a lot stays: " + odd);
  }
}
