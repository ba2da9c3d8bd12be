package org.hedgerow.exchanges;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The worst venue: refuses everything, and says all of the request back, its credentials and its
 * signature, in every form of error that any venue has, by turns. What it heard that was secret is
 * in {@link #heard}. Tokens and listen keys it hands out, so that what comes after them is said.
 */
public final class EchoingExchange implements Closeable {
  public static final String LISTEN_KEY =
      "planted1listen2key3planted1listen2key3planted1listen2key3planted";
  public static final String TOKEN = "planted1token2planted1token2planted1token2";

  private static final List<String> ERRORS =
      List.of(
          "{\"code\":-1022,\"msg\":\"ECHO\"}",
          "{\"code\":\"50113\",\"msg\":\"ECHO\",\"data\":[]}",
          "{\"code\":\"1\",\"msg\":\"\",\"data\":[{\"sCode\":\"51000\",\"sMsg\":\"ECHO\"}]}",
          "{\"error\":[\"EAPI:Invalid signature ECHO\"]}",
          "{\"result\":\"error\",\"error\":\"ECHO\",\"serverTime\":\"2026-01-01T00:00:00.000Z\"}",
          "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":13004,\"message\":\"ECHO\","
              + "\"data\":{\"reason\":\"ECHO\"}}}",
          "{\"error\":\"ECHO\",\"error_code\":\"ErrUnauthorised\",\"error_action\":{\"x\":\"ECHO\"}}",
          "<html>ECHO</html>",
          "{\"broken\":\"ECHO");
  private static final List<String> STATUSES =
      List.of("400 No", "401 No", "403 No", "429 Later", "500 Broken", "200 OK", "418 Banned");
  private static final List<String> MESSAGES =
      List.of(
          "{\"event\":\"error\",\"code\":\"60009\",\"msg\":\"ECHO\"}",
          "{\"event\":\"alert\",\"message\":\"ECHO\"}",
          "{\"event\":\"error\",\"message\":\"ECHO\"}",
          "{\"id\":1,\"status\":400,\"error\":{\"code\":-1022,\"msg\":\"ECHO\"}}",
          "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":13004,\"message\":\"ECHO\"}}",
          "{\"method\":\"subscribe\",\"success\":false,\"error\":\"ECHO\"}",
          "{\"error\":\"ECHO\"}",
          "ECHO");
  private static final Pattern SECRET_HEADER =
      Pattern.compile(
          "(?im)^(?:X-MBX-APIKEY|OK-ACCESS-KEY|OK-ACCESS-SIGN|OK-ACCESS-PASSPHRASE|API-Key|API-Sign"
              + "|APIKey|Authent): (.+)$");
  private static final Pattern AUTHORIZATION =
      Pattern.compile("(?im)^Authorization: (?:Basic (.+)|.*id=([^,]+).*sig=([^,]+).*)$");
  private static final Pattern SIGNATURE =
      Pattern.compile(
          "(?:signature=|\"sign\":\"|\"signature\":\"|signed_challenge\":\")([^&\" ]+)");

  private final ServerSocket server;
  private final AtomicInteger turns = new AtomicInteger();

  /** Every secret that was ever said to it, besides those that the test has planted. */
  public final Set<String> heard = ConcurrentHashMap.newKeySet();

  /** Everything that was said to it. */
  public final AtomicInteger requests = new AtomicInteger();

  public EchoingExchange() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  public URI http() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
  }

  public URI stream() {
    return URI.create("ws://127.0.0.1:" + server.getLocalPort());
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        start(() -> serve(socket));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      OutputStream out = socket.getOutputStream();
      for (String head = head(in); !head.isEmpty(); head = head(in)) {
        String key = header(head, "sec-websocket-key");
        if (!key.isEmpty()) {
          talk(in, out, key);
          return;
        }
        String length = header(head, "content-length");
        byte[] body = in.readNBytes(length.isEmpty() ? 0 : Integer.parseInt(length));
        answer(out, head + new String(body, StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      // The client went away.
    }
  }

  private void answer(OutputStream out, String request) throws IOException {
    note(request);
    int turn = turns.getAndIncrement();
    String status = STATUSES.get(turn % STATUSES.size());
    String body = ERRORS.get(turn % ERRORS.size()).replace("ECHO", escaped(request));
    if (request.contains("GetWebSocketsToken")) {
      heard.add(TOKEN);
      status = "200 OK";
      body = "{\"error\":[],\"result\":{\"token\":\"" + TOKEN + "\",\"expires\":900}}";
    } else if (request.startsWith("POST")
        && request.matches("(?s).*(listenKey|userDataStream).*")) {
      heard.add(LISTEN_KEY);
      status = "200 OK";
      body = "{\"listenKey\":\"" + LISTEN_KEY + "\"}";
    }
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    out.write(
        ("HTTP/1.1 " + status + "\r\nContent-Length: " + bytes.length + "\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII));
    out.write(bytes);
    out.flush();
  }

  private void talk(InputStream in, OutputStream out, String key) throws IOException {
    out.write(
        ("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Accept: "
                + accepted(key)
                + "\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII));
    for (String said = message(in); said != null; said = message(in)) {
      note(said);
      if (said.contains("\"challenge\"") && said.contains("\"event\"")) {
        say(out, "{\"event\":\"challenge\",\"message\":\"226aee50-88fc-4618-a42a-34f7709570b2\"}");
      }
      say(
          out,
          MESSAGES.get(turns.getAndIncrement() % MESSAGES.size()).replace("ECHO", escaped(said)));
      if (heard.contains(LISTEN_KEY)) {
        say(out, "{\"e\":\"listenKeyExpired\",\"E\":1,\"listenKey\":\"" + LISTEN_KEY + "\"}");
      }
      if (heard.contains(TOKEN)) {
        say(out, "{\"method\":\"unsubscribe\",\"result\":{\"token\":\"" + TOKEN + "\"}}");
      }
    }
  }

  private void note(String said) {
    requests.incrementAndGet();
    for (Pattern pattern : List.of(SECRET_HEADER, AUTHORIZATION, SIGNATURE)) {
      Matcher found = pattern.matcher(said);
      while (found.find()) {
        for (int group = 1; group <= found.groupCount(); group++) {
          if (found.group(group) != null) {
            heard.add(found.group(group).trim());
          }
        }
      }
    }
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\r", "").replace("\n", "\\n");
  }

  private static String head(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    for (int c = in.read(); c >= 0; c = in.read()) {
      head.write(c);
      if (head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
        break;
      }
    }
    return head.toString(StandardCharsets.US_ASCII);
  }

  private static String header(String head, String name) {
    Matcher found = Pattern.compile("(?im)^" + name + ": *(.+?)\\s*$").matcher(head);
    return found.find() ? found.group(1) : "";
  }

  /** The next text message; null when the client ends it. */
  private static String message(InputStream in) throws IOException {
    while (true) {
      int first = in.read();
      int second = in.read();
      if (first < 0 || second < 0 || (first & 0xf) == 8) {
        return null;
      }
      int length = second & 0x7f;
      if (length == 126) {
        length = in.read() << 8 | in.read();
      } else if (length == 127) {
        byte[] eight = in.readNBytes(8);
        length = (eight[5] & 0xff) << 16 | (eight[6] & 0xff) << 8 | (eight[7] & 0xff);
      }
      byte[] mask = in.readNBytes(4);
      byte[] payload = in.readNBytes(length);
      for (int i = 0; i < payload.length; i++) {
        payload[i] ^= mask[i % 4];
      }
      if ((first & 0xf) == 1) {
        return new String(payload, StandardCharsets.UTF_8);
      }
    }
  }

  private static void say(OutputStream out, String text) throws IOException {
    byte[] payload = text.getBytes(StandardCharsets.UTF_8);
    if (payload.length > 60_000) {
      payload = Arrays.copyOf(payload, 60_000);
    }
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    frame.write(0x81);
    if (payload.length < 126) {
      frame.write(payload.length);
    } else {
      frame.write(126);
      frame.write(payload.length >> 8);
      frame.write(payload.length);
    }
    frame.write(payload);
    out.write(frame.toByteArray());
    out.flush();
  }

  private static String accepted(String key) {
    try {
      return Base64.getEncoder()
          .encodeToString(
              MessageDigest.getInstance("SHA-1")
                  .digest(
                      (key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")
                          .getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(task, "echoing-exchange");
    thread.setDaemon(true);
    thread.start();
  }
}
