package org.hedgerow.cli.stack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.function.IntSupplier;
import org.hedgerow.cli.CommandFailed;

/** Chooses ports on the loopback address. */
public final class Ports {
  /** What to do where a well-known port is busy. */
  public enum Policy {
    /** Take a free one. */
    AUTO,
    /** Refuse. */
    FIXED
  }

  public static final String KAFKA = "kafka";
  public static final String KAFKA_CONTROLLER = "kafka-controller";
  public static final String ZOOKEEPER = "zookeeper";
  public static final String FLINK_REST = "flink-rest";
  public static final String FLINK_RPC = "flink-rpc";
  public static final String FLINK_BLOB = "flink-blob";
  public static final String DATABASE = "database";

  private final IntPredicate free;
  private final IntSupplier anyFree;

  /** Ports of this machine. */
  public Ports() {
    this(Ports::isFree, Ports::anyFree);
  }

  Ports(IntPredicate free, IntSupplier anyFree) {
    this.free = free;
    this.anyFree = anyFree;
  }

  /**
   * A port for each purpose: the one it had before, else the well-known one, else any free one.
   *
   * @param before from an earlier start
   * @throws CommandFailed under {@link Policy#FIXED} if a well-known port is busy
   */
  public Map<String, Integer> choose(
      Map<String, Integer> wellKnown, Map<String, Integer> before, Policy policy) {
    TreeMap<String, Integer> chosen = new TreeMap<>();
    Set<Integer> taken = new HashSet<>();
    for (Map.Entry<String, Integer> entry : new TreeMap<>(wellKnown).entrySet()) {
      String purpose = entry.getKey();
      int port = entry.getValue();
      if (policy == Policy.FIXED) {
        if (!free.test(port)) {
          throw new CommandFailed(
              "port " + port + " (" + purpose + ") is busy; free it, or use --ports auto");
        }
      } else {
        port =
            usable(before.getOrDefault(purpose, port), taken)
                ? before.getOrDefault(purpose, port)
                : port;
        for (int tries = 0; !usable(port, taken) && tries < 100; tries++) {
          port = anyFree.getAsInt();
        }
      }
      taken.add(port);
      chosen.put(purpose, port);
    }
    return chosen;
  }

  private boolean usable(int port, Set<Integer> taken) {
    return !taken.contains(port) && free.test(port);
  }

  /** Whether this machine lets a server listen there, on the loopback address. */
  public static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      // As the servers do: a port whose last connections linger is free.
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException busy) {
      return false;
    }
  }

  /** A port that nothing listens on. */
  public static int anyFree() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new CommandFailed("no free port on the loopback address: " + e.getMessage(), e);
    }
  }
}
