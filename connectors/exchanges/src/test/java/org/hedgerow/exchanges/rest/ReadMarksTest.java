package org.hedgerow.exchanges.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ReadMarksTest {
  private final ReadMarks marks = new ReadMarks();

  @Test
  void aMarkOnlyGoesForward() {
    assertEquals(OptionalLong.empty(), marks.last("q"));
    marks.move("q", 7, marks.asking());
    marks.move("q", 5, marks.asking());
    assertEquals(OptionalLong.of(7), marks.last("q"));
    assertEquals(OptionalLong.empty(), marks.last("other"));
    marks.forget("q", marks.asking());
    assertEquals(OptionalLong.empty(), marks.last("q"));
  }

  /** What an earlier connection asked for was told to nobody. */
  @Test
  void anEarlierConnectionMovesNothing() {
    int earlier = marks.asking();
    marks.move("q", 7, earlier);
    marks.reset();
    assertEquals(OptionalLong.empty(), marks.last("q"));
    marks.move("q", 9, earlier);
    assertEquals(OptionalLong.empty(), marks.last("q"));
    marks.move("q", 3, marks.asking());
    marks.forget("q", earlier);
    assertEquals(OptionalLong.of(3), marks.last("q"));
  }

  @Test
  void aMarkStopsBeforeAnExecutionWithoutItsOrder() {
    TreeMap<Long, String> orders = new TreeMap<>();
    orders.put(5L, "a");
    orders.put(6L, "b");
    orders.put(7L, "a");
    marks.move("q", orders, Set.of("b"), marks.asking());
    assertEquals(OptionalLong.of(5), marks.last("q"));
    marks.move("q", orders, Set.of("a"), marks.asking());
    assertEquals(OptionalLong.of(5), marks.last("q"));
    marks.move("q", orders, Set.of(), marks.asking());
    assertEquals(OptionalLong.of(7), marks.last("q"));
  }
}
