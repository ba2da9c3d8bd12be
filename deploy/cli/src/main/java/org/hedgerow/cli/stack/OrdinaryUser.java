package org.hedgerow.cli.stack;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hedgerow.cli.CommandFailed;

/**
 * Whoever runs PostgreSQL, which refuses root: the one who runs this, or under root a user without
 * rights.
 */
final class OrdinaryUser {
  private final String name;
  private final boolean other;

  private OrdinaryUser(String name, boolean other) {
    this.name = name;
    this.other = other;
  }

  static OrdinaryUser ofThisProcess() {
    String me = System.getProperty("user.name");
    if (!me.equals("root")) {
      return new OrdinaryUser(me, false);
    }
    for (String candidate : List.of("postgres", "nobody")) {
      if (exists(candidate)) {
        return new OrdinaryUser(candidate, true);
      }
    }
    throw new CommandFailed(
        "PostgreSQL refuses root, and there is no user postgres or nobody to run it");
  }

  private static boolean exists(String candidate) {
    try {
      Path.of("/").getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(candidate);
      return true;
    } catch (java.io.IOException none) {
      return false;
    }
  }

  String name() {
    return name;
  }

  /** Whether it is not the one who runs this. */
  boolean isOther() {
    return other;
  }

  /**
   * What to put before a command so that this user runs it; it replaces itself, so the process
   * number stays.
   */
  List<String> prefix() {
    return other
        ? List.of(
            "setpriv", "--reuid=" + name, "--regid=" + group(), "--clear-groups", "--no-new-privs")
        : List.of();
  }

  private String group() {
    return Jvm.run("looking up " + name, List.of("id", "-g", name)).strip();
  }

  /** Runs a command to its end as this user. */
  String run(String what, List<String> command, String input, Path directory) {
    List<String> all = new ArrayList<>(prefix());
    all.addAll(command);
    return Jvm.run(what, all, input, Map.of("TZ", "UTC", "LC_ALL", "C"), directory);
  }

  /** Whether this user can read and pass an existing folder. */
  boolean canEnter(Path folder) {
    if (!other) {
      return Files.isReadable(folder);
    }
    try {
      run(
          "entering",
          List.of("sh", "-c", "cd \"$1\" && ls >/dev/null", "sh", folder.toString()),
          "",
          Path.of("/"));
      return true;
    } catch (CommandFailed cannot) {
      return false;
    }
  }

  /** Gives it a folder. */
  void own(Path folder) {
    try {
      Files.setOwner(
          folder,
          folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(name));
    } catch (java.io.IOException e) {
      throw new CommandFailed("cannot give " + folder + " to " + name + ": " + e.getMessage(), e);
    }
  }
}
