package org.hedgerow.engine.configuration;

import java.util.List;

/** A configuration that was refused, with every error that it has. */
public final class ConfigurationException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<String> errors;

  public ConfigurationException(List<String> errors) {
    super(errors.size() + " error(s) in the configuration:\n  " + String.join("\n  ", errors));
    this.errors = List.copyOf(errors);
  }

  /** Each one names the key, the value and what was expected. */
  public List<String> errors() {
    return errors;
  }
}
