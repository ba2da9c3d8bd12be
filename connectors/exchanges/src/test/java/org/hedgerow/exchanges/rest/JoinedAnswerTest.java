package org.hedgerow.exchanges.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class JoinedAnswerTest {
  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void answersStandAsTheyWere() {
    assertEquals(
        "{\"a\":{ \"x\": 1 },\"b\":[],\"c\":[1,{}]}",
        new String(
            new JoinedAnswer()
                .with("a", bytes("{ \"x\": 1 }"))
                .withList("b", List.of())
                .withList("c", List.of(bytes("1"), bytes("{}")))
                .toBytes(),
            StandardCharsets.UTF_8));
  }
}
