package dev.redstart.engine.command;

import dev.redstart.engine.bytes.Bytes;
import java.util.List;

/** What a client listens to, for whoever has to know whether it still may. Any thread. */
public interface Hearing {

  /** Where a client keeps it that listens to anything. */
  Attachment<Hearing> PLACE = new Attachment<>(Hearing.class);

  /** Channels of all kinds. */
  List<Bytes> channels();

  List<Bytes> patterns();
}
