package org.hedgerow.cli.why;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.OffsetDateTime;

/** A row as people read it, its columns under their names; nulls and bytes are left out. */
final class RowJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private RowJson() {}

  static ObjectNode of(ResultSet row) throws SQLException {
    ResultSetMetaData columns = row.getMetaData();
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    for (int i = 1; i <= columns.getColumnCount(); i++) {
      JsonNode value = value(row, i, columns.getColumnTypeName(i));
      if (value != null) {
        node.set(columns.getColumnLabel(i), value);
      }
    }
    return node;
  }

  private static JsonNode value(ResultSet row, int column, String type) throws SQLException {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    if (row.getObject(column) == null || type.equals("bytea")) {
      return null;
    }
    return switch (type) {
      case "timestamptz" ->
          nodes.textNode(row.getObject(column, OffsetDateTime.class).toInstant().toString());
      case "numeric" -> nodes.textNode(plain(row.getBigDecimal(column)));
      case "int8", "int4" -> nodes.numberNode(row.getLong(column));
      case "bool" -> nodes.booleanNode(row.getBoolean(column));
      case "jsonb" -> parsed(row.getString(column));
      case "_text" -> {
        ArrayNode array = nodes.arrayNode();
        for (String one : (String[]) row.getArray(column).getArray()) {
          array.add(one);
        }
        yield array;
      }
      default -> nodes.textNode(row.getString(column));
    };
  }

  private static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }

  private static JsonNode parsed(String json) throws SQLException {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new SQLException("no JSON: " + json, e);
    }
  }
}
