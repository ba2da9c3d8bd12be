package org.hedgerow.jobs.gateway;

import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.hedgerow.engine.configuration.Account;
import org.hedgerow.engine.configuration.Environment;
import org.hedgerow.engine.configuration.VenueEndpoint;
import org.hedgerow.exchanges.Venues;
import org.hedgerow.gateway.OrderGatewaySink;
import org.hedgerow.jobs.DatabaseAccess;
import org.hedgerow.jobs.JobEnvironment;
import org.hedgerow.jobs.JobSettings;
import org.hedgerow.jobs.kafka.PlacedRecord;
import org.hedgerow.jobs.kafka.TopicSource;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.TopicCatalogue;

/** Orders to exchanges. */
public final class GatewayJob {
  private GatewayJob() {}

  /** See {@link JobSettings}. */
  public static void main(String[] arguments) throws Exception {
    JobSettings settings = JobSettings.parse(arguments);
    requireArmed(settings);
    StreamExecutionEnvironment environment = JobEnvironment.of(settings);
    List<String> accounts =
        settings.configuration().accounts().stream().map(Account::account).toList();
    define(
        environment,
        TopicSource.of(settings.bootstrapServers(), TopicCatalogue.ORDERS, GatewayNames.JOB),
        new OrderGatewaySink(
            accounts,
            new ConfiguredVenues(settings.configurationText()),
            new DatabaseAccess(settings.requiredDatabase()),
            settings.bootstrapServers()));
    environment.execute(GatewayNames.JOB);
  }

  /** One subtask of the sink owns an account; orders of an account stay in their order. */
  static void define(
      StreamExecutionEnvironment environment,
      Source<PlacedRecord, ?, ?> orders,
      Sink<Order> venues) {
    environment
        .fromSource(
            orders,
            WatermarkStrategy.noWatermarks(),
            GatewayNames.ORDERS,
            TypeInformation.of(PlacedRecord.class))
        .uid(GatewayNames.ORDERS_UID)
        .setParallelism(1)
        .map(new OrderDecoder())
        .returns(new AvroTypeInfo<>(Order.class))
        .uid(GatewayNames.DECODE_UID)
        .name(GatewayNames.DECODE)
        .setParallelism(1)
        .keyBy(Order::getAccount)
        .sinkTo(venues)
        .uid(GatewayNames.VENUES_UID)
        .name(GatewayNames.VENUES);
  }

  /**
   * @throws IllegalArgumentException if orders would go to a live venue that nobody armed, or to
   *     one where live orders are not allowed
   */
  static void requireArmed(JobSettings settings) {
    List<String> live =
        settings.configuration().venues().stream()
            .filter(venue -> venue.environment() == Environment.LIVE)
            .map(VenueEndpoint::venue)
            .toList();
    if (!live.isEmpty() && !settings.armed()) {
      throw new IllegalArgumentException(
          "venues "
              + live
              + " are live, and orders to them are not armed; expected --arm-live true");
    }
    List<String> refused =
        live.stream()
            .filter(venue -> !Venues.named(venue).allowsLiveOrders())
            .filter(
                venue ->
                    settings.configuration().accounts().stream()
                        .anyMatch(account -> account.venue().equals(venue)))
            .map(venue -> venue + " (" + tried(venue) + ")")
            .toList();
    if (!refused.isEmpty()) {
      throw new IllegalArgumentException(
          "venues "
              + refused
              + " are live and have accounts, and no live order is allowed there;"
              + " expected another environment, or no accounts");
    }
  }

  private static String tried(String venue) {
    return Venues.named(venue).hasTriedOrders()
        ? "orders were tried on a simulated exchange, never at the venue"
        : "orders were never tried on any exchange";
  }
}
