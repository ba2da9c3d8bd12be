package org.hedgerow.cli.config;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.hedgerow.cli.CommandFailed;
import org.hedgerow.cli.Progress;
import org.hedgerow.cli.journal.JournalOpening;
import org.hedgerow.schema.ConfigChange;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.Decision;
import org.hedgerow.schema.GroupDefinition;
import org.hedgerow.schema.Order;

/** Puts a configuration in force while the jobs run, after it was seen what that would cause. */
final class JournalConfig {
  private final String servers;
  private final Progress out;
  private final JournalReplay replay;

  JournalConfig(String servers, Progress out) {
    this.servers = servers;
    this.out = out;
    try {
      this.replay = JournalReplay.of(servers);
    } catch (IOException e) {
      throw new CommandFailed("the journal cannot be read: " + e.getMessage(), e);
    }
  }

  JournalReplay replay() {
    return replay;
  }

  ConfigChange inForce() {
    return replay
        .newest()
        .orElseThrow(
            () -> new CommandFailed("nothing is configured yet: submit the jobs with the file"));
  }

  /**
   * Shows the difference and the consequences, and writes it unless it is only tried.
   *
   * @throws CommandFailed if it cannot follow what is in force
   */
  void apply(ConfigChange change, boolean dryRun) {
    ConfigChange before = inForce();
    if (change.getVersion() <= before.getVersion()) {
      throw new CommandFailed(
          "version "
              + before.getVersion()
              + " is in force; a configuration that shall follow it has a higher one, and not "
              + change.getVersion()
              + " (an old one comes back by: hedgerow config rollback)");
    }
    List<String> gone = missing(before, change, ConfigChange::getGroups, GroupDefinition::getGroup);
    if (!gone.isEmpty()) {
      throw new CommandFailed(
          "groups "
              + gone
              + " are in force and not in the file: a group is given up by taking its books away");
    }
    List<String> difference = ConfigDifference.lines(before, change);
    out.say(
        "Version "
            + change.getVersion()
            + " after version "
            + before.getVersion()
            + (difference.isEmpty() ? ": nothing changes." : ":"));
    difference.forEach(line -> out.say("  " + line));
    for (String job : notTaken(before, change)) {
      out.say(job);
    }
    SignalsDifference.lines(before.getSignals(), change.getSignals()).forEach(out::say);
    List<String> groups = change.getGroups().stream().map(GroupDefinition::getGroup).toList();
    JournalOpening opening = new JournalOpening(servers);
    Map<String, JournalReplay.Consequences> consequences =
        replay.consequences(opening.entryOf(change), groups);
    out.say("In force now, after " + replay.entries() + " entries of the journal, it would cause:");
    consequences.forEach(this::tell);
    if (dryRun) {
      out.say("Nothing was written.");
      return;
    }
    opening.configure(change);
    out.say("Version " + change.getVersion() + " is in the journal.");
  }

  private void tell(String group, JournalReplay.Consequences caused) {
    if (caused.orders().isEmpty()) {
      out.say("  " + group + ": no order");
    }
    for (Order order : caused.orders()) {
      out.say(
          "  "
              + group
              + ": "
              + order.getPortfolio()
              + " "
              + order.getSide()
              + " "
              + Decimals.toString(order.getQuantity())
              + " "
              + order.getInstrument()
              + (order.getPrice() == null ? "" : " at " + Decimals.toString(order.getPrice())));
    }
    for (Decision decision : caused.decisions()) {
      out.say("    " + decision.getPortfolio() + ": " + decision.getReason());
      decision.getDenials().forEach(denial -> out.say("    denied: " + denial));
    }
    caused.alerts().forEach(alert -> out.say("    " + alert.getCode() + ": " + alert.getText()));
  }

  /** What the engine takes at once and other jobs read only when they are submitted. */
  private static List<String> notTaken(ConfigChange before, ConfigChange after) {
    List<String> told = new ArrayList<>();
    List<String> instruments =
        missing(after, before, ConfigChange::getInstruments, one -> one.getInstrument());
    List<String> accounts =
        missing(after, before, ConfigChange::getAccounts, one -> one.getAccount());
    List<String> groups = missing(after, before, ConfigChange::getGroups, one -> one.getGroup());
    if (!instruments.isEmpty() || !accounts.isEmpty() || !groups.isEmpty()) {
      told.add(
          "New are instruments "
              + instruments
              + ", accounts "
              + accounts
              + ", groups "
              + groups
              + ": nothing comes of them before ingest, market-data, signals and gateway are submitted"
              + " with the file.");
    }
    return told;
  }

  /** Names of the elements of one that the other does not have. */
  private static <E> List<String> missing(
      ConfigChange of,
      ConfigChange from,
      Function<ConfigChange, List<E>> list,
      Function<E, String> name) {
    Set<String> names = new TreeSet<>(list.apply(of).stream().map(name).toList());
    list.apply(from).stream().map(name).forEach(names::remove);
    return List.copyOf(names);
  }
}
