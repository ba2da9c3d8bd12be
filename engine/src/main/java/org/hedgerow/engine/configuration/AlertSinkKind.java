package org.hedgerow.engine.configuration;

/** Where alerts can go. */
public enum AlertSinkKind {
  /** The log of the task that runs the sink. */
  LOG,
  /** An HTTP endpoint of the operator's, by signed POST requests. */
  WEBHOOK,
  /** A chat, by the Telegram Bot API. */
  TELEGRAM
}
