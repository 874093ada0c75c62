package dev.redstart.engine.types.geo;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.CommandException;

/** A unit of length. */
enum Unit {
  M(1),
  KM(1000),
  FT(0.3048),
  MI(1609.34);

  private final double meters;

  Unit(double meters) {
    this.meters = meters;
  }

  static Unit parse(Bytes word) {
    for (Unit unit : values()) {
      if (word.is(unit.name())) {
        return unit;
      }
    }
    throw new CommandException("ERR unsupported unit provided. please use M, KM, FT, MI");
  }

  double toMeters(double length) {
    return length * meters;
  }

  double ofMeters(double length) {
    return length / meters;
  }
}
