package org.hedgerow.cli.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.hedgerow.cli.CommandFailed;
import org.junit.jupiter.api.Test;

class PortsTest {
  private static final Map<String, Integer> WELL_KNOWN = Map.of("kafka", 9092, "rest", 8081);

  @Test
  void takesTheWellKnownPorts() {
    assertEquals(
        WELL_KNOWN, portsWithBusy(Set.of()).choose(WELL_KNOWN, Map.of(), Ports.Policy.AUTO));
  }

  @Test
  void takesAFreePortForABusyOne() {
    assertEquals(
        Map.of("kafka", 40001, "rest", 8081),
        portsWithBusy(Set.of(9092)).choose(WELL_KNOWN, Map.of(), Ports.Policy.AUTO));
  }

  @Test
  void givesNoPortTwice() {
    assertEquals(
        Map.of("a", 9092, "b", 40001),
        portsWithBusy(Set.of()).choose(Map.of("a", 9092, "b", 9092), Map.of(), Ports.Policy.AUTO));
  }

  @Test
  void keepsThePortsOfTheLastTime() {
    Map<String, Integer> before = Map.of("kafka", 50000);
    assertEquals(
        Map.of("kafka", 50000, "rest", 8081),
        portsWithBusy(Set.of()).choose(WELL_KNOWN, before, Ports.Policy.AUTO));
  }

  @Test
  void fallsBackWhenThePortOfTheLastTimeIsBusy() {
    Map<String, Integer> before = Map.of("kafka", 50000);
    assertEquals(
        Map.of("kafka", 9092, "rest", 8081),
        portsWithBusy(Set.of(50000)).choose(WELL_KNOWN, before, Ports.Policy.AUTO));
  }

  @Test
  void refusesABusyPortWhenPortsAreFixed() {
    var refused =
        assertThrows(
            CommandFailed.class,
            () -> portsWithBusy(Set.of(8081)).choose(WELL_KNOWN, Map.of(), Ports.Policy.FIXED));
    assertEquals("port 8081 (rest) is busy; free it, or use --ports auto", refused.getMessage());
  }

  @Test
  void seesWhoListens() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
      assertFalse(Ports.isFree(port));
    }
    assertTrue(Ports.isFree(port));
  }

  private static Ports portsWithBusy(Set<Integer> busy) {
    AtomicInteger next = new AtomicInteger(40000);
    return new Ports(port -> !busy.contains(port), next::incrementAndGet);
  }
}
