package org.hedgerow.cli.why;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * An order from its cause to its fills.
 *
 * @param parts {@code orders}, {@code decision}, {@code cause}, {@code raw_frame}, {@code gateway},
 *     {@code executions}, {@code alerts}
 * @param missing what should be there and is not; empty if the chain is complete
 * @param notes what is rightly not there, and why
 */
record OrderChain(
    String clientOrderId, ObjectNode parts, List<String> missing, List<String> notes) {
  boolean isComplete() {
    return missing.isEmpty();
  }

  /** Everything, for machines. */
  ObjectNode toJson() {
    ObjectNode root = parts.objectNode();
    root.put("client_order_id", clientOrderId);
    root.put("complete", isComplete());
    root.set("missing", array(missing));
    root.set("notes", array(notes));
    root.setAll(parts);
    return root;
  }

  private ArrayNode array(List<String> texts) {
    ArrayNode array = parts.arrayNode();
    texts.forEach(array::add);
    return array;
  }
}
