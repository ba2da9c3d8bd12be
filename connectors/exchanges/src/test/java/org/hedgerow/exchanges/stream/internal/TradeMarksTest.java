package org.hedgerow.exchanges.stream.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class TradeMarksTest {
  private static final List<String> TWO = List.of("a", "b");

  private final TradeMarks marks = new TradeMarks(TWO, 100);

  @Test
  void whatIsHeardCountsOnceAllBeforeItIsHad() {
    assertEquals(100, marks.heard(200));
    marks.had("a", marks.attempt());
    assertEquals(100, marks.heard(210));
    marks.had("b", marks.attempt());
    assertEquals(220, marks.heard(220));
  }

  @Test
  void anEndBeforeThatLeavesTheMarkOfEachListThatIsMissing() {
    marks.heard(200);
    marks.had("a", marks.attempt());
    marks.heard(210);
    marks.end();
    assertEquals(OptionalLong.of(210), marks.since("a"));
    assertEquals(OptionalLong.of(100), marks.since("b"));
    assertEquals(100, marks.heard(300), "the least of both");
  }

  @Test
  void whatAnAttemptThatIsOverHadIsNotBelieved() {
    int before = marks.attempt();
    marks.heard(200);
    marks.end();
    marks.had("a", before);
    marks.had("b", before);
    assertEquals(100, marks.heard(300));
  }

  @Test
  void anAttemptThatHeardNothingMovesNothing() {
    marks.heard(200);
    marks.had("a", marks.attempt());
    marks.had("b", marks.attempt());
    marks.end();
    marks.had("a", marks.attempt());
    marks.end();
    assertEquals(OptionalLong.of(200), marks.since("a"));
    assertEquals(OptionalLong.of(200), marks.since("b"));
  }

  @Test
  void aConnectionThatWasNeverHeardIsWantedFromItsFirstMessageOn() {
    TradeMarks never = new TradeMarks(TWO, TradeMarks.NEVER);
    assertEquals(OptionalLong.empty(), never.since("a"));
    never.end();
    assertEquals(OptionalLong.empty(), never.since("a"));
    assertEquals(TradeMarks.NEVER, never.heard(10));
    never.heard(20);
    never.end();
    assertEquals(OptionalLong.of(10), never.since("a"));
    assertEquals(10, never.heard(30));
  }

  @Test
  void withoutListsThereIsNoMark() {
    assertEquals(TradeMarks.NEVER, new TradeMarks(List.of(), 100).heard(200));
  }
}
