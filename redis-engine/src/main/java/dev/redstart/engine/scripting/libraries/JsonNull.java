package dev.redstart.engine.scripting.libraries;

/** JSON's null as a value: what {@code cjson.null} is. */
enum JsonNull {
  NULL;

  @Override
  public String toString() {
    return "userdata: (nil)";
  }
}
