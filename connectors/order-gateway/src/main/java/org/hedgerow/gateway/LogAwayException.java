package org.hedgerow.gateway;

import java.io.IOException;
import java.sql.SQLException;

/**
 * The intent log cannot be reached, or went away during a call: nobody knows whether that call was
 * committed. Whoever gets it reserves and concludes nothing more; cancels need no log.
 */
final class LogAwayException extends IOException {
  private static final long serialVersionUID = 1L;

  /**
   * Classes of SQLSTATE, by PostgreSQL's appendix A: connection, resources, operator intervention.
   */
  private static final String CONNECTION = "08";

  private static final String RESOURCES = "53";
  private static final String INTERVENTION = "57";

  LogAwayException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Whether it is the database that is missing, and not the statement that is wrong. */
  static boolean isCause(SQLException failure) {
    String state = failure.getSQLState();
    return state != null
        && (state.startsWith(CONNECTION)
            || state.startsWith(RESOURCES)
            || state.startsWith(INTERVENTION));
  }
}
