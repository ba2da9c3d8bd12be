package org.hedgerow.engine.order;

import java.math.BigInteger;
import java.util.Optional;

/**
 * The identity of an order: a function of what caused it, so that a replay gives the same order the
 * same id, and a prefix by which it is known as ours at a venue.
 *
 * <p>Written as exactly 18 letters and digits (base 62), which is what the tightest venue allows
 * (Kraken's free-form {@code cl_ord_id}) and every other one takes. 106 bits, from the highest:
 * journal 30, partition 10, offset 40, portfolio 10, group 10, index 6.
 *
 * @param journal the low 30 bits of the journal's identity, see {@link #journalNumber}
 * @param partition of the journal
 * @param offset of the first accepted copy of the causing entry
 * @param portfolio the portfolio's number
 * @param group the group's number
 * @param index counts the orders of one cause and portfolio from 0
 */
public record ClientOrderId(
    int journal, int partition, long offset, int portfolio, int group, int index) {
  private static final int LENGTH = 18;
  private static final int JOURNAL_BITS = 30;
  private static final int PARTITION_BITS = 10;
  private static final int OFFSET_BITS = 40;
  private static final int PORTFOLIO_BITS = 10;
  private static final int GROUP_BITS = 10;
  private static final int INDEX_BITS = 6;
  private static final String DIGITS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final BigInteger BASE = BigInteger.valueOf(DIGITS.length());

  public ClientOrderId {
    require("journal", journal, JOURNAL_BITS);
    require("partition", partition, PARTITION_BITS);
    require("offset", offset, OFFSET_BITS);
    require("portfolio", portfolio, PORTFOLIO_BITS);
    require("group", group, GROUP_BITS);
    require("index", index, INDEX_BITS);
  }

  /**
   * The journal's number in client order ids.
   *
   * @param journalId letters and digits in base 36
   */
  public static int journalNumber(String journalId) {
    return new BigInteger(journalId, 36)
        .and(BigInteger.ONE.shiftLeft(JOURNAL_BITS).subtract(BigInteger.ONE))
        .intValue();
  }

  /** The id as it goes to a venue. */
  public String encode() {
    BigInteger number = BigInteger.valueOf(journal);
    number = number.shiftLeft(PARTITION_BITS).or(BigInteger.valueOf(partition));
    number = number.shiftLeft(OFFSET_BITS).or(BigInteger.valueOf(offset));
    number = number.shiftLeft(PORTFOLIO_BITS).or(BigInteger.valueOf(portfolio));
    number = number.shiftLeft(GROUP_BITS).or(BigInteger.valueOf(group));
    number = number.shiftLeft(INDEX_BITS).or(BigInteger.valueOf(index));
    char[] text = new char[LENGTH];
    for (int i = LENGTH - 1; i >= 0; i--) {
      BigInteger[] parts = number.divideAndRemainder(BASE);
      text[i] = DIGITS.charAt(parts[1].intValue());
      number = parts[0];
    }
    return new String(text);
  }

  /**
   * The id's parts, or empty where the text cannot be one of ours. Whether it is of our journal is
   * for the caller.
   */
  public static Optional<ClientOrderId> decode(String text) {
    if (text.length() != LENGTH) {
      return Optional.empty();
    }
    BigInteger number = BigInteger.ZERO;
    for (int i = 0; i < LENGTH; i++) {
      int digit = DIGITS.indexOf(text.charAt(i));
      if (digit < 0) {
        return Optional.empty();
      }
      number = number.multiply(BASE).add(BigInteger.valueOf(digit));
    }
    int shift = INDEX_BITS;
    int index = (int) bits(number, 0, INDEX_BITS);
    int group = (int) bits(number, shift, GROUP_BITS);
    shift += GROUP_BITS;
    int portfolio = (int) bits(number, shift, PORTFOLIO_BITS);
    shift += PORTFOLIO_BITS;
    long offset = bits(number, shift, OFFSET_BITS);
    shift += OFFSET_BITS;
    int partition = (int) bits(number, shift, PARTITION_BITS);
    shift += PARTITION_BITS;
    if (number.bitLength() > shift + JOURNAL_BITS) {
      return Optional.empty();
    }
    return Optional.of(
        new ClientOrderId(
            (int) bits(number, shift, JOURNAL_BITS), partition, offset, portfolio, group, index));
  }

  private static long bits(BigInteger number, int shift, int count) {
    return number
        .shiftRight(shift)
        .and(BigInteger.ONE.shiftLeft(count).subtract(BigInteger.ONE))
        .longValue();
  }

  private static void require(String name, long value, int bits) {
    if (value < 0 || value >= 1L << bits) {
      throw new IllegalArgumentException(name + "=" + value + " does not fit " + bits + " bits");
    }
  }
}
