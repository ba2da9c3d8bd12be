package org.hedgerow.cli.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Base64;
import java.util.Map;
import org.hedgerow.cli.CommandFailed;
import org.hedgerow.schema.Coordinate;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.OrderCommand;
import org.hedgerow.schema.OrderType;
import org.hedgerow.schema.RecordCodec;
import org.hedgerow.schema.Side;
import org.hedgerow.schema.TimeInForce;
import org.junit.jupiter.api.Test;

class VerifyReportTest {
  @Test
  void sayingThatAllIsIdentical() {
    VerifyReport report =
        VerifyReport.of(
            Map.of(
                "entries", "46",
                "orders", "14",
                "decisions", "17",
                "alerts", "3",
                "valuations", "5",
                "differences", "0"));
    assertTrue(report.isIdentical());
    assertEquals(
        "identical: 14 orders, 17 decisions, 3 alerts, 5 valuations over 46 entries",
        report.text());
  }

  @Test
  void theFirstDifferenceFieldByField() {
    VerifyReport report = report(order("99.2"), order("99.21"));
    assertFalse(report.isIdentical());
    assertTrue(
        report
            .text()
            .startsWith(
                "different: 2 of 9 orders, decisions, alerts and valuations over 9 entries"));
    assertTrue(report.text().contains("\"difference\" : \"in price\""), report.text());
    assertEquals("99.2", report.first().get(0).at("/replayed/0/price").textValue());
    assertEquals("99.21", report.first().get(0).at("/recorded/0/price").textValue());
    assertEquals(7, report.first().get(0).at("/recorded/0/cause/offset").intValue());
  }

  @Test
  void theSidesThatMayBeMissingOrTooMany() {
    assertEquals("recorded, and the replay does not give it", what("-", order("1")));
    assertEquals("the replay gives it, and it is not recorded", what(order("1"), "-"));
    assertEquals(
        "recorded under one id with different content",
        what(order("1"), order("1") + "," + order("2")));
    assertEquals("in the bytes only", what(order("1"), order("1")));
  }

  @Test
  void aJobWithoutAResultIsAFailure() {
    assertThrows(CommandFailed.class, () -> VerifyReport.of(Map.of()));
  }

  private static String what(String replayed, String recorded) {
    return report(replayed, recorded).first().get(0).get("difference").textValue();
  }

  private static VerifyReport report(String replayed, String recorded) {
    return VerifyReport.of(
        Map.of(
            "entries", "9",
            "orders", "2",
            "decisions", "1",
            "alerts", "4",
            "differences", "2\nORDER id/1 " + replayed + " " + recorded));
  }

  private static String order(String price) {
    Order order =
        Order.newBuilder()
            .setClientOrderId("id")
            .setCommandNumber(1)
            .setCommand(OrderCommand.PLACE)
            .setGroup("ABC")
            .setGroupSequence(1)
            .setPortfolio("treasury")
            .setStrategy("naive")
            .setVenue("V")
            .setAccount("a")
            .setInstrument("V:ABC")
            .setSymbol("ABC")
            .setSide(Side.BUY)
            .setOrderType(OrderType.LIMIT)
            .setTimeInForce(TimeInForce.IOC)
            .setQuantity(Decimals.of(1))
            .setPrice(Decimals.parse(price))
            .setCause(new Coordinate(1, 7L))
            .setCauseReceiveTimeMicros(1)
            .setDecisionTimeMicros(1)
            .setValidUntilMicros(2)
            .setConfigVersion(1)
            .setEngineVersion("0.0.0")
            .build();
    return Base64.getEncoder().encodeToString(RecordCodec.of(Order.class).encode(order));
  }
}
