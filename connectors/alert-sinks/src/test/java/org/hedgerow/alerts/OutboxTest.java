package org.hedgerow.alerts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.hedgerow.schema.AlertSeverity;
import org.junit.jupiter.api.Test;

class OutboxTest {
  private static final Delivery LATER = Delivery.ofStatus(503, Duration.ZERO, "");

  private final Outbox outbox = new Outbox(List.of(), new Pace(Pace.ANY));

  private void add(String... ids) {
    for (String id : ids) {
      outbox.add(Made.notice(id, AlertSeverity.WARNING));
    }
  }

  @Test
  void whatFailsWaitsTwiceAsLongEachTime() {
    add("a", "b");
    long now = 0;
    List<Long> waits = new ArrayList<>();
    for (int i = 0; i < 11; i++) {
      assertEquals("a", outbox.begin(now).getNoticeId());
      assertEquals(Outbox.Attempt.FAILED, outbox.end(LATER, now));
      waits.add(outbox.waitMillis(now) / 1000);
      now += outbox.waitMillis(now);
    }
    assertEquals(List.of(1L, 2L, 4L, 8L, 16L, 32L, 64L, 128L, 256L, 300L, 300L), waits);
    outbox.begin(now);
    assertEquals(Outbox.Attempt.DELIVERED, outbox.end(Delivery.DONE, now));
    assertEquals(0, outbox.waitMillis(now));
    assertEquals("b", outbox.begin(now).getNoticeId());
  }

  @Test
  void theOtherSidesWaitIsKept() {
    add("a");
    outbox.begin(0);
    outbox.end(Delivery.ofStatus(429, Duration.ofSeconds(35), ""), 0);
    assertEquals(35_000, outbox.waitMillis(0));
    assertEquals(1, outbox.size());
  }

  @Test
  void oneThatIsRefusedThriceDoesNotHoldUpTheNext() {
    add("a", "b");
    Delivery refused = Delivery.ofStatus(400, Duration.ZERO, "no");
    assertEquals(Outbox.Attempt.FAILED, outbox.end(refused, 0));
    assertEquals(Outbox.Attempt.FAILED, outbox.end(refused, 0));
    assertEquals(Outbox.Attempt.GIVEN_UP, outbox.end(refused, 0));
    assertEquals("b", outbox.begin(0).getNoticeId());
  }

  @Test
  void aKeyThatIsRefusedIsNoReasonToGiveUp() {
    add("a");
    for (int i = 0; i < 50; i++) {
      assertEquals(Outbox.Attempt.FAILED, outbox.end(Delivery.ofStatus(401, Duration.ZERO, ""), 0));
    }
    assertEquals(1, outbox.size());
  }

  /** Of a group: one a second, and after twenty within a minute none until it is over. */
  @Test
  void telegramsPace() {
    Pace group = new Pace(Pace.ofTelegram("-100123"));
    long now = 0;
    List<Long> sent = new ArrayList<>();
    for (int i = 0; i < 23; i++) {
      now += group.waitMillis(now);
      group.sent(now);
      sent.add(now / 1000);
    }
    assertEquals(19L, sent.get(19));
    assertEquals(List.of(60L, 61L, 62L), sent.subList(20, 23));

    Pace chat = new Pace(Pace.ofTelegram("123"));
    now = 0;
    for (int i = 0; i < 100; i++) {
      now += chat.waitMillis(now);
      chat.sent(now);
    }
    assertEquals(99_000, now);
  }
}
