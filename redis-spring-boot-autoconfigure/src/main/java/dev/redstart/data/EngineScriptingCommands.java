package dev.redstart.data;

import dev.redstart.engine.reply.Reply;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.data.redis.connection.RedisScriptingCommands;
import org.springframework.data.redis.connection.ReturnType;

/** The commands that run scripts. */
@SuppressWarnings("TypeParameterUnusedInFormals") // Spring Data's signatures.
final class EngineScriptingCommands implements RedisScriptingCommands {

  private final Invoker invoker;

  EngineScriptingCommands(Invoker invoker) {
    this.invoker = invoker;
  }

  @Override
  public void scriptFlush() {
    invoker.status(Verb.SCRIPT_FLUSH);
  }

  @Override
  public void scriptKill() {
    if (invoker.queueing()) {
      throw new InvalidDataAccessApiUsageException("Script kill not permitted in a transaction");
    }
    invoker.status(Verb.SCRIPT_KILL);
  }

  @Override
  public @Nullable String scriptLoad(byte[] script) {
    return invoker.call(Readers.TEXT, Line.of(Verb.SCRIPT_LOAD).add(script));
  }

  @Override
  public @Nullable List<Boolean> scriptExists(String... scriptShas) {
    Line line = Line.of(Verb.SCRIPT_EXISTS);
    for (String sha : scriptShas) {
      line.add(sha);
    }
    return invoker.call(Readers.FLAG_LIST, line);
  }

  @Override
  public <T> @Nullable T eval(
      byte[] script, ReturnType returnType, int numKeys, byte[]... keysAndArgs) {
    return result(Line.of(Verb.EVAL).add(script), returnType, numKeys, keysAndArgs);
  }

  @Override
  public <T> @Nullable T evalSha(
      String scriptSha, ReturnType returnType, int numKeys, byte[]... keysAndArgs) {
    return result(Line.of(Verb.EVALSHA).add(scriptSha), returnType, numKeys, keysAndArgs);
  }

  @Override
  public <T> @Nullable T evalSha(
      byte[] scriptSha, ReturnType returnType, int numKeys, byte[]... keysAndArgs) {
    return result(Line.of(Verb.EVALSHA).add(scriptSha), returnType, numKeys, keysAndArgs);
  }

  /** The caller knows the type: it goes with the return type that it asked for. */
  @SuppressWarnings("unchecked")
  private <T> @Nullable T result(
      Line line, ReturnType returnType, int numKeys, byte[]... keysAndArgs) {
    Reader<Object> reader = reply -> value(reply, returnType);
    return (T) invoker.call(reader, line.add(numKeys).addAll(keysAndArgs));
  }

  private static @Nullable Object value(Reply reply, ReturnType returnType) {
    return switch (returnType) {
      case BOOLEAN -> !reply.isNull() && reply.asLong() == 1;
      case INTEGER -> Readers.LONG.read(reply);
      case STATUS -> reply.asText();
      case VALUE -> Readers.bytes(reply);
      case MULTI -> values(reply);
    };
  }

  private static @Nullable Object values(Reply reply) {
    reply.asList().forEach(Invoker::checked);
    return Readers.RAW.read(reply);
  }
}
