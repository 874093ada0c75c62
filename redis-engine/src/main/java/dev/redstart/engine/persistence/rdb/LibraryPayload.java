package dev.redstart.engine.persistence.rdb;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.value.CorruptValueException;
import java.util.ArrayList;
import java.util.List;

/** What FUNCTION DUMP answers and FUNCTION RESTORE takes: libraries, sealed as a value is. */
public final class LibraryPayload {

  private LibraryPayload() {}

  /** The payload of libraries with these texts. */
  public static Bytes of(List<Bytes> codes) {
    RdbOutput out = new RdbOutput(true);
    for (Bytes code : codes) {
      out.octet(Opcode.LIBRARY);
      out.text(code);
    }
    return DumpPayload.seal(out, RdbType.OLDEST_WRITTEN);
  }

  /**
   * The texts of the libraries in a payload whose seal is right.
   *
   * @throws CorruptValueException where there is something else in it
   */
  public static List<Bytes> read(Bytes payload) {
    RdbInput in = new RdbInput(payload.shared(), payload.length() - DumpPayload.FOOTER);
    List<Bytes> codes = new ArrayList<>();
    while (in.left() > 0) {
      if (in.octet() != Opcode.LIBRARY) {
        throw new CorruptValueException("given type is not a function");
      }
      codes.add(in.text());
    }
    return codes;
  }
}
