package org.hedgerow.exchanges.cleaning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TradeIdsTest {
  private static final boolean STREAM = false;
  private static final boolean ASKED = true;

  private final TradeIds ids = new TradeIds();

  @Test
  void aTradeIsNewOnceInWhateverOrder() {
    for (String id : new String[] {"100", "102", "101", "99", "1"}) {
      assertTrue(ids.isNew(id, STREAM), id);
    }
    for (String id : new String[] {"1", "99", "100", "101", "102"}) {
      assertFalse(ids.isNew(id, ASKED), id);
    }
    assertTrue(ids.isNew("103", ASKED));
  }

  @Test
  void theWindowEndsWhereItSays() {
    assertTrue(ids.isNew("1000000", STREAM));
    long oldest = 1_000_000 - TradeIds.WINDOW + 1;
    assertTrue(ids.isNew(Long.toString(oldest), ASKED));
    assertFalse(ids.isNew(Long.toString(oldest), ASKED));
    assertFalse(ids.isNew(Long.toString(oldest - 1), ASKED), "cannot be told from a repeat");
    // One more: the oldest leaves, and its bit is free for the newest.
    assertTrue(ids.isNew("1000001", STREAM));
    assertFalse(ids.isNew("1000001", STREAM));
    assertFalse(ids.isNew(Long.toString(oldest), ASKED));
  }

  @Test
  void aVenueThatNumbersAnewIsHeard() {
    assertTrue(ids.isNew("5000000", STREAM));
    for (int id = 1; id <= 3; id++) {
      assertTrue(ids.isNew(Integer.toString(id), STREAM));
      assertFalse(ids.isNew(Integer.toString(id), STREAM));
    }
  }

  @Test
  void aJumpFarAheadForgetsWhatWasBefore() {
    assertTrue(ids.isNew("7", STREAM));
    long far = 7L + 5L * TradeIds.WINDOW;
    assertTrue(ids.isNew(Long.toString(far), STREAM), "the same bit as 7");
    assertTrue(ids.isNew(Long.toString(far - 1), STREAM));
    assertFalse(ids.isNew(Long.toString(far), STREAM));
  }

  @Test
  void idsThatAreNoNumbersAreKnownToo() {
    for (String id : new String[] {"a-1", "a-2", "007", "", "12345678901234567890", "1.5"}) {
      assertTrue(ids.isNew(id, STREAM), id);
      assertFalse(ids.isNew(id, STREAM), id);
    }
    assertTrue(ids.isNew("7", STREAM), "not 007");
    for (int i = 0; i < TradeIds.OTHERS; i++) {
      assertTrue(ids.isNew("x" + i, STREAM));
    }
    assertFalse(ids.isNew("x0", STREAM));
    assertTrue(ids.isNew("a-1", STREAM), "forgotten: the set is bounded");
  }

  @Test
  void numbersBehindANameAreNumbers() {
    assertTrue(ids.isNew("ETH-1", STREAM));
    for (int i = 2; i < 2 * TradeIds.OTHERS; i++) {
      assertTrue(ids.isNew("ETH-" + i, STREAM));
    }
    assertFalse(ids.isNew("ETH-1", ASKED), "more of them than hashes are kept");
    assertTrue(ids.isNew("SOL_USDC-20000", STREAM));
    assertFalse(ids.isNew("SOL_USDC-20000", ASKED));
  }

  /** An outage of 50,000 trades; the stream goes on while it is filled, newest page first. */
  @Test
  void anOutageLargerThanTheWindowIsFilledInWhateverOrder() throws Exception {
    for (long id = 1; id <= 100; id++) {
      assertTrue(ids.isNew(Long.toString(id), STREAM));
    }
    long next = 50_101;
    for (long page = 49_101; page > -900; page -= 1_000) {
      for (int i = 0; i < 500; i++) {
        assertTrue(ids.isNew(Long.toString(next++), STREAM));
      }
      for (long id = Math.max(1, page); id < page + 1_000; id++) {
        assertEquals(id > 100, ids.isNew(Long.toString(id), ASKED), Long.toString(id));
      }
    }
    for (long id = 1; id < next; id++) {
      assertFalse(ids.isNew(Long.toString(id), ASKED), Long.toString(id));
    }
  }

  @Test
  void aHoleIsKeptInAStateAndAStateWithoutHolesIsRead() throws Exception {
    assertTrue(ids.isNew("5", STREAM));
    assertTrue(ids.isNew("100005", STREAM));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ids.save(new DataOutputStream(bytes));
    TradeIds restored = new TradeIds();
    restored.restore(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    assertTrue(restored.isNew("50", ASKED));
    assertFalse(restored.isNew("50", ASKED));
    assertFalse(restored.isNew("5", ASKED));
    // As it was written before there were holes: highest, no bits, no hashes, none next.
    ByteArrayOutputStream old = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(old);
    out.writeLong(100_005);
    out.writeInt(0);
    out.writeInt(0);
    out.writeInt(0);
    TradeIds older = new TradeIds();
    older.restore(new DataInputStream(new ByteArrayInputStream(old.toByteArray())));
    assertTrue(older.isNew("100006", STREAM));
    assertFalse(older.isNew("50", ASKED));
  }

  /** Against a set that forgets nothing, as long as ids stay in the window. */
  @Test
  void agreesWithASetAlsoAfterRestores() {
    long seed = 20240808;
    Random random = new Random(seed);
    Set<Long> all = new HashSet<>();
    TradeIds tested = new TradeIds();
    long base = 1_000_000;
    for (int i = 0; i < 60_000; i++) {
      base += random.nextInt(3);
      long id = base - random.nextInt(TradeIds.WINDOW / 2);
      assertEquals(
          all.add(id), tested.isNew(Long.toString(id), random.nextBoolean()), "seed " + seed);
      if (i % 20_000 == 10_000) {
        TradeIds restored = new TradeIds();
        StateBytes.read(StateBytes.of(tested::save), restored::restore);
        tested = restored;
      }
    }
  }

  @Test
  void itsStateIsAsSmallAsItSays() {
    assertTrue(StateBytes.of(ids::save).length < 40);
    assertTrue(ids.isNew("1", STREAM));
    assertTrue(StateBytes.of(ids::save).length < 2_100);
    assertTrue(ids.isNew("x", STREAM));
    assertTrue(StateBytes.of(ids::save).length < 35_000);
  }
}
