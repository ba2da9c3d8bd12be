package org.hedgerow.exchanges.binance;

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
final class EventFields {
  private static final int DEEPEST = 4;
  private static final int LETTERS = 52;

  /** Slots of the names that are longer than one letter. */
  static final int STREAM = LETTERS;

  static final int DATA = LETTERS + 1;
  static final int EVENT = LETTERS + 2;
  static final int RESULT = LETTERS + 3;
  static final int ERROR = LETTERS + 4;
  static final int CODE = LETTERS + 5;
  static final int MSG = LETTERS + 6;
  static final int LAST_UPDATE_ID = LETTERS + 7;
  static final int BIDS = LETTERS + 8;
  static final int ASKS = LETTERS + 9;
  static final int PU = LETTERS + 10;
  static final int PS = LETTERS + 11;
  static final int AP = LETTERS + 12;
  static final int WB = LETTERS + 13;
  static final int BC = LETTERS + 14;
  static final int PA = LETTERS + 15;
  static final int EP = LETTERS + 16;
  static final int UP = LETTERS + 17;
  static final int EXPIRY_REASON = LETTERS + 18;
  private static final int SLOTS = LETTERS + 19;

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

  private final int depth;
  private final Kind[] kinds = new Kind[SLOTS];
  private final int[] starts = new int[SLOTS];
  private final int[] lengths = new int[SLOTS];
  private final Object[] values = new Object[SLOTS];
  private final EventFields[] children = new EventFields[SLOTS];
  private char[] text = new char[256];
  private int used;

  EventFields() {
    this(0);
  }

  private EventFields(int depth) {
    this.depth = depth;
  }

  /** The slot of a field's name, or -1 if no event that we read has it. */
  static int slot(String name) {
    if (name.length() == 1) {
      return slot(name.charAt(0));
    }
    return switch (name) {
      case "stream" -> STREAM;
      case "data" -> DATA;
      case "event" -> EVENT;
      case "result" -> RESULT;
      case "error" -> ERROR;
      case "code" -> CODE;
      case "msg" -> MSG;
      case "lastUpdateId" -> LAST_UPDATE_ID;
      case "bids" -> BIDS;
      case "asks" -> ASKS;
      case "pu" -> PU;
      case "ps" -> PS;
      case "ap" -> AP;
      case "wb" -> WB;
      case "bc" -> BC;
      case "pa" -> PA;
      case "ep" -> EP;
      case "up" -> UP;
      case "eR" -> EXPIRY_REASON;
      default -> -1;
    };
  }

  /** The slot of a one-letter name. */
  static int slot(char letter) {
    if (letter >= 'a' && letter <= 'z') {
      return letter - 'a';
    }
    return letter >= 'A' && letter <= 'Z' ? letter - 'A' + 26 : -1;
  }

  /** Reads the object whose opening brace the parser stands at, to its closing brace. */
  void scan(JsonParser parser) throws IOException {
    Arrays.fill(kinds, null);
    Arrays.fill(values, null);
    used = 0;
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      int slot = slot(name);
      JsonToken token = parser.nextToken();
      if (slot < 0) {
        parser.skipChildren();
        continue;
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
      children[slot] = new EventFields(depth + 1);
    }
    children[slot].scan(parser);
    kinds[slot] = Kind.OBJECT;
  }

