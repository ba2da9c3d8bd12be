package org.hedgerow.exchanges;

import java.io.Serializable;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One connection and what is wanted on it: a split of the ingest job.
 *
 * @param connection its name, stable over restarts, e.g. BINANCE_SPOT/market/0; the key of its raw
 *     frames
 * @param venue the venue's name
 * @param account the account whose private stream it is, or null for market data
 * @param credentials the name under which the account's key and secret are found, or null
 * @param stream the venue's WebSocket address, without the part that names streams
 * @param rest the venue's address for requests
 * @param streams the venue's names of the streams
 * @param snapshots paths and queries of the REST answers that are wanted at each connect; an
 *     account's may join several with {@link #AND}, which then make one frame
 * @param snapshotInterval how long after one round of them the next begins; zero if at a connect
 *     only
 * @param lists those of the snapshots that are lists of instruments, and are asked for again by
 *     themselves
 * @param listInterval how long after one round of the lists the next begins
 */
public record Subscription(
    String connection,
    String venue,
    String account,
    String credentials,
    URI stream,
    URI rest,
    List<String> streams,
    List<String> snapshots,
    Duration snapshotInterval,
    List<String> lists,
    Duration listInterval)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Between requests whose answers make one frame. */
  public static final String AND = " + ";

  public Subscription {
    streams = List.copyOf(streams);
    snapshots = List.copyOf(snapshots);
    lists = List.copyOf(lists);
  }

  /** Without lists that are asked for again. */
  public Subscription(
      String connection,
      String venue,
      String account,
      String credentials,
      URI stream,
      URI rest,
      List<String> streams,
      List<String> snapshots,
      Duration snapshotInterval) {
    this(
        connection,
        venue,
        account,
        credentials,
        stream,
        rest,
        streams,
        snapshots,
        snapshotInterval,
        List.of(),
        Duration.ZERO);
  }

  /** With snapshots at each connect only. */
  public Subscription(
      String connection,
      String venue,
      String account,
      String credentials,
      URI stream,
      URI rest,
      List<String> streams,
      List<String> snapshots) {
    this(connection, venue, account, credentials, stream, rest, streams, snapshots, Duration.ZERO);
  }

  /** The same with these of its snapshots asked for again and again. */
  public Subscription listing(List<String> requests, Duration interval) {
    return new Subscription(
        connection,
        venue,
        account,
        credentials,
        stream,
        rest,
        streams,
        snapshots,
        snapshotInterval,
        requests,
        interval);
  }

  /** The account, on private connections. */
  public Optional<String> owner() {
    return Optional.ofNullable(account);
  }
}
