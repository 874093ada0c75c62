package dev.redstart.engine.structure;

/** Thrown where bytes that come from outside aren't the image of the structure they claim to be. */
public final class CorruptImageException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  public CorruptImageException(String message) {
    super(message);
  }
}
