package org.hedgerow.exchange.simulated.binance.replay;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A directory of recordings, each read through once: the replay must know all their streams. */
public final class Recordings {
  private final List<RecordedFile> files;

  private Recordings(List<RecordedFile> files) {
    this.files = files;
  }

  /** Takes about half a second for a hundred megabytes of frames. */
  public static Recordings inspect(Path directory) throws IOException {
    List<Path> paths = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, "*.gz")) {
      found.forEach(paths::add);
    }
    paths.sort(Comparator.naturalOrder());
    if (paths.isEmpty()) {
      throw new IOException("no *.gz recordings in " + directory);
    }
    List<RecordedFile> files = new ArrayList<>();
    for (Path path : paths) {
      files.add(RecordedFile.inspect(path));
    }
    return new Recordings(List.copyOf(files));
  }

  List<RecordedFile> files() {
    return files;
  }
}
