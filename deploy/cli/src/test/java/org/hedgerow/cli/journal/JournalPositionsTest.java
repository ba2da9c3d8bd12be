package org.hedgerow.cli.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class JournalPositionsTest {
  @Test
  void aJobHasPassedWhenEveryPartitionHas() {
    Map<Integer, Long> end = Map.of(0, 0L, 1, 10L, 2, 20L);
    assertTrue(JournalPositions.hasPassed(Map.of(1, 10L, 2, 21L), end), "an empty one needs none");
    assertFalse(JournalPositions.hasPassed(Map.of(1, 9L, 2, 21L), end));
    assertFalse(JournalPositions.hasPassed(Map.of(2, 21L), end));
  }

  @Test
  void offsetsAsTheyAreTyped() {
    assertEquals("0:1,3:7", JournalPositions.text(new TreeMap<>(Map.of(3, 7L, 0, 1L))));
  }
}
