package org.hedgerow.cli.verify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecordBase;
import org.hedgerow.schema.Amount;
import org.hedgerow.schema.Amounts;
import org.hedgerow.schema.Decimal;
import org.hedgerow.schema.Decimals;

/** A record as JSON for people: every field by its name, decimals in plain notation. */
final class ReadableRecord {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private ReadableRecord() {}

  static JsonNode of(Object value) {
    if (value == null) {
      return JSON.nullNode();
    } else if (value instanceof Decimal decimal) {
      return JSON.textNode(Decimals.toString(decimal));
    } else if (value instanceof Amount amount) {
      return JSON.textNode(Amounts.toBigDecimal(amount).toPlainString());
    } else if (value instanceof SpecificRecordBase record) {
      ObjectNode fields = JSON.objectNode();
      for (Schema.Field field : record.getSchema().getFields()) {
        fields.set(field.name(), of(record.get(field.pos())));
      }
      return fields;
    } else if (value instanceof List<?> list) {
      ArrayNode items = JSON.arrayNode();
      list.forEach(item -> items.add(of(item)));
      return items;
    } else if (value instanceof Map<?, ?> map) {
      Map<String, Object> sorted = new TreeMap<>();
      map.forEach((key, one) -> sorted.put(key.toString(), one));
      ObjectNode entries = JSON.objectNode();
      sorted.forEach((key, one) -> entries.set(key, of(one)));
      return entries;
    } else if (value instanceof Long number) {
      return JSON.numberNode(number);
    } else if (value instanceof Integer number) {
      return JSON.numberNode(number);
    } else if (value instanceof Double number) {
      return JSON.numberNode(number);
    } else if (value instanceof Boolean truth) {
      return JSON.booleanNode(truth);
    }
    return JSON.textNode(value.toString());
  }
}
