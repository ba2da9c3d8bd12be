package org.hedgerow.exchanges.luno;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.hedgerow.exchanges.Conversation;
import org.hedgerow.exchanges.Credentials;
import org.hedgerow.exchanges.json.InvalidFieldException;
import org.hedgerow.exchanges.json.RowValues;

/**
 * Says who we are, and then watches that each update follows the one before it and fits the book.
 * Luno has no other way to a new snapshot than a new connection, so the whole book is kept here a
 * second time: whatever the decoder will call a gap ends the connection at once.
 *
 * <p>Nothing is sent to stay alive: the server pings every 13.5 s, and the pongs to that are what
 * its documentation asks of a client.
 */
final class MarketConversation implements Conversation {
  private final Optional<Credentials> credentials;
  private final MarketMessage message = new MarketMessage();
  private final OrderBook book = new OrderBook();

  MarketConversation(Optional<Credentials> credentials) {
    this.credentials = credentials;
  }

  @Override
  public List<String> opened() {
    return List.of(credentials.map(StreamCredentials::message).orElse("{}"));
  }

  /** {@code ""}. */
  @Override
  public boolean isHeartbeat(byte[] bytes) {
    return bytes.length <= 2;
  }

  @Override
  public Reply heard(byte[] bytes) {
    try {
      message.read(bytes, 0, bytes.length);
      return switch (message.kind()) {
        case SNAPSHOT -> {
          book.replace(message);
          yield Reply.NONE;
        }
        case UPDATE -> update();
        case ERROR -> Reply.end("the venue says " + RowValues.shortened(message.errorCode()));
        case KEEP_ALIVE, UNKNOWN -> Reply.NONE;
      };
    } catch (IOException | InvalidFieldException e) {
      return Reply.end("a message that cannot be read");
    } catch (BrokenBookException e) {
      return Reply.end(e.getMessage());
    }
  }

  private Reply update() throws BrokenBookException {
    if (!book.isKnown()) {
      return Reply.end("an update before the book");
    }
    if (message.sequence() <= book.sequence()) {
      return Reply.NONE;
    }
    if (message.sequence() != book.sequence() + 1) {
      return Reply.end("update " + message.sequence() + " after " + book.sequence());
    }
    book.apply(message);
    return Reply.NONE;
  }

  @Override
  public String missing() {
    return book.isKnown() ? "" : "the book";
  }
}
