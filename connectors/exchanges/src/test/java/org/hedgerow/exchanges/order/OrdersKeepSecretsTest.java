package org.hedgerow.exchanges.order;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.hedgerow.exchanges.EchoingExchange;
import org.hedgerow.exchanges.KeptLogs;
import org.hedgerow.exchanges.PlantedSecrets;
import org.hedgerow.exchanges.Venue;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.OrderCommand;
import org.hedgerow.schema.OrderStatus;
import org.hedgerow.schema.OrderType;
import org.hedgerow.schema.Side;
import org.hedgerow.schema.TimeInForce;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every venue's way for orders, against an exchange that says each request back: what goes into
 * reports (answers), what fails, and what is logged shows nothing of key, secret, passphrase or
 * signature.
 */
class OrdersKeepSecretsTest {
  private static final int TURNS = 9;

  @ParameterizedTest
  @MethodSource("org.hedgerow.exchanges.PlantedSecrets#venues")
  @Timeout(120)
  void whatAVenueSaysBackIsNotPassedOn(Venue venue) throws Exception {
    StringBuilder said = new StringBuilder();
    KeptLogs.begin();
    try (EchoingExchange exchange = new EchoingExchange()) {
      try (OrderVenue orders =
          venue.orders(
              PlantedSecrets.configuration(venue, exchange),
              exchange.http(),
              PlantedSecrets.credentials())) {
        said.append(orders);
        for (int turn = 0; turn < TURNS; turn++) {
          Order order = order(venue, turn);
          List<CompletableFuture<?>> calls = new ArrayList<>();
          long deadline = orders.venueTimeMicros() + 3_000_000;
          calls.add(orders.place(order, deadline));
          calls.add(orders.cancel(order));
          calls.add(orders.lookUp(order));
          calls.add(
              orders.fills(
                  order,
                  new Answer.OrderView(
                      "55501", OrderStatus.FILLED, BigDecimal.ONE, Optional.empty())));
          if (orders.hasDeadMansSwitch()) {
            calls.add(
                orders.cancelAllAfter(
                    Set.of(PlantedSecrets.symbol(venue)), Duration.ofSeconds(60)));
          }
          for (CompletableFuture<?> call : calls) {
            said.append('\n').append(outcome(call));
          }
        }
      }
      said.append('\n').append(KeptLogs.end());
      PlantedSecrets.assertNoneIn(venue.name(), exchange, said.toString());
    } finally {
      KeptLogs.end();
    }
  }

  private static String outcome(CompletableFuture<?> call) throws InterruptedException {
    try {
      return String.valueOf(call.get(20, TimeUnit.SECONDS));
    } catch (ExecutionException e) {
      return PlantedSecrets.text(e);
    } catch (TimeoutException e) {
      return "no outcome yet";
    }
  }

  private static Order order(Venue venue, int turn) {
    Order order = new Order();
    order.setClientOrderId("h0123456789abcde" + turn);
    order.setCommandNumber(1);
    order.setCommand(OrderCommand.PLACE);
    order.setVenue(venue.name());
    order.setAccount(PlantedSecrets.ACCOUNT);
    order.setInstrument(venue.name() + ":" + PlantedSecrets.symbol(venue));
    order.setSymbol(PlantedSecrets.symbol(venue));
    order.setSide(Side.BUY);
    order.setOrderType(OrderType.LIMIT);
    order.setTimeInForce(TimeInForce.GTC);
    order.setQuantity(Decimals.of(1));
    order.setPrice(Decimals.of(60_000));
    return order;
  }
}
