package org.hedgerow.engine.configuration;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.hedgerow.schema.AlertSeverity;

/**
 * Reads the section {@code alerts}:
 *
 * <pre>
 * alerts:
 *   repeat: 10m
 *   sinks:
 *     - {sink: operations, kind: log}
 *     - {sink: pager, kind: webhook, severity: critical, url: "https://pager.example/hedgerow", credentials: pager}
 *     - {sink: desk, kind: telegram, severity: warning, chat: "-1001234567890", credentials: telegram}
 * </pre>
 */
final class AlertingParser {
  private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,40}");
  private static final String NAME_FORM =
      "a name of lower-case letters, digits and - of at most 40 characters";
  private static final Pattern CHAT = Pattern.compile("-?[0-9]{1,20}|@[A-Za-z0-9_]{1,64}");
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofDays(1);
  private static final URI TELEGRAM = URI.create("https://api.telegram.org");

  private final Set<String> names = new LinkedHashSet<>();

  static Alerting read(YamlSection yaml) {
    AlertingParser parser = new AlertingParser();
    Duration repeat = Alerting.USUAL.repeat();
    if (yaml.has("repeat")) {
      repeat = yaml.duration("repeat");
      if (repeat.compareTo(SHORTEST) < 0 || repeat.compareTo(LONGEST) > 0) {
        yaml.error(yaml.at("repeat"), repeat, "from 1s to 1d");
      }
    }
    List<AlertSinkDefinition> sinks =
        yaml.has("sinks") ? yaml.sections("sinks", parser::sink) : Alerting.USUAL.sinks();
    yaml.refuseUnknownKeys();
    return new Alerting(repeat, sinks);
  }

  private AlertSinkDefinition sink(YamlSection yaml) {
    String name = yaml.text("sink", NAME, NAME_FORM);
    if (!names.add(name)) {
      yaml.error(yaml.at("sink"), name, "each once");
    }
    AlertSinkKind kind = yaml.choice("kind", AlertSinkKind.class);
    AlertSeverity severity =
        yaml.has("severity") ? yaml.choice("severity", AlertSeverity.class) : AlertSeverity.INFO;
    if (kind == AlertSinkKind.LOG) {
      return new AlertSinkDefinition(name, kind, severity, null, null, null);
    }
    boolean telegram = kind == AlertSinkKind.TELEGRAM;
    return new AlertSinkDefinition(
        name,
        kind,
        severity,
        telegram && !yaml.has("url") ? TELEGRAM : address(yaml),
        yaml.text("credentials", NAME, NAME_FORM),
        telegram
            ? yaml.text("chat", CHAT, "a chat's number, or @ and a channel's name, in quotes")
            : null);
  }

  /** Secrets and what alerts tell go to another machine by TLS alone. */
  private static URI address(YamlSection yaml) {
    URI url = yaml.uri("url", List.of("http", "https"));
    if (url.getScheme().equals("http")
        && !url.getHost().matches("localhost|127(\\.\\d{1,3}){3}|\\[::1]|invalid")) {
      yaml.error(yaml.at("url"), url.getHost(), "https, or http to this machine");
    } else if (url.getUserInfo() != null) {
      yaml.error(yaml.at("url"), url.getHost(), "no user or password: what is secret is named");
    }
    return url;
  }
}
