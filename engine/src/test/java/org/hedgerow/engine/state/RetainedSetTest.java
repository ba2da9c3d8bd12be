package org.hedgerow.engine.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class RetainedSetTest {
  private static final long START = 1_700_000_000_000_000L;
  private static final long SPAN = RetainedSet.RETENTION_MICROS;
  private static final int NEWEST = RetainedSet.NEWEST;

  private final GroupTables tables = GroupTables.of(new MemoryTables());
  private final RetainedSet set = new RetainedSet("set", tables);

  /** A venue's newest page repeats what happened days ago, if little has happened since. */
  @Test
  void timeAloneForgetsNothing() {
    set.add("old", START);
    for (int i = 1; i < NEWEST; i++) {
      assertTrue(set.add("id" + i, START + i * SPAN));
    }
    assertFalse(set.add("old", START));
    assertTrue(set.add("one more", START + NEWEST * SPAN));
    assertTrue(set.add("old", START), "no longer among the newest, and long ago");
  }

  /** In a busy time a venue repeats more than any number of them. */
  @Test
  void numberAloneForgetsNothing() {
    set.add("first", START);
    for (int i = 0; i < 5 * NEWEST; i++) {
      assertTrue(set.add("id" + i, START + SPAN));
    }
    assertFalse(set.add("first", START), "exactly as old as is kept");
    set.add("later", START + SPAN + 1);
    assertTrue(set.add("first", START));
  }

  @Test
  void oneThatComesLateIsForgottenByItsOwnTime() {
    set.add("young", START + SPAN);
    set.add("old", START);
    for (int i = 0; i < NEWEST; i++) {
      set.add("id" + i, START + SPAN + 1);
    }
    assertTrue(set.add("old", START), "though it stands behind a younger one");
    assertFalse(set.add("young", START + SPAN));
  }

  @Test
  void keepsNoMoreRowsThanItMust() {
    int many = 4 * NEWEST;
    for (int i = 0; i < many; i++) {
      set.add("id" + i, START + i * SPAN);
    }
    long rows = 0;
    for (int i = 0; i < many; i++) {
      rows += tables.seen().get("set/id" + i) == null ? 0 : 1;
    }
    assertEquals(NEWEST, rows);
  }
}
