package org.hedgerow.exchanges.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Expected seconds by {@code date -u -d ... +%s}. */
class TimeFormTest {
  @ParameterizedTest
  @CsvSource({
    "1502942400.0, 1502942400000000, SECONDS",
    "1502942400, 1502942400000000, SECONDS",
    "1502942400.25, 1502942400250000, SECONDS",
    "1623283200000, 1623283200000000, MILLISECONDS",
    "1623283200000123, 1623283200000123, MICROSECONDS",
    "1723161256419684465, 1723161256419684, NANOSECONDS",
    "2018-01-01T00:00:00.000Z, 1514764800000000, ISO",
    "2025-12-30T17:31:15.944181+00:00, 1767115875944181, ISO",
    "2021-06-10 00:00:00, 1623283200000000, DATE_TIME",
    "2017-08-17 04-AM, 1502942400000000, DATE_AND_HOUR",
    "2020-02-13 12-AM, 1581552000000000, DATE_AND_HOUR",
    "2017-07-01 12-PM, 1498910400000000, DATE_AND_HOUR",
    "2017-07-01 11-pm, 1498950000000000, DATE_AND_HOUR",
    "2017-07-01, 1498867200000000, DATE"
  })
  void readsEachForm(String text, long micros, TimeForm form) {
    assertEquals(new TimeForm.Reading(micros, form), TimeForm.read(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "0",
        "1.2.3",
        "1000000000",
        "2017-13-01",
        "2017-07-01 13-PM",
        "99999999999999999999",
        "1000-01-01",
        "2017-07-01T25:00:00Z",
        "-5"
      })
  void saysThatThereIsNone(String text) {
    assertNull(TimeForm.read(text));
  }
}
