package org.hedgerow.exchanges.bybit;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hedgerow.exchanges.Conversation;

/**
 * Subscribes the topics of one connection and pings. The venue acknowledges each request as a
 * whole; a refusal ends the connection, because which of its topics was refused is not said.
 */
final class BybitConversation implements Conversation {
  /** Topics a request: the spot market takes ten, so the linear one does. */
  static final int BATCH = 10;

  /** Acknowledgements and pongs are shorter. */
  private static final int LONGEST_NOTICE = 1_024;

  private static final Duration PING = Duration.ofSeconds(20);

  private final List<String> topics;
  private int acknowledged;

  BybitConversation(List<String> topics) {
    this.topics = topics;
  }

  @Override
  public List<String> opened() {
    List<String> requests = new ArrayList<>();
    for (int from = 0; from < topics.size(); from += BATCH) {
      List<String> batch = topics.subList(from, Math.min(topics.size(), from + BATCH));
      requests.add(
          "{\"op\":\"subscribe\",\"req_id\":\""
              + requests.size()
              + "\",\"args\":[\""
              + String.join("\",\"", batch)
              + "\"]}");
    }
    return requests;
  }

  @Override
  public Reply heard(byte[] message) {
    String notice = notice(message);
    if (!notice.contains("\"subscribe\"")) {
      return Reply.NONE;
    }
    if (!notice.contains("\"success\":true")) {
      return Reply.end("the venue refused topics");
    }
    acknowledged++;
    return Reply.NONE;
  }

  @Override
  public boolean isHeartbeat(byte[] message) {
    String notice = notice(message);
    return notice.contains("\"pong\"") || notice.contains("\"ping\"");
  }

  /** The message without blanks, if it is no data; else an empty string. */
  private static String notice(byte[] message) {
    if (message.length > LONGEST_NOTICE) {
      return "";
    }
    String text = new String(message, StandardCharsets.UTF_8);
    return text.contains("\"topic\"") ? "" : text.replace(" ", "");
  }

  @Override
  public Optional<Ping> ping() {
    return Optional.of(new Ping("{\"op\":\"ping\"}", PING));
  }

  @Override
  public String missing() {
    int requests = (topics.size() + BATCH - 1) / BATCH;
    return acknowledged >= requests
        ? ""
        : (requests - acknowledged) + " of " + requests + " requests for topics";
  }
}
