package org.hedgerow.cli.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hedgerow.cli.CommandFailed;

/**
 * A question of {@code docs/analysts.md}, with the SQL that stands there and nothing else: what is
 * tested and measured is what people copy.
 *
 * @param number from 1
 * @param title the question
 * @param sql with psql's variables, {@code :'name'}
 */
public record AnalystQuestion(int number, String title, String sql) {
  private static final Pattern QUESTION =
      Pattern.compile("^### (\\d+)\\. (.+?)\\n.*?^```sql\\n(.*?);\\n```", 40);
  private static final Pattern VARIABLE = Pattern.compile(":'(\\w+)'");
  private static final Pattern TRADES = Pattern.compile("\\bFROM trade\\b");

  /**
   * All questions of the page, in its order.
   *
   * @throws CommandFailed if it cannot be read, or does not count from 1 without a hole
   */
  public static List<AnalystQuestion> read(Path page) {
    List<AnalystQuestion> questions = new ArrayList<>();
    try {
      Matcher matcher = QUESTION.matcher(Files.readString(page));
      while (matcher.find()) {
        int number = Integer.parseInt(matcher.group(1));
        if (number != questions.size() + 1) {
          throw new CommandFailed(page + ": question " + number + " is out of order");
        }
        questions.add(new AnalystQuestion(number, matcher.group(2), matcher.group(3)));
      }
    } catch (IOException e) {
      throw new CommandFailed("cannot read " + page + ": " + e.getMessage(), e);
    }
    return questions;
  }

  /**
   * The SQL with values in it, as psql puts them.
   *
   * @throws CommandFailed if it wants one that is not there
   */
  public String with(Map<String, String> values) {
    return VARIABLE
        .matcher(sql)
        .replaceAll(
            found -> {
              String value = values.get(found.group(1));
              if (value == null) {
                throw new CommandFailed("question " + number + " wants " + found.group(1));
              }
              return Matcher.quoteReplacement("'" + value.replace("'", "''") + "'");
            });
  }

  /** Whether it reads raw trades. */
  public boolean ofTrades() {
    return TRADES.matcher(sql).find();
  }
}
