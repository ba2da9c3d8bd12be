package org.hedgerow.engine.portfolio.risk;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.hedgerow.engine.state.Table;
import org.hedgerow.schema.Allowance;
import org.hedgerow.schema.AllowanceUse;
import org.hedgerow.schema.Amounts;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.state.GrantState;
import org.hedgerow.schema.state.IssuedAllowance;

/**
 * Who may use how much of one limit. Of each group it knows the most that the group may believe it
 * has: the allowance that it held by its last report, those on their way to it, and what it uses.
 * An allowance is only made larger by what the limit has beyond the sum of that over the others, so
 * the sum of what groups believe is never above the limit: a decrease frees nothing before the
 * group has confirmed it, and neither does an end that the group has not seen.
 *
 * <p>A ledger that begins knows nothing. It first sends every group an allowance of nothing, under
 * a sequence above all that a ledger before it can have issued, and gives nothing until every group
 * has reported that it holds that one. A ledger that sees a sequence which it has not issued has
 * been replaced, and gives nothing any more: groups would not take it.
 */
final class AllowanceLedger {
  /** Allowances are whole cents, rounded down. */
  private static final int DECIMALS = 2;

  /** So many may be on their way to a group. */
  private static final int MOST_ISSUED = 8;

  private static final BigDecimal STEPS = BigDecimal.valueOf(100);

  private final Table<GrantState> rows;
  private final String limit;
  private final BigDecimal amount;
  private final long lifeMicros;
  private final List<String> groups;

  /** No smaller change is made for its own sake: a hundredth of the limit. */
  private final BigDecimal step;

  /**
   * A ledger over rows that may hold an earlier life.
   *
   * @param groups that may use the limit, always in the same order
   */
  AllowanceLedger(
      Table<GrantState> rows,
      String limit,
      BigDecimal amount,
      long lifeMicros,
      List<String> groups) {
    this.rows = rows;
    this.limit = limit;
    this.amount = amount;
    this.lifeMicros = lifeMicros;
    this.groups = groups;
    this.step = amount.divide(STEPS, DECIMALS, RoundingMode.UP);
  }

  /**
   * Takes what a group said.
   *
   * @param epoch when this ledger began: its first sequence
   * @return whether a later ledger has taken over
   */
  boolean hear(String group, AllowanceUse use, long clockMicros, long epoch) {
    GrantState row = row(group);
    row.setHeldSequence(use.getSequence());
    row.setHeld(use.getAmount());
    row.setHeldExpiresMicros(use.getExpiresMicros());
    row.setUsed(use.getUsed());
    row.setWanted(use.getWanted());
    row.setClockMicros(clockMicros);
    // What is not above what it holds is never taken; what ends before its clock is of no use.
    List<IssuedAllowance> issued = new ArrayList<>();
    for (IssuedAllowance one : row.getIssued()) {
      if (one.getSequence() > use.getSequence() && one.getExpiresMicros() > clockMicros) {
        issued.add(one);
      }
    }
    row.setIssued(issued);
    rows.put(key(group), row);
    return use.getSequence() > Math.max(row.getSequence(), epoch);
  }

  /** Gives what is to be given now. */
  void allot(long epoch, BiConsumer<String, Allowance> told) {
    Map<String, GrantState> all = new LinkedHashMap<>();
    boolean known = true;
    for (String group : groups) {
      GrantState row = row(group);
      all.put(group, row);
      known &= row.getHeldSequence() >= epoch;
      if (row.getClockMicros() > 0 && row.getSequence() < epoch) {
        row.setSequence(epoch);
        rows.put(key(group), row);
        told.accept(group, new Allowance(limit, Decimals.ZERO, epoch, row.getClockMicros()));
      }
    }
    if (!known) {
      return;
    }
    Map<String, BigDecimal> targets = targets(all);
    boolean isAnyShort = false;
    for (Map.Entry<String, GrantState> one : all.entrySet()) {
      BigDecimal missing = targets.get(one.getKey()).subtract(current(one.getValue()));
      isAnyShort |= missing.compareTo(step) > 0;
    }
    for (Map.Entry<String, GrantState> one : all.entrySet()) {
      next(one.getKey(), one.getValue(), targets.get(one.getKey()), all, isAnyShort)
          .ifPresent(next -> issue(one.getKey(), one.getValue(), next, told));
    }
  }

