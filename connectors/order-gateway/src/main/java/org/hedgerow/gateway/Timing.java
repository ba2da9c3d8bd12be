package org.hedgerow.gateway;

import java.time.Duration;

/**
 * How long the gateway waits.
 *
 * @param askAgain before a venue is asked about the same order again; grows while it gives no word
 * @param longestAskAgain what that grows to
 * @param standStill for how long no order leaves after a venue has asked us to slow down; doubles
 *     while it goes on asking
 * @param longestStandStill what that grows to
 * @param poll between two looks for reports that somebody else wrote
 * @param deadMan the venue cancels our orders this long after the last sign of life, and the
 *     engine's own signs may be this old
 * @param answerWithin after which a call to a venue counts as not answered
 * @param reserveWithin after which a checkpoint does not wait for the log any longer: as long as it
 *     waits, no cancel is read
 * @param laneWithin after which a cancel does not wait for its account's thread any longer
 */
record Timing(
    Duration askAgain,
    Duration longestAskAgain,
    Duration standStill,
    Duration longestStandStill,
    Duration poll,
    Duration deadMan,
    Duration answerWithin,
    Duration reserveWithin,
    Duration laneWithin) {
  /** A failover of the hedging job takes some 11 s, which must not cancel what it works with. */
  static final Timing PRODUCTION =
      new Timing(
          Duration.ofSeconds(1),
          Duration.ofMinutes(1),
          Duration.ofSeconds(1),
          Duration.ofSeconds(30),
          Duration.ofSeconds(1),
          Duration.ofSeconds(30),
          Duration.ofSeconds(15),
          Duration.ofSeconds(10),
          Duration.ofSeconds(1));

  /**
   * Before the next question.
   *
   * @param asked how often it was asked without a word
   */
  long askAgainMillis(int asked) {
    return Math.min(longestAskAgain.toMillis(), askAgain.toMillis() << Math.min(asked, 16));
  }
}
