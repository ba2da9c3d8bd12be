package org.hedgerow.cli.calc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;

/**
 * What a line is answered with. Doubles are written with all their digits; a figure that there is
 * none of is null, one without bound the text "Infinity" or "-Infinity". Money and quantities are
 * exact decimals.
 */
final class Answer {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final ObjectNode object;

  Answer() {
    this(NODES.objectNode());
  }

  private Answer(ObjectNode object) {
    this.object = object;
  }

  ObjectNode json() {
    return object;
  }

  Answer put(String name, double value) {
    object.set(name, node(value));
    return this;
  }

  Answer put(String name, BigDecimal value) {
    object.set(name, value == null ? NODES.nullNode() : NODES.numberNode(plain(value)));
    return this;
  }

  Answer put(String name, long value) {
    object.put(name, value);
    return this;
  }

  Answer put(String name, boolean value) {
    object.put(name, value);
    return this;
  }

  Answer put(String name, String value) {
    object.put(name, value);
    return this;
  }

  Answer put(String name, double[] values) {
    ArrayNode list = object.putArray(name);
    for (double value : values) {
      list.add(node(value));
    }
    return this;
  }

  Answer put(String name, List<BigDecimal> values) {
    ArrayNode list = object.putArray(name);
    values.forEach(value -> list.add(NODES.numberNode(plain(value))));
    return this;
  }

  /** An object inside this one. */
  Answer inside(String name) {
    return new Answer(object.putObject(name));
  }

  /** One more object of a list inside this one. */
  Answer row(String name) {
    return new Answer(object.withArray(name).addObject());
  }

  /** Without zeros that say nothing. */
  private static BigDecimal plain(BigDecimal value) {
    BigDecimal stripped = value.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }

  private static JsonNode node(double value) {
    if (Double.isNaN(value)) {
      return NODES.nullNode();
    }
    if (Double.isInfinite(value)) {
      return NODES.textNode(value > 0.0 ? "Infinity" : "-Infinity");
    }
    // Zero has one sign.
    return NODES.numberNode(value + 0.0);
  }
}
