package org.hedgerow.exchanges;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.Logger;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.BasicMDCAdapter;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/** Keeps what our classes log, at every level, while a test wants it; SLF4J finds it by name. */
public final class KeptLogs implements SLF4JServiceProvider {
  private static final List<String> LINES = new ArrayList<>();
  private static volatile boolean kept;

  private final ConcurrentMap<String, Logger> loggers = new ConcurrentHashMap<>();
  private final IMarkerFactory markers = new BasicMarkerFactory();
  private final MDCAdapter context = new BasicMDCAdapter();

  /** From now on everything is kept, and nothing of before. */
  public static void begin() {
    synchronized (LINES) {
      LINES.clear();
    }
    kept = true;
  }

  /** What was logged since, traces of stacks in it. */
  public static String end() {
    kept = false;
    synchronized (LINES) {
      return String.join("\n", LINES);
    }
  }

  @Override
  public ILoggerFactory getLoggerFactory() {
    return name -> loggers.computeIfAbsent(name, Kept::new);
  }

  @Override
  public IMarkerFactory getMarkerFactory() {
    return markers;
  }

  @Override
  public MDCAdapter getMDCAdapter() {
    return context;
  }

  @Override
  public String getRequestedApiVersion() {
    return "2.0.99";
  }

  @Override
  public void initialize() {}

  private static final class Kept extends LegacyAbstractLogger {
    private static final long serialVersionUID = 1L;

    Kept(String name) {
      this.name = name;
    }

    @Override
    protected String getFullyQualifiedCallerName() {
      return null;
    }

    @Override
    protected void handleNormalizedLoggingCall(
        Level level, Marker marker, String message, Object[] arguments, Throwable failure) {
      StringBuilder line = new StringBuilder(name).append(' ').append(level).append(' ');
      line.append(MessageFormatter.basicArrayFormat(message, arguments));
      for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
        line.append('\n').append(cause);
      }
      synchronized (LINES) {
        LINES.add(line.toString());
      }
    }

    @Override
    public boolean isTraceEnabled() {
      return kept;
    }

    @Override
    public boolean isDebugEnabled() {
      return kept;
    }

    @Override
    public boolean isInfoEnabled() {
      return kept;
    }

    @Override
    public boolean isWarnEnabled() {
      return kept;
    }

    @Override
    public boolean isErrorEnabled() {
      return kept;
    }
  }
}
