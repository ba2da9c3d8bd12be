package org.hedgerow.exchanges;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CredentialsTest {
  @TempDir Path folder;

  @Test
  void theEnvironmentComesFirst() {
    Credentials credentials =
        Credentials.load(
            "my-account",
            Map.of(
                "HEDGEROW_CREDENTIALS_MY_ACCOUNT_KEY", "k1",
                "HEDGEROW_CREDENTIALS_MY_ACCOUNT_SECRET", "s1"));
    assertEquals("k1", credentials.key());
    assertEquals("s1", credentials.secret());
  }

  @Test
  void aFileOfItsOwnersOnly() throws IOException {
    Credentials credentials = Credentials.load("main", environment("rw-------"));
    assertEquals("abc", credentials.key());
    assertEquals("x=y", credentials.secret());
  }

  @Test
  void whetherThereAreAnyIsSaidWithoutReadingThem() throws IOException {
    Map<String, String> environment = environment("rw-------");
    assertTrue(Credentials.exist("main", environment));
    assertFalse(Credentials.exist("main-writer", environment));
    assertFalse(Credentials.exist("main", Map.of()));
    assertTrue(
        Credentials.exist("main-writer", Map.of("HEDGEROW_CREDENTIALS_MAIN_WRITER_KEY", "k")));
  }

  @Test
  void aPassphraseWhereTheVenueWantsOne() throws IOException {
    String prefix = "HEDGEROW_CREDENTIALS_MAIN_";
    Map<String, String> variables =
        Map.of(prefix + "KEY", "k1", prefix + "SECRET", "s1", prefix + "PASSPHRASE", "p1");
    assertEquals("p1", Credentials.load("main", variables).passphrase());
    Map<String, String> environment = environment("rw-------");
    Files.writeString(folder.resolve("main"), "key=abc\nsecret=x\npassphrase=two words\n");
    assertEquals("two words", Credentials.load("main", environment).passphrase());
  }

  @Test
  void aMissingPassphraseIsNamedWhenItIsWanted() {
    Credentials credentials = new Credentials("main", "the-key", "the-secret");
    UncheckedIOException refusal =
        assertThrows(UncheckedIOException.class, credentials::passphrase);
    assertTrue(refusal.getMessage().contains("_PASSPHRASE"), refusal.getMessage());
    assertFalse(refusal.getMessage().contains("the-secret"));
  }

  @Test
  void aFileThatOthersMayReadIsRefused() throws IOException {
    Map<String, String> environment = environment("rw-r-----");
    UncheckedIOException refusal =
        assertThrows(UncheckedIOException.class, () -> Credentials.load("main", environment));
    assertTrue(refusal.getCause().getMessage().contains("chmod 600"));
    assertFalse(refusal.toString().contains("x=y"));
  }

  @Test
  void whatIsMissingIsNamed() {
    UncheckedIOException refusal =
        assertThrows(UncheckedIOException.class, () -> Credentials.load("main", Map.of()));
    assertTrue(refusal.getCause().getMessage().contains("HEDGEROW_CREDENTIALS_MAIN_KEY"));
  }

  @Test
  void whatAShellLeavesAtTheEndIsLeftOut() {
    Map<String, String> environment =
        Map.of(
            "HEDGEROW_CREDENTIALS_MAIN_KEY", "abc\n",
            "HEDGEROW_CREDENTIALS_MAIN_SECRET", " x ");
    assertEquals("abc", Credentials.load("main", environment).key());
    assertEquals("x", Credentials.load("main", environment).secret());
  }

  /** The HTTP client would refuse the header, and repeat it. */
  @Test
  void whatCannotBeSentIsRefusedWithoutItsValue() {
    Map<String, String> environment =
        Map.of(
            "HEDGEROW_CREDENTIALS_MAIN_KEY", "abc",
            "HEDGEROW_CREDENTIALS_MAIN_SECRET", "planted\u0001secret");
    UncheckedIOException refusal =
        assertThrows(UncheckedIOException.class, () -> Credentials.load("main", environment));
    assertTrue(refusal.toString().contains("the secret has a character"));
    assertFalse(refusal.toString().contains("planted"));
  }

  @Test
  void noTextFormShowsThem() {
    String text = new Credentials("main", "the-key", "the-secret", "the-phrase").toString();
    assertEquals("credentials main", text);
  }

  private Map<String, String> environment(String rights) throws IOException {
    Path file = folder.resolve("main");
    Files.writeString(file, "key=abc\nsecret=x=y\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(rights));
    return Map.of("HEDGEROW_CREDENTIALS_DIR", folder.toString());
  }
}
