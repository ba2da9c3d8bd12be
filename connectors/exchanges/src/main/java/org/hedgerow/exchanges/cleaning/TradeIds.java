package org.hedgerow.exchanges.cleaning;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Which trades of one instrument have come, by the venue's trade id. Bounded: of numeric ids a
 * window of {@value #WINDOW} up to the highest, a bit each; of others the hashes of the newest
 * {@value #OTHERS}.
 *
 * <p>Where the ids jump, the ones that were passed over are remembered as holes, the {@value
 * #HOLES} largest, for as long as it takes: an outage is such a hole, and an answer to a request
 * fills it. Whatever else is below the window cannot be told from a repeat. In an answer it is
 * taken for one: a repeat counted twice does more harm than a trade that is missing. In the stream
 * it is taken for a venue that has begun to number anew, and the window begins anew with it: a
 * venue that restarts must not be silent for ever.
 *
 * <p>Ids as {@code ETH-42} count as their numbers, since those of one instrument begin alike.
 */
public final class TradeIds {
  static final int WINDOW = 16_384;
  static final int OTHERS = 4_096;

  static final int HOLES = 32;

  /** Stands before what is kept since there are holes. */
  private static final long WITH_HOLES = Long.MIN_VALUE;

  private static final int LONGEST_NUMBER = 18;
  private static final long NONE = -1;
  private static final int WORDS = WINDOW / Long.SIZE;

  private long highest = NONE;
  private long[] seen = {};
  private long[] others = {};
  private int nextOther;

  /** First and last id of each hole, in no order; 0 and 0 is an empty place. */
  private long[] holes = {};

  /**
   * Whether the trade has not come before; remembers it.
   *
   * @param asked whether it stood in an answer to a request, and not in the stream
   */
  public boolean isNew(String id, boolean asked) {
    long number = number(id);
    return number == NONE ? isNewOther(hash(id)) : isNewNumber(number, asked);
  }

  private boolean isNewNumber(long id, boolean asked) {
    if (seen.length == 0) {
      seen = new long[WORDS];
    }
    if (highest == NONE || (id <= highest - WINDOW && !asked)) {
      Arrays.fill(seen, 0);
      Arrays.fill(holes, 0);
      highest = id;
    } else if (id > highest) {
      hole(highest + 1, id - 1);
      forget(highest + 1, id);
      highest = id;
    } else if (id <= highest - WINDOW) {
      return fills(id);
    } else {
      fills(id);
    }
    int word = (int) (id / Long.SIZE % WORDS);
    long bit = 1L << (id % Long.SIZE);
    boolean isNew = (seen[word] & bit) == 0;
    seen[word] |= bit;
    return isNew;
  }

  /** Remembers that those ids were passed over, in the place of a smaller hole if there is none. */
  private void hole(long from, long to) {
    if (from > to) {
      return;
    }
    if (holes.length == 0) {
      holes = new long[2 * HOLES];
    }
    int smallest = 0;
    for (int i = 0; i < holes.length; i += 2) {
      if (size(i) < size(smallest)) {
        smallest = i;
      }
    }
    if (to - from + 1 > size(smallest)) {
      holes[smallest] = from;
      holes[smallest + 1] = to;
    }
  }

  private long size(int place) {
    return holes[place + 1] == 0 ? 0 : holes[place + 1] - holes[place] + 1;
  }

  /** Whether the id is in a hole; takes it out. */
  private boolean fills(long id) {
    for (int i = 0; i < holes.length; i += 2) {
      long from = holes[i];
      long to = holes[i + 1];
      if (id >= from && id <= to && to != 0) {
        holes[i] = 0;
        holes[i + 1] = 0;
        hole(from, id - 1);
        hole(id + 1, to);
        return true;
      }
    }
    return false;
  }

  /** Makes room for the ids from one to another, both included, where older ones had their bits. */
  private void forget(long from, long to) {
    if (to - from >= WINDOW) {
      Arrays.fill(seen, 0);
      return;
    }
    for (long id = from; id <= to; id++) {
      seen[(int) (id / Long.SIZE % WORDS)] &= ~(1L << (id % Long.SIZE));
    }
  }

  private boolean isNewOther(long hash) {
    if (others.length == 0) {
      others = new long[OTHERS];
    }
    for (long other : others) {
      if (other == hash) {
        return false;
      }
    }
    others[nextOther] = hash;
    nextOther = (nextOther + 1) % OTHERS;
    return true;
  }

  /** The id as a number; -1 if it is none that fits, or written with leading zeros. */
  private static long number(String id) {
    int from = prefix(id);
    int length = id.length() - from;
    if (length == 0 || length > LONGEST_NUMBER || (id.charAt(from) == '0' && length > 1)) {
      return NONE;
    }
    long number = 0;
    for (int i = from; i < id.length(); i++) {
      int digit = id.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return NONE;
      }
      number = number * 10 + digit;
    }
    return number;
  }

  /** How long the name of a currency or of a pair before a number is, its hyphen included. */
  private static int prefix(String id) {
    for (int i = 0; i < id.length(); i++) {
      char c = id.charAt(i);
      if (c == '-') {
        return i + 1;
      }
      if ((c < 'A' || c > 'Z') && c != '_') {
        return 0;
      }
    }
    return 0;
  }

  /** FNV-1a of 64 bits; never 0, which stands for an empty place. */
  private static long hash(String id) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < id.length(); i++) {
      hash = (hash ^ id.charAt(i)) * 0x100000001b3L;
    }
    return hash == 0 ? 1 : hash;
  }

  /** Writes what it knows: 2 KB of an instrument with numeric ids, 32 KB of one with others. */
  public void save(DataOutput out) throws IOException {
    out.writeLong(WITH_HOLES);
    words(out, holes);
    out.writeLong(highest);
    words(out, seen);
    words(out, others);
    out.writeInt(nextOther);
  }

  private static void words(DataOutput out, long[] words) throws IOException {
    out.writeInt(words.length);
    for (long word : words) {
      out.writeLong(word);
    }
  }

  /** Reads what {@link #save} wrote. */
  public void restore(DataInput in) throws IOException {
    highest = in.readLong();
    if (highest == WITH_HOLES) {
      holes = words(in);
      highest = in.readLong();
    }
    seen = words(in);
    others = words(in);
    nextOther = in.readInt();
  }

  private static long[] words(DataInput in) throws IOException {
    long[] words = new long[in.readInt()];
    for (int i = 0; i < words.length; i++) {
      words[i] = in.readLong();
    }
    return words;
  }
}
