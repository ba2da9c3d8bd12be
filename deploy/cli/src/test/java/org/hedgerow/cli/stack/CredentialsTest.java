package org.hedgerow.cli.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import org.hedgerow.cli.CommandFailed;
import org.hedgerow.cli.stack.Credentials.Credential;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CredentialsTest {
  @TempDir Path home;

  @Test
  void onlyTheOwnerReadsThem() throws IOException {
    Path folder = home.resolve("credentials");
    new Credentials(folder).write("venue", new Credential("k\\ey", "s=ec ret"));

    assertEquals(
        Optional.of(new Credential("k\\ey", "s=ec ret")), new Credentials(folder).read("venue"));
    assertEquals("rwx------", permissions(folder));
    assertEquals("rw-------", permissions(folder.resolve("venue")));
  }

  @Test
  void secretsAreNotShown() {
    assertFalse(new Credential("user", "hidden").toString().contains("hidden"));
  }

  @Test
  void saysWhichFileLacksALine() throws IOException {
    Path file = Files.writeString(home.resolve("venue"), "key=a\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    var refused = assertThrows(CommandFailed.class, () -> new Credentials(home).read("venue"));
    assertEquals(file + " needs two lines: key=... and secret=...", refused.getMessage());
  }

  @Test
  void aFileThatOthersMayReadIsRefused() throws IOException {
    Path file = Files.writeString(home.resolve("venue"), "key=a\nsecret=b\n");
    for (String open : new String[] {"rw-r-----", "rw----r--", "rw--w----"}) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(open));
      var refused = assertThrows(CommandFailed.class, () -> new Credentials(home).read("venue"));
      assertEquals(
          file + " may be read by others; expected owner-only rights (chmod 600)",
          refused.getMessage());
    }
  }

  @Test
  void aConfiguredDatabaseKeepsItsPasswordOutOfTheAddress() {
    Credentials credentials = new Credentials(home.resolve("credentials"));
    DatabaseAddress address =
        ConfiguredDatabase.of(
                "jdbc:postgresql://db:5432/h?user=me&password=p%26w&ssl=true",
                Map.of(), credentials)
            .address();
    assertEquals("jdbc:postgresql://db:5432/h?ssl=true", address.jdbcUrl());
    assertEquals(Optional.of(new Credential("me", "p&w")), credentials.read(Credentials.DATABASE));
  }

  @Test
  void aConfiguredDatabaseNeedsAUser() {
    var refused =
        assertThrows(
            CommandFailed.class,
            () -> ConfiguredDatabase.of("jdbc:postgresql://db/h", Map.of(), new Credentials(home)));
    assertTrue(refused.getMessage().contains("needs a user and a password"));
  }

  @Test
  void tooLittleRoomIsRefusedInOneSentence() {
    var refused =
        assertThrows(CommandFailed.class, () -> DiskSpace.require(Path.of("/data"), 5L << 20));
    assertEquals("only 5 MiB are free at /data; the stack needs 2048 MiB", refused.getMessage());
  }

  private static String permissions(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}
