package org.hedgerow.exchanges;

import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What proves an account to its venue, as it was said to it: keys, passphrases, signatures, tokens.
 * A venue, or what stands before it, may say a request back, in an error above all; answers are
 * kept and shown. So whatever comes back on the same way is {@link #blanked} first.
 *
 * <p>Known by the names of the fields, headers and parameters that carry them. Words of fewer than
 * eight letters, and without a digit, are left alone: they could be anything.
 */
public final class SpokenSecrets {
  private static final int SHORTEST = 8;
  private static final int SHORTEST_LISTEN_KEY = 40;
  private static final Pattern FIELD =
      Pattern.compile(
          "\"(?:api_?key|api_key_id|api_key_secret|passphrase|sign|signature|client_id"
              + "|client_secret|signed_challenge|token|access_token"
              + "|refresh_token)\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.)+)\"",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern PARAMETER =
      Pattern.compile("(?:^|[?&])(?:signature|listenKey|apiKey|token)=([^&]+)");
  private static final Pattern BETWEEN_WORDS = Pattern.compile("[\\s,;]+(?:\\w+=)?|^\\w+=");
  private static final Set<String> OPEN_HEADERS =
      Set.of("accept", "content-type", "user-agent", "nonce", "ok-access-timestamp", "exptime");

  private final Set<String> words = new CopyOnWriteArraySet<>();

  /** Those of a request's headers and of its query. */
  public static SpokenSecrets of(HttpRequest request) {
    SpokenSecrets secrets = new SpokenSecrets();
    for (Map.Entry<String, List<String>> header : request.headers().map().entrySet()) {
      if (!OPEN_HEADERS.contains(header.getKey().toLowerCase(Locale.ROOT))) {
        header.getValue().forEach(secrets::header);
      }
    }
    secrets.learn(request.uri());
    return secrets;
  }

  /** Reads the body of an answer to that request as bytes, blanked. */
  public static BodyHandler<byte[]> blankedBody(HttpRequest request) {
    SpokenSecrets secrets = of(request);
    return answer ->
        HttpResponse.BodySubscribers.mapping(
            HttpResponse.BodySubscribers.ofByteArray(), secrets::blanked);
  }

  private void header(String value) {
    add(value);
    for (String word : BETWEEN_WORDS.split(value)) {
      add(word);
    }
    if (value.startsWith("Basic ")) {
      byte[] pair = Base64.getDecoder().decode(value.substring("Basic ".length()));
      for (String part : new String(pair, StandardCharsets.UTF_8).split(":", 2)) {
        add(part);
      }
    }
  }

  /** Those of an address: of its query, and a listen key at the end of its path. */
  public void learn(URI address) {
    Matcher parameters =
        PARAMETER.matcher(address.getRawQuery() == null ? "" : address.getRawQuery());
    while (parameters.find()) {
      add(parameters.group(1));
      add(URLDecoder.decode(parameters.group(1), StandardCharsets.UTF_8));
    }
    String path = address.getPath() == null ? "" : address.getPath();
    String last = path.substring(path.lastIndexOf('/') + 1);
    if (last.length() >= SHORTEST_LISTEN_KEY) {
      add(last);
    }
  }

  /** Those of a message that is sent on a socket. */
  public void learn(String message) {
    Matcher fields = FIELD.matcher(message);
    while (fields.find()) {
      add(fields.group(1));
      add(fields.group(1).replace("\\", ""));
    }
  }

  private void add(String word) {
    if (word.length() >= SHORTEST
        && word.chars().anyMatch(Character::isDigit)
        && !word.chars().allMatch(Character::isDigit)) {
      words.add(word);
      // As others write it: in JSON where the slash is escaped, and in a query.
      words.add(word.replace("/", "\\/"));
      words.add(URLEncoder.encode(word, StandardCharsets.UTF_8));
    }
  }

  /** Those bytes with an asterisk for every byte of a secret; the same array if there is none. */
  public byte[] blanked(byte[] bytes) {
    if (words.isEmpty()) {
      return bytes;
    }
    byte[] blanked = bytes;
    for (String word : words) {
      byte[] secret = word.getBytes(StandardCharsets.UTF_8);
      for (int at = find(blanked, secret, 0); at >= 0; at = find(blanked, secret, at)) {
        if (blanked == bytes) {
          blanked = bytes.clone();
        }
        Arrays.fill(blanked, at, at + secret.length, (byte) '*');
      }
    }
    return blanked;
  }

  private static int find(byte[] bytes, byte[] word, int from) {
    for (int at = from; at + word.length <= bytes.length; at++) {
      int same = 0;
      while (same < word.length && bytes[at + same] == word[same]) {
        same++;
      }
      if (same == word.length) {
        return at;
      }
    }
    return -1;
  }

  /** How many there are; never which. */
  @Override
  public String toString() {
    return words.size() + " secrets";
  }
}
