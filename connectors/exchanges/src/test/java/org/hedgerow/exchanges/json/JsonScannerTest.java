package org.hedgerow.exchanges.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Jackson is the judge of what is JSON and of what it says. */
class JsonScannerTest {
  private static final JsonFactory JACKSON = new JsonFactory();
  private static final FieldNames NAMES =
      new FieldNames("name", "nested", "list", "bids").withLevels("price", "qty", "bids");
  private static final String SAMPLE =
      "{\"name\":\"a \\\"b\\\" \\u00e9\\ud83d\\ude00 \u20ac\",\"nested\":{\"e\":\"x\",\"p\":-1.50e-3,"
          + "\"deep\":[1,[2,{}],null]},\"list\":[{\"a\":1},{\"a\":\"2\"}],\"t\":true,\"f\":false,"
          + "\"n\":null,\"b\":[[\"1.5\",\"2\"],[3,4,\"5\"]],\"bids\":[{\"price\":1,\"qty\":\"0.5\"}],"
          + "\"E\" : 1723075200123 ,\n\t\"other\":\"\"}";

  private static void skip(byte[] bytes) throws IOException {
    JsonScanner scanner = new JsonScanner();
    scanner.open(bytes);
    scanner.skip();
    scanner.close();
  }

  static boolean isJson(byte[] bytes) {
    try {
      skip(bytes);
      return true;
    } catch (MalformedJsonException e) {
      return false;
    } catch (IOException e) {
      throw new AssertionError("another exception", e);
    }
  }

