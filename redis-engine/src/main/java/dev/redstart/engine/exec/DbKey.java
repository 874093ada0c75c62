package dev.redstart.engine.exec;

import dev.redstart.engine.bytes.Bytes;

/** A key of one database. */
record DbKey(int database, Bytes key) {}
