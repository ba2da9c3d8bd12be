package org.hedgerow.exchanges;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.avro.specific.SpecificRecord;
import org.hedgerow.engine.configuration.Configuration;
import org.hedgerow.schema.ExecutionReport;
import org.hedgerow.schema.FrameKind;
import org.hedgerow.schema.RawFrame;

/**
 * Asks a venue for the open orders of an account, by the question that its snapshots ask and the
 * decoder that reads them: there is one way to read a venue's orders.
 */
public final class OpenOrders {
  private final Venue venue;
  private final Subscription subscription;
  private final Session session;
  private final String question;
  private final FrameDecoder decoder;

  /**
   * What a venue shows.
   *
   * @param orders as their reports tell them
   * @param unread of the rows, why they could not be read: those may be orders too
   */
  public record Shown(List<ExecutionReport> orders, List<String> unread) {}

  /**
   * Of a configured account.
   *
   * @throws IllegalArgumentException if the venue has no such account, or no such question
   * @throws java.io.UncheckedIOException if its credentials are missing
   */
  public OpenOrders(Configuration configuration, Venue venue, String account) {
    this.venue = venue;
    this.subscription =
        venue.subscriptions(configuration).stream()
            .filter(one -> one.owner().isPresent() && one.owner().get().equals(account))
            .filter(one -> one.snapshots().stream().anyMatch(venue::asksForOpenOrders))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        venue.name() + " cannot be asked for open orders of account " + account));
    this.question =
        subscription.snapshots().stream()
            .filter(venue::asksForOpenOrders)
            .findFirst()
            .orElseThrow();
    this.session = venue.session(subscription);
    this.decoder = venue.decoder(configuration);
  }

  /** Done with what the venue shows; exceptionally if it did not answer as it should. */
  public CompletableFuture<Shown> ask() {
    return session.ask(question).thenCompose(this::read);
  }

  private CompletableFuture<Shown> read(SnapshotAnswer answer) {
    if (!answer.usable()) {
      return CompletableFuture.failedFuture(
          new IOException(venue.name() + " does not list open orders: " + answer.request()));
    }
    Instant now = Instant.now();
    RawFrame frame =
        new RawFrame(
            venue.name(),
            subscription.connection(),
            0L,
            0L,
            now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000,
            FrameKind.REST,
            subscription.account(),
            answer.request(),
            ByteBuffer.wrap(answer.body()));
    Shown shown = new Shown(new ArrayList<>(), new ArrayList<>());
    decoder.decode(
        frame,
        new DecodedFrame() {
          @Override
          public void entry(SpecificRecord payload, Long venueTimeMicros) {
            if (payload instanceof ExecutionReport report) {
              shown.orders().add(report);
            }
          }

          @Override
          public void ignore(String channel) {}

          @Override
          public void reject(String channel, RejectReason reason, String detail) {
            shown.unread().add(reason + ": " + detail);
          }
        });
    return CompletableFuture.completedFuture(shown);
  }
}
