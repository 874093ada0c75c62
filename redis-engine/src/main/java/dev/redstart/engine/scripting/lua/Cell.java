package dev.redstart.engine.scripting.lua;

/** A local variable that a function inside of its own captures. */
final class Cell {

  Object value;

  Cell(Object value) {
    this.value = value;
  }
}
