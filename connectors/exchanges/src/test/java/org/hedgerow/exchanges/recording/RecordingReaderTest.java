package org.hedgerow.exchanges.recording;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingReaderTest {
  /** Each message as kind, time, address and body. */
  private static List<String> read(byte[] file) throws IOException {
    List<String> messages = new ArrayList<>();
    try (RecordingReader reader = RecordingReader.of(new ByteArrayInputStream(file))) {
      for (RecordedMessage message = reader.next(); message != null; message = reader.next()) {
        messages.add(
            message.line()
                + " "
                + message.kind()
                + " "
                + message.receivedMicros()
                + " "
                + message.address()
                + " "
                + new String(message.body(), UTF_8));
      }
    }
    return messages;
  }

  private static List<String> read(String file) throws IOException {
    return read(file.getBytes(UTF_8));
  }

  private static String lines(String... lines) {
    return String.join("\n", lines);
  }

  @Test
  void linesInNanoseconds() throws IOException {
    assertEquals(
        List.of("1 FRAME 1723161256172216  {\"a\":1}", "2 FRAME 1723161256172217  [2]"),
        read("1723161256172216566 {\"a\":1}\n1723161256172217000 [2]"));
  }

  @Test
  void linesOfASession() throws IOException {
    assertEquals(
        List.of(
            "1 NOTE 0  configuration: {\"trades\":[]}",
            "2 CONNECT 1617644856505972 wss://host/ws ",
            "3 SENT 1617644856806316 wss://host/ws {\"id\":0}",
            "4 FRAME 1617644856899453  {\"b\":\"å\"}",
            "5 ANSWER 1617644857000000 https://host/api?x=1 [1]",
            "7 FRAME 1617644857123450  pong"),
        read(
            lines(
                "configuration: {\"trades\":[]}",
                "wss://host/ws <-> 1617644856.505972",
                "wss://host/ws <- 1617644856.8063161: {\"id\":0}",
                "1617644856.899453: {\"b\":\"å\"}\r",
                "https://host/api?x=1 -> 1617644857: [1]",
                "",
                "1617644857.12345: pong")));
  }

  @Test
  void linesOfBareFrames() throws IOException {
    assertEquals(
        List.of("1 FRAME 0  {\"a\":1}", "2 FRAME 0  \"\"", "3 FRAME 0  [1,2]"),
        read("{\"a\":1}\n\"\"\n[1,2]\n"));
  }

  @Test
  void envelopesOfSamples() throws IOException {
    assertEquals(
        List.of(
            "1 FRAME 0  {\"a\": [1, 2]}",
            "2 SENT 0 XYZABC {}",
            "3 FRAME 0 XYZABC {\"a\":\"b\"}",
            "4 ANSWER 0 /api/1/x?pair=XYZABC {\"c\":1}",
            "5 FRAME 0  {\"d\":1}",
            // No envelope: it holds no frame.
            "6 FRAME 0  {\"test\":\"x\"}",
            "7 FRAME 0  \"\""),
        read(
            lines(
                "{\"test\":\"t\",\"frame\":{\"a\": [1, 2]}}",
                "{\"dir\":\"out\",\"note\":\"n\",\"market\":\"XYZABC\",\"raw\":\"{}\"}",
                "{\"dir\":\"in\",\"market\":\"XYZABC\",\"raw\":\"{\\\"a\\\":\\\"b\\\"}\"}",
                "{\"endpoint\":\"GET /api/1/x?pair=XYZABC\",\"response\":{\"c\":1}}",
                "{\"endpoint\":\"WS /stream\",\"response\":{\"d\":1}}",
                "{\"test\":\"x\"}",
                "{\"dir\":\"in\",\"raw\":\"\\\"\\\"\"}")));
  }

  @Test
  void aDocumentOverSeveralLinesIsOneMessage() throws IOException {
    List<String> messages =
        read("{\n  \"url\": \"a//b/*c\", // comment\n  \"b\": /* another */[1]\n}\n");
    assertEquals(1, messages.size());
    assertEquals("1FRAME0{\"url\":\"a//b/*c\",\"b\":[1]}", messages.get(0).replaceAll("\\s+", ""));
  }

  @Test
  void aBrokenFirstLineDoesNotSwallowTheRest() throws IOException {
    assertEquals(
        List.of("2 FRAME 0  {\"a\":", "3 FRAME 0  {\"b\":1}", "4 FRAME 0  {\"c\":2}"),
        read("\n{\"a\":\n{\"b\":1}\n{\"c\":2}"));
  }

  @Test
  void whatIsOfNoKnownFormIsAFrameAsItStands() throws IOException {
    for (String line :
        List.of(
            "garbage",
            "123",
            "1.2.3: {}",
            "99999999999999999999999999: {}",
            "wss://host",
            "wss://host <->",
            "wss://host <-> soon",
            "wss://host ? 12: {}",
            "https://host -> 12",
            "https://host -> : {}",
            "http is no address",
            "configuration:none")) {
      assertEquals(List.of("1 FRAME 0  " + line), read(line), line);
    }
  }

  @Test
  void nothingInNothing() throws IOException {
    assertEquals(List.of(), read(""));
    assertEquals(List.of(), read("\n\r\n   \n"));
    assertEquals(List.of(), read(gzip("")));
  }

  @Test
  void compressedByItsBytesAndNotItsName() throws IOException {
    assertEquals(List.of("1 FRAME 5000000  {\"a\":1}"), read(gzip("5: {\"a\":1}\n")));
  }

  @Test
  void aFileThatBreaksOffIsReadUpToThere() throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 5_000; i++) {
      lines.append(i).append(": {\"n\":").append(i * 7919L % 10_007).append("}\n");
    }
    byte[] whole = gzip(lines.toString());
    byte[] half = Arrays.copyOf(whole, whole.length / 2);
    try (RecordingReader reader = RecordingReader.of(new ByteArrayInputStream(half))) {
      long[] read = new long[1];
      assertThrows(
          EOFException.class,
          () -> {
            while (reader.next() != null) {
              read[0]++;
            }
          });
      assertEquals(true, read[0] > 1_000 && read[0] < 4_000, "read " + read[0]);
    }
    assertThrows(IOException.class, () -> read(Arrays.copyOf(whole, 5)));
  }

  @Test
  void noFile(@TempDir Path folder) {
    assertThrows(IOException.class, () -> RecordingReader.open(folder));
    assertThrows(IOException.class, () -> RecordingReader.open(folder.resolve("none")));
  }

  @Test
  void aLineLongerThanTheBuffer() throws IOException {
    String text = "\"" + "x".repeat(300_000) + "\"";
    try (RecordingReader reader =
        RecordingReader.of(new ByteArrayInputStream((text + "\n{}").getBytes(UTF_8)))) {
      assertArrayEquals(text.getBytes(UTF_8), reader.next().body());
      assertEquals("{}", new String(reader.next().body(), UTF_8));
    }
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(UTF_8));
    }
    return bytes.toByteArray();
  }
}
