package org.hedgerow.timescaledb;

import java.util.List;
import org.hedgerow.schema.Alternative;
import org.hedgerow.schema.Decimal;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.DecisionLeg;

/** The lists within a decision as JSON. A figure that is none (NaN) is null. */
final class DecisionJson {
  private DecisionJson() {}

  static String legs(List<DecisionLeg> legs) {
    StringBuilder json = new StringBuilder("[");
    for (DecisionLeg leg : legs) {
      json.append(json.length() > 1 ? "," : "").append('{');
      text(json, "instrument", leg.getInstrument()).append(',');
      text(json, "account", leg.getAccount()).append(',');
      number(json, "current", leg.getCurrent()).append(',');
      number(json, "working", leg.getWorking()).append(',');
      number(json, "target", leg.getTarget()).append(',');
      number(json, "residual", leg.getResidual()).append('}');
    }
    return json.append(']').toString();
  }

  static String alternatives(List<Alternative> alternatives) {
    StringBuilder json = new StringBuilder("[");
    for (Alternative one : alternatives) {
      json.append(json.length() > 1 ? "," : "").append('{');
      text(json, "instrument", one.getInstrument()).append(',');
      text(json, "account", one.getAccount()).append(',');
      number(json, "half_spread", one.getHalfSpread()).append(',');
      number(json, "fee", one.getFee()).append(',');
      number(json, "impact", one.getImpact()).append(',');
      number(json, "carry", one.getCarry()).append(',');
      number(json, "margin", one.getMargin()).append(',');
      number(json, "basis_risk", one.getBasisRisk()).append(',');
      number(json, "variance_removed", one.getVarianceRemoved()).append(',');
      number(json, "cost", one.getCost()).append(',');
      number(json, "share", one.getShare()).append(',');
      name(json, "chosen").append(one.getChosen()).append(',');
      text(json, "note", one.getNote()).append('}');
    }
    return json.append(']').toString();
  }

  private static StringBuilder name(StringBuilder json, String name) {
    return CopyText.quoted(json, name).append(':');
  }

  private static StringBuilder text(StringBuilder json, String name, String text) {
    return CopyText.quoted(name(json, name), text);
  }

  private static StringBuilder number(StringBuilder json, String name, Decimal number) {
    return name(json, name).append(Decimals.toString(number));
  }

  private static StringBuilder number(StringBuilder json, String name, double number) {
    boolean finite = Math.abs(number) <= Double.MAX_VALUE;
    return name(json, name).append(finite ? Double.toString(number) : "null");
  }
}
