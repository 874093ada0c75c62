package dev.redstart.engine.security;

import java.util.List;

/** The names by which rules mean many commands at once. */
final class AclCategories {

  /** All of them, without the at sign, in the order of ACL CAT. */
  static final List<String> ALL =
      List.of(
          "keyspace",
          "read",
          "write",
          "set",
          "sortedset",
          "list",
          "hash",
          "string",
          "bitmap",
          "hyperloglog",
          "geo",
          "stream",
          "pubsub",
          "admin",
          "fast",
          "slow",
          "blocking",
          "dangerous",
          "connection",
          "transaction",
          "scripting");

  private AclCategories() {}
}
