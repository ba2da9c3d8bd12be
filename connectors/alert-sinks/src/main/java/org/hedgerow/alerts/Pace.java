package org.hedgerow.alerts;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** How many messages may be sent in how long, over several spans at once. */
final class Pace {
  /** No bound. */
  static final List<Limit> ANY = List.of();

  /**
   * What Telegram's documentation asks for: a message a second to a chat, twenty a minute to a
   * group. https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this
   */
  static List<Limit> ofTelegram(String chat) {
    Limit second = new Limit(1, Duration.ofSeconds(1));
    // Groups and channels have negative numbers, or a name.
    return chat.startsWith("-") || chat.startsWith("@")
        ? List.of(second, new Limit(20, Duration.ofMinutes(1)))
        : List.of(second);
  }

  private final List<Limit> limits;
  private final Deque<Long> sent = new ArrayDeque<>();

  /**
   * A bound.
   *
   * @param messages at most
   * @param span in any stretch of this length
   */
  record Limit(int messages, Duration span) {}

  Pace(List<Limit> limits) {
    this.limits = limits;
  }

  /** How long the next message has to wait; 0: it may go. */
  long waitMillis(long nowMillis) {
    long wait = 0;
    for (Limit limit : limits) {
      if (sent.size() >= limit.messages()) {
        long oldest = nth(limit.messages());
        wait = Math.max(wait, oldest + limit.span().toMillis() - nowMillis);
      }
    }
    return wait;
  }

  /** A message goes now. */
  void sent(long nowMillis) {
    sent.addLast(nowMillis);
    int most = limits.stream().mapToInt(Limit::messages).max().orElse(0);
    while (sent.size() > most) {
      sent.removeFirst();
    }
  }

  /** When the message was sent that is the n-th from the newest, from 1. */
  private long nth(int n) {
    int skip = sent.size() - n;
    for (long time : sent) {
      if (skip-- == 0) {
        return time;
      }
    }
    throw new IllegalStateException("fewer than " + n);
  }
}