  /** Every token is looked at, so that no string is passed over unread. */
  static boolean isJsonForJackson(byte[] bytes) {
    try (JsonParser parser = JACKSON.createParser(bytes)) {
      int depth = 0;
      int documents = 0;
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (depth == 0 && ++documents > 1) {
          return false;
        }
        if (token.isStructStart()) {
          depth++;
        } else if (token.isStructEnd()) {
          depth--;
        } else {
          parser.getText();
        }
      }
      return documents == 1 && depth == 0;
    } catch (IOException e) {
      return false;
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "{\"a\":1}",
        "[1,2]",
        " [ ] ",
        "\"\"",
        "0",
        "-0",
        "1.0E+9",
        "true",
        "null",
        "{\"a\":{\"b\":[{}]}}",
        "\"\\/\\b\\f\\n\\r\\t\\u0000\"",
        "[-0.1e-0]",
        "\"\u20ac\uD83D\uDE00\"",
      })
  void takesWhatIsJson(String text) throws IOException {
    assertTrue(isJsonForJackson(text.getBytes(StandardCharsets.UTF_8)), "the judge");
    skip(text.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "[",
        "}",
        "{]",
        "[1,]",
        "{,}",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{a:1}",
        "[1 2]",
        "01",
        "-",
        "+1",
        ".5",
        "1.",
        "1e",
        "1e+",
        "tru",
        "nul",
        "True",
        "NaN",
        "\"",
        "\"\\x\"",
        "\"\\u12g4\"",
        "\"a\nb\"",
        "[1]]",
        "{} {}",
        "'a'",
        "[1]x",
        "// c\n1",
        "-01",
        "1.e5",
        "0x10"
      })
  void refusesWhatIsNone(String text) {
    assertFalse(isJsonForJackson(text.getBytes(StandardCharsets.UTF_8)), "the judge");
    assertThrows(MalformedJsonException.class, () -> skip(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void refusesBytesThatAreNoUtf8() {
    int[][] wrong = {
      {0x80},
      {0xc0, 0x80},
      {0xc1, 0xbf},
      {0xe0, 0x80, 0x80},
      {0xed, 0xa0, 0x80},
      {0xf0, 0x80, 0x80, 0x80},
      {0xf4, 0x90, 0x80, 0x80},
      {0xf5, 0x80, 0x80, 0x80},
      {0xff},
      {0xe2, 0x82},
      {0xe2, 0x28, 0xa1}
    };
    for (int[] one : wrong) {
      byte[] bytes = new byte[one.length + 2];
      bytes[0] = '"';
      for (int i = 0; i < one.length; i++) {
        bytes[i + 1] = (byte) one[i];
      }
      bytes[one.length + 1] = '"';
      assertFalse(isJson(bytes), java.util.Arrays.toString(one));
    }
  }

  @Test
  void depthIsBounded() {
    assertTrue(isJson(("[".repeat(900) + "]".repeat(900)).getBytes(StandardCharsets.US_ASCII)));
    assertFalse(isJson("[".repeat(100_000).getBytes(StandardCharsets.US_ASCII)));
    assertFalse(isJson("{\"a\":".repeat(100_000).getBytes(StandardCharsets.US_ASCII)));
  }

  /** ASCII only: what Jackson makes of wrong UTF-8 depends on whether a text is asked for. */
  @Test
  void agreesWithJacksonOnHalfAMillionBrokenDocuments() {
    Random random = new Random(3);
    byte[] sample = SAMPLE.replaceAll("[^\\x00-\\x7f]", "?").getBytes(StandardCharsets.US_ASCII);
    byte[] alphabet =
        "{}[]\",:0123456789.-+eEtrufalsn\\ \nx\u0001".getBytes(StandardCharsets.US_ASCII);
    int accepted = 0;
    for (int i = 0; i < 500_000; i++) {
      byte[] bytes = mutated(sample, alphabet, random);
      boolean own = isJson(bytes);
      assertEquals(
          isJsonForJackson(bytes), own, () -> new String(bytes, StandardCharsets.US_ASCII));
      accepted += own ? 1 : 0;
    }
    assertTrue(accepted > 20_000 && accepted < 400_000, accepted + " were JSON still");
  }

  private static byte[] mutated(byte[] sample, byte[] alphabet, Random random) {
    byte[] bytes = sample.clone();
    for (int n = random.nextInt(3); n >= 0; n--) {
      int at = random.nextInt(bytes.length);
      byte one = alphabet[random.nextInt(alphabet.length)];
      switch (random.nextInt(4)) {
        case 0 -> bytes[at] = one;
        case 1 -> {
          byte[] longer = new byte[bytes.length + 1];
          System.arraycopy(bytes, 0, longer, 0, at);
          longer[at] = one;
          System.arraycopy(bytes, at, longer, at + 1, bytes.length - at);
          bytes = longer;
        }
        case 2 -> {
          byte[] shorter = new byte[Math.max(1, bytes.length - 1)];
          System.arraycopy(bytes, 0, shorter, 0, Math.min(at, shorter.length));
          System.arraycopy(
              bytes,
              Math.min(at + 1, bytes.length - 1),
              shorter,
              Math.min(at, shorter.length),
              shorter.length - Math.min(at, shorter.length));
          bytes = shorter;
        }
        default -> {
          if (random.nextInt(10) == 0) {
            bytes = java.util.Arrays.copyOf(bytes, at + 1);
          }
        }
      }
    }
    return bytes;
  }

  /** What fields say is what Jackson reads there. */
  @Test
  void fieldsSayWhatJacksonReads() throws IOException {
    JsonFields fields = new JsonFields(NAMES);
    fields.read(SAMPLE.getBytes(StandardCharsets.UTF_8));
    assertEquals("a \"b\" \u00e9\ud83d\ude00 \u20ac", fields.text(NAMES.slot("name")));
    assertTrue(fields.is(NAMES.slot("E"), "1723075200123"));
    assertTrue(fields.isTrue('t'));
    assertFalse(fields.isTrue('f'));
    assertTrue(fields.isNullValue(NAMES.slot("n")));
    assertEquals("-1.50e-3", fields.object(NAMES.slot("nested")).text('p'));
    assertEquals(2, fields.objects(NAMES.slot("list")).size());
    assertEquals("2", fields.objects(NAMES.slot("list")).get(1).text('a'));
    List<String> levels = new ArrayList<>();
    try {
      fields.levels(FieldNames.slot('b')).forEach(level -> levels.add(level.toString()));
      fields.levels(NAMES.slot("bids")).forEach(level -> levels.add(level.toString()));
    } catch (InvalidFieldException e) {
      throw new AssertionError(e);
    }
    assertEquals(3, levels.size(), levels.toString());
  }

  /** A document in the middle of a buffer, and one that is no array. */
  @Test
  void readsAnyBuffer() throws IOException {
    byte[] padded = ("xx" + SAMPLE + "yy").getBytes(StandardCharsets.UTF_8);
    ByteBuffer middle = ByteBuffer.wrap(padded, 2, padded.length - 4).slice();
    ByteBuffer direct = ByteBuffer.allocateDirect(padded.length - 4);
    direct.put(padded, 2, padded.length - 4).flip();
    for (ByteBuffer one : List.of(middle, direct)) {
      JsonScanner scanner = new JsonScanner();
      scanner.open(one);
      JsonFields fields = new JsonFields(NAMES);
      fields.scan(scanner);
      scanner.close();
      assertEquals("1723075200123", fields.text('E'));
    }
  }

  /** The same field twice: the last one counts, whatever it was before. */
  @Test
  void theLastOfTwoCounts() throws IOException {
    JsonFields fields = new JsonFields(NAMES);
    fields.read(
        "{\"b\":[[1,2]],\"b\":\"x\",\"a\":\"\\u0041\",\"a\":\"y\"}"
            .getBytes(StandardCharsets.UTF_8));
    assertEquals("x", fields.text('b'));
    assertEquals("y", fields.text('a'));
  }

  /** Found by fuzzing: the byte 0xFF was taken for the end. */
  @Test
  void whatComesAfterADocumentIsNoEnd() {
    // After a zero Jackson takes it for UTF-16.
    for (int last = 1; last < 256; last++) {
      byte[] bytes = {'1', (byte) last};
      assertEquals(isJsonForJackson(bytes), isJson(bytes), "1 and the byte " + last);
    }
  }
}
