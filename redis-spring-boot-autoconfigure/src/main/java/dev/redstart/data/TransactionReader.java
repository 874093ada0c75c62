package dev.redstart.data;

import dev.redstart.engine.reply.Reply;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the reply of EXEC with the readers of the calls that were queued. The first error among the
 * replies is thrown, as Spring Data's own drivers do; a transaction that a watch aborted is null.
 */
final class TransactionReader implements Reader<List<@Nullable Object>> {

  private final List<Reader<?>> readers;

  TransactionReader(List<Reader<?>> readers) {
    this.readers = readers;
  }

  @Override
  public @Nullable List<@Nullable Object> read(Reply reply) {
    if (reply.isNull()) {
      return null;
    }
    List<Reply> replies = reply.asList();
    if (replies.size() != readers.size()) {
      throw new IllegalStateException(
          "Incorrect number of transaction results: expected "
              + readers.size()
              + ", actual "
              + replies.size());
    }
    List<@Nullable Object> results = new ArrayList<>(replies.size());
    for (int i = 0; i < replies.size(); i++) {
      Reader<?> reader = readers.get(i);
      Object value = reader.read(Invoker.checked(replies.get(i)));
      if (reader != Readers.STATUS) {
        results.add(value);
      }
    }
    return results;
  }
}
