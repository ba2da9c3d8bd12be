package org.hedgerow.cli.calc;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Answers lines of JSON by the engine's own functions, so that anyone can check its numbers. */
@Command(
    name = "calc",
    description =
        "Computes by the engine's own functions: lines of JSON on standard input, lines of JSON on standard"
            + " output. Needs no stack. Exit code 1 if a line could not be answered.")
public final class CalcCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "FUNCTION",
      description =
          "black76, implied-volatility, exposure, hedge-ratio, band, volatility, risk, put, collar or schedule.")
  private String name;

  @Option(
      names = {"-h", "--help"},
      description = "Show the fields, units and an example of FUNCTION, or of all, and exit.")
  private boolean help;

  @Option(
      names = "--example",
      description = "Answer the example of FUNCTION, or of all, instead of standard input.")
  private boolean example;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    List<CalcFunction> functions =
        name == null
            ? CalcFunctions.all()
            : List.of(CalcFunctions.named(name).orElseThrow(this::unknown));
    if (help) {
      out.print(CalcPage.of(spec.commandLine(), functions, name == null));
      out.flush();
      return ExitCode.OK;
    }
    if (example) {
      return examples(functions, out);
    }
    if (name == null) {
      throw new ParameterException(
          spec.commandLine(), "name a function: " + String.join(", ", CalcFunctions.names()));
    }
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    return finished(JsonLines.answer(functions.get(0), in, out));
  }

  private int examples(List<CalcFunction> functions, PrintWriter out) throws IOException {
    long lines = 0;
    long refused = 0;
    for (CalcFunction function : functions) {
      out.println(function.example());
      JsonLines.Count count =
          JsonLines.answer(function, new BufferedReader(new StringReader(function.example())), out);
      lines += count.lines();
      refused += count.refused();
    }
    return finished(new JsonLines.Count(lines, refused));
  }

  private int finished(JsonLines.Count count) {
    if (count.refused() == 0) {
      return ExitCode.OK;
    }
    PrintWriter errors = spec.commandLine().getErr();
    errors.printf(
        "hedgerow: %d of %d lines could not be answered%n", count.refused(), count.lines());
    errors.flush();
    return ExitCode.SOFTWARE;
  }

  private ParameterException unknown() {
    return new ParameterException(
        spec.commandLine(),
        "no function '" + name + "'; there are " + String.join(", ", CalcFunctions.names()));
  }
}
