package org.hedgerow.engine.risk;

import java.util.ArrayList;
import java.util.List;
import org.hedgerow.engine.state.Table;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.Side;
import org.hedgerow.schema.state.TurnsState;

/** How often a book's orders at a place changed sides lately: to buy back what was just sold. */
public final class RoundTrips {
  private final Table<TurnsState> rows;
  private int counted;
  private long windowMicros;

  RoundTrips(Table<TurnsState> rows) {
    this.rows = rows;
  }

  void configure(int turns, long window) {
    counted = turns;
    windowMicros = window;
  }

  /** An order goes out. */
  void placed(Order order, long clockMicros) {
    if (counted == 0) {
      return;
    }
    String key = key(order.getPortfolio(), order.getAccount(), order.getInstrument());
    TurnsState row = rows.get(key);
    if (row == null) {
      row = TurnsState.newBuilder().setLast(order.getSide()).build();
    }
    if (row.getLast() != order.getSide()) {
      List<Long> turns = new ArrayList<>(row.getTurnsMicros());
      turns.add(clockMicros);
      while (turns.size() > counted) {
        turns.remove(0);
      }
      row.setTurnsMicros(turns);
      row.setLast(order.getSide());
    }
    rows.put(key, row);
  }

  /** Changes of side within the window, if an order of that side would be another one; else 0. */
  int turns(String portfolio, String account, String instrument, Side side, long clockMicros) {
    TurnsState row = rows.get(key(portfolio, account, instrument));
    if (row == null || row.getLast() == side) {
      return 0;
    }
    int turns = 0;
    for (long at : row.getTurnsMicros()) {
      turns += clockMicros - at < windowMicros ? 1 : 0;
    }
    return turns;
  }

  private static String key(String portfolio, String account, String instrument) {
    return portfolio + "/" + account + "/" + instrument;
  }
}
