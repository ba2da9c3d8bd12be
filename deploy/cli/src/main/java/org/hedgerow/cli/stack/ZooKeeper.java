package org.hedgerow.cli.stack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Flink's own ZooKeeper, for its high availability. */
public final class ZooKeeper {
  public static final String NAME = "zookeeper";
  static final int WELL_KNOWN_PORT = 2181;
  private static final int TIMEOUT_MILLIS = 1000;

  private ZooKeeper() {}

  /** Writes the configuration and says how to start it. */
  static ProcessSpec spec(StackLayout layout, int port) {
    var file = layout.run().resolve("zookeeper.cfg");
    Template.write(
        "zookeeper.cfg",
        Map.of(
            "port", Integer.toString(port), "data", layout.run().resolve("zookeeper").toString()),
        file);
    return ProcessSpec.of(
        NAME,
        Jvm.command(
            List.of(
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-Dlog.file=" + layout.logs().resolve(NAME + ".log"),
                "-Dlog4j2.configurationFile=" + layout.flinkConfiguration().resolve("log4j2.xml")),
            layout.flinkClassPath(),
            "org.apache.flink.runtime.zookeeper.FlinkZooKeeperQuorumPeer",
            List.of("--zkConfigFile", file.toString(), "--peerId", "1")),
        Map.of(),
        layout);
  }

  /** Asks for its statistics, the shortest question that it answers only when it serves. */
  public static String missing(int port) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.getOutputStream().write("srvr".getBytes(StandardCharsets.US_ASCII));
      socket.shutdownOutput();
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      return answer.contains("Mode:") ? "" : "it answers, and does not serve yet";
    }
  }
}
