package org.hedgerow.exchanges.luno;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.hedgerow.exchanges.Conversation;
import org.hedgerow.exchanges.Credentials;
import org.hedgerow.exchanges.json.RowValues;

/**
 * Says who we are, and asks for what a user stream only hints at: the order that changed, its
 * executions, the balances. The stream has neither an order's side and quantity nor a trade's id.
 */
final class AccountConversation implements Conversation {
  private final Credentials credentials;
  private final Set<String> pairs;
  private final AccountMessage message = new AccountMessage();

  /**
   * @param pairs those that are configured: of others nothing is asked
   */
  AccountConversation(Credentials credentials, List<String> pairs) {
    this.credentials = credentials;
    this.pairs = Set.copyOf(pairs);
  }

  @Override
  public List<String> opened() {
    return List.of(StreamCredentials.message(credentials));
  }

  @Override
  public Reply heard(byte[] bytes) {
    try {
      message.read(bytes);
    } catch (IOException e) {
      // The decoder keeps it as a dead letter; the next round of questions makes up for it.
      return Reply.NONE;
    }
    if (message.errorCode() != null) {
      return Reply.end("the venue says " + RowValues.shortened(message.errorCode()));
    }
    return switch (message.type()) {
      case "order_fill" ->
          isAskable()
              ? Reply.ask(
                  AccountRequests.executions(message.pair()),
                  AccountRequests.order(message.orderId()))
              : Reply.NONE;
      // AWAITING is not yet in the book; PENDING or COMPLETE follows.
      case "order_status" ->
          isAskable() && !message.status().equals("AWAITING")
              ? Reply.ask(AccountRequests.order(message.orderId()))
              : Reply.NONE;
      case "balance_update" -> Reply.ask(AccountRequests.STATEMENT);
      default -> Reply.NONE;
    };
  }

  /** Nothing from outside becomes part of a request without a look. */
  private boolean isAskable() {
    return pairs.contains(message.pair()) && message.orderId().matches("[A-Za-z0-9]{1,64}");
  }
}
