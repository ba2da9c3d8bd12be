package org.hedgerow.gateway;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.hedgerow.exchanges.order.Answer;
import org.hedgerow.exchanges.order.Fill;
import org.hedgerow.exchanges.order.OrderVenue;
import org.hedgerow.exchanges.order.RateLimit;
import org.hedgerow.schema.Order;

/**
 * Stands for the venue of an account that left the configuration: there are no credentials to ask
 * with. What may have been sent stays unknown until a person resolves it or the account comes back;
 * nothing new is sent.
 */
final class UnconfiguredVenue implements OrderVenue {
  private static final String CODE = "ACCOUNT_NOT_CONFIGURED";

  @Override
  public long venueTimeMicros() {
    Instant now = Instant.now();
    return now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
  }

  @Override
  public long deadlineMicros() {
    return 0;
  }

  @Override
  public boolean enforcesDeadlines() {
    return false;
  }

  @Override
  public long settleMicros() {
    return 0;
  }

  @Override
  public Optional<RateLimit> placeLimit() {
    return Optional.empty();
  }

  @Override
  public CompletableFuture<Answer> place(Order order, long deadlineMicros) {
    return answer(Answer.Kind.REJECTED);
  }

  /** An earlier owner may have sent one: what became of it is not known as long as this holds. */
  @Override
  public boolean amends() {
    return true;
  }

  /** It does not leave: as one that the venue did not judge. */
  @Override
  public CompletableFuture<Answer> amend(Order order, long deadlineMicros) {
    return answer(Answer.Kind.DEADLINE_PASSED);
  }

  @Override
  public CompletableFuture<Answer> cancel(Order order) {
    return answer(Answer.Kind.AMBIGUOUS);
  }

  @Override
  public CompletableFuture<Answer> lookUp(Order order) {
    return answer(Answer.Kind.AMBIGUOUS);
  }

  @Override
  public CompletableFuture<List<Fill>> fills(Order order, Answer.OrderView view) {
    return CompletableFuture.failedFuture(new IllegalStateException(CODE));
  }

  @Override
  public boolean hasDeadMansSwitch() {
    return false;
  }

  @Override
  public CompletableFuture<Answer> cancelAllAfter(Set<String> symbols, Duration time) {
    throw new UnsupportedOperationException(CODE);
  }

  @Override
  public void close() {}

  private static CompletableFuture<Answer> answer(Answer.Kind kind) {
    return CompletableFuture.completedFuture(
        Answer.of(kind, CODE, "the account is not in the configuration"));
  }
}
