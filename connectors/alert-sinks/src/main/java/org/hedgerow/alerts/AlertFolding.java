package org.hedgerow.alerts;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.hedgerow.schema.Alert;
import org.hedgerow.schema.AlertSeverity;
import org.hedgerow.schema.state.AlertEpisode;
import org.hedgerow.schema.state.AlertNotice;
import org.hedgerow.schema.state.NoticeKind;

/**
 * Which alerts are told together. The first of a kind and scope is told at once; those that follow
 * are counted and told as one when the time is over; an alert that tells of an end says what it
 * ends. A rise of the severity, or another code of the same condition, is told at once.
 *
 * <p>Works on rows alone: whoever calls it keeps the episode under {@link #key}, and calls {@link
 * #due} when its {@code dueMillis} has come.
 */
public final class AlertFolding {
  /** A producer repeats what it wrote since its last checkpoint: seconds, not days. */
  private static final int IDS_KEPT = 64;

  private static final int ID_BYTES = 16;

  private final long repeatMillis;

  /**
   * What came of it.
   *
   * @param episode how it stands now; null: to be forgotten
   * @param notice what is to be told
   */
  public record Step(AlertEpisode episode, Optional<AlertNotice> notice) {}

  /**
   * @param repeat how long what follows is counted before it is told
   */
  public AlertFolding(Duration repeat) {
    this.repeatMillis = repeat.toMillis();
  }

  /** What alerts that may be told together have in common. */
  public static String key(Alert alert) {
    return AlertConditions.of(alert) + " " + alert.getScope();
  }

  /**
   * An alert has come.
   *
   * @param episode of its key; null: none
   * @param nowMillis by the machine's clock
   */
  public Step on(AlertEpisode episode, Alert alert, long nowMillis) {
    if (episode != null && episode.getAlertIds().contains(alert.getAlertId())) {
      return new Step(episode, Optional.empty());
    }
    if (AlertConditions.ends(alert)) {
      return new Step(null, Optional.of(end(episode, alert)));
    }
    if (episode == null) {
      return opened(alert, nowMillis);
    }
    Alert before = episode.getNewest();
    episode.setTotal(episode.getTotal() + 1);
    episode.setUntold(episode.getUntold() + 1);
    episode.setNewest(alert);
    remember(episode, alert);
    boolean rises = alert.getSeverity().compareTo(episode.getSeverity()) > 0;
    boolean atOnce =
        rises
            || episode.getDueMillis() == 0
            || AlertConditions.eachIsTold(alert)
            || !before.getCode().equals(alert.getCode());
    if (rises) {
      episode.setSeverity(alert.getSeverity());
    }
    if (!atOnce) {
      return new Step(episode, Optional.empty());
    }
    AlertSeverity severity = episode.getUntold() == 1 ? alert.getSeverity() : episode.getSeverity();
    return new Step(episode, Optional.of(told(episode, severity, nowMillis)));
  }

  /** The time has come that the episode named. */
  public Step due(AlertEpisode episode, long nowMillis) {
    if (episode.getUntold() > 0) {
      return new Step(episode, Optional.of(told(episode, episode.getSeverity(), nowMillis)));
    }
    if (AlertConditions.lasts(episode.getNewest())) {
      // Quiet, and not over: the next is told at once.
      episode.setDueMillis(0);
      return new Step(episode, Optional.empty());
    }
    return new Step(null, Optional.empty());
  }

  private Step opened(Alert alert, long nowMillis) {
    AlertEpisode episode =
        AlertEpisode.newBuilder()
            .setSeverity(alert.getSeverity())
            .setFirstMicros(alert.getTimeMicros())
            .setTotal(1)
            .setNewest(alert)
            .setAlertIds(List.of(alert.getAlertId()))
            .setDueMillis(nowMillis + repeatMillis)
            .build();
    return new Step(
        episode,
        Optional.of(
            notice(NoticeKind.RAISED, alert.getSeverity(), 1, 1, alert.getTimeMicros(), alert)));
  }

  private AlertNotice told(AlertEpisode episode, AlertSeverity severity, long nowMillis) {
    AlertNotice notice =
        notice(
            NoticeKind.REPEATED,
            severity,
            episode.getUntold(),
            episode.getTotal(),
            episode.getFirstMicros(),
            episode.getNewest());
    episode.setUntold(0);
    episode.setDueMillis(nowMillis + repeatMillis);
    return notice;
  }

  private static AlertNotice end(AlertEpisode episode, Alert alert) {
    return episode == null
        ? notice(NoticeKind.RAISED, alert.getSeverity(), 1, 1, alert.getTimeMicros(), alert)
        : notice(
            NoticeKind.ENDED,
            episode.getSeverity(),
            episode.getUntold(),
            episode.getTotal(),
            episode.getFirstMicros(),
            alert);
  }

  private static void remember(AlertEpisode episode, Alert alert) {
    List<String> ids = new ArrayList<>(episode.getAlertIds());
    ids.add(alert.getAlertId());
    episode.setAlertIds(ids.size() > IDS_KEPT ? ids.subList(1, ids.size()) : ids);
  }

  private static AlertNotice notice(
      NoticeKind kind,
      AlertSeverity severity,
      long count,
      long total,
      long firstMicros,
      Alert newest) {
    return AlertNotice.newBuilder()
        .setNoticeId(id(newest.getAlertId()))
        .setKind(kind)
        .setSeverity(severity)
        .setCount(count)
        .setTotal(total)
        .setFirstMicros(firstMicros)
        .setNewest(newest)
        .build();
  }

  /** Of letters and digits, whatever the alert's id has: it goes into headers. */
  private static String id(String alertId) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(alertId.getBytes(StandardCharsets.UTF_8));
      return "alert_" + HexFormat.of().formatHex(hash, 0, ID_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
