package org.hedgerow.exchanges.recording;

import java.nio.charset.StandardCharsets;

/**
 * What one line of a recording says.
 *
 * @param line its number in the file, from 1
 * @param kind what happened
 * @param address of the connection or the request, as recorded; empty where the line names none
 * @param receivedMicros when it was received, microseconds since the Unix epoch; 0 if not recorded
 * @param body the message; empty for a connect
 */
@SuppressWarnings("ArrayRecordComponent")
public record RecordedMessage(
    long line, Kind kind, String address, long receivedMicros, byte[] body) {
  /** What a line of a recording tells of. */
  public enum Kind {
    /** A connection was opened. */
    CONNECT,
    /** Sent to the venue. */
    SENT,
    /** Received on a connection. */
    FRAME,
    /** The body of a REST answer. */
    ANSWER,
    /** Of the recorder and not of the venue, such as its configuration. */
    NOTE
  }

  /** The body, where a character may stand for a byte: for looking into, not for showing. */
  public String text() {
    return new String(body, StandardCharsets.ISO_8859_1);
  }

  /** Path and query of the address. */
  public String request() {
    int host = address.indexOf("://");
    int path = host < 0 ? -1 : address.indexOf('/', host + 3);
    return host < 0 ? address : path < 0 ? "" : address.substring(path);
  }
}
