package org.hedgerow.exchanges.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Bends and breaks frames at random, from a seed: the same seed, the same frames. */
final class FrameMutator {
  private static final List<byte[]> WORDS =
      List.of(
              "NaN",
              "Infinity",
              "-",
              "1e30",
              "1e-30",
              "1e18",
              "-0",
              "null",
              "\"\"",
              "0",
              "-1",
              "{",
              "[",
              "9223372036854775807",
              "9".repeat(19),
              "\\u0000",
              "\\ud800",
              "true")
          .stream()
          .map(word -> word.getBytes(StandardCharsets.US_ASCII))
          .toList();
  private static final byte[] LETTERS =
      "0123456789.-eE+\"{}[],:".getBytes(StandardCharsets.US_ASCII);
  private static final int LONGEST_BITE = 24;
  private static final int LONGEST_GRAFT = 40;

  private final SplittableRandom random;

  FrameMutator(long seed) {
    random = new SplittableRandom(seed);
  }

  /** One of them, mostly changed, and mostly by its own way in; never the same array. */
  FuzzInput next(List<FuzzInput> seeds) {
    FuzzInput seed = seeds.get(random.nextInt(seeds.size()));
    byte[] frame = seed.payload();
    int form = random.nextInt(20);
    byte[] bytes = form == 0 ? frame.clone() : form < 10 ? renumbered(frame) : bent(frame, seeds);
    // A market's frame may come on an account, and an answer to another question.
    FuzzInput way = random.nextInt(20) == 0 ? seeds.get(random.nextInt(seeds.size())) : seed;
    return way.with(bytes);
  }

  /** The same frame with other digits: still JSON, and mostly nonsense. */
  private byte[] renumbered(byte[] frame) {
    byte[] bytes = frame.clone();
    for (int tries = 1 + random.nextInt(40); tries > 0 && bytes.length > 0; tries--) {
      int at = random.nextInt(bytes.length);
      if (bytes[at] >= '0' && bytes[at] <= '9') {
        bytes[at] = (byte) ('0' + random.nextInt(10));
      }
    }
    return bytes;
  }

  private byte[] bent(byte[] frame, List<FuzzInput> seeds) {
    byte[] bytes = frame.clone();
    for (int times = 1 + random.nextInt(4); times > 0 && bytes.length > 0; times--) {
      int at = random.nextInt(bytes.length);
      int to = Math.min(bytes.length, at + 1 + random.nextInt(LONGEST_BITE));
      switch (random.nextInt(7)) {
        case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> bytes[at] = LETTERS[random.nextInt(LETTERS.length)];
        case 2 -> bytes = spliced(bytes, at, to, new byte[0]);
        case 3 -> bytes = spliced(bytes, at, at, Arrays.copyOfRange(bytes, at, to));
        case 4 -> bytes = spliced(bytes, at, to, WORDS.get(random.nextInt(WORDS.size())));
        case 5 -> bytes = spliced(bytes, at, to, graft(seeds));
        default -> bytes = Arrays.copyOf(bytes, at);
      }
    }
    return bytes;
  }

  private byte[] graft(List<FuzzInput> seeds) {
    byte[] other = seeds.get(random.nextInt(seeds.size())).payload();
    if (other.length == 0) {
      return other;
    }
    int from = random.nextInt(other.length);
    return Arrays.copyOfRange(other, from, Math.min(other.length, from + LONGEST_GRAFT));
  }

  private static byte[] spliced(byte[] bytes, int from, int to, byte[] with) {
    byte[] spliced = new byte[from + with.length + bytes.length - to];
    System.arraycopy(bytes, 0, spliced, 0, from);
    System.arraycopy(with, 0, spliced, from, with.length);
    System.arraycopy(bytes, to, spliced, from + with.length, bytes.length - to);
    return spliced;
  }
}
