package org.hedgerow.engine;

import java.util.Arrays;

/**
 * The least of so many numbers, each of which belongs to a book and may change: a binary heap that
 * knows where each book stands in it. Nothing is allocated after construction.
 */
final class WakeHeap {
  private final double[] keys;
  private final int[] heap;
  private final int[] places;
  private int size;

  WakeHeap(int books) {
    keys = new double[books];
    heap = new int[books];
    places = new int[books];
    Arrays.fill(places, -1);
  }

  /** The least number; positive infinity where there is none. */
  double least() {
    return size == 0 ? Double.POSITIVE_INFINITY : keys[heap[0]];
  }

  /** The book of the least number, which is then taken out. */
  int take() {
    int book = heap[0];
    remove(book);
    return book;
  }

  /** Sets a book's number. */
  void set(int book, double key) {
    if (places[book] < 0) {
      places[book] = size;
      heap[size++] = book;
    }
    keys[book] = key;
    down(up(places[book]));
  }

  /** Takes a book's number out, if it has one. */
  void remove(int book) {
    int place = places[book];
    if (place < 0) {
      return;
    }
    places[book] = -1;
    int last = heap[--size];
    if (last != book) {
      heap[place] = last;
      places[last] = place;
      down(up(place));
    }
  }

  private int up(int from) {
    int place = from;
    int book = heap[place];
    while (place > 0) {
      int parent = (place - 1) >>> 1;
      if (keys[heap[parent]] <= keys[book]) {
        break;
      }
      move(heap[parent], place);
      place = parent;
    }
    move(book, place);
    return place;
  }

  private void down(int from) {
    int place = from;
    int book = heap[place];
    while (true) {
      int child = 2 * place + 1;
      if (child >= size) {
        break;
      }
      if (child + 1 < size && keys[heap[child + 1]] < keys[heap[child]]) {
        child++;
      }
      if (keys[book] <= keys[heap[child]]) {
        break;
      }
      move(heap[child], place);
      place = child;
    }
    move(book, place);
  }

  private void move(int book, int place) {
    heap[place] = book;
    places[book] = place;
  }
}
