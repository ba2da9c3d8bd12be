package org.hedgerow.cli.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Who listens on a port. Something that answers as expected is not enough: where two stacks start
 * at once, a broker may be dying of a port that is taken while the other's broker, on that port,
 * answers for it.
 */
final class ListeningSocket {
  private static final String LISTENING = "0A";

  private ListeningSocket() {}

  /** Empty if that process listens there, or this kernel does not tell; else what is wrong. */
  static String missing(long pid, int port) {
    if (!Files.isDirectory(Path.of("/proc/net"))) {
      return "";
    }
    Set<String> listening = new HashSet<>(inodes(read("/proc/net/tcp"), port));
    listening.addAll(inodes(read("/proc/net/tcp6"), port));
    if (listening.isEmpty()) {
      return "nothing listens on port " + port;
    }
    try (Stream<Path> files = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
      boolean ours =
          files.map(ListeningSocket::target).anyMatch(target -> listening.contains(target));
      return ours ? "" : "another program listens on port " + port;
    } catch (IOException ended) {
      return "it has ended";
    }
  }

  /** From the text of {@code /proc/net/tcp}: what an open file of such a socket links to. */
  static Set<String> inodes(String table, int port) {
    String suffix = String.format(Locale.ROOT, ":%04X", port);
    Set<String> found = new HashSet<>();
    for (String line : table.lines().skip(1).toList()) {
      String[] fields = line.strip().split("\\s+");
      if (fields[1].endsWith(suffix) && fields[3].equals(LISTENING)) {
        found.add("socket:[" + fields[9] + "]");
      }
    }
    return found;
  }

  private static String read(String table) {
    try {
      return Files.readString(Path.of(table));
    } catch (IOException withoutThatProtocol) {
      return "";
    }
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException closed) {
      return "";
    }
  }
}
