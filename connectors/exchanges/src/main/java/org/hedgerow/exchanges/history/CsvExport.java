package org.hedgerow.exchanges.history;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * A CSV file, compressed by gzip or not, row by row. The header is the first line that names a
 * time; lines before it are comments. Names of columns are compared in lower case, with anything
 * but letters and digits as an underscore.
 */
final class CsvExport implements Closeable {
  private static final int LONGEST_PREAMBLE = 50;
  private static final int BUFFER = 1 << 16;
  private static final int GZIP_FIRST = 0x1f;
  private static final int GZIP_SECOND = 0x8b;

  private final CsvReader<CsvRecord> reader;
  private final Iterator<CsvRecord> records;
  private final Map<String, Integer> columns = new HashMap<>();
  private final List<String> header;
  private CsvRecord row;
  private long comments;

  private CsvExport(CsvReader<CsvRecord> reader, List<String> times) throws IOException {
    this.reader = reader;
    this.records = reader.iterator();
    header = header(times);
    for (int i = 0; i < header.size(); i++) {
      columns.putIfAbsent(header.get(i), i);
    }
  }

  /**
   * Opens a file.
   *
   * @param times the names that a column of times may have
   * @throws IOException if it cannot be read, or no line near its beginning names one of them
   */
  static CsvExport open(Path file, List<String> times) throws IOException {
    InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER);
    try {
      in.mark(2);
      byte[] first = in.readNBytes(2);
      in.reset();
      boolean gzip =
          first.length == 2 && (first[0] & 0xff) == GZIP_FIRST && (first[1] & 0xff) == GZIP_SECOND;
      InputStream plain = gzip ? new GZIPInputStream(in, BUFFER) : in;
      return new CsvExport(
          CsvReader.builder()
              .allowExtraFields(true)
              .allowMissingFields(true)
              .ofCsvRecord(new InputStreamReader(plain, StandardCharsets.UTF_8)),
          times);
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }

  private List<String> header(List<String> times) throws IOException {
    while (comments < LONGEST_PREAMBLE && advance()) {
      List<String> names = row.getFields().stream().map(CsvExport::plain).toList();
      if (names.size() > 1 && names.stream().anyMatch(times::contains)) {
        return names;
      }
      comments++;
    }
    throw new IOException("no line near its beginning names a column of times: " + times);
  }

  private static String plain(String name) {
    String plain = name.strip().toLowerCase(Locale.ROOT);
    if (plain.startsWith("\ufeff")) {
      plain = plain.substring(1);
    }
    return plain.replaceAll("[^a-z0-9]+", "_");
  }

  /** Goes to the next row; false at the end. */
  boolean next() throws IOException {
    while (advance()) {
      if (!row.getField(0).startsWith("#")) {
        return true;
      }
      comments++;
    }
    return false;
  }

  private boolean advance() throws IOException {
    try {
      if (!records.hasNext()) {
        return false;
      }
      row = records.next();
      return true;
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } catch (RuntimeException e) {
      // A quote that never ends, a field of megabytes.
      throw new IOException("no CSV: " + e.getMessage(), e);
    }
  }

  /** The names of the columns, as they are compared. */
  List<String> names() {
    return header;
  }

  /** Where the first column of one of these names is; -1 if there is none. */
  int column(List<String> names) {
    for (String name : names) {
      Integer column = columns.get(name);
      if (column != null) {
        return column;
      }
    }
    return -1;
  }

  /** A field of the row; null where it is empty or says that there is none. */
  String get(int column) {
    if (column < 0 || column >= row.getFieldCount()) {
      return null;
    }
    String text = row.getField(column).strip();
    return switch (text) {
      case "", "NULL", "null", "nan", "NaN", "None", "N/A", "-" -> null;
      default -> text;
    };
  }

  /** Whether the row has as many fields as the header. */
  boolean isWhole() {
    return row.getFieldCount() == header.size();
  }

  /** How many fields of the row say something. */
  int filled() {
    int filled = 0;
    for (int i = 0; i < header.size(); i++) {
      filled += get(i) == null ? 0 : 1;
    }
    return filled;
  }

  long line() {
    return row.getStartingLineNumber();
  }

  /** Lines that were no rows so far. */
  long comments() {
    return comments;
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