  /** What a group is to be told now, if it is to be told anything. */
  private Optional<BigDecimal> next(
      String group,
      GrantState row,
      BigDecimal target,
      Map<String, GrantState> all,
      boolean isAnyShort) {
    if (row.getIssued().size() >= MOST_ISSUED) {
      return Optional.empty();
    }
    BigDecimal current = current(row);
    BigDecimal room = amount;
    for (Map.Entry<String, GrantState> other : all.entrySet()) {
      if (!other.getKey().equals(group)) {
        room = room.subtract(reserved(other.getValue()));
      }
    }
    room = room.max(BigDecimal.ZERO).setScale(DECIMALS, RoundingMode.DOWN);
    if (isAnyShort && target.compareTo(current.subtract(step)) < 0) {
      return Optional.of(target.min(room));
    }
    BigDecimal more = target.min(room);
    BigDecimal wanted = Amounts.toBigDecimal(row.getWanted());
    boolean helps = wanted.compareTo(current) > 0 && more.compareTo(wanted) >= 0;
    if (more.compareTo(current.add(step)) > 0 || (helps && more.compareTo(current) > 0)) {
      return Optional.of(more);
    }
    boolean due = expires(row) - row.getClockMicros() < lifeMicros / 2;
    return due && current.signum() > 0 ? Optional.of(current.min(room)) : Optional.empty();
  }

  /**
   * What each would have: what it uses and wants, and an equal part of the rest; where that is more
   * than there is, what it uses, and of what it wants in proportion.
   */
  private Map<String, BigDecimal> targets(Map<String, GrantState> all) {
    BigDecimal used = BigDecimal.ZERO;
    BigDecimal needed = BigDecimal.ZERO;
    for (GrantState row : all.values()) {
      used = used.add(Amounts.toBigDecimal(row.getUsed()));
      needed = needed.add(need(row));
    }
    Map<String, BigDecimal> targets = new LinkedHashMap<>();
    for (Map.Entry<String, GrantState> one : all.entrySet()) {
      BigDecimal uses = Amounts.toBigDecimal(one.getValue().getUsed());
      BigDecimal needs = need(one.getValue());
      BigDecimal target;
      if (needed.compareTo(amount) <= 0) {
        target =
            needs.add(
                amount
                    .subtract(needed)
                    .divide(BigDecimal.valueOf(all.size()), DECIMALS, RoundingMode.DOWN));
      } else if (used.compareTo(amount) >= 0) {
        target = uses;
      } else {
        target =
            uses.add(
                amount
                    .subtract(used)
                    .multiply(needs.subtract(uses))
                    .divide(needed.subtract(used), DECIMALS, RoundingMode.DOWN));
      }
      targets.put(one.getKey(), target.setScale(DECIMALS, RoundingMode.DOWN));
    }
    return targets;
  }

  private void issue(
      String group, GrantState row, BigDecimal next, BiConsumer<String, Allowance> told) {
    row.setSequence(row.getSequence() + 1);
    long expires = row.getClockMicros() + lifeMicros;
    List<IssuedAllowance> issued = new ArrayList<>(row.getIssued());
    issued.add(new IssuedAllowance(row.getSequence(), Amounts.of(next), expires));
    row.setIssued(issued);
    rows.put(key(group), row);
    told.accept(group, new Allowance(limit, Decimals.of(next), row.getSequence(), expires));
  }

  /** The most that the group may use, whatever of what is on its way arrives. */
  private static BigDecimal reserved(GrantState row) {
    BigDecimal most = Amounts.toBigDecimal(row.getUsed());
    if (row.getHeldExpiresMicros() > row.getClockMicros()) {
      most = most.max(Amounts.toBigDecimal(row.getHeld()));
    }
    for (IssuedAllowance one : row.getIssued()) {
      most = most.max(Amounts.toBigDecimal(one.getAmount()));
    }
    return most;
  }

  /** What it was told last, if that has not ended by its clock. */
  private static BigDecimal current(GrantState row) {
    if (!row.getIssued().isEmpty()) {
      return Amounts.toBigDecimal(row.getIssued().get(row.getIssued().size() - 1).getAmount());
    }
    return row.getHeldExpiresMicros() > row.getClockMicros()
        ? Amounts.toBigDecimal(row.getHeld())
        : BigDecimal.ZERO;
  }

  private static long expires(GrantState row) {
    return row.getIssued().isEmpty()
        ? row.getHeldExpiresMicros()
        : row.getIssued().get(row.getIssued().size() - 1).getExpiresMicros();
  }

  private static BigDecimal need(GrantState row) {
    return Amounts.toBigDecimal(row.getUsed()).max(Amounts.toBigDecimal(row.getWanted()));
  }

  private GrantState row(String group) {
    GrantState row = rows.get(key(group));
    return row == null
        ? GrantState.newBuilder()
            .setHeld(Amounts.zero())
            .setUsed(Amounts.zero())
            .setWanted(Amounts.zero())
            .build()
        : row;
  }

  private String key(String group) {
    return limit + "/" + group;
  }
}
