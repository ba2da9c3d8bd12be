package org.hedgerow.alerts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.hedgerow.exchanges.Credentials;
import org.hedgerow.schema.AlertSeverity;
import org.hedgerow.schema.state.AlertNotice;

/**
 * Messages to a chat, by {@code sendMessage} of the Telegram Bot API. The bot's token is a part of
 * the address: nothing here repeats an address, nor an answer that holds the token.
 *
 * @see <a href="https://core.telegram.org/bots/api#sendmessage">sendMessage</a>
 */
final class TelegramChannel implements AlertChannel {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The API takes 4096 characters. */
  private static final int LONGEST = 4000;

  private static final Pattern BOT = Pattern.compile("[0-9]{1,20}");
  private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9_-]{8,100}");

  private final URI method;
  private final String secret;
  private final String chat;
  private final HttpPost post;

  /**
   * @param base of the API, such as https://api.telegram.org
   * @param credentials the key is the bot's number, what stands before the colon of its token; the
   *     secret is what stands behind it
   */
  TelegramChannel(URI base, Credentials credentials, String chat) {
    if (!BOT.matcher(credentials.key()).matches()
        || !SECRET.matcher(credentials.secret()).matches()) {
      throw new IllegalArgumentException(
          credentials
              + ": expected as key the number before the colon of the bot's token, as secret the"
              + " rest");
    }
    String address = base.toString();
    this.method =
        URI.create(
            (address.endsWith("/") ? address.substring(0, address.length() - 1) : address)
                + "/bot"
                + credentials.key()
                + ":"
                + credentials.secret()
                + "/sendMessage");
    this.secret = credentials.secret();
    this.chat = chat;
    this.post = new HttpPost(base.getHost());
  }

  @Override
  public CompletableFuture<Delivery> send(AlertNotice notice) {
    String body =
        JSON.createObjectNode()
            .put("chat_id", chat)
            // No parse_mode: whatever an alert says is shown as it is.
            .put("text", cut(NoticeText.of(notice)))
            .put("disable_notification", notice.getSeverity() == AlertSeverity.INFO)
            .toString();
    HttpRequest request =
        HttpRequest.newBuilder(method)
            .timeout(HttpPost.ANSWER)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8))
            .build();
    return post.send(request, this::read);
  }

  private Delivery read(HttpResponse<String> answer) {
    Duration wait = Duration.ZERO;
    String said = "";
    try {
      JsonNode json = JSON.readTree(answer.body());
      if (json != null) {
        wait = Duration.ofSeconds(json.path("parameters").path("retry_after").asLong(0));
        said = json.path("description").asText("").replace(secret, "***");
      }
    } catch (JsonProcessingException e) {
      // A proxy's page: its status says what there is to know.
      said = "no JSON";
    }
    return Delivery.ofStatus(answer.statusCode(), wait, said);
  }

  private static String cut(String text) {
    return text.length() <= LONGEST
        ? text
        : text.substring(0, text.offsetByCodePoints(0, text.codePointCount(0, LONGEST) - 1)) + "…";
  }
}
