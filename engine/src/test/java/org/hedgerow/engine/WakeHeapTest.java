package org.hedgerow.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class WakeHeapTest {
  @Test
  void knowsTheLeastWhateverIsSetAndTakenOut() {
    WakeHeap heap = new WakeHeap(50);
    Map<Integer, Double> model = new TreeMap<>();
    Random random = new Random(3);
    for (int i = 0; i < 20_000; i++) {
      int book = random.nextInt(50);
      switch (random.nextInt(4)) {
        case 0 -> {
          heap.remove(book);
          model.remove(book);
        }
        case 1 -> {
          if (!model.isEmpty()) {
            int taken = heap.take();
            assertEquals(least(model), model.remove(taken));
          }
        }
        default -> {
          double key = random.nextInt(1_000);
          heap.set(book, key);
          model.put(book, key);
        }
      }
      assertEquals(least(model), heap.least());
    }
  }

  private static double least(Map<Integer, Double> model) {
    return model.values().stream().min(Double::compare).orElse(Double.POSITIVE_INFINITY);
  }
}