  private void scanArray(int slot, JsonParser parser) throws IOException {
    JsonToken token = parser.nextToken();
    if (token == JsonToken.START_OBJECT && depth < DEEPEST) {
      List<EventFields> objects = new ArrayList<>();
      for (; token == JsonToken.START_OBJECT; token = parser.nextToken()) {
        EventFields fields = new EventFields(depth + 1);
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

  /** Reads {@code ["price","quantity",...]}; null if the first two are no numbers. */
  private static Level scanLevel(JsonParser parser) throws IOException {
    Decimal price = null;
    Decimal quantity = null;
    int at = 0;
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      if (token == null) {
        throw new IOException("a level that does not end");
      }
      if (at < 2 && token.isScalarValue()) {
        Decimal number =
            DecimalText.parse(
                parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
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
    boolean usable =
        price != null
            && quantity != null
            && price.getUnscaled() >= 0
            && quantity.getUnscaled() >= 0;
    return usable ? new Level(price, quantity) : null;
  }

  boolean has(int slot) {
    return kinds[slot] != null;
  }

  boolean hasText(int slot) {
    return kinds[slot] == Kind.TEXT && lengths[slot] > 0;
  }

  boolean hasText(char letter) {
    return hasText(slot(letter));
  }

  boolean isTrue(char letter) {
    return kinds[slot(letter)] == Kind.TRUE;
  }

  boolean isNullValue(int slot) {
    return kinds[slot] == Kind.NULL;
  }

  boolean isObject(int slot) {
    return kinds[slot] == Kind.OBJECT;
  }

  boolean isObjects(int slot) {
    return kinds[slot] == Kind.OBJECTS;
  }

  /** Whether the text of that field is this one. */
  boolean is(int slot, String expected) {
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
  String text(int slot) {
    return kinds[slot] == Kind.TEXT ? new String(text, starts[slot], lengths[slot]) : "";
  }

  String text(char letter) {
    return text(slot(letter));
  }

  String requiredText(char letter) throws InvalidFieldException {
    if (!hasText(letter)) {
      throw missing(String.valueOf(letter));
    }
    return text(letter);
  }

  /** What the table holds under this field's text, or null. */
  <T> T in(SymbolTable<T> table, int slot) {
    return kinds[slot] == Kind.TEXT ? table.get(text, starts[slot], lengths[slot]) : null;
  }

  EventFields object(int slot) {
    return children[slot];
  }

  @SuppressWarnings("unchecked")
  List<EventFields> objects(int slot) {
    return kinds[slot] == Kind.OBJECTS ? (List<EventFields>) values[slot] : List.of();
  }

  @SuppressWarnings("unchecked")
  List<Level> levels(int slot, String name) throws InvalidFieldException {
    if (kinds[slot] == Kind.LEVELS) {
      return (List<Level>) values[slot];
    }
    if (kinds[slot] == Kind.BAD_LEVELS) {
      throw new InvalidFieldException(
          RejectReason.INVALID_VALUE, name + " has a level that is no price and quantity");
    }
    throw missing(name);
  }

  /** The number, or null where the field is absent, null or empty. */
  Decimal optionalDecimal(int slot, String name) throws InvalidFieldException {
    if (!hasText(slot)) {
      return null;
    }
    Decimal number = DecimalText.parse(text, starts[slot], lengths[slot]);
    if (number == null) {
      throw new InvalidFieldException(
          RejectReason.INVALID_VALUE, name + " is no exact decimal: " + shortened(slot));
    }
    return number;
  }

  Decimal optionalDecimal(char letter) throws InvalidFieldException {
    return optionalDecimal(slot(letter), String.valueOf(letter));
  }

  Decimal decimal(char letter) throws InvalidFieldException {
    return decimal(slot(letter), String.valueOf(letter));
  }

  Decimal decimal(int slot, String name) throws InvalidFieldException {
    Decimal number = optionalDecimal(slot, name);
    if (number == null) {
      throw missing(name);
    }
    return number;
  }

  /** A whole number that fits a long. */
  long number(int slot, String name) throws InvalidFieldException {
    if (!hasText(slot)) {
      throw missing(name);
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
          RejectReason.INVALID_VALUE, name + " is no whole number: " + shortened(slot));
    }
    return negative ? -number : number;
  }

  long number(char letter) throws InvalidFieldException {
    return number(slot(letter), String.valueOf(letter));
  }

  private String shortened(int slot) {
    return new String(text, starts[slot], Math.min(lengths[slot], 40));
  }

  static InvalidFieldException missing(String name) {
    return new InvalidFieldException(RejectReason.MALFORMED, "no field " + name);
  }
}
