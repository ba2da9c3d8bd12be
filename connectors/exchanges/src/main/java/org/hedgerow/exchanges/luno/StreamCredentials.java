package org.hedgerow.exchanges.luno;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import org.hedgerow.exchanges.Credentials;

/** The message with which a client begins: a secret, made when it is sent and kept nowhere. */
final class StreamCredentials {
  private StreamCredentials() {}

  static String message(Credentials credentials) {
    return "{\"api_key_id\":\""
        + quoted(credentials.key())
        + "\",\"api_key_secret\":\""
        + quoted(credentials.secret())
        + "\"}";
  }

  private static String quoted(String text) {
    return new String(JsonStringEncoder.getInstance().quoteAsString(text));
  }
}
