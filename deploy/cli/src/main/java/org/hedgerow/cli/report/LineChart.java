package org.hedgerow.cli.report;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Values over time as the numbers that a picture in SVG is made of: the template draws it. Places
 * are in the picture's own units, from its upper left corner.
 *
 * @param title what is shown
 * @param unit of the values
 * @param from the picture's left edge
 * @param to its right edge
 * @param series at least one with a point
 */
record LineChart(String title, String unit, Instant from, Instant to, List<Series> series) {
  private static final int WIDTH = 900;
  private static final int HEIGHT = 240;
  private static final int LEFT = 90;
  private static final int RIGHT = 10;
  private static final int TOP = 12;
  private static final int BOTTOM = 28;
  private static final int TICKS = 5;
  private static final int LINES = 8;

  /** A value at a time. */
  record Point(Instant time, double value) {}

  /** Points of one thing, in the order of their times. */
  record Series(String name, List<Point> points) {}

  /** What the template reads; names are those of the template. */
  Map<String, Object> picture() {
    double least = 0;
    double most = 0;
    for (Series one : series) {
      for (Point point : one.points()) {
        least = Math.min(least, point.value());
        most = Math.max(most, point.value());
      }
    }
    double step = step(least, most);
    double low = Math.floor(least / step) * step;
    double high = Math.max(Math.ceil(most / step) * step, low + step);
    List<Map<String, Object>> lines = new ArrayList<>();
    for (int i = 0; i < series.size(); i++) {
      lines.add(line(i, low, high));
    }
    Map<String, Object> picture = new HashMap<>();
    picture.put("title", title);
    picture.put("unit", unit);
    picture.put("width", WIDTH);
    picture.put("height", HEIGHT);
    picture.put("left", LEFT);
    picture.put("right", WIDTH - RIGHT);
    picture.put("bottom", HEIGHT - BOTTOM);
    picture.put("levels", levels(low, high, step));
    picture.put("times", times());
    picture.put("lines", lines);
    return picture;
  }

  /** 1, 2 or 5 times a power of ten, so that there are about five. */
  static double step(double least, double most) {
    double span = most - least;
    if (span <= 0) {
      return 1;
    }
    double rough = span / TICKS;
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    for (int factor : new int[] {1, 2, 5}) {
      if (factor * power >= rough) {
        return factor * power;
      }
    }
    return 10 * power;
  }

  private List<Map<String, Object>> levels(double low, double high, double step) {
    List<Map<String, Object>> levels = new ArrayList<>();
    int count = (int) Math.round((high - low) / step);
    int places = Math.max(0, (int) -Math.floor(Math.log10(step)));
    for (int i = 0; i <= count; i++) {
      double value = low + i * step;
      levels.add(
          Map.of(
              "y", place(y(value, low, high)),
              "label", String.format(Locale.ROOT, "%,." + places + "f", value),
              "zero", Math.abs(value) < step / 2));
    }
    return levels;
  }

  private List<Map<String, Object>> times() {
    long span = to.toEpochMilli() - from.toEpochMilli();
    boolean days = span > 2 * 86_400_000L;
    DateTimeFormatter form =
        DateTimeFormatter.ofPattern(days ? "MM-dd" : "HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
    int count = days ? (int) (span / 86_400_000L) : 6;
    List<Map<String, Object>> times = new ArrayList<>();
    for (int i = 0; i <= count; i++) {
      Instant time = from.plusMillis(span * i / count);
      times.add(Map.of("x", place(x(time)), "label", form.format(time)));
    }
    return times;
  }

  private Map<String, Object> line(int index, double low, double high) {
    StringBuilder path = new StringBuilder();
    for (Point point : series.get(index).points()) {
      path.append(path.isEmpty() ? "" : " ")
          .append(place(x(point.time())))
          .append(',')
          .append(place(y(point.value(), low, high)));
    }
    // A line needs two ends; with round ones a point by itself is a dot.
    String points = path.toString();
    return Map.of(
        "name",
        series.get(index).name(),
        "points",
        points.contains(" ") ? points : points + " " + points,
        "color",
        "c" + index % LINES);
  }

  private double x(Instant time) {
    double share =
        (double) (time.toEpochMilli() - from.toEpochMilli())
            / (to.toEpochMilli() - from.toEpochMilli());
    return LEFT + share * (WIDTH - RIGHT - LEFT);
  }

  private static double y(double value, double low, double high) {
    return HEIGHT - BOTTOM - (value - low) / (high - low) * (HEIGHT - BOTTOM - TOP);
  }

  private static String place(double place) {
    return String.format(Locale.ROOT, "%.1f", place);
  }
}
