package org.hedgerow.exchanges.luno;

import java.io.IOException;
import java.util.Map;
import org.hedgerow.exchanges.RejectReason;
import org.hedgerow.exchanges.json.InvalidFieldException;
import org.hedgerow.exchanges.json.JsonRows;
import org.hedgerow.exchanges.json.RowValues;

/** Errors in the dress of answers. */
final class LunoErrors {
  private LunoErrors() {}

  /** Luno's code, of either of the two forms that its documentation has; null where it is none. */
  static String code(Map<String, String> fields) {
    String code = fields.get("error_code");
    return code != null ? code : fields.containsKey("message") ? fields.get("code") : null;
  }

  /** Luno's own words, without which no code comes. */
  static String text(Map<String, String> fields) {
    String text = fields.get("error");
    return text != null ? text : fields.getOrDefault("message", "");
  }

  /**
   * Nothing where the body may be an answer.
   *
   * @param request with what the connection has marked as failed after its {@code #}
   * @throws InvalidFieldException if it is an error
   */
  static void refuse(String request, byte[] body) throws InvalidFieldException {
    int mark = request.indexOf('#');
    String error = mark < 0 ? null : request.substring(mark + 1);
    try {
      String code = code(JsonRows.object(body));
      if (code != null) {
        error = RowValues.shortened(code);
      }
    } catch (IOException e) {
      // Garbage: it has its mark, or is found out by what is looked for in it.
    }
    if (error != null) {
      throw new InvalidFieldException(
          error.equals("unreadable") ? RejectReason.MALFORMED : RejectReason.VENUE_ERROR,
          "the venue says " + error);
    }
  }
}
