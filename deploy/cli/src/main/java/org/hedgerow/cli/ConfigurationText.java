package org.hedgerow.cli;

import java.util.Map;
import org.hedgerow.engine.configuration.Configuration;
import org.hedgerow.engine.configuration.ConfigurationException;
import org.hedgerow.engine.configuration.Variables;

/** Reads configurations for commands: what is wrong with one is told as the command's failure. */
public final class ConfigurationText {
  private ConfigurationText() {}

  /**
   * The configuration that a text stands for.
   *
   * @param variables for the names in it
   * @throws CommandFailed with every error that it has
   */
  public static Configuration parse(String yaml, Map<String, String> variables) {
    try {
      return Configuration.parse(yaml, variables);
    } catch (ConfigurationException e) {
      throw new CommandFailed(e.getMessage(), e);
    }
  }

  /**
   * The text with its variables replaced, as jobs are given it.
   *
   * @throws CommandFailed if one of them has no value
   */
  public static String substitute(String yaml, Map<String, String> variables) {
    try {
      return Variables.substitute(yaml, variables);
    } catch (ConfigurationException e) {
      throw new CommandFailed(e.getMessage(), e);
    }
  }
}
