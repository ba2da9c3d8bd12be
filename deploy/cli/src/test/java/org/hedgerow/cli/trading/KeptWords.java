package org.hedgerow.cli.trading;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.KafkaException;
import org.hedgerow.gateway.TradingFence;
import org.hedgerow.schema.Alert;
import org.hedgerow.schema.AlertSeverity;
import org.hedgerow.schema.Command;
import org.hedgerow.schema.Coordinate;
import org.hedgerow.schema.TradingScope;

/** Hears what is said, by a database and a Kafka that can be down. */
final class KeptWords implements Voices {
  volatile boolean databaseDown;
  volatile boolean kafkaDown;
  final List<String> rows = new ArrayList<>();
  final List<String> entries = new ArrayList<>();

  @Override
  public synchronized void fence(Command command, TradingScope where, TradingFence.State state)
      throws SQLException {
    if (databaseDown) {
      throw new SQLException("refused");
    }
    rows.add(command.getType() + " " + where + " " + state);
  }

  @Override
  public synchronized Heard journal(Command command, TradingScope where) throws IOException {
    if (kafkaDown) {
      throw new KafkaException("nobody answers");
    }
    entries.add(command.getType() + " " + where + " by " + command.getBy());
    Coordinate place = new Coordinate(0, (long) entries.size());
    return new Heard(
        Map.of(place, "BTC"),
        Map.of(
            "BTC",
            Alert.newBuilder()
                .setAlertId("a")
                .setSeverity(AlertSeverity.CRITICAL)
                .setCode("TRADING_STATE")
                .setScope("BTC")
                .setText("1000 orders are canceled")
                .setCause(place)
                .setTimeMicros(1)
                .build()),
        Set.of("BTC"));
  }
}
