package org.hedgerow.exchanges;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What one connection says to its venue, from its opening to its end: credentials, requests for
 * streams, the venue's own kind of ping, and what to do about what it hears. It holds the state of
 * that one connection. Its methods are called by one thread at a time, and do not block.
 */
public interface Conversation {
  /** For venues to which nothing has to be said. */
  Conversation SILENT =
      new Conversation() {
        @Override
        public List<String> opened() {
          return List.of();
        }

        @Override
        public Reply heard(byte[] message) {
          return Reply.NONE;
        }
      };

  /** What to send as soon as the connection is open, message by message. */
  List<String> opened();

  /**
   * Takes note of a message. Called for each, so what is no answer to anything must be told from
   * its length or its beginning; only books whose sequence is watched here deserve more.
   */
  Reply heard(byte[] message);

  /**
   * Takes note of what a market's REST request was answered with, which was kept already.
   *
   * @return what to ask, or to end; there is nothing to send
   */
  default Reply answered(String request, byte[] answer) {
    return Reply.NONE;
  }

  /**
   * Whether a message holds what opens an account, such as a token: it is heard, and kept nowhere.
   * Called for each message, before {@link #heard}.
   */
  default boolean isSecret(byte[] message) {
    return false;
  }

  /**
   * Whether a message says no more than that the connection is open: a heartbeat, a pong. On a
   * connection of market data such messages alone do not keep it from being given up. Called for
   * each message, so it must be told from its length or its beginning.
   */
  default boolean isHeartbeat(byte[] message) {
    return false;
  }

  /** What is sent at a fixed interval so that the venue does not end the connection. */
  default Optional<Ping> ping() {
    return Optional.empty();
  }

  /**
   * What the venue should have acknowledged and has not; an empty string if nothing. Asked once,
   * some seconds after the opening, and then the connection is given up if something is missing.
   */
  default String missing() {
    return "";
  }

  /** Whether the venue has acknowledged all that was asked of it: from now on it is heard. */
  default boolean isAcknowledged() {
    return missing().isEmpty();
  }

  /** A message, and how often it is sent. */
  record Ping(String message, Duration interval) {}

  /**
   * What follows from a message.
   *
   * @param send messages to send
   * @param ask paths and queries of REST answers to get, as in {@link Subscription#snapshots}
   * @param end why the connection must be given up and opened anew; null if it goes on
   */
  record Reply(List<String> send, List<String> ask, String end) {
    /** Nothing follows. */
    public static final Reply NONE = new Reply(List.of(), List.of(), null);

    public Reply {
      send = List.copyOf(send);
      ask = List.copyOf(ask);
    }

    /** To send these. */
    public static Reply send(String... messages) {
      return new Reply(List.of(messages), List.of(), null);
    }

    /** To ask for these. */
    public static Reply ask(String... requests) {
      return new Reply(List.of(), List.of(requests), null);
    }

    /** To give the connection up, for that reason, which is logged and holds no secret. */
    public static Reply end(String why) {
      return new Reply(List.of(), List.of(), why);
    }
  }
}
