package org.hedgerow.exchanges;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * The same JSON with the fields of every object in another order; for text without braces in it.
 */
public final class JsonShuffle {
  private JsonShuffle() {}

  public static String shuffle(String json, Random random) {
    if (!json.startsWith("{") && !json.startsWith("[")) {
      return json;
    }
    List<String> members = new ArrayList<>();
    for (String member : split(json.substring(1, json.length() - 1))) {
      int colon = json.startsWith("{") ? member.indexOf(':') + 1 : 0;
      members.add(member.substring(0, colon) + shuffle(member.substring(colon), random));
    }
    if (json.startsWith("{")) {
      Collections.shuffle(members, random);
    }
    return json.charAt(0) + String.join(",", members) + json.charAt(json.length() - 1);
  }

  private static List<String> split(String body) {
    List<String> members = new ArrayList<>();
    int depth = 0;
    int from = 0;
    for (int i = 0; i < body.length(); i++) {
      char c = body.charAt(i);
      if (c == '{' || c == '[') {
        depth++;
      } else if (c == '}' || c == ']') {
        depth--;
      } else if (c == ',' && depth == 0) {
        members.add(body.substring(from, i));
        from = i + 1;
      }
    }
    if (!body.isEmpty()) {
      members.add(body.substring(from));
    }
    return members;
  }
}
