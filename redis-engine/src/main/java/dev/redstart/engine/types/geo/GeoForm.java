package dev.redstart.engine.types.geo;

/** The commands that search. */
enum GeoForm {
  GEORADIUS(1, 6, true),
  GEORADIUS_RO(1, 6, false),
  GEORADIUSBYMEMBER(1, 5, true),
  GEORADIUSBYMEMBER_RO(1, 5, false),
  GEOSEARCH(1, 2, false),
  GEOSEARCHSTORE(2, 3, false);

  /** Where the key of the sorted set is. */
  final int source;

  /** Where the options begin. */
  final int options;

  /** True where STORE and STOREDIST name a key to store to. */
  final boolean mayStore;

  GeoForm(int source, int options, boolean mayStore) {
    this.source = source;
    this.options = options;
    this.mayStore = mayStore;
  }

  /** True where center and area are options. */
  boolean isSearch() {
    return this == GEOSEARCH || this == GEOSEARCHSTORE;
  }

  /** True where the center is a member before the options. */
  boolean isByMember() {
    return this == GEORADIUSBYMEMBER || this == GEORADIUSBYMEMBER_RO;
  }
}
