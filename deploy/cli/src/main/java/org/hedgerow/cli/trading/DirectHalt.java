package org.hedgerow.cli.trading;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BooleanSupplier;
import org.hedgerow.cli.Progress;
import org.hedgerow.cli.stack.StackLayout;
import org.hedgerow.engine.configuration.Account;
import org.hedgerow.engine.configuration.Configuration;
import org.hedgerow.engine.configuration.Instrument;
import org.hedgerow.engine.configuration.VenueEndpoint;
import org.hedgerow.exchanges.Credentials;
import org.hedgerow.exchanges.OpenOrders;
import org.hedgerow.exchanges.Venue;
import org.hedgerow.exchanges.Venues;
import org.hedgerow.exchanges.order.OrderVenue;
import org.hedgerow.gateway.DirectCancels;
import org.hedgerow.schema.ExecutionReport;
import org.hedgerow.schema.TradingScope;

/**
 * A halt that waits for nobody: the word is said as ever, to whom it reaches, and at the same time
 * every account's venue is asked for what is open, and what is ours there is canceled by its id.
 */
final class DirectHalt {
  private static final Duration AT_MOST = Duration.ofSeconds(60);

  private final GatewayConfiguration gateway;
  private final TradingScope where;
  private final Progress out;

  /**
   * A halt.
   *
   * @throws IllegalArgumentException if a venue cannot tell what is in the scope
   */
  DirectHalt(GatewayConfiguration gateway, TradingScope where, Progress out) {
    switch (where.kind()) {
      case ALL, VENUE, ACCOUNT, INSTRUMENT -> {}
      default ->
          throw new IllegalArgumentException(
              "'"
                  + where
                  + "' cannot be told from what venues show; expected all, venue, account or"
                  + " instrument with --direct");
    }
    this.gateway = gateway;
    this.where = where;
    this.out = out;
  }

  /**
   * Cancels, while the word is said, and says what came of it.
   *
   * @param word says it; whether it reached everyone
   * @return whether nothing of ours is left at any account, for good: where the gateways could not
   *     be told they may place again, and that is said
   */
  boolean run(StackLayout layout, BooleanSupplier word) {
    Credentials.folder(layout.credentials());
    CompletableFuture<Boolean> said = CompletableFuture.supplyAsync(word::getAsBoolean);
    Map<String, CompletableFuture<DirectCancels.Result>> accounts = new LinkedHashMap<>();
    for (Account account : gateway.configuration().accounts()) {
      if (concerns(account)) {
        accounts.put(account.account(), onItsOwn(account, said));
      }
    }
    boolean clear = true;
    for (Map.Entry<String, CompletableFuture<DirectCancels.Result>> one : accounts.entrySet()) {
      clear &= tell(one.getKey(), one.getValue());
    }
    if (accounts.isEmpty()) {
      out.say("Venues: no account is configured at " + where + ".");
    }
    boolean everyoneHeard = said.handle((heard, failure) -> failure == null && heard).join();
    if (!everyoneHeard) {
      out.say("Not everyone has been told (above); the stack's kill switch goes on telling them.");
    }
    return clear && !accounts.isEmpty();
  }

  private boolean tell(String account, CompletableFuture<DirectCancels.Result> canceling) {
    try {
      DirectCancels.Result result = canceling.join();
      out.say(
          "Account "
              + account
              + ": "
              + result.canceled()
              + " canceled, "
              + result
                  .left()
                  .map(why -> "NOT CERTAIN that none of ours is left (" + why + ")")
                  .orElse("none of ours is left")
              + (result.others() == 0 ? "." : ", " + result.others() + " of others untouched."));
      return result.left().isEmpty();
    } catch (CompletionException e) {
      out.say("Account " + account + ": NOTHING CANCELED (" + e.getCause().getMessage() + ").");
      return false;
    }
  }

  private boolean concerns(Account account) {
    return switch (where.kind()) {
      case VENUE -> where.name().equals(account.venue());
      case ACCOUNT -> where.name().equals(account.account());
      case INSTRUMENT -> where.name().startsWith(account.venue() + ":");
      default -> true;
    };
  }

  /** A thread each: a venue that is slow holds up no other. */
  private CompletableFuture<DirectCancels.Result> onItsOwn(
      Account account, CompletableFuture<Boolean> said) {
    CompletableFuture<DirectCancels.Result> result = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                result.complete(cancel(account, said));
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                result.completeExceptionally(e);
              } catch (RuntimeException e) {
                result.completeExceptionally(e);
              }
            },
            "direct-" + account.account());
    thread.setDaemon(true);
    thread.start();
    return result;
  }

  private DirectCancels.Result cancel(Account account, CompletableFuture<Boolean> said)
      throws InterruptedException {
    Configuration configuration = gateway.configuration();
    Venue venue = Venues.named(account.venue());
    VenueEndpoint endpoint = configuration.venue(account.venue()).orElseThrow();
    OpenOrders open = new OpenOrders(configuration, venue, account.account());
    try (OrderVenue orders =
        venue.orders(configuration, endpoint.rest(), Credentials.load(account.credentials()))) {
      return new DirectCancels(account.account(), orders, open::ask, this::symbol)
          .run(said, AT_MOST);
    }
  }

  /** The symbol of an order of ours that the halt is about. */
  private Optional<String> symbol(ExecutionReport report) {
    if (report.getClientOrderId() == null
        || !gateway.isOurs(report.getClientOrderId())
        || !where.covers("", "", report.getVenue(), report.getAccount(), report.getInstrument())) {
      return Optional.empty();
    }
    List<String> symbols = new ArrayList<>();
    for (Instrument instrument : gateway.configuration().instruments()) {
      if (instrument.instrument().equals(report.getInstrument())) {
        symbols.add(instrument.symbol());
      }
    }
    return symbols.stream().findFirst();
  }
}
