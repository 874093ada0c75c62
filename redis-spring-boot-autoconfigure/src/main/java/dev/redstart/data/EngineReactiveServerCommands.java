package dev.redstart.data;

import dev.redstart.engine.bytes.Bytes;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.springframework.data.redis.connection.ReactiveServerCommands;
import org.springframework.data.redis.connection.RedisServerCommands;
import org.springframework.data.redis.connection.RedisServerCommands.FlushOption;
import org.springframework.data.redis.core.types.RedisClientInfo;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The commands on the server as a whole, when they are subscribed to. */
final class EngineReactiveServerCommands implements ReactiveServerCommands {

  private final RedisServerCommands server;

  EngineReactiveServerCommands(RedisServerCommands server) {
    this.server = server;
  }

  @Override
  public Mono<String> bgReWriteAof() {
    return status(RedisServerCommands::bgReWriteAof);
  }

  @Override
  public Mono<String> bgSave() {
    return status(RedisServerCommands::bgSave);
  }

  @Override
  public Mono<Long> lastSave() {
    return Mono.fromSupplier(server::lastSave);
  }

  @Override
  public Mono<String> save() {
    return status(RedisServerCommands::save);
  }

  @Override
  public Mono<Long> dbSize() {
    return Mono.fromSupplier(server::dbSize);
  }

  @Override
  public Mono<String> flushDb() {
    return status(RedisServerCommands::flushDb);
  }

  @Override
  public Mono<String> flushDb(FlushOption option) {
    return status(it -> it.flushDb(option));
  }

  @Override
  public Mono<String> flushAll() {
    return status(RedisServerCommands::flushAll);
  }

  @Override
  public Mono<String> flushAll(FlushOption option) {
    return status(it -> it.flushAll(option));
  }

  @Override
  public Mono<Properties> info() {
    return Mono.fromSupplier(server::info);
  }

  @Override
  public Mono<Properties> info(String section) {
    return Mono.fromSupplier(() -> server.info(section));
  }

  @Override
  public Mono<Properties> getConfig(String pattern) {
    return Mono.fromSupplier(() -> server.getConfig(pattern));
  }

  @Override
  public Mono<String> setConfig(String param, String value) {
    return status(it -> it.setConfig(param, value));
  }

  @Override
  public Mono<String> resetConfigStats() {
    return status(RedisServerCommands::resetConfigStats);
  }

  @Override
  public Mono<Long> time(TimeUnit timeUnit) {
    return Mono.fromSupplier(() -> server.time(timeUnit));
  }

  @Override
  public Mono<String> killClient(String host, int port) {
    return status(it -> it.killClient(host, port));
  }

  @Override
  public Mono<String> setClientName(String name) {
    return status(it -> it.setClientName(Bytes.of(name).toArray()));
  }

  @Override
  public Mono<String> getClientName() {
    return Mono.fromSupplier(server::getClientName);
  }

  @Override
  public Flux<RedisClientInfo> getClientList() {
    return Mono.<List<RedisClientInfo>>fromSupplier(server::getClientList)
        .flatMapMany(Flux::fromIterable);
  }

  private Mono<String> status(Consumer<RedisServerCommands> call) {
    return Mono.fromSupplier(
        () -> {
          call.accept(server);
          return "OK";
        });
  }
}
