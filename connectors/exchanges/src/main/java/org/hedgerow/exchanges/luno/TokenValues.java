package org.hedgerow.exchanges.luno;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.hedgerow.exchanges.DecimalText;
import org.hedgerow.exchanges.RejectReason;
import org.hedgerow.exchanges.json.InvalidFieldException;
import org.hedgerow.exchanges.json.RowValues;
import org.hedgerow.schema.Decimal;

/** The value at which a parser stands; what is absent or impossible is refused by its name. */
final class TokenValues {
  private TokenValues() {}

  /** Refuses any other token. */
  static void expect(JsonParser parser, JsonToken token, String name)
      throws IOException, InvalidFieldException {
    JsonToken found = parser.currentToken();
    if (found == null) {
      throw new IOException("a document that does not end");
    }
    if (found != token) {
      throw new InvalidFieldException(
          RejectReason.MALFORMED, name + ": expected " + token + " and not " + found);
    }
  }

  /** The text, which has something in it. */
  static String text(JsonParser parser, String name) throws IOException, InvalidFieldException {
    JsonToken token = parser.currentToken();
    if (token == null) {
      throw new IOException("a field without a value");
    }
    if (token != JsonToken.VALUE_STRING || parser.getTextLength() == 0) {
      throw new InvalidFieldException(RejectReason.MALFORMED, name + " is no text");
    }
    return parser.getText();
  }

  /** A whole number, in quotes or not, that is not negative. */
  static long whole(JsonParser parser, String name) throws IOException, InvalidFieldException {
    Decimal number = decimal(parser, name);
    if (number.getScale() != 0 || number.getUnscaled() < 0) {
      throw new InvalidFieldException(RejectReason.INVALID_VALUE, name + " is no whole number");
    }
    return number.getUnscaled();
  }

  /** A number, in quotes or not. */
  static Decimal decimal(JsonParser parser, String name) throws IOException, InvalidFieldException {
    JsonToken token = parser.currentToken();
    if (token == null) {
      throw new IOException("a field without a value");
    }
    if (token != JsonToken.VALUE_STRING && !token.isNumeric()) {
      throw new InvalidFieldException(RejectReason.MALFORMED, name + " is no number");
    }
    Decimal number = DecimalText.parse(parser.getText());
    if (number == null) {
      throw new InvalidFieldException(
          RejectReason.INVALID_VALUE,
          name + " is no exact decimal: " + RowValues.shortened(parser.getText()));
    }
    return number;
  }

  /** The same number, which must be there and above zero. */
  static Decimal positive(Decimal number, String name) throws InvalidFieldException {
    if (number == null) {
      throw InvalidFieldException.missing(name);
    }
    if (number.getUnscaled() <= 0) {
      throw new InvalidFieldException(RejectReason.INVALID_VALUE, name + " is not positive");
    }
    return number;
  }

  /** The same text, which must be there. */
  static String required(String text, String name) throws InvalidFieldException {
    if (text == null) {
      throw InvalidFieldException.missing(name);
    }
    return text;
  }
}
