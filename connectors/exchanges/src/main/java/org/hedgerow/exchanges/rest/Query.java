package org.hedgerow.exchanges.rest;

/** The query of a request that was or will be sent, as a path with its parameters. */
public final class Query {
  private Query() {}

  /**
   * A parameter as it stands there, of the first request where several are joined; an empty string
   * where it does not.
   */
  public static String parameter(String request, String name) {
    int from = request.indexOf('?') + 1;
    while (from > 0 && from < request.length()) {
      int end = from;
      while (end < request.length() && "& #".indexOf(request.charAt(end)) < 0) {
        end++;
      }
      if (request.startsWith(name + "=", from)) {
        return request.substring(from + name.length() + 1, end);
      }
      from = end < request.length() && request.charAt(end) == '&' ? end + 1 : 0;
    }
    return "";
  }
}
