package org.hedgerow.jobs.golden;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecordBase;
import org.hedgerow.schema.Decimal;
import org.hedgerow.schema.Decimals;

/**
 * Records from JSON as a person writes it: decimals as text, a union by what it holds, what has a
 * default left out. A field that the schema does not know is an error.
 */
final class ReadableJson {
  private ReadableJson() {}

  static <T extends SpecificRecordBase> T record(JsonNode json, Class<T> type) {
    return type.cast(value(json, SpecificData.get().getSchema(type), type.getSimpleName()));
  }

  private static Object value(JsonNode json, Schema schema, String path) {
    return switch (schema.getType()) {
      case RECORD ->
          schema.getFullName().equals(Decimal.class.getName())
              ? Decimals.parse(json.textValue())
              : fields(json, schema, path);
      case ENUM -> SpecificData.get().createEnum(json.textValue(), schema);
      case UNION -> json.isNull() ? null : value(json, present(schema), path);
      case ARRAY -> {
        List<Object> items = new ArrayList<>();
        json.forEach(item -> items.add(value(item, schema.getElementType(), path)));
        yield items;
      }
      case MAP -> {
        Map<String, Object> entries = new HashMap<>();
        json.properties()
            .forEach(
                entry ->
                    entries.put(
                        entry.getKey(), value(entry.getValue(), schema.getValueType(), path)));
        yield entries;
      }
      case STRING -> json.textValue();
      case LONG -> json.longValue();
      case INT -> json.intValue();
      case BOOLEAN -> json.booleanValue();
      default -> throw new IllegalArgumentException(path + ": " + schema.getType());
    };
  }

  private static SpecificRecordBase fields(JsonNode json, Schema schema, String path) {
    json.fieldNames()
        .forEachRemaining(
            name -> {
              if (schema.getField(name) == null) {
                throw new IllegalArgumentException(path + " has no field " + name);
              }
            });
    SpecificRecordBase record =
        (SpecificRecordBase) SpecificData.newInstance(SpecificData.get().getClass(schema), schema);
    for (Schema.Field field : schema.getFields()) {
      JsonNode given = json.get(field.name());
      if (given == null && !field.hasDefaultValue()) {
        throw new IllegalArgumentException(path + " lacks " + field.name());
      }
      record.put(
          field.pos(),
          given == null
              ? SpecificData.get().getDefaultValue(field)
              : value(given, field.schema(), path + "." + field.name()));
    }
    return record;
  }

  /** The one branch of a union that is not null. */
  private static Schema present(Schema union) {
    return union.getTypes().stream()
        .filter(branch -> branch.getType() != Schema.Type.NULL)
        .findFirst()
        .orElseThrow();
  }
}
