package org.hedgerow.exchanges.json;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.hedgerow.exchanges.DecimalText;
import org.hedgerow.exchanges.RejectReason;
import org.hedgerow.schema.Decimal;
import org.hedgerow.schema.Level;

/**
 * The fields of one JSON object, in slots instead of a tree: what a field means depends on the
 * event's type, which may come last. Scalars are kept as places in the document, which must not
 * change while they are asked for; arrays of pairs become book levels as they pass by.
 */
public final class JsonFields {
  private static final int DEEPEST = 4;

  private enum Kind {
    TEXT,
    TRUE,
    FALSE,
    NULL,
    LEVELS,
    BAD_LEVELS,
    OBJECT,
    OBJECTS,
    OTHER
  }

  private final FieldNames names;
  private final boolean asWritten;
  private final int depth;
  private final Kind[] kinds;
  private final int[] starts;
  private final int[] lengths;
  private final Object[] values;
  private final JsonFields[] children;
  private final List<JsonFields> elements = new ArrayList<>();
  private final int[] touched;
  private int touchedCount;
  private int elementsUsed;
  private byte[] document = new byte[0];

  /** For frames with these fields. */
  public JsonFields(FieldNames names) {
    this(names, false);
  }

  /**
   * For frames with these fields.
   *
   * @param asWritten whether levels of books keep the zeros at the end of their numbers, which some
   *     venues' checksums need
   */
  public JsonFields(FieldNames names, boolean asWritten) {
    this(names, asWritten, 0);
  }

  private JsonFields(FieldNames names, boolean asWritten, int depth) {
    this.names = names;
    this.asWritten = asWritten;
    this.depth = depth;
    kinds = new Kind[names.size()];
    starts = new int[names.size()];
    lengths = new int[names.size()];
    values = new Object[names.size()];
    children = new JsonFields[names.size()];
    touched = new int[names.size()];
  }

  /** Reads a document that is one object. */
  public void read(byte[] object) throws IOException {
    JsonScanner scanner = new JsonScanner();
    scanner.open(object);
    scan(scanner);
    scanner.close();
  }

  /** Reads the object before which the scanner stands. */
  public void scan(JsonScanner scanner) throws IOException {
    for (int i = 0; i < touchedCount; i++) {
      kinds[touched[i]] = null;
      values[touched[i]] = null;
    }
    touchedCount = 0;
    elementsUsed = 0;
    document = scanner.source();
    if (!scanner.enter('{', '}')) {
      return;
    }
    do {
      scanner.string();
      int slot = slot(scanner);
      scanner.take(':');
      if (slot < 0) {
        scanner.skip();
        continue;
      }
      if (kinds[slot] == null) {
        touched[touchedCount++] = slot;
      }
      values[slot] = null;
      switch (scanner.peek()) {
        case '"' -> {
          scanner.string();
          putText(slot, scanner);
        }
        case '{' -> scanObject(slot, scanner);
        case '[' -> scanArray(slot, scanner);
        case 't' -> putWord(slot, scanner, "true", Kind.TRUE);
        case 'f' -> putWord(slot, scanner, "false", Kind.FALSE);
        case 'n' -> putWord(slot, scanner, "null", Kind.NULL);
        default -> {
          scanner.number();
          putText(slot, scanner);
        }
      }
    } while (scanner.more('}'));
  }

  private int slot(JsonScanner scanner) {
    if (scanner.isEscaped()) {
      byte[] name = scanner.unescaped();
      return names.slot(name, 0, name.length);
    }
    return names.slot(scanner.source(), scanner.start(), scanner.length());
  }

  private void putWord(int slot, JsonScanner scanner, String word, Kind kind) throws IOException {
    scanner.word(word);
    kinds[slot] = kind;
  }

  private void putText(int slot, JsonScanner scanner) {
    kinds[slot] = Kind.TEXT;
    if (scanner.isEscaped()) {
      byte[] text = scanner.unescaped();
      values[slot] = text;
      starts[slot] = 0;
      lengths[slot] = text.length;
    } else {
      starts[slot] = scanner.start();
      lengths[slot] = scanner.length();
    }
  }

  private void scanObject(int slot, JsonScanner scanner) throws IOException {
    if (depth == DEEPEST) {
      scanner.skip();
      kinds[slot] = Kind.OTHER;
      return;
    }
    if (children[slot] == null) {
      children[slot] = new JsonFields(names, asWritten, depth + 1);
    }
    children[slot].scan(scanner);
    kinds[slot] = Kind.OBJECT;
  }

  private void scanArray(int slot, JsonScanner scanner) throws IOException {
    if (!scanner.enter('[', ']')) {
      kinds[slot] = Kind.LEVELS;
      values[slot] = List.of();
      return;
    }
    if (scanner.peek() == '{' && !names.areLevels(slot) && depth < DEEPEST) {
      scanObjects(slot, scanner);
    } else {
      scanLevels(slot, scanner);
    }
  }

