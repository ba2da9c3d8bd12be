package org.hedgerow.exchanges.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.hedgerow.exchanges.DecimalText;
import org.hedgerow.exchanges.RejectReason;
import org.hedgerow.schema.Decimal;
import org.hedgerow.schema.Level;

/**
 * The fields of one JSON object, in slots instead of a tree: what a field means depends on the
 * event's type, which may come last. Scalars are kept as characters in one buffer that is used
 * again for each frame; arrays of pairs become book levels as they pass by.
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
  private char[] text = new char[256];
  private int used;

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

  /** Reads the object whose opening brace the parser stands at, to its closing brace. */
  public void scan(JsonParser parser) throws IOException {
    for (int i = 0; i < touchedCount; i++) {
      kinds[touched[i]] = null;
      values[touched[i]] = null;
    }
    touchedCount = 0;
    elementsUsed = 0;
    used = 0;
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      int slot = names.slot(name);
      JsonToken token = parser.nextToken();
      if (token == null) {
        throw new IOException("a field without a value");
      }
      if (slot < 0) {
        parser.skipChildren();
        continue;
      }
      if (kinds[slot] == null) {
        touched[touchedCount++] = slot;
      }
      switch (token) {
        case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> putText(slot, parser);
        case VALUE_TRUE -> kinds[slot] = Kind.TRUE;
        case VALUE_FALSE -> kinds[slot] = Kind.FALSE;
        case VALUE_NULL -> kinds[slot] = Kind.NULL;
        case START_OBJECT -> scanObject(slot, parser);
        case START_ARRAY -> scanArray(slot, parser);
        default -> throw new IOException("unexpected " + token);
      }
    }
    if (parser.currentToken() != JsonToken.END_OBJECT) {
      throw new IOException("an object that does not end");
    }
  }

  private void putText(int slot, JsonParser parser) throws IOException {
    char[] characters = parser.getTextCharacters();
    int length = parser.getTextLength();
    if (used + length > text.length) {
      text = Arrays.copyOf(text, Math.max(text.length * 2, used + length));
    }
    System.arraycopy(characters, parser.getTextOffset(), text, used, length);
    kinds[slot] = Kind.TEXT;
    starts[slot] = used;
    lengths[slot] = length;
    used += length;
  }

  private void scanObject(int slot, JsonParser parser) throws IOException {
    if (depth == DEEPEST) {
      parser.skipChildren();
      kinds[slot] = Kind.OTHER;
      return;
    }
    if (children[slot] == null) {
      children[slot] = new JsonFields(names, asWritten, depth + 1);
    }
    children[slot].scan(parser);
    kinds[slot] = Kind.OBJECT;
  }

  private void scanArray(int slot, JsonParser parser) throws IOException {
    JsonToken token = parser.nextToken();
    if (token == JsonToken.START_OBJECT && names.areLevels(slot)) {
      token = scanObjectLevels(slot, parser);
    } else if (token == JsonToken.START_OBJECT && depth < DEEPEST) {
      List<JsonFields> objects = new ArrayList<>();
      for (; token == JsonToken.START_OBJECT; token = parser.nextToken()) {
        JsonFields fields = element();
        fields.scan(parser);
        objects.add(fields);
      }
      kinds[slot] = Kind.OBJECTS;
      values[slot] = objects;
    } else {
      List<Level> levels = new ArrayList<>();
      kinds[slot] = Kind.LEVELS;
      for (; token == JsonToken.START_ARRAY; token = parser.nextToken()) {
        Level level = scanLevel(parser);
        if (level == null) {
          kinds[slot] = Kind.BAD_LEVELS;
        } else {
          levels.add(level);
        }
      }
      values[slot] = levels;
    }
    if (token != JsonToken.END_ARRAY) {
      kinds[slot] = Kind.OTHER;
      while (token != JsonToken.END_ARRAY) {
        if (token == null) {
          throw new IOException("an array that does not end");
        }
        parser.skipChildren();
        token = parser.nextToken();
      }
    }
  }

  /** Reads {@code {"price":1.5,"qty":2}, ...}; returns the token after the last. */
  private JsonToken scanObjectLevels(int slot, JsonParser parser) throws IOException {
    List<Level> levels = new ArrayList<>();
    kinds[slot] = Kind.LEVELS;
    values[slot] = levels;
    JsonToken token = JsonToken.START_OBJECT;
    for (; token == JsonToken.START_OBJECT; token = parser.nextToken()) {
      Decimal price = null;
      Decimal quantity = null;
      for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
        if (!parser.nextToken().isScalarValue()) {
          parser.skipChildren();
        } else if (name.equals(names.price())) {
          price = number(parser);
        } else if (name.equals(names.quantity())) {
          quantity = number(parser);
        }
      }
      if (parser.currentToken() != JsonToken.END_OBJECT) {
        throw new IOException("a level that does not end");
      }
      if (isUsable(price, quantity)) {
        levels.add(new Level(price, quantity));
      } else {
        kinds[slot] = Kind.BAD_LEVELS;
      }
    }
    return token;
  }

  private static boolean isUsable(Decimal price, Decimal quantity) {
    return price != null
        && quantity != null
        && price.getUnscaled() >= 0
        && quantity.getUnscaled() >= 0;
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
  private Level scanLevel(JsonParser parser) throws IOException {
    Decimal price = null;
    Decimal quantity = null;
    int at = 0;
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      if (token == null) {
        throw new IOException("a level that does not end");
      }
      if (at == 0 && token == JsonToken.VALUE_STRING && isWord(parser)) {
        continue;
      }
      if (at < 2 && token.isScalarValue()) {
        Decimal number = number(parser);
        if (at == 0) {
          price = number;
        } else {
          quantity = number;
        }
      } else {
        parser.skipChildren();
      }
      at++;
    }
    return isUsable(price, quantity) ? new Level(price, quantity) : null;
  }

  private static boolean isWord(JsonParser parser) throws IOException {
    return parser.getTextLength() > 0
        && Character.isLetter(parser.getTextCharacters()[parser.getTextOffset()]);
  }

  private Decimal number(JsonParser parser) throws IOException {
    char[] characters = parser.getTextCharacters();
    return asWritten
        ? DecimalText.parseAsWritten(characters, parser.getTextOffset(), parser.getTextLength())
        : DecimalText.parse(characters, parser.getTextOffset(), parser.getTextLength());
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
    if (kinds[slot] != Kind.TEXT || lengths[slot] != expected.length()) {
      return false;
    }
    int start = starts[slot];
    for (int i = 0; i < expected.length(); i++) {
      if (text[start + i] != expected.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** The text, or an empty string where there is none. */
  public String text(int slot) {
    return kinds[slot] == Kind.TEXT ? new String(text, starts[slot], lengths[slot]) : "";
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
    return kinds[slot] == Kind.TEXT ? table.get(text, starts[slot], lengths[slot]) : null;
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
    Decimal number = DecimalText.parse(text, starts[slot], lengths[slot]);
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
    return new String(text, starts[slot], Math.min(lengths[slot], 40));
  }
}
