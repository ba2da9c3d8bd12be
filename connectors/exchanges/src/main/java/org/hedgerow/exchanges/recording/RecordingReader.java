package org.hedgerow.exchanges.recording;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/**
 * Reads a recording message by message, compressed or not, whatever the file is called. Forms of
 * lines:
 *
 * <pre>
 * &lt;receive time, ns&gt; &lt;frame&gt;
 * &lt;epoch seconds&gt;: &lt;frame&gt;
 * &lt;url&gt; &lt;-&gt; &lt;epoch seconds&gt;           a connect
 * &lt;url&gt; &lt;- &lt;epoch seconds&gt;: &lt;json&gt;    sent
 * &lt;url&gt; -&gt; &lt;epoch seconds&gt;: &lt;body&gt;    a REST answer
 * &lt;frame&gt;
 * </pre>
 *
 * A bare frame may stand in the envelope of a collection of samples ({@link SampleEnvelope}). A
 * file that is one JSON document over several lines is one message; comments in it are left out. A
 * line of no known form is a frame as it stands: its venue's decoder says what is wrong with it.
 */
public final class RecordingReader implements Closeable {
  /** Longer than any message of a venue: lists of instruments have up to 20 MB. */
  static final int LONGEST_LINE = 64 << 20;

  private static final int BUFFER = 1 << 16;
  private static final int GZIP_FIRST = 0x1f;
  private static final int GZIP_SECOND = 0x8b;

  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER];
  private int at;
  private int end;
  private long line;
  private boolean begun;
  private InputStream source;

  private RecordingReader(InputStream in) {
    this.in = in;
    this.source = in;
  }

  /**
   * Opens a file.
   *
   * @throws IOException if it is not there, not a file, or begins as gzip and is none
   */
  public static RecordingReader open(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new IOException("a folder; expected a file");
    }
    InputStream raw = Files.newInputStream(file);
    try {
      return of(raw);
    } catch (IOException e) {
      raw.close();
      throw e;
    }
  }

  /**
   * Reads a stream, which is closed with the reader.
   *
   * @throws IOException if it cannot be read, or begins as gzip and is none
   */
  public static RecordingReader of(InputStream stream) throws IOException {
    PushbackInputStream raw = new PushbackInputStream(stream, 2);
    byte[] first = raw.readNBytes(2);
    raw.unread(first);
    boolean gzip =
        first.length == 2 && (first[0] & 0xff) == GZIP_FIRST && (first[1] & 0xff) == GZIP_SECOND;
    return new RecordingReader(gzip ? new GZIPInputStream(raw, BUFFER) : raw);
  }

  /**
   * The next message, or null at the end.
   *
   * @throws IOException if the file breaks off, or cannot be read any further
   */
  public RecordedMessage next() throws IOException {
    if (!begun) {
      begun = true;
      RecordedMessage whole = document();
      if (whole != null) {
        return whole;
      }
    }
    for (byte[] read = line(); read != null; read = line()) {
      int length = trimmed(read);
      if (length > 0) {
        return RecordedLine.parse(line, read, length);
      }
    }
    return null;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  /** The whole file where it is one document that its first line does not end; else null. */
  private RecordedMessage document() throws IOException {
    byte[] first = line();
    while (first != null && trimmed(first) == 0) {
      first = line();
    }
    if (first == null) {
      return null;
    }
    if (!JsonDocument.mayBegin(first) || JsonDocument.isWhole(first)) {
      again(first, new byte[0], line - 1);
      return null;
    }
    long before = line - 1;
    ByteArrayOutputStream rest = new ByteArrayOutputStream();
    byte[] next = line();
    for (; next != null && rest.size() < JsonDocument.LONGEST; next = line()) {
      rest.write(next);
      rest.write('\n');
    }
    if (next == null) {
      byte[] whole = JsonDocument.withoutComments(joined(first, rest.toByteArray()));
      if (JsonDocument.isWhole(whole)) {
        return SampleEnvelope.open(1, whole);
      }
    } else {
      rest.write(next);
      rest.write('\n');
    }
    again(first, rest.toByteArray(), before);
    return null;
  }

  /**
   * Puts what was read in advance back in front.
   *
   * @param first a line without its end
   * @param rest what was read of the lines after it, each with its end
   * @param before how many lines there were before
   */
  private void again(byte[] first, byte[] rest, long before) {
    ByteArrayOutputStream all = new ByteArrayOutputStream(first.length + rest.length + end - at);
    all.writeBytes(joined(first, rest));
    all.write(buffer, at, end - at);
    source = new SequenceInputStream(new ByteArrayInputStream(all.toByteArray()), source);
    at = 0;
    end = 0;
    line = before;
  }

  private static byte[] joined(byte[] first, byte[] rest) {
    ByteArrayOutputStream all = new ByteArrayOutputStream(first.length + rest.length + 1);
    all.writeBytes(first);
    all.write('\n');
    all.writeBytes(rest);
    return all.toByteArray();
  }

  /** The next line without its end, or null; of a longer one than there can be, its beginning. */
  private byte[] line() throws IOException {
    ByteArrayOutputStream longer = null;
    while (true) {
      if (at == end) {
        end = Math.max(0, source.read(buffer, 0, buffer.length));
        at = 0;
        if (end == 0) {
          if (longer == null) {
            return null;
          }
          line++;
          return longer.toByteArray();
        }
      }
      int from = at;
      while (at < end && buffer[at] != '\n') {
        at++;
      }
      boolean ended = at < end;
      if (ended && longer == null) {
        line++;
        return Arrays.copyOfRange(buffer, from, at++);
      }
      if (longer == null) {
        longer = new ByteArrayOutputStream(2 * BUFFER);
      }
      longer.write(buffer, from, Math.min(at - from, LONGEST_LINE - longer.size()));
      if (ended) {
        at++;
        line++;
        return longer.toByteArray();
      }
    }
  }

  private static int trimmed(byte[] read) {
    int length = read.length;
    while (length > 0 && (read[length - 1] == '\r' || read[length - 1] == ' ')) {
      length--;
    }
    return length;
  }
}
