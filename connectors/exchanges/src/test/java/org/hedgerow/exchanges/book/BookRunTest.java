package org.hedgerow.exchanges.book;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** The rules are those of Binance's guide to a local order book. */
class BookRunTest {
  private final BookRun book = new BookRun();

  @Test
  void updatesThatFollowAndReachBackToTheSnapshotAreABook() {
    assertFalse(book.breaksAt(98, 101));
    assertFalse(book.breaksAt(102, 105));
    assertFalse(book.breaksWith(100));
    assertFalse(book.breaksAt(106, 107));
    assertFalse(book.breaksAt(102, 105), "told twice");
  }

  @Test
  void aHoleWantsASnapshotThatReachesBehindIt() {
    assertFalse(book.breaksWith(100));
    assertFalse(book.breaksAt(99, 103));
    assertTrue(book.breaksAt(105, 107));
    assertFalse(book.breaksAt(108, 109), "asked for already");
    assertTrue(book.breaksWith(103), "104 is in neither");
    assertFalse(book.breaksWith(104));
    assertFalse(book.breaksAt(110, 111));
  }

  @Test
  void aSnapshotBeforeTheFirstUpdateMustBeReachedByIt() {
    assertFalse(book.breaksWith(100));
    assertTrue(book.breaksAt(102, 103));
    assertFalse(book.breaksAt(104, 105));
    assertFalse(book.breaksWith(103));
  }

  @Test
  void aSnapshotAheadOfTheUpdatesIsReachedLater() {
    assertFalse(book.breaksAt(1, 2));
    assertFalse(book.breaksWith(10));
    assertFalse(book.breaksAt(3, 9));
    assertFalse(book.breaksAt(10, 12));
  }
}
