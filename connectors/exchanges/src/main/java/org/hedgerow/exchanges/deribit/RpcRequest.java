package org.hedgerow.exchanges.deribit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** Writes requests of JSON-RPC 2.0. */
final class RpcRequest {
  private static final JsonFactory JSON = new JsonFactory();

  private RpcRequest() {}

  /**
   * A request as text.
   *
   * @param id that its answer will have
   * @param params texts, whole numbers, decimals, truths and lists of texts, written in their order
   */
  static String of(long id, String method, Map<String, ?> params) {
    StringWriter text = new StringWriter(256);
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("jsonrpc", "2.0");
      json.writeNumberField("id", id);
      json.writeStringField("method", method);
      json.writeObjectFieldStart("params");
      for (Map.Entry<String, ?> param : params.entrySet()) {
        json.writeFieldName(param.getKey());
        value(json, param.getValue());
      }
      json.writeEndObject();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("a string does not fail", e);
    }
    return text.toString();
  }

  private static void value(JsonGenerator json, Object value) throws IOException {
    if (value instanceof String text) {
      json.writeString(text);
    } else if (value instanceof Long number) {
      json.writeNumber(number);
    } else if (value instanceof BigDecimal number) {
      json.writeNumber(number.toPlainString());
    } else if (value instanceof Boolean truth) {
      json.writeBoolean(truth);
    } else if (value instanceof List<?> list) {
      json.writeStartArray();
      for (Object one : list) {
        value(json, one);
      }
      json.writeEndArray();
    } else {
      throw new IllegalArgumentException("no parameter can be " + value);
    }
  }
}
