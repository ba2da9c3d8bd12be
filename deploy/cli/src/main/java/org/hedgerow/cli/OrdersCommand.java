package org.hedgerow.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.hedgerow.gateway.OrderResolution;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.Order;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows the orders that wait for a person. */
@Command(
    name = "orders",
    description = "Shows orders of the gateway that wait for a person.",
    mixinStandardHelpOptions = true)
final class OrdersCommand implements Callable<Integer> {
  @Option(
      names = "--unknown",
      required = true,
      description = "Those whose fate nobody knows; see the command resolve.")
  @SuppressWarnings("UnusedVariable") // Required, so that what is shown has a name.
  private boolean unknown;

  @Mixin private GatewayDatabase database;

  @Override
  public Integer call() {
    if (unknown) {
      System.out.println(toText(database.run(OrderResolution::unknown)));
    }
    return 0;
  }

  static String toText(List<OrderResolution.Unknown> orders) {
    if (orders.isEmpty()) {
      return "No order is unknown.";
    }
    StringBuilder text = new StringBuilder();
    for (OrderResolution.Unknown unknown : orders) {
      Order order = unknown.order();
      text.append(
          String.format(
              "%-36s %-12s %-26s %-4s %s @ %s  unknown since %s, attempt %d%n",
              order.getClientOrderId(),
              order.getAccount(),
              order.getInstrument(),
              order.getSide(),
              Decimals.toString(order.getQuantity()),
              order.getPrice() == null ? "market" : Decimals.toString(order.getPrice()),
              unknown.since(),
              unknown.attempt()));
    }
    return text.toString().stripTrailing();
  }
}
