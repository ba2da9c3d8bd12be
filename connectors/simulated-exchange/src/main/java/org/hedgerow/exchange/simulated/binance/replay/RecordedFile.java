package org.hedgerow.exchange.simulated.binance.replay;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.hedgerow.exchange.simulated.binance.BinanceListing;
import org.hedgerow.exchange.simulated.binance.BinanceVenue;
import org.hedgerow.exchange.simulated.matching.Fixed;
import org.hedgerow.exchange.simulated.matching.Instrument;

/**
 * A recording of one symbol of one venue: gzip text, a line being {@code <receive time, ns> <frame
 * as received>}. A line without a stream is the answer to a REST depth request.
 */
final class RecordedFile {
  final Path path;
  final BinanceVenue venue;
  final String symbol;

  /** The names of all streams in the file. */
  final Set<String> streams;

  /** The first REST depth answer in the file, or null. */
  final byte[] snapshot;

  final long firstNanos;

  private RecordedFile(
      Path path,
      BinanceVenue venue,
      String symbol,
      Set<String> streams,
      byte[] snapshot,
      long firstNanos) {
    this.path = path;
    this.venue = venue;
    this.symbol = symbol;
    this.streams = streams;
    this.snapshot = snapshot;
    this.firstNanos = firstNanos;
  }

  /** One line. */
  static final class Line {
    private final long receiveNanos;
    private final String stream;
    private final byte[] frame;

    Line(long receiveNanos, String stream, byte[] frame) {
      this.receiveNanos = receiveNanos;
      this.stream = stream;
      this.frame = frame;
    }

    long receiveNanos() {
      return receiveNanos;
    }

    /** The stream's name, null for a REST answer. */
    String stream() {
      return stream;
    }

    /** The line's own bytes: the replay may rewrite them. */
    byte[] frame() {
      return frame;
    }
  }

  String name() {
    return path.getFileName().toString();
  }

  /** Reads a whole file once, to know what is in it. */
  static RecordedFile inspect(Path path) throws IOException {
    Set<String> streams = new LinkedHashSet<>();
    byte[] snapshot = null;
    String symbol = null;
    long first = 0;
    try (Reader reader = new Reader(path)) {
      for (Line line = reader.next(); line != null; line = reader.next()) {
        if (first == 0) {
          first = line.receiveNanos();
        }
        if (line.stream() == null) {
          snapshot = snapshot == null ? line.frame() : snapshot;
        } else if (streams.add(line.stream()) && symbol == null) {
          symbol = symbolOf(new String(line.frame(), StandardCharsets.US_ASCII));
        }
      }
    }
    if (symbol == null) {
      throw new IOException(path + " holds no frame of a symbol");
    }
    return new RecordedFile(path, venueOf(path), symbol, streams, snapshot, first);
  }

  private static String symbolOf(String frame) {
    int at = frame.indexOf("\"s\":\"");
    return at < 0 ? null : frame.substring(at + 5, frame.indexOf('"', at + 5));
  }

  private static BinanceVenue venueOf(Path path) throws IOException {
    String name = path.getFileName().toString();
    if (name.startsWith("spot-")) {
      return BinanceVenue.SPOT;
    } else if (name.startsWith("usdm-") || name.startsWith("um-")) {
      return BinanceVenue.USDM;
    } else if (name.startsWith("cm-") || name.startsWith("coinm-")) {
      return BinanceVenue.COINM;
    }
    throw new IOException(path + ": a recording's name begins with its venue: spot-, usdm- or cm-");
  }

  /** The known instrument, or one inferred from the decimals that the recording uses. */
  Instrument instrument() {
    for (Instrument known : BinanceListing.ALL) {
      if (known.venue() == venue && known.symbol().equals(symbol)) {
        return known;
      }
    }
    return BinanceListing.of(venue, symbol, step(0), step(1), "1000000", "0");
  }

  /** The smallest step that the snapshot's prices (0) or quantities (1) need. */
  private String step(int column) {
    int decimals = 0;
    if (snapshot != null) {
      String[] texts = new String(snapshot, StandardCharsets.US_ASCII).split("\"");
      for (int i = 0; i < texts.length; i++) {
        boolean opens = i > 0 && texts[i - 1].endsWith("[");
        boolean follows = i > 1 && texts[i - 1].equals(",");
        if (column == 0 ? opens : follows) {
          long value = Fixed.of(texts[i]);
          decimals = Math.max(decimals, value == 0 ? 0 : Instrument.decimalsOf(value));
        }
      }
    }
    return decimals == 0 ? "1" : "0." + "0".repeat(decimals - 1) + "1";
  }

  /** Reads a file line by line. */
  static final class Reader implements Closeable {
    private static final int CHUNK = 1 << 16;
    private final Path path;
    private final InputStream in;
    private final byte[][] names = new byte[32][];
    private final String[] nameTexts = new String[32];
    private byte[] buffer = new byte[4 * CHUNK];
    private int start;
    private int end;
    private boolean ended;

    Reader(Path path) throws IOException {
      this.path = path;
      this.in = new GZIPInputStream(Files.newInputStream(path), CHUNK);
    }

    /** The next line, or null at the end. */
    Line next() throws IOException {
      int newline = find();
      while (newline < 0 && !ended) {
        fill();
        newline = find();
      }
      if (newline < 0) {
        newline = end;
      }
      if (newline == start) {
        if (start < end) {
          start++;
          return next();
        }
        return null;
      }
      int from = start;
      start = Math.min(end, newline + 1);
      return parse(from, newline);
    }

    private int find() {
      for (int i = start; i < end; i++) {
        if (buffer[i] == '\n') {
          return i;
        }
      }
      return -1;
    }

    private void fill() throws IOException {
      if (start > 0) {
        System.arraycopy(buffer, start, buffer, 0, end - start);
        end -= start;
        start = 0;
      }
      if (end == buffer.length) {
        buffer = Arrays.copyOf(buffer, buffer.length * 2);
      }
      int read = in.read(buffer, end, buffer.length - end);
      if (read < 0) {
        ended = true;
      } else {
        end += read;
      }
    }

    private Line parse(int from, int to) throws IOException {
      long nanos = 0;
      int at = from;
      while (at < to && buffer[at] >= '0' && buffer[at] <= '9') {
        nanos = nanos * 10 + (buffer[at] - '0');
        at++;
      }
      if (at == from || at >= to || buffer[at] != ' ') {
        throw new IOException(path + ": a line does not begin with a receive time");
      }
      byte[] frame = Arrays.copyOfRange(buffer, at + 1, to);
      return new Line(nanos, streamOf(frame), frame);
    }

    private String streamOf(byte[] frame) {
      int from = FrameScanner.STREAM.length;
      if (frame.length < from
          || !Arrays.equals(frame, 0, from, FrameScanner.STREAM, 0, FrameScanner.STREAM.length)) {
        return null;
      }
      int to = from;
      while (frame[to] != '"') {
        to++;
      }
      for (int i = 0; i < names.length; i++) {
        if (names[i] == null) {
          names[i] = Arrays.copyOfRange(frame, from, to);
          nameTexts[i] = new String(names[i], StandardCharsets.US_ASCII);
          return nameTexts[i];
        }
        if (Arrays.equals(names[i], 0, names[i].length, frame, from, to)) {
          return nameTexts[i];
        }
      }
      return new String(frame, from, to - from, StandardCharsets.US_ASCII);
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
