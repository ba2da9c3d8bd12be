package org.hedgerow.exchanges.rest;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Several answers in one body: {@code {"trades":...,"orders":...}}, each as it was received. What
 * has to be understood together is one frame, since nothing promises that two frames are read one
 * right after the other.
 */
public final class JoinedAnswer {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** Adds an answer, which must be one JSON document. */
  public JoinedAnswer with(String name, byte[] answer) {
    begin(name);
    out.writeBytes(answer);
    return this;
  }

  /** Adds a list of answers. */
  public JoinedAnswer withList(String name, List<byte[]> answers) {
    begin(name);
    out.write('[');
    for (int i = 0; i < answers.size(); i++) {
      if (i > 0) {
        out.write(',');
      }
      out.writeBytes(answers.get(i));
    }
    out.write(']');
    return this;
  }

  private void begin(String name) {
    out.write(out.size() == 0 ? '{' : ',');
    out.writeBytes(("\"" + name + "\":").getBytes(StandardCharsets.US_ASCII));
  }

  /** The body. */
  public byte[] toBytes() {
    ByteArrayOutputStream whole = new ByteArrayOutputStream(out.size() + 1);
    whole.writeBytes(out.toByteArray());
    whole.write('}');
    return whole.toByteArray();
  }
}
