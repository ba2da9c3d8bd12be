package org.hedgerow.exchanges.okx;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.hedgerow.exchanges.json.InvalidFieldException;
import org.hedgerow.exchanges.json.JsonFields;
import org.hedgerow.exchanges.json.JsonScanner;
import org.hedgerow.schema.BookDelta;

/**
 * Finds and reads the frames of the {@code books} channel among all others. They are told by their
 * first bytes: the venue begins frames with {@code arg}, and that with the channel.
 */
final class BookFrames {
  private static final byte[] CHANNEL = "\"books\"".getBytes(StandardCharsets.US_ASCII);

  /** Room for the argument with its instrument before the channel. */
  private static final int BEGINNING = 90;

  private final JsonScanner scanner = new JsonScanner();
  private final JsonFields root = new JsonFields(OkxFields.NAMES, true);

  /** Whether the message begins like one. */
  static boolean matches(byte[] message) {
    return Messages.contains(message, BEGINNING, CHANNEL);
  }

  /** The update, its instrument named by the venue's symbol; null if it cannot be read. */
  BookDelta read(byte[] message) {
    try {
      scanner.open(message);
      root.scan(scanner);
      if (root.objects(OkxFields.DATA).size() != 1 || !root.isObject(OkxFields.ARG)) {
        return null;
      }
      return BookRows.delta(
          root.objects(OkxFields.DATA).get(0),
          root.is(OkxFields.ACTION, "snapshot"),
          root.object(OkxFields.ARG).requiredText(OkxFields.INST_ID));
    } catch (IOException | InvalidFieldException e) {
      // The decoder keeps it as a dead letter; the gap that it leaves is found at the next one.
      return null;
    }
  }
}
