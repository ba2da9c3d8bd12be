package org.hedgerow.gateway;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.api.connector.sink2.SupportsWriterState;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.hedgerow.schema.Command;

/**
 * Stops that a job says, to the row that every gateway reserves under: an order that waits in
 * {@code orders} then no longer goes. Each stop is written once, whatever is done again after a
 * recovery, and is never made looser; what a person took back is not said again. A database that is
 * away is waited for and holds up neither records nor checkpoints: what is not written yet is the
 * sink's state.
 *
 * <p>Parallelism one: commands of one scope have to keep their order.
 */
public final class TradingStopSink implements Sink<Command>, SupportsWriterState<Command, Command> {
  private static final long serialVersionUID = 1L;

  private final LogConnections connections;

  /** A sink to the database that has the gateways' intent log. */
  public TradingStopSink(LogConnections connections) {
    this.connections = connections;
  }

  @Override
  public StatefulSinkWriter<Command, Command> createWriter(WriterInitContext context)
      throws IOException {
    return restoreWriter(context, List.of());
  }

  @Override
  public StatefulSinkWriter<Command, Command> restoreWriter(
      WriterInitContext context, Collection<Command> unwritten) {
    return new TradingStopWriter(connections, unwritten, TradingStopWriter.RETRY);
  }

  @Override
  public SimpleVersionedSerializer<Command> getWriterStateSerializer() {
    return new CommandSerializer();
  }
}
