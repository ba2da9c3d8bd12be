package org.hedgerow.cli.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.hedgerow.schema.Alert;
import org.hedgerow.schema.AlertSeverity;
import org.hedgerow.schema.Coordinate;
import org.junit.jupiter.api.Test;

/** What a day has to be told by, and the page that lists the days. */
class BadDayTest {
  private static Alert alert(AlertSeverity severity, String code, String scope, String text) {
    return Alert.newBuilder()
        .setAlertId(code + "/" + scope)
        .setSeverity(severity)
        .setCode(code)
        .setScope(scope)
        .setText(text)
        .setCause(new Coordinate(0, 0L))
        .setTimeMicros(1)
        .build();
  }

  @Test
  void whatWasNotToldIsWrong() {
    Alert told = alert(AlertSeverity.CRITICAL, "OVERFILL", "BTC", "0.1 more than was ordered");
    assertEquals(List.of(), DayJudge.alerts(BadDay.OVERFILLS, List.of(told)));
    assertEquals(1, DayJudge.alerts(BadDay.OVERFILLS, List.of()).size());
    for (Alert other :
        List.of(
            alert(AlertSeverity.CRITICAL, "OVERFILL", "ETH", "0.1 more than was ordered"),
            alert(AlertSeverity.CRITICAL, "OVERFILL", "BTC", "something else"),
            alert(AlertSeverity.WARNING, "FILL_INFERRED", "BTC", "0.1 more than was ordered"))) {
      assertEquals(1, DayJudge.alerts(BadDay.OVERFILLS, List.of(other)).size(), other::toString);
    }
  }

  @Test
  void anAlarmOfAnotherDayIsWrong() {
    Alert alarm = alert(AlertSeverity.CRITICAL, "RECONCILIATION_BREAK", "binance-usdm", "1 of X");
    List<String> wrong = DayJudge.alerts(BadDay.REPORTS_DISTURBED, List.of(alarm));
    assertEquals(1, wrong.size());
    assertTrue(wrong.get(0).contains("RECONCILIATION_BREAK"), wrong.get(0));
    Alert word = alert(AlertSeverity.INFO, "HEDGE_GOES_ON", "book:treasury/ETH", "");
    assertEquals(List.of(), DayJudge.alerts(BadDay.REPORTS_DISTURBED, List.of(word)));
  }

  @Test
  void aBookThatWaitsForAnOrderInDoubtIsToldOfByThatOrder() {
    Alert doubt = alert(AlertSeverity.CRITICAL, "ORDER_UNKNOWN", "ETH", "its book waits");
    assertEquals(List.of(), DayJudge.alerts(BadDay.MAINTENANCE, List.of(doubt)));
    Alert other = alert(AlertSeverity.CRITICAL, "ORDER_UNKNOWN", "BTC", "its book waits");
    assertEquals(1, DayJudge.alerts(BadDay.MAINTENANCE, List.of(other)).size());
    // Where the reason is part of the day, another one does not do.
    assertEquals(1, DayJudge.alerts(BadDay.CLOCK_OFF, List.of(doubt)).size());
  }

  @Test
  void thePageHasEveryDayAndNoOther() throws IOException {
    List<String> rows =
        Files.readAllLines(Path.of("../../docs/bad-days.md")).stream()
            .filter(line -> line.startsWith("| `"))
            .map(line -> line.substring(3, line.indexOf('`', 3)))
            .toList();
    assertEquals(BadDay.labels(), rows);
  }
}
