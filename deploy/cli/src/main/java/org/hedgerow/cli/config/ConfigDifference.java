package org.hedgerow.cli.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.hedgerow.cli.why.RecordJson;
import org.hedgerow.schema.ConfigChange;

/**
 * Two configurations, line by line: what is only in the old one, only in the new one, or differs.
 * Elements of lists are told apart by what names them, so that an inserted one moves no other.
 */
final class ConfigDifference {
  /** Fields that name an element of a list; the first that it has counts. */
  private static final List<String> NAMES =
      List.of("portfolio", "group", "instrument", "account", "asset", "name");

  private ConfigDifference() {}

  /** Lines that begin with "-", "+" or "~"; none where both say the same. */
  static List<String> lines(ConfigChange before, ConfigChange after) {
    Map<String, String> old = flat(before);
    Map<String, String> young = flat(after);
    TreeSet<String> paths = new TreeSet<>(old.keySet());
    paths.addAll(young.keySet());
    List<String> lines = new ArrayList<>();
    for (String path : paths) {
      String was = old.get(path);
      String is = young.get(path);
      if (was == null) {
        lines.add("+ " + path + " = " + is);
      } else if (is == null) {
        lines.add("- " + path + " = " + was);
      } else if (!was.equals(is)) {
        lines.add("~ " + path + ": " + was + " -> " + is);
      }
    }
    return lines;
  }

  private static Map<String, String> flat(ConfigChange change) {
    Map<String, String> flat = new TreeMap<>();
    flatten("", RecordJson.of(change), flat);
    // They differ always, and say nothing of the content.
    flat.remove("version");
    flat.remove("source");
    return flat;
  }

  private static void flatten(String path, JsonNode node, Map<String, String> flat) {
    if (node.isObject()) {
      node.properties()
          .forEach(
              field ->
                  flatten(
                      path.isEmpty() ? field.getKey() : path + "." + field.getKey(),
                      field.getValue(),
                      flat));
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        flatten(path + "[" + name(node.get(i), i) + "]", node.get(i), flat);
      }
    } else {
      flat.put(path, node.asText());
    }
  }

  private static String name(JsonNode element, int place) {
    if (!element.isObject()) {
      return element.isValueNode() ? element.asText() : Integer.toString(place);
    }
    StringBuilder name = new StringBuilder();
    for (String field : NAMES) {
      if (element.path(field).isTextual()) {
        name.append(name.isEmpty() ? "" : " ").append(element.path(field).asText());
      }
    }
    return name.isEmpty() ? Integer.toString(place) : name.toString();
  }
}