  private void scanObjects(int slot, JsonScanner scanner) throws IOException {
    List<JsonFields> objects = new ArrayList<>();
    kinds[slot] = Kind.OBJECTS;
    do {
      if (kinds[slot] == Kind.OBJECTS && scanner.peek() == '{') {
        JsonFields fields = element();
        fields.scan(scanner);
        objects.add(fields);
      } else {
        kinds[slot] = Kind.OTHER;
        scanner.skip();
      }
    } while (scanner.more(']'));
    values[slot] = objects;
  }

  private void scanLevels(int slot, JsonScanner scanner) throws IOException {
    char opening = names.areLevels(slot) && scanner.peek() == '{' ? '{' : '[';
    List<Level> levels = new ArrayList<>();
    kinds[slot] = Kind.LEVELS;
    do {
      if (kinds[slot] == Kind.OTHER || scanner.peek() != opening) {
        kinds[slot] = Kind.OTHER;
        scanner.skip();
        continue;
      }
      Level level = opening == '{' ? objectLevel(scanner) : level(scanner);
      if (level == null) {
        kinds[slot] = Kind.BAD_LEVELS;
      } else {
        levels.add(level);
      }
    } while (scanner.more(']'));
    values[slot] = levels;
  }

  /** Reads {@code {"price":1.5,"qty":2}}; null if these are no numbers. */
  private Level objectLevel(JsonScanner scanner) throws IOException {
    Decimal price = null;
    Decimal quantity = null;
    if (!scanner.enter('{', '}')) {
      return null;
    }
    do {
      scanner.string();
      boolean isPrice = scanner.is(names.price());
      boolean isQuantity = scanner.is(names.quantity());
      scanner.take(':');
      if (isPrice) {
        price = number(scanner);
      } else if (isQuantity) {
        quantity = number(scanner);
      } else {
        scanner.skip();
      }
    } while (scanner.more('}'));
    return level(price, quantity);
  }

  private static Level level(Decimal price, Decimal quantity) {
    return price != null
            && quantity != null
            && price.getUnscaled() >= 0
            && quantity.getUnscaled() >= 0
        ? new Level(price, quantity)
        : null;
  }

  /** Another of the objects that stand in arrays of this one; used again for the next frame. */
  private JsonFields element() {
    if (elementsUsed == elements.size()) {
      elements.add(new JsonFields(names, asWritten, depth + 1));
    }
    return elements.get(elementsUsed++);
  }

  /**
   * Reads {@code ["price","quantity",...]}; null if the first two are no numbers. A word before
   * them, as in {@code ["new",1.5,2]}, is passed over.
   */
  private Level level(JsonScanner scanner) throws IOException {
    Decimal price = null;
    Decimal quantity = null;
    if (!scanner.enter('[', ']')) {
      return null;
    }
    int index = 0;
    do {
      if (index >= 2) {
        scanner.skip();
      } else if (index == 0) {
        boolean text = scanner.peek() == '"';
        price = number(scanner);
        if (price == null && text && isWord(scanner)) {
          continue;
        }
      } else {
        quantity = number(scanner);
      }
      index++;
    } while (scanner.more(']'));
    return level(price, quantity);
  }

  private static boolean isWord(JsonScanner scanner) {
    return scanner.length() > 0 && Character.isLetter(scanner.source()[scanner.start()]);
  }

  /** Passes a value; null where it is no number, in quotes or not. */
  private Decimal number(JsonScanner scanner) throws IOException {
    int next = scanner.peek();
    if (next == '"') {
      scanner.string();
    } else if (next == '-' || (next >= '0' && next <= '9')) {
      scanner.number();
    } else {
      scanner.skip();
      return null;
    }
    byte[] text = scanner.isEscaped() ? scanner.unescaped() : scanner.source();
    int start = scanner.isEscaped() ? 0 : scanner.start();
    int length = scanner.isEscaped() ? text.length : scanner.length();
    return asWritten
        ? DecimalText.parseAsWritten(text, start, length)
        : DecimalText.parse(text, start, length);
  }

