package org.hedgerow.engine.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.hedgerow.schema.AlertSeverity;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class AlertingParserTest {
  private final List<String> errors = new ArrayList<>();

  private Alerting read(String yaml) {
    Object document = new Load(LoadSettings.builder().build()).loadFromString(yaml);
    return AlertingParser.read(new YamlSection("alerts", document, errors));
  }

  @Test
  void threeKindsOfSinks() {
    Alerting alerting =
        read(
            """
            repeat: 5m
            sinks:
              - {sink: operations, kind: log}
              - {sink: pager, kind: webhook, severity: critical, url: "https://pager.example/in", credentials: pager}
              - {sink: desk, kind: telegram, severity: warning, chat: "-1001234567890", credentials: telegram}
            """);
    assertEquals(List.of(), errors);
    assertEquals(Duration.ofMinutes(5), alerting.repeat());
    assertEquals(
        List.of(
            new AlertSinkDefinition(
                "operations", AlertSinkKind.LOG, AlertSeverity.INFO, null, null, null),
            new AlertSinkDefinition(
                "pager",
                AlertSinkKind.WEBHOOK,
                AlertSeverity.CRITICAL,
                URI.create("https://pager.example/in"),
                "pager",
                null),
            new AlertSinkDefinition(
                "desk",
                AlertSinkKind.TELEGRAM,
                AlertSeverity.WARNING,
                URI.create("https://api.telegram.org"),
                "telegram",
                "-1001234567890")),
        alerting.sinks());
    assertEquals("pager.example", alerting.sinks().get(1).place());
    assertNull(alerting.sinks().get(0).url());
  }

  @Test
  void nothingSaidIsTheLog() {
    assertEquals(Alerting.USUAL, read("{}"));
  }

  @Test
  void everyErrorAtOnce() {
    read(
        """
        repeat: 2d
        sinks:
          - {sink: a, kind: webhook, url: "http://pager.example/in", credentials: pager}
          - {sink: a, kind: log}
          - {sink: b, kind: webhook, url: "https://me:planted@pager.example/in", credentials: pager}
          - {sink: c, kind: telegram, chat: "no chat", credentials: telegram, url: "http://127.0.0.1:80"}
          - {sink: d, kind: pigeon}
        """);
    String all = String.join("\n", errors);
    assertEquals(
        List.of(
            "alerts.repeat",
            "alerts.sinks[0].url",
            "alerts.sinks[1].sink",
            "alerts.sinks[2].url",
            "alerts.sinks[3].chat",
            "alerts.sinks[4].kind"),
        errors.stream().map(error -> error.substring(0, error.indexOf(": "))).toList(),
        all);
    assertEquals(false, all.contains("planted"), all);
  }
}
