package org.hedgerow.exchanges.okx;

/**
 * The identity of a report: what it is about and what it says, never when or where it was received,
 * so that the same report is the same by whichever way it comes, and after any restart.
 */
final class Identity {
  private Identity() {}

  static String of(String account, String subject, String kind, String... parts) {
    StringBuilder id =
        new StringBuilder(96)
            .append(OkxVenue.NAME)
            .append('/')
            .append(account)
            .append('/')
            .append(subject)
            .append('/')
            .append(kind);
    for (String part : parts) {
      id.append('/').append(part);
    }
    return id.toString();
  }
}
