package org.hedgerow.engine.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class RetainedSetTest {
  private static final long START = 1_700_000_000_000_000L;
  private static final long SPAN = RetainedSet.RETENTION_MICROS;

  private final GroupTables tables = GroupTables.of(new MemoryTables());
  private final RetainedSet set = new RetainedSet("set", tables);

  @Test
  void isKnownForAsLongAsNothingIsMuchYounger() {
    assertTrue(set.add("a", START));
    assertFalse(set.add("a", START));
    assertTrue(set.add("b", START + SPAN));
    assertFalse(set.add("a", START), "exactly as old as is kept");
    assertTrue(set.add("c", START + SPAN + 1));
    assertTrue(set.add("a", START), "forgotten");
    assertFalse(set.add("b", START + SPAN));
  }

  @Test
  void oneThatComesLateIsForgottenByItsOwnTime() {
    set.add("young", START + SPAN);
    set.add("old", START + 1);
    set.add("next", START + SPAN + 2);
    assertTrue(set.add("old", START + 1), "though it stands behind a younger one");
    assertFalse(set.add("young", START + SPAN));
  }

  @Test
  void keepsNoMoreRowsThanTheSpanHolds() {
    for (int i = 0; i < 10_000; i++) {
      set.add("id" + i, START + i * (SPAN / 100));
    }
    assertFalse(set.add("id9999", 0));
    assertFalse(set.add("id9899", 0));
    assertTrue(set.add("id9898", START + 9_999 * (SPAN / 100)));
    long rows = 0;
    for (int i = 0; i < 10_000; i++) {
      rows += tables.seen().get("set/id" + i) == null ? 0 : 1;
    }
    assertEquals(102, rows);
  }
}
