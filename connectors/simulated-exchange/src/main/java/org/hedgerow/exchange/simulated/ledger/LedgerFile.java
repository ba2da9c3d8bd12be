package org.hedgerow.exchange.simulated.ledger;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ledger as JSON lines. One thread writes and syncs whatever has gathered since its last sync,
 * so that the event loop never waits for the disk and many requests share a sync.
 *
 * <p>All rows of one turn of the event loop, and so of one action of the engine, are in one write,
 * which ends with a {@code sync} row. What follows the last such row was torn by a crash before
 * anybody was told of it, and is cut off.
 */
public final class LedgerFile implements Ledger {
  private static final Logger LOG = LoggerFactory.getLogger(LedgerFile.class);
  private static final String SYNC = "{\"type\":\"sync\",\"t_us\":";

  private final FileChannel channel;
  private final Executor eventLoop;
  private final Thread writer;

  /** Of the event loop alone. */
  private StringBuilder turnRows = new StringBuilder();

  private List<Runnable> turnActions = new ArrayList<>();
  private boolean turnEndPlanned;

  /** Guarded by this. */
  private final StringBuilder rows = new StringBuilder();

  private List<Runnable> actions = new ArrayList<>();
  private boolean closed;

  /**
   * @param eventLoop runs what it is given after the turn in which it is given it
   */
  public LedgerFile(Path file, Executor eventLoop) throws IOException {
    cutTornRows(file);
    this.channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    this.eventLoop = eventLoop;
    this.writer = new Thread(this::write, "ledger");
    writer.setDaemon(true);
    writer.start();
  }

  private static void cutTornRows(Path file) throws IOException {
    if (!Files.exists(file)) {
      return;
    }
    long whole = 0;
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
        byte[] start = new byte[SYNC.length()];
        int column = 0;
        long at = 0;
        for (int b = in.read(); b >= 0; b = in.read()) {
          at++;
          if (b == '\n') {
            if (SYNC.equals(new String(start, 0, Math.min(column, start.length), US_ASCII))) {
              whole = at;
            }
            column = 0;
          } else {
            if (column < start.length) {
              start[column] = (byte) b;
            }
            column++;
          }
        }
      }
      if (whole < bytes.length()) {
        LOG.warn("cutting {} bytes that a crash has torn", bytes.length() - whole);
        bytes.setLength(whole);
      }
    }
  }

  @Override
  public void append(ObjectNode row) {
    turnRows.append(row).append('\n');
    planTurnEnd();
  }

  @Override
  public void afterSync(Runnable action) {
    turnActions.add(action);
    planTurnEnd();
  }

  private void planTurnEnd() {
    if (!turnEndPlanned) {
      turnEndPlanned = true;
      eventLoop.execute(this::handOver);
    }
  }

  private void handOver() {
    turnEndPlanned = false;
    synchronized (this) {
      if (!turnRows.isEmpty()) {
        rows.append(turnRows).append(SYNC).append(Ledger.nowMicros()).append("}\n");
      }
      actions.addAll(turnActions);
      notifyAll();
    }
    turnRows = new StringBuilder();
    turnActions = new ArrayList<>();
  }

  private void write() {
    try {
      while (true) {
        byte[] content;
        List<Runnable> released;
        synchronized (this) {
          while (rows.isEmpty() && actions.isEmpty() && !closed) {
            wait();
          }
          if (closed && rows.isEmpty() && actions.isEmpty()) {
            return;
          }
          content = rows.toString().getBytes(StandardCharsets.UTF_8);
          released = actions;
          rows.setLength(0);
          actions = new ArrayList<>();
        }
        if (content.length > 0) {
          ByteBuffer bytes = ByteBuffer.wrap(content);
          while (bytes.hasRemaining()) {
            channel.write(bytes);
          }
          channel.force(false);
        }
        if (!released.isEmpty()) {
          eventLoop.execute(() -> released.forEach(Runnable::run));
        }
      }
    } catch (IOException unwritable) {
      // An exchange that cannot record must not answer: clients see silence, as with a dead one.
      LOG.error("the ledger cannot be written; nothing will be answered from here on", unwritable);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    try {
      writer.join();
      channel.close();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } catch (IOException unwritable) {
      LOG.error("closing the ledger", unwritable);
    }
  }
}
