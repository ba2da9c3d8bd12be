package org.hedgerow.cli.trading;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import org.hedgerow.gateway.TradingFence;
import org.hedgerow.schema.Alert;
import org.hedgerow.schema.Command;
import org.hedgerow.schema.Coordinate;
import org.hedgerow.schema.TradingScope;

/**
 * The two ways on which a word about trading goes: opened for one word, or kept open for the next.
 */
interface Voices {
  /**
   * Writes the row that every reserve is under.
   *
   * @throws SQLException if it is not written, or nobody knows
   */
  void fence(Command command, TradingScope where, TradingFence.State state) throws SQLException;

  /**
   * Writes the entry for each group, and hears the answers.
   *
   * @throws org.apache.kafka.common.KafkaException if Kafka did not take it in time
   */
  Heard journal(Command command, TradingScope where) throws IOException;

  /**
   * What came of the journal's half.
   *
   * @param written where each group's copy stands
   * @param answers by group
   * @param due groups that have to answer, where that is known
   */
  record Heard(Map<Coordinate, String> written, Map<String, Alert> answers, Set<String> due) {}
}
