package org.hedgerow.exchanges.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.hedgerow.schema.FrameKind;
import org.hedgerow.schema.RawFrame;

/**
 * Some frames of one way into a decoder, in the order in which they came. As a line of text: {@code
 * VENUE connection request payload}, separated by tabs; the connection is {@code market} or {@code
 * account}, the request of a frame of a stream is {@code -}, and of the payload whatever is not
 * printable ASCII, and the backslash, is written {@code \xHH}. Frames are separated by {@code
 * \x1e}, which cannot stand in JSON.
 *
 * @param request path and query of a REST answer; null where it is a stream
 */
@SuppressWarnings("ArrayRecordComponent")
record FuzzInput(String venue, boolean account, String request, byte[] payload) {
  static final byte BETWEEN_FRAMES = 0x1e;

  static FuzzInput parse(String line) {
    String[] parts = line.split("\t", 4);
    if (parts.length < 4) {
      throw new IllegalArgumentException("expected four fields separated by tabs: " + line);
    }
    return new FuzzInput(
        parts[0],
        parts[1].equals("account"),
        parts[2].equals("-") ? null : parts[2],
        bytes(parts[3]));
  }

  private static byte[] bytes(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '\\') {
        bytes.write(Integer.parseInt(text, i + 2, i + 4, 16));
        i += 3;
      } else {
        bytes.write(text.charAt(i));
      }
    }
    return bytes.toByteArray();
  }

  /** The line that {@link #parse} reads. */
  String line() {
    StringBuilder line =
        new StringBuilder(venue)
            .append('\t')
            .append(account ? "account" : "market")
            .append('\t')
            .append(request == null ? "-" : request)
            .append('\t');
    for (byte one : payload) {
      if (one >= ' ' && one <= '~' && one != '\\') {
        line.append((char) one);
      } else {
        line.append("\\x").append(String.format("%02x", one & 0xff));
      }
    }
    return line.toString();
  }

  /** The same way in, with other bytes. */
  FuzzInput with(byte[] other) {
    return new FuzzInput(venue, account, request, other);
  }

  /** The same way in: whether only the bytes differ. */
  boolean goesTheWayOf(FuzzInput other) {
    return venue.equals(other.venue)
        && account == other.account
        && (request == null ? other.request == null : request.equals(other.request));
  }

  /** Frame by frame; the first has that sequence. */
  List<RawFrame> frames(long sequence) {
    List<RawFrame> frames = new ArrayList<>();
    int from = 0;
    for (int to = 0; to <= payload.length; to++) {
      if (to == payload.length || payload[to] == BETWEEN_FRAMES) {
        frames.add(frame(Arrays.copyOfRange(payload, from, to), sequence + frames.size()));
        from = to + 1;
      }
    }
    return frames;
  }

  private RawFrame frame(byte[] bytes, long sequence) {
    // Luno's frames do not say which market they are of; the connection does.
    String market = venue.equals("LUNO") ? "XBTZAR" : "0";
    return new RawFrame(
        venue,
        account ? venue + "/account/acct" : venue + "/market/" + market,
        1L,
        sequence,
        1_700_000_000_000_000L + sequence,
        request == null ? FrameKind.STREAM : FrameKind.REST,
        account ? "acct" : null,
        request,
        ByteBuffer.wrap(bytes));
  }

  @Override
  public String toString() {
    return new String(line().getBytes(StandardCharsets.US_ASCII), StandardCharsets.US_ASCII);
  }
}
