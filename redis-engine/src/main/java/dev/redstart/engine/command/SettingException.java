package dev.redstart.engine.command;

/** A directive that was given at the start, and can't be taken. */
public final class SettingException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  private final String directive;
  private final String reason;

  /**
   * @param directive as it was given, in lower case
   * @param reason a sentence for people
   */
  public SettingException(String directive, String message, String reason) {
    super(message);
    this.directive = directive;
    this.reason = reason;
  }

  /** A directive that there is not. */
  public SettingException(String directive, String message) {
    super(message);
    this.directive = directive;
    this.reason = "";
  }

  /** The directive, as it was given, in lower case. */
  public String directive() {
    return directive;
  }

  /** What is wrong with it, without its name; empty where there is no such directive. */
  public String reason() {
    return reason;
  }
}
