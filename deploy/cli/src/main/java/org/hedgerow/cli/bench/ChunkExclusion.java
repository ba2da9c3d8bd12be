package org.hedgerow.cli.bench;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hedgerow.cli.CommandFailed;

/**
 * Which chunks of {@code trade} a plan reads.
 *
 * @param read how many it names
 * @param all how many the table has
 */
record ChunkExclusion(int read, int all) {
  private static final Pattern CHUNK =
      Pattern.compile("\\bon (?:\\w+\\.)?(_hyper_\\d+_\\d+_chunk)\\b");

  /**
   * Asks for the plan of a query with bounds on {@code received}.
   *
   * @throws CommandFailed if it reads a chunk that lies outside them, or none, or leaves out none
   */
  static ChunkExclusion of(Connection connection, String sql, String from, String to)
      throws SQLException {
    Set<String> inside = new TreeSet<>();
    int all = 0;
    try (Statement statement = connection.createStatement()) {
      try (ResultSet chunks =
          statement.executeQuery(
              "SELECT chunk_name, range_start < '"
                  + to
                  + "' AND range_end > '"
                  + from
                  + "' FROM timescaledb_information.chunks WHERE hypertable_name = 'trade'"
                  + " AND hypertable_schema = current_schema()")) {
        while (chunks.next()) {
          all++;
          if (chunks.getBoolean(2)) {
            inside.add(chunks.getString(1));
          }
        }
      }
      Set<String> read = new TreeSet<>();
      StringBuilder plan = new StringBuilder();
      try (ResultSet lines = statement.executeQuery("EXPLAIN " + sql)) {
        while (lines.next()) {
          plan.append(lines.getString(1)).append('\n');
          Matcher matcher = CHUNK.matcher(lines.getString(1));
          while (matcher.find()) {
            read.add(matcher.group(1));
          }
        }
      }
      if (read.isEmpty() || !inside.containsAll(read) || read.size() == all) {
        throw new CommandFailed(
            "chunks are not excluded: " + read + " of " + all + " are read, in\n" + plan);
      }
      return new ChunkExclusion(read.size(), all);
    }
  }
}
