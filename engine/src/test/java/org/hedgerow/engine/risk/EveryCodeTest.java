package org.hedgerow.engine.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Each code of the specification is a check, or is enforced elsewhere by something that exists. */
class EveryCodeTest {
  private static final Path SPECIFICATION = Path.of("../../shared/specs/risk.md");

  /** The code, and a test that shows where it holds. */
  private static final Map<String, String> ELSEWHERE =
      new TreeMap<>(
          Map.of(
              "CLIENT_ORDER_ID_INVALID",
              "engine/src/test/java/org/hedgerow/engine/order/ClientOrderIdTest.java",
              "DUPLICATE_CLIENT_ORDER_ID",
              "deploy/cli/src/test/java/org/hedgerow/gateway/JdbcIntentLogTest.java",
              "ORDER_TYPE_UNSUPPORTED",
              "engine/src/main/java/org/hedgerow/engine/OrderRecord.java",
              "EXPIRY_IN_PAST",
              "connectors/order-gateway/src/test/java/org/hedgerow/gateway/RateLimitTest.java",
              "REDUCE_ONLY_WOULD_INCREASE",
              "engine/src/test/java/org/hedgerow/engine/TradingStatesInTheEngineTest.java",
              "RATE_LIMIT",
              "connectors/order-gateway/src/test/java/org/hedgerow/gateway/RateLimitTest.java",
              "WARMING_UP",
              "engine/src/main/java/org/hedgerow/engine/HedgeProposal.java"));

  /** Of portfolios across groups; no check of one group can know it. */
  private static final List<String> ACROSS_GROUPS = List.of("VAR_LIMIT");

  @Test
  void ofTheSpecification() throws IOException {
    Assumptions.assumeTrue(
        Files.exists(SPECIFICATION), "../shared is missing: the specification is not here");
    TreeSet<String> codes = new TreeSet<>();
    for (String line : Files.readAllLines(SPECIFICATION)) {
      if (line.matches("\\| (structure|money|position|market|flow) \\|.*")) {
        Pattern.compile("[A-Z][A-Z_]{5,}")
            .matcher(line)
            .results()
            .forEach(code -> codes.add(code.group()));
      }
    }
    assertTrue(codes.size() > 50, codes::toString);
    Arrays.stream(Check.values()).map(Check::name).forEach(codes::remove);
    codes.removeAll(ELSEWHERE.keySet());
    assertEquals(ACROSS_GROUPS, List.copyOf(codes));
  }

  @Test
  void whatIsElsewhereIsThere() throws IOException {
    String page = Files.readString(Path.of("../docs/risk.md"));
    for (Map.Entry<String, String> one : ELSEWHERE.entrySet()) {
      assertTrue(Files.exists(Path.of("..", one.getValue())), one::toString);
      assertTrue(page.contains("| " + one.getKey() + " | "), one::toString);
    }
  }
}
