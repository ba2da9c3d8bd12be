package org.hedgerow.exchanges;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** The least WebSocket and REST server that a connection can be tested against (RFC 6455). */
public final class TestExchange implements Closeable {
  private final ServerSocket server;
  private final BlockingQueue<Peer> peers = new LinkedBlockingQueue<>();
  private final List<Peer> opened = new CopyOnWriteArrayList<>();

  /** Requests that were answered, as METHOD path?query. */
  public final List<String> requests = new CopyOnWriteArrayList<>();

  /** From METHOD path?query to the body of an answer 200; null answers 503. */
  public volatile Function<String, String> rest = request -> "{}";

  public TestExchange() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  public URI stream() {
    return URI.create("ws://127.0.0.1:" + server.getLocalPort());
  }

  public URI http() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
  }

  /**
   * The next WebSocket that connects. The wait is longer than the silence after which a connection
   * gives up: twice in some fifty runs no reconnect came within 20 s of a dropped socket, and why
   * was not found.
   */
  public Peer awaitPeer() throws InterruptedException {
    Peer peer = peers.poll(60, TimeUnit.SECONDS);
    if (peer == null) {
      throw new AssertionError("nobody connected");
    }
    return peer;
  }

  /** How many WebSockets ever connected. */
  public int connects() {
    return opened.size();
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Peer peer : opened) {
      peer.drop();
    }
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
    try {
      socket.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(socket.getInputStream());
      OutputStream out = socket.getOutputStream();
      for (List<String> head = head(in); !head.isEmpty(); head = head(in)) {
        String request = head.get(0).replace(" HTTP/1.1", "");
        String key = header(head, "sec-websocket-key");
        if (key != null) {
          out.write(
              ("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                      + "Sec-WebSocket-Accept: "
                      + accept(key)
                      + "\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
          Peer peer = new Peer(request.substring(4), socket, out);
          opened.add(peer);
          peers.add(peer);
          return;
        }
        requests.add(request);
        String body = rest.apply(request);
        byte[] bytes = (body == null ? "" : body).getBytes(StandardCharsets.UTF_8);
        out.write(
            ("HTTP/1.1 "
                    + (body == null ? "503 Unavailable" : "200 OK")
                    + "\r\nContent-Length: "
                    + bytes.length
                    + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        out.write(bytes);
        out.flush();
      }
    } catch (IOException e) {
      // The client went away.
    }
  }

  private static List<String> head(InputStream in) throws IOException {
    List<String> lines = new ArrayList<>();
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int c = in.read(); c >= 0; c = in.read()) {
      if (c == '\n') {
        String text = line.toString(StandardCharsets.US_ASCII).trim();
        if (text.isEmpty()) {
          return lines;
        }
        lines.add(text);
        line.reset();
      } else {
        line.write(c);
      }
    }
    throw new EOFException();
  }

  private static String header(List<String> head, String name) {
    return head.stream()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
        .map(line -> line.substring(name.length() + 1).trim())
        .findFirst()
        .orElse(null);
  }

  private static String accept(String key) {
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
    Thread thread = new Thread(task, "test-exchange");
    thread.setDaemon(true);
    thread.start();
  }

  /** One connected WebSocket, seen from the server. */
  public static final class Peer {
    private static final int CONTINUATION = 0;
    private static final int TEXT = 1;
    private static final int BINARY = 2;
    private static final int CLOSE = 8;
    private static final int PING = 9;

    public final String path;
    private final Socket socket;
    private final OutputStream out;

    Peer(String path, Socket socket, OutputStream out) {
      this.path = path;
      this.socket = socket;
      this.out = out;
    }

    public void send(String text) {
      frame(TEXT, true, text.getBytes(StandardCharsets.UTF_8));
    }

    public void sendBinary(byte[] bytes) {
      frame(BINARY, true, bytes);
    }

    /** One message in that many frames, a ping between each two. */
    public void sendFragmented(String text, int parts) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      for (int i = 0; i < parts; i++) {
        int from = bytes.length * i / parts;
        int to = bytes.length * (i + 1) / parts;
        frame(
            i == 0 ? TEXT : CONTINUATION,
            i == parts - 1,
            java.util.Arrays.copyOfRange(bytes, from, to));
        ping();
      }
    }

    public void ping() {
      frame(PING, true, new byte[] {1});
    }

    public void closeNormally() {
      frame(CLOSE, true, new byte[] {0x03, (byte) 0xE8});
    }

    /** Breaks the connection without a word. */
    public void drop() {
      try {
        socket.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private synchronized void frame(int opcode, boolean last, byte[] payload) {
      try {
        ByteArrayOutputStream frame = new ByteArrayOutputStream(payload.length + 10);
        frame.write((last ? 0x80 : 0) | opcode);
        if (payload.length < 126) {
          frame.write(payload.length);
        } else if (payload.length < 65536) {
          frame.write(126);
          frame.write(payload.length >> 8);
          frame.write(payload.length);
        } else {
          frame.write(127);
          for (int shift = 56; shift >= 0; shift -= 8) {
            frame.write((int) ((long) payload.length >> shift));
          }
        }
        frame.write(payload, 0, payload.length);
        out.write(frame.toByteArray());
        out.flush();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
