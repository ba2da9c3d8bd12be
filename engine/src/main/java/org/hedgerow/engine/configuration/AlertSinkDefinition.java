package org.hedgerow.engine.configuration;

import java.io.Serializable;
import java.net.URI;
import java.util.Optional;
import org.hedgerow.schema.AlertSeverity;

/**
 * One place that alerts go to.
 *
 * @param sink its name, by which its state is found
 * @param kind what it is
 * @param severity what is below is not sent there
 * @param url of a webhook the endpoint, of Telegram the Bot API's base; null for a log
 * @param credentials the name of its secrets; null for a log
 * @param chat Telegram's id of a chat, or {@code @} and a channel's name; null for others
 */
public record AlertSinkDefinition(
    String sink,
    AlertSinkKind kind,
    AlertSeverity severity,
    URI url,
    String credentials,
    String chat)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Where it sends to, without what may be secret in an address: for logs. */
  public String place() {
    return Optional.ofNullable(url).map(URI::getHost).orElse("the log");
  }
}
