package org.hedgerow.alerts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.hedgerow.schema.Alert;
import org.hedgerow.schema.AlertSeverity;
import org.hedgerow.schema.state.AlertEpisode;
import org.hedgerow.schema.state.AlertNotice;
import org.junit.jupiter.api.Test;

class AlertFoldingTest {
  private static final long MINUTE = 60_000;

  private final AlertFolding folding = new AlertFolding(Duration.ofMinutes(10));
  private final List<AlertNotice> told = new ArrayList<>();
  private AlertEpisode episode;

  private void comes(Alert alert, long nowMillis) {
    take(folding.on(episode, alert, nowMillis));
  }

  private void isDue(long nowMillis) {
    take(folding.due(episode, nowMillis));
  }

  private void take(AlertFolding.Step step) {
    episode = step.episode();
    step.notice().ifPresent(told::add);
  }

  private static Alert unknown(int n) {
    return Made.alert("u" + n, AlertSeverity.WARNING, "ORDER_UNKNOWN", "BTC", n);
  }

  private static Alert broken(int n) {
    return Made.alert("b" + n, AlertSeverity.CRITICAL, "RECONCILIATION_BREAK", "futures", n);
  }

  private static Alert agrees(int n) {
    return Made.alert("a" + n, AlertSeverity.INFO, "RECONCILIATION_AGREES", "futures", n);
  }

  private List<String> shown() {
    return told.stream()
        .map(
            one ->
                one.getKind()
                    + " "
                    + one.getSeverity()
                    + " "
                    + one.getNewest().getAlertId()
                    + " "
                    + one.getCount()
                    + "/"
                    + one.getTotal())
        .toList();
  }

  @Test
  void theFirstAtOnceTheRestTogether() {
    comes(unknown(1), 0);
    for (int i = 2; i <= 18; i++) {
      comes(unknown(i), i * 1_000L);
    }
    assertEquals(List.of("RAISED WARNING u1 1/1"), shown());
    assertEquals(10 * MINUTE, episode.getDueMillis());
    isDue(10 * MINUTE);
    assertEquals("REPEATED WARNING u18 17/18", shown().get(1));
    assertEquals(1_000_000, told.get(1).getFirstMicros());
    // Nothing more: forgotten, and the next is a first again.
    isDue(20 * MINUTE);
    assertNull(episode);
    comes(unknown(19), 21 * MINUTE);
    assertEquals("RAISED WARNING u19 1/1", shown().get(2));
  }

  @Test
  void aRepeatOfTheTopicCountsOnce() {
    comes(unknown(1), 0);
    comes(unknown(1), 1);
    comes(unknown(2), 2);
    comes(unknown(2), 3);
    isDue(10 * MINUTE);
    assertEquals(List.of("RAISED WARNING u1 1/1", "REPEATED WARNING u2 1/2"), shown());
  }

  @Test
  void aConditionLastsUntilItIsOver() {
    comes(broken(1), 0);
    isDue(10 * MINUTE);
    assertNotNull(episode);
    assertEquals(0, episode.getDueMillis());
    // Hours later the next is told at once, and not as the first.
    comes(broken(2), 300 * MINUTE);
    comes(broken(3), 301 * MINUTE);
    comes(agrees(4), 302 * MINUTE);
    assertNull(episode);
    assertEquals(
        List.of(
            "RAISED CRITICAL b1 1/1",
            "REPEATED CRITICAL b2 1/2",
            // Of the severity of what has ended: whoever heard of the break hears of its end.
            "ENDED CRITICAL a4 1/3"),
        shown());
  }

  @Test
  void anEndOfNothingIsAnAlert() {
    comes(agrees(1), 0);
    assertNull(episode);
    assertEquals(List.of("RAISED INFO a1 1/1"), shown());
  }

  @Test
  void aRiseIsToldAtOnce() {
    comes(unknown(1), 0);
    comes(unknown(2), 1);
    comes(Made.alert("c", AlertSeverity.CRITICAL, "ORDER_UNKNOWN", "BTC", 3), 2);
    assertEquals(List.of("RAISED WARNING u1 1/1", "REPEATED CRITICAL c 2/3"), shown());
    comes(unknown(4), 3);
    assertEquals(2, told.size());
  }

  @Test
  void anotherCodeOfTheSameConditionIsToldAtOnce() {
    Alert high = Made.alert("h", AlertSeverity.CRITICAL, "LEVERAGE_HIGH", "coin", 1);
    Alert low = Made.alert("l", AlertSeverity.INFO, "LEVERAGE_LOW", "coin", 2);
    assertEquals(AlertFolding.key(high), AlertFolding.key(low));
    comes(high, 0);
    comes(low, 1);
    assertEquals(List.of("RAISED CRITICAL h 1/1", "REPEATED INFO l 1/2"), shown());
  }

  @Test
  void everyStopOfTradingIsTold() {
    for (int i = 1; i <= 3; i++) {
      comes(Made.alert("h" + i, AlertSeverity.CRITICAL, "TRADING_STATE", "BTC", i), i);
    }
    comes(Made.alert("r", AlertSeverity.INFO, "TRADING_STATE", "BTC", 4), 4);
    assertEquals(
        List.of(
            "RAISED CRITICAL h1 1/1",
            "REPEATED CRITICAL h2 1/2",
            "REPEATED CRITICAL h3 1/3",
            "ENDED CRITICAL r 0/3"),
        shown());
  }

  @Test
  void idsAreOfTheNewestAlert() {
    comes(unknown(1), 0);
    comes(unknown(2), 1);
    isDue(10 * MINUTE);
    String first = told.get(0).getNoticeId();
    assertNotEquals(first, told.get(1).getNoticeId());
    // Told again after a restart: the same id, which a receiver knows.
    episode = null;
    comes(unknown(1), 0);
    assertEquals(first, told.get(2).getNoticeId());
    assertEquals(true, first.matches("alert_[0-9a-f]{32}"));
  }
}
