package org.hedgerow.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** What is said of an outage: its beginning once, and at its end how often it was asked in vain. */
class OutageTest {
  @Test
  void itBeginsOnceAndItsEndHasTheCount() {
    Outage outage = new Outage();
    assertEquals(0, outage.ends());
    assertTrue(outage.begins());
    assertFalse(outage.begins());
    assertFalse(outage.begins());
    assertEquals(3, outage.ends());
    assertEquals(0, outage.ends());
    assertTrue(outage.begins(), "another one");
  }
}
