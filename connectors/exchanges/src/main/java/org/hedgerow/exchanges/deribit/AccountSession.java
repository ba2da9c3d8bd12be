package org.hedgerow.exchanges.deribit;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.hedgerow.exchanges.Conversation;
import org.hedgerow.exchanges.Session;
import org.hedgerow.exchanges.SnapshotAnswer;

/** A connection of an account: it logs in with the venue's time, and then subscribes. */
final class AccountSession implements Session {
  private final URI address;
  private final List<String> channels;
  private final DeribitAccess access;
  private final AccountQuestions questions;

  AccountSession(URI stream, List<String> channels, DeribitAccess access) {
    this.address = MarketSession.address(stream);
    this.channels = channels;
    this.access = access;
    this.questions = new AccountQuestions(access);
  }

  @Override
  public CompletableFuture<URI> open() {
    questions.reset();
    return access.clock().ready().thenApply(nothing -> address);
  }

  @Override
  public Conversation converse() {
    return new DeribitConversation(channels, access::login);
  }

  @Override
  public Optional<Duration> keepAliveInterval() {
    return Optional.empty();
  }

  @Override
  public CompletableFuture<Boolean> keepAlive() {
    return CompletableFuture.completedFuture(true);
  }

  @Override
  public CompletableFuture<SnapshotAnswer> ask(String snapshot) {
    return questions.ask(snapshot);
  }
}
