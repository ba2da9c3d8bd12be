package org.hedgerow.exchanges.kraken;

/**
 * Identities of reports: made of what a report is about and what it says, never of when or by which
 * connection it came, so that the same report is the same after any restart.
 */
final class Identity {
  private Identity() {}

  static String of(String venue, String account, String subject, String kind, String... parts) {
    StringBuilder id =
        new StringBuilder(96)
            .append(venue)
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