  private static boolean same(byte[] text, int start, int length, String expected) {
    if (length != expected.length()) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (text[start + i] != expected.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Where a text stands: in the document, unless it was written with escapes. */
  private byte[] source(int slot) {
    return values[slot] == null ? document : (byte[]) values[slot];
  }

  /** Whether the field is there, whatever its value. */
  public boolean has(int slot) {
    return kinds[slot] != null;
  }

  /** Whether it is a string with something in it, or a number. */
  public boolean hasText(int slot) {
    return kinds[slot] == Kind.TEXT && lengths[slot] > 0;
  }

  /** Whether it is a string with something in it, or a number. */
  public boolean hasText(char letter) {
    return hasText(FieldNames.slot(letter));
  }

  /** Whether its value is true. */
  public boolean isTrue(char letter) {
    return isTrue(FieldNames.slot(letter));
  }

  /** Whether its value is true. */
  public boolean isTrue(int slot) {
    return kinds[slot] == Kind.TRUE;
  }

  /** Whether its value is null. */
  public boolean isNullValue(int slot) {
    return kinds[slot] == Kind.NULL;
  }

  /** Whether it is an object. */
  public boolean isObject(int slot) {
    return kinds[slot] == Kind.OBJECT;
  }

  /** Whether it is an array that begins with an object. */
  public boolean isObjects(int slot) {
    return kinds[slot] == Kind.OBJECTS;
  }

  /** Whether the text of that field is this one. */
  public boolean is(int slot, String expected) {
    return kinds[slot] == Kind.TEXT && same(source(slot), starts[slot], lengths[slot], expected);
  }

  /** The text, or an empty string where there is none. */
  public String text(int slot) {
    return kinds[slot] == Kind.TEXT
        ? new String(source(slot), starts[slot], lengths[slot], StandardCharsets.UTF_8)
        : "";
  }

  /** The text, or an empty string where there is none. */
  public String text(char letter) {
    return text(FieldNames.slot(letter));
  }

  /** The text, which must be there. */
  public String requiredText(int slot) throws InvalidFieldException {
    if (!hasText(slot)) {
      throw InvalidFieldException.missing(names.name(slot));
    }
    return text(slot);
  }

  /** The text, which must be there. */
  public String requiredText(char letter) throws InvalidFieldException {
    if (!hasText(letter)) {
      throw InvalidFieldException.missing(String.valueOf(letter));
    }
    return text(letter);
  }

  /** What the table holds under this field's text, or null. */
  public <T> T in(SymbolTable<T> table, int slot) {
    return kinds[slot] == Kind.TEXT ? table.get(source(slot), starts[slot], lengths[slot]) : null;
  }

  /** The object; to be asked only where {@link #isObject}. */
  public JsonFields object(int slot) {
    return children[slot];
  }

  /** The objects of an array, valid until the next frame; none where it is no such array. */
  @SuppressWarnings("unchecked")
  public List<JsonFields> objects(int slot) {
    return kinds[slot] == Kind.OBJECTS ? (List<JsonFields>) values[slot] : List.of();
  }

  /** The levels of an array of arrays, which must be there. */
  @SuppressWarnings("unchecked")
  public List<Level> levels(int slot) throws InvalidFieldException {
    if (kinds[slot] == Kind.LEVELS) {
      return (List<Level>) values[slot];
    }
    if (kinds[slot] == Kind.BAD_LEVELS) {
      throw new InvalidFieldException(
          RejectReason.INVALID_VALUE,
          names.name(slot) + " has a level that is no price and quantity");
    }
    throw InvalidFieldException.missing(names.name(slot));
  }

  /** The number, or null where the field is absent, null or empty. */
  public Decimal optionalDecimal(int slot) throws InvalidFieldException {
    if (!hasText(slot)) {
      return null;
    }
    Decimal number = DecimalText.parse(source(slot), starts[slot], lengths[slot]);
    if (number == null) {
      throw new InvalidFieldException(
          RejectReason.INVALID_VALUE,
          names.name(slot) + " is no exact decimal: " + shortened(slot));
    }
    return number;
  }

  /** The number, or null where the field is absent, null or empty. */
  public Decimal optionalDecimal(char letter) throws InvalidFieldException {
    return optionalDecimal(FieldNames.slot(letter));
  }

  /** The number, which must be there. */
  public Decimal decimal(char letter) throws InvalidFieldException {
    return decimal(FieldNames.slot(letter));
  }

  /** The number, which must be there. */
  public Decimal decimal(int slot) throws InvalidFieldException {
    Decimal number = optionalDecimal(slot);
    if (number == null) {
      throw InvalidFieldException.missing(names.name(slot));
    }
    return number;
  }

  /** A whole number that fits a long. */
  public long number(int slot) throws InvalidFieldException {
    if (!hasText(slot)) {
      throw InvalidFieldException.missing(names.name(slot));
    }
    byte[] text = source(slot);
    int at = starts[slot];
    int end = at + lengths[slot];
    boolean negative = text[at] == '-';
    if (negative) {
      at++;
    }
    long number = 0;
    boolean valid = at < end && end - at <= 18;
    for (; valid && at < end; at++) {
      valid = text[at] >= '0' && text[at] <= '9';
      number = number * 10 + (text[at] - '0');
    }
    if (!valid) {
      throw new InvalidFieldException(
          RejectReason.INVALID_VALUE, names.name(slot) + " is no whole number: " + shortened(slot));
    }
    return negative ? -number : number;
  }

  /** A whole number that fits a long. */
  public long number(char letter) throws InvalidFieldException {
    return number(FieldNames.slot(letter));
  }

  private String shortened(int slot) {
    String whole = text(slot);
    return whole.substring(0, Math.min(whole.length(), 40));
  }
}
