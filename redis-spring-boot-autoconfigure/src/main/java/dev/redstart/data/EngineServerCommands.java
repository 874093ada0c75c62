package dev.redstart.data;

import dev.redstart.engine.reply.Reply;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.RedisNode;
import org.springframework.data.redis.connection.RedisServerCommands;
import org.springframework.data.redis.connection.convert.Converters;
import org.springframework.data.redis.connection.convert.StringToRedisClientInfoConverter;
import org.springframework.data.redis.core.types.RedisClientInfo;

/** The commands on the server as a whole. */
final class EngineServerCommands implements RedisServerCommands {

  private static final Reader<List<RedisClientInfo>> CLIENTS = EngineServerCommands::clients;

  private final Invoker invoker;

  EngineServerCommands(Invoker invoker) {
    this.invoker = invoker;
  }

  @Override
  public void bgReWriteAof() {
    invoker.status(Verb.BGREWRITEAOF);
  }

  @Override
  public void bgSave() {
    invoker.status(Verb.BGSAVE);
  }

  @Override
  public @Nullable Long lastSave() {
    return invoker.call(Readers.LONG, Verb.LASTSAVE);
  }

  @Override
  public void save() {
    invoker.status(Verb.SAVE);
  }

  @Override
  public @Nullable Long dbSize() {
    return invoker.call(Readers.LONG, Verb.DBSIZE);
  }

  @Override
  public void flushDb() {
    invoker.status(Verb.FLUSHDB);
  }

  @Override
  public void flushDb(FlushOption option) {
    invoker.status(Line.of(Verb.FLUSHDB).add(option.name()));
  }

  @Override
  public void flushAll() {
    invoker.status(Verb.FLUSHALL);
  }

  @Override
  public void flushAll(FlushOption option) {
    invoker.status(Line.of(Verb.FLUSHALL).add(option.name()));
  }

  @Override
  public @Nullable Properties info() {
    return invoker.call(Readers.INFO, Verb.INFO);
  }

  @Override
  public @Nullable Properties info(String section) {
    return invoker.call(Readers.INFO, Line.of(Verb.INFO).add(section));
  }

  @Override
  public void shutdown() {
    invoker.status(Verb.SHUTDOWN);
  }

  @Override
  public void shutdown(@Nullable ShutdownOption option) {
    Line line = Line.of(Verb.SHUTDOWN);
    invoker.status(option == null ? line : line.add(option.name()));
  }

  @Override
  public @Nullable Properties getConfig(String pattern) {
    return invoker.call(Readers.PROPERTIES, Line.of(Verb.CONFIG_GET).add(pattern));
  }

  @Override
  public void setConfig(String param, String value) {
    invoker.status(Line.of(Verb.CONFIG_SET).add(param).add(value));
  }

  @Override
  public void resetConfigStats() {
    invoker.status(Verb.CONFIG_RESETSTAT);
  }

  @Override
  public void rewriteConfig() {
    invoker.status(Verb.CONFIG_REWRITE);
  }

  @Override
  public @Nullable Long time(TimeUnit timeUnit) {
    return invoker.call(reply -> time(reply, timeUnit), Verb.TIME);
  }

  @Override
  public void killClient(String host, int port) {
    invoker.status(Line.of(Verb.CLIENT_KILL).add(host + ":" + port));
  }

  @Override
  public void setClientName(byte[] name) {
    invoker.status(Line.of(Verb.CLIENT_SETNAME).add(name));
  }

  @Override
  public @Nullable String getClientName() {
    return invoker.call(Readers.TEXT, Verb.CLIENT_GETNAME);
  }

  @Override
  public @Nullable List<RedisClientInfo> getClientList() {
    return invoker.call(CLIENTS, Verb.CLIENT_LIST);
  }

  @Override
  public void replicaOf(String host, int port) {
    invoker.status(Line.of(Verb.REPLICAOF).add(host).add(port));
  }

  @Override
  public void replicaOfNoOne() {
    invoker.status(Line.of(Verb.REPLICAOF).add("NO").add("ONE"));
  }

  @Override
  public void migrate(byte[] key, RedisNode target, int dbIndex, @Nullable MigrateOption option) {
    migrate(key, target, dbIndex, option, Integer.MAX_VALUE);
  }

  @Override
  public void migrate(
      byte[] key, RedisNode target, int dbIndex, @Nullable MigrateOption option, long timeout) {
    Line line = Line.of(Verb.MIGRATE).add(target.getRequiredHost()).add(target.getRequiredPort());
    line.add(key).add(dbIndex).add(timeout);
    invoker.status(option == null ? line : line.add(option.name()));
  }

  private static long time(Reply reply, TimeUnit unit) {
    List<Reply> parts = reply.asList();
    return Converters.toTimeMillis(Readers.text(parts.get(0)), Readers.text(parts.get(1)), unit);
  }

  private static List<RedisClientInfo> clients(Reply reply) {
    String[] lines =
        Readers.text(reply).lines().filter(line -> !line.isBlank()).toArray(String[]::new);
    return StringToRedisClientInfoConverter.INSTANCE.convert(lines);
  }
}
