package org.hedgerow.schema;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.hedgerow.schema.state.AccountActivity;
import org.hedgerow.schema.state.AccountLineState;
import org.hedgerow.schema.state.AccountingState;
import org.hedgerow.schema.state.AllowanceState;
import org.hedgerow.schema.state.BarState;
import org.hedgerow.schema.state.BookState;
import org.hedgerow.schema.state.ExposureState;
import org.hedgerow.schema.state.GrantState;
import org.hedgerow.schema.state.GroupHeader;
import org.hedgerow.schema.state.LimitState;
import org.hedgerow.schema.state.MarketState;
import org.hedgerow.schema.state.OpenBars;
import org.hedgerow.schema.state.OrderState;
import org.hedgerow.schema.state.PositionState;
import org.hedgerow.schema.state.PriceHistory;
import org.hedgerow.schema.state.ProfitState;
import org.hedgerow.schema.state.ReconciliationState;
import org.hedgerow.schema.state.ReportState;
import org.hedgerow.schema.state.RiskState;
import org.hedgerow.schema.state.RuleState;
import org.hedgerow.schema.state.SampleBlock;
import org.hedgerow.schema.state.ScopeState;
import org.hedgerow.schema.state.Seen;
import org.hedgerow.schema.state.SeenKey;
import org.hedgerow.schema.state.SeenRange;
import org.hedgerow.schema.state.SeriesState;
import org.hedgerow.schema.state.StreamMark;
import org.hedgerow.schema.state.SubjectState;
import org.hedgerow.schema.state.WalletState;

/**
 * Keeps the schemas of a release under {@code released/VERSION}. Run once a release, with the
 * version.
 */
public final class SchemaRelease {
  /** What lies in topics and in savepoints. */
  static final List<Schema> SCHEMAS =
      List.of(
          RawFrame.getClassSchema(),
          JournalEntry.getClassSchema(),
          Order.getClassSchema(),
          Decision.getClassSchema(),
          DeadLetter.getClassSchema(),
          Alert.getClassSchema(),
          ConfigChange.getClassSchema(),
          GroupHeader.getClassSchema(),
          StreamMark.getClassSchema(),
          MarketState.getClassSchema(),
          PositionState.getClassSchema(),
          WalletState.getClassSchema(),
          OrderState.getClassSchema(),
          BookState.getClassSchema(),
          ReconciliationState.getClassSchema(),
          AccountActivity.getClassSchema(),
          Seen.getClassSchema(),
          SeenKey.getClassSchema(),
          SeenRange.getClassSchema());

  /** New since the last release: the next one keeps them too, and then they move up. */
  static final List<Schema> UNRELEASED =
      List.of(
          DataQuality.getClassSchema(),
          SeriesState.getClassSchema(),
          SampleBlock.getClassSchema(),
          Valuation.getClassSchema(),
          AccountingState.getClassSchema(),
          AccountLineState.getClassSchema(),
          Bar.getClassSchema(),
          Statistic.getClassSchema(),
          SubjectState.getClassSchema(),
          OpenBars.getClassSchema(),
          BarState.getClassSchema(),
          RuleState.getClassSchema(),
          GroupExposure.getClassSchema(),
          RiskMetrics.getClassSchema(),
          AllowanceState.getClassSchema(),
          ExposureState.getClassSchema(),
          GrantState.getClassSchema(),
          RiskState.getClassSchema(),
          ReportState.getClassSchema(),
          PriceHistory.getClassSchema(),
          ScopeState.getClassSchema(),
          ProfitState.getClassSchema(),
          LimitState.getClassSchema());

  private SchemaRelease() {}

  /** Arguments: the version, the folder {@code released}. */
  public static void main(String[] arguments) throws IOException {
    Path released = Path.of(arguments[1]);
    Path folder = Files.createDirectory(released.resolve(arguments[0]));
    List<Schema> schemas = new ArrayList<>(SCHEMAS);
    schemas.addAll(UNRELEASED);
    for (Schema schema : schemas) {
      Files.writeString(folder.resolve(schema.getName() + ".avsc"), schema.toString(true) + "\n");
      Files.writeString(
          released.resolve("index"),
          arguments[0] + "/" + schema.getName() + "\n",
          StandardOpenOption.APPEND);
    }
  }
}
