package org.hedgerow.exchanges.fuzz;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hedgerow.exchanges.recording.RecordedMessage;
import org.hedgerow.exchanges.recording.RecordingReader;

/**
 * What fuzzing begins with: frames of our own making, one resource {@code VENUE.txt} a venue, to
 * which everything that fuzzing ever found is added; and frames of recordings, where they are.
 */
final class FuzzSeeds {
  private static final Pattern NAME = Pattern.compile("[A-Z0-9]{2,}[A-Za-z0-9_/:-]{1,28}");
  private static final int LONGEST = 20_000;
  private static final Map<String, String> SESSIONS =
      Map.of(
          "BINANCE.", "BINANCE_SPOT",
          "BINANCE_FUTURES", "BINANCE_USDM",
          "BINANCE_DELIVERY", "BINANCE_COINM",
          "DERIBIT", "DERIBIT",
          "FTX", "FTX",
          "KRAKEN.", "KRAKEN_SPOT",
          "KRAKEN_FUTURES", "KRAKEN_FUTURES",
          "OKX", "OKX",
          "OKEX", "OKX");

  private FuzzSeeds() {}

  /** Ours, of one venue. */
  static List<FuzzInput> made(String venue) {
    List<FuzzInput> seeds = new ArrayList<>();
    InputStream resource = FuzzSeeds.class.getResourceAsStream(venue + ".txt");
    if (resource == null) {
      throw new IllegalStateException("no seeds " + venue + ".txt");
    }
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(resource, StandardCharsets.US_ASCII))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.isEmpty() && line.charAt(0) != '#') {
          FuzzInput seed = FuzzInput.parse(line);
          if (!seed.venue().equals(venue)) {
            throw new IllegalStateException(venue + ".txt has a seed of " + seed.venue());
          }
          seeds.add(seed);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return seeds;
  }

  /** Some frames, evenly from the whole of each recorded session; none without recordings. */
  static List<FuzzInput> recorded(String venue, Path data, int aSession) throws IOException {
    Path sessions = data.resolve("frames/sessions");
    if (!Files.isDirectory(sessions)) {
      return List.of();
    }
    List<FuzzInput> seeds = new ArrayList<>();
    try (Stream<Path> files = Files.list(sessions)) {
      for (Path file : files.sorted().toList()) {
        if (venue.equals(venueOf(file.getFileName().toString()))) {
          seeds.addAll(session(venue, file, aSession));
        }
      }
    }
    return seeds;
  }

  private static String venueOf(String file) {
    for (Map.Entry<String, String> session : SESSIONS.entrySet()) {
      if (file.startsWith(session.getKey())
          || file.startsWith(session.getKey().replace(".", "-"))) {
        return session.getValue();
      }
    }
    return null;
  }

  private static List<FuzzInput> session(String venue, Path file, int some) throws IOException {
    List<byte[]> frames = new ArrayList<>();
    try (RecordingReader reader = RecordingReader.open(file)) {
      for (RecordedMessage message = reader.next(); message != null; message = reader.next()) {
        byte[] bytes = message.body();
        if (bytes.length < LONGEST) {
          frames.add(bytes);
        }
      }
    }
    List<FuzzInput> seeds = new ArrayList<>();
    int step = Math.max(1, frames.size() / some);
    for (int i = 0; i < frames.size(); i += step) {
      seeds.add(new FuzzInput(venue, false, null, frames.get(i)));
    }
    return seeds;
  }

  /** Whatever looks like a symbol in them: of these the decoder is told. */
  static Set<String> symbols(List<FuzzInput> seeds, int atMost) {
    Set<String> symbols = new LinkedHashSet<>();
    symbols.add("XBTZAR");
    for (FuzzInput seed : seeds) {
      Matcher names = NAME.matcher(new String(seed.payload(), StandardCharsets.ISO_8859_1));
      while (names.find() && symbols.size() < atMost) {
        symbols.add(names.group());
      }
    }
    return symbols;
  }
}
