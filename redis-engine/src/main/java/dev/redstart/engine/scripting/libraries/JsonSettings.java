package dev.redstart.engine.scripting.libraries;

/** What a script may change of {@code cjson} for itself. */
final class JsonSettings {

  boolean sparseConvert;
  int sparseRatio = 2;
  int sparseSafe = 10;
  int encodeDepth = 1_000;
  int decodeDepth = 1_000;
  boolean encodeInvalid;
  boolean encodeInvalidAsNull;
  boolean decodeInvalid = true;
  boolean keepBuffer = true;
  int precision = 14;
}
