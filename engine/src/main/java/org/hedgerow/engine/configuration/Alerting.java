package org.hedgerow.engine.configuration;

import java.time.Duration;
import java.util.List;
import org.hedgerow.schema.AlertSeverity;

/**
 * Who is told of alerts.
 *
 * @param repeat alerts of one code and scope that come within it are told together
 * @param sinks where they go
 */
public record Alerting(Duration repeat, List<AlertSinkDefinition> sinks) {
  /** Of a configuration that says nothing about it: all of them, to the log. */
  public static final Alerting USUAL =
      new Alerting(
          Duration.ofMinutes(10),
          List.of(
              new AlertSinkDefinition(
                  "log", AlertSinkKind.LOG, AlertSeverity.INFO, null, null, null)));
}
