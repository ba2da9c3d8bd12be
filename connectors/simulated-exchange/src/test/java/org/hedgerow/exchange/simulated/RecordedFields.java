package org.hedgerow.exchange.simulated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Holds an answer of the exchange against what others have recorded of the same call: every field
 * that was recorded is there and of the same kind. Of lists the first rows are compared.
 */
public final class RecordedFields {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Set<String> optional;
  private final Predicate<String> data;
  private final Map<String, String> spellings;

  /**
   * A way to compare.
   *
   * @param optional fields that not every answer has
   * @param data whether a name is data, such as an id: any other will do in its place
   * @param spellings names that documentation has in another spelling than the recording
   */
  public RecordedFields(
      Set<String> optional, Predicate<String> data, Map<String, String> spellings) {
    this.optional = optional;
    this.data = data;
    this.spellings = spellings;
  }

  /** All fields by their very names. */
  public RecordedFields() {
    this(Set.of(), name -> false, Map.of());
  }

  /** Reads a recorded document; skips the test where there are no recordings. */
  public static JsonNode recorded(String file) throws Exception {
    return JSON.readTree(Files.readAllBytes(SharedData.find(file)));
  }

  /** Fails with what is missing or of another kind. */
  public void compare(String name, JsonNode recorded, JsonNode ours) {
    assertNotEquals(0, ours.size(), name + ": " + ours);
    List<String> wrong = new ArrayList<>();
    compare(name, recorded, ours, wrong);
    assertEquals(List.of(), wrong, ours::toString);
  }

  private void compare(String at, JsonNode recorded, JsonNode ours, List<String> wrong) {
    for (Map.Entry<String, JsonNode> field : recorded.properties()) {
      String name = field.getKey();
      String where = at + "." + name;
      JsonNode other = ours.get(name);
      if (other == null) {
        other = ours.get(spellings.getOrDefault(name, name));
      }
      if (other == null && data.test(name) && !ours.isEmpty()) {
        other = ours.elements().next();
      }
      if (optional.contains(name)) {
        continue;
      }
      if (other == null) {
        wrong.add(where + " is missing");
      } else if (other.getNodeType() != field.getValue().getNodeType()) {
        wrong.add(where + " is " + other.getNodeType() + ", not " + field.getValue().getNodeType());
      } else if (other.isObject()) {
        compare(where, field.getValue(), other, wrong);
      } else if (other.isArray() && !field.getValue().isEmpty() && !other.isEmpty()) {
        JsonNode one = field.getValue().get(0);
        if (one.isArray()) {
          assertEquals(one.size(), other.get(0).size(), where);
        }
        compare(where, one, other.get(0), wrong);
      }
    }
  }
}
