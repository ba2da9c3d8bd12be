package org.hedgerow.cli.why;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecordBase;
import org.hedgerow.schema.Decimal;
import org.hedgerow.schema.Decimals;

/**
 * A record as people read it: exact numbers as texts, times of names that end in {@code Micros} as
 * ISO-8601, bytes as UTF-8, absent values left out.
 */
public final class RecordJson {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final String MICROS = "Micros";

  private RecordJson() {}

  public static ObjectNode of(SpecificRecordBase record) {
    ObjectNode node = NODES.objectNode();
    for (Schema.Field field : record.getSchema().getFields()) {
      Object value = record.get(field.pos());
      if (value instanceof Long micros && field.name().endsWith("Time" + MICROS)) {
        node.put(field.name().replace(MICROS, ""), time(micros));
      } else if (value != null) {
        node.set(field.name(), value(value));
      }
    }
    return node;
  }

  /** A time from microseconds since the Unix epoch. */
  public static String time(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString();
  }

  private static JsonNode value(Object value) {
    if (value instanceof Decimal decimal) {
      return NODES.textNode(Decimals.toBigDecimal(decimal).toPlainString());
    }
    if (value instanceof SpecificRecordBase record) {
      return of(record);
    }
    if (value instanceof Collection<?> values) {
      ArrayNode array = NODES.arrayNode();
      values.forEach(one -> array.add(value(one)));
      return array;
    }
    if (value instanceof Map<?, ?> values) {
      ObjectNode object = NODES.objectNode();
      values.forEach((key, one) -> object.set(key.toString(), value(one)));
      return object;
    }
    if (value instanceof ByteBuffer bytes) {
      return NODES.textNode(StandardCharsets.UTF_8.decode(bytes.duplicate()).toString());
    }
    if (value instanceof Long number) {
      return NODES.numberNode(number);
    }
    if (value instanceof Integer number) {
      return NODES.numberNode(number);
    }
    if (value instanceof Double number) {
      return NODES.numberNode(number);
    }
    if (value instanceof Boolean flag) {
      return NODES.booleanNode(flag);
    }
    return NODES.textNode(value.toString());
  }
}
