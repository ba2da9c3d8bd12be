package org.hedgerow.cli.why;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import org.hedgerow.cli.CommandFailed;
import org.hedgerow.cli.Progress;
import org.hedgerow.cli.stack.LocalStack;
import org.hedgerow.cli.stack.StackLayout;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows why an order was made. */
@Command(
    name = "why",
    description =
        "Shows why an order was made and what came of it: decision, configuration, checks, cause, the venue's"
            + " message, the gateway's outcome, fills. Exit code 1 if there is no such order.",
    mixinStandardHelpOptions = true)
public final class WhyCommand implements Callable<Integer> {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
  private static final int CONNECT_RETRIES = 2;

  @Spec private CommandSpec spec;

  @Parameters(arity = "0..1", paramLabel = "ORDER_ID", description = "The client order id.")
  private String orderId;

  @Option(
      names = "--all",
      description =
          "Every order placed, a line each: whether its chain is complete; exit code 1 if one is not.")
  private boolean all;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Override
  public Integer call() throws JsonProcessingException {
    if (all == (orderId != null)) {
      throw new ParameterException(spec.commandLine(), "name one order, or use --all");
    }
    LocalStack stack = new LocalStack(StackLayout.ofRunning(), Progress.toStandardOutput());
    String servers = stack.addresses().bootstrapServers();
    try (KafkaRecords topics = new KafkaRecords(servers);
        Connection database = connected(stack)) {
      ChainReader reader = new ChainReader(database, topics);
      if (all) {
        all(reader);
      } else {
        one(reader);
      }
      return 0;
    } catch (SQLException e) {
      throw new CommandFailed("TimescaleDB refused: " + e.getMessage(), e);
    }
  }

  /** A busy machine may take longer than a connection waits. */
  private static Connection connected(LocalStack stack) throws SQLException {
    for (int more = CONNECT_RETRIES; ; more--) {
      try {
        return stack.connectDatabase();
      } catch (SQLException e) {
        if (more == 0) {
          throw e;
        }
      }
    }
  }

  private void one(ChainReader reader) throws SQLException, JsonProcessingException {
    OrderChain chain =
        reader
            .read(orderId)
            .orElseThrow(
                () -> new CommandFailed("the database has no order " + orderId + " (yet)"));
    PrintWriter out = spec.commandLine().getOut();
    out.print(json ? JSON.writeValueAsString(chain.toJson()) + "\n" : ChainText.of(chain));
    out.flush();
  }

  private void all(ChainReader reader) throws SQLException, JsonProcessingException {
    PrintWriter out = spec.commandLine().getOut();
    ArrayNode orders = JSON.createArrayNode();
    ChainSurvey survey =
        ChainSurvey.of(
            reader,
            (id, missing, millis) -> {
              ObjectNode order = orders.addObject();
              order.put("client_order_id", id).put("complete", missing.isEmpty());
              order.put("millis", millis);
              missing.forEach(order.withArray("missing")::add);
              if (!json) {
                out.printf(
                    "%s %s %.1f ms%n",
                    id,
                    missing.isEmpty() ? "complete" : "missing: " + String.join("; ", missing),
                    millis);
              }
            });
    if (json) {
      ObjectNode root = JSON.createObjectNode();
      root.put("orders", survey.orders()).put("complete", survey.complete());
      root.put("slowest_millis", survey.slowestMillis()).put("slowest", survey.slowest());
      root.set("chains", orders);
      out.println(JSON.writeValueAsString(root));
    } else {
      out.printf(
          "%d of %d orders have a complete chain; the slowest took %.1f ms (%s)%n",
          survey.complete(), survey.orders(), survey.slowestMillis(), survey.slowest());
    }
    out.flush();
    if (survey.complete() < survey.orders()) {
      throw new CommandFailed(
          survey.orders()
              - survey.complete()
              + " of "
              + survey.orders()
              + " orders have no complete chain");
    }
  }
}
