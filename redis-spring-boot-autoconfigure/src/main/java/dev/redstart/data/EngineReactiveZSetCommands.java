package dev.redstart.data;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.data.domain.Range;
import org.springframework.data.domain.Sort;
import org.springframework.data.redis.connection.Limit;
import org.springframework.data.redis.connection.ReactiveRedisConnection.CommandResponse;
import org.springframework.data.redis.connection.ReactiveRedisConnection.KeyCommand;
import org.springframework.data.redis.connection.ReactiveRedisConnection.KeyScanCommand;
import org.springframework.data.redis.connection.ReactiveRedisConnection.MultiValueResponse;
import org.springframework.data.redis.connection.ReactiveRedisConnection.NumericResponse;
import org.springframework.data.redis.connection.ReactiveZSetCommands;
import org.springframework.data.redis.connection.RedisZSetCommands;
import org.springframework.data.redis.connection.RedisZSetCommands.ZAddArgs;
import org.springframework.data.redis.connection.zset.Aggregate;
import org.springframework.data.redis.connection.zset.Tuple;
import org.springframework.data.redis.connection.zset.Weights;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The commands on sorted sets, when they are subscribed to. */
final class EngineReactiveZSetCommands implements ReactiveZSetCommands {

  private final RedisZSetCommands zsets;
  private final Scans scans;
  private final Waits waits;

  EngineReactiveZSetCommands(RedisZSetCommands zsets, Scans scans, Waits waits) {
    this.zsets = zsets;
    this.scans = scans;
    this.waits = waits;
  }

  // ---- adding and removing

  @Override
  public Flux<NumericResponse<ZAddCommand, Number>> zAdd(Publisher<ZAddCommand> commands) {
    return Responses.numbers(commands, this::add);
  }

  @Override
  public Flux<NumericResponse<ZRemCommand, Long>> zRem(Publisher<ZRemCommand> commands) {
    return Responses.numbers(commands, it -> zsets.zRem(key(it), Buffers.bytes(it.getValues())));
  }

  @Override
  public Flux<NumericResponse<ZIncrByCommand, Double>> zIncrBy(Publisher<ZIncrByCommand> commands) {
    return Responses.numbers(
        commands,
        it -> {
          Number by = it.getIncrement();
          double increment = by == null ? 1 : by.doubleValue();
          return zsets.zIncrBy(key(it), increment, Buffers.bytes(it.getValue()));
        });
  }

  @Override
  public Flux<CommandResponse<ZPopCommand, Flux<Tuple>>> zPop(Publisher<ZPopCommand> commands) {
    return Responses.streams(
        commands,
        it ->
            it.getDirection() == PopDirection.MIN
                ? zsets.zPopMin(key(it), Math.max(1, it.getCount()))
                : zsets.zPopMax(key(it), Math.max(1, it.getCount())));
  }

  @Override
  public Flux<CommandResponse<BZPopCommand, Flux<Tuple>>> bZPop(Publisher<BZPopCommand> commands) {
    return Flux.from(commands)
        .concatMap(
            it ->
                waits
                    .call(invoker -> bZPop(new EngineZSetCommands(invoker, scans), it))
                    .map(popped -> new CommandResponse<>(it, Flux.just(popped)))
                    .defaultIfEmpty(new CommandResponse<>(it, Flux.empty())));
  }

  private static @Nullable Tuple bZPop(RedisZSetCommands zsets, BZPopCommand command) {
    TimeUnit unit = command.getTimeUnit() == null ? TimeUnit.SECONDS : command.getTimeUnit();
    Long given = command.getTimeout();
    long timeout = given == null ? 0 : given;
    return command.getDirection() == PopDirection.MIN
        ? zsets.bZPopMin(key(command), timeout, unit)
        : zsets.bZPopMax(key(command), timeout, unit);
  }

  @Override
  public Flux<NumericResponse<ZRemRangeByRankCommand, Long>> zRemRangeByRank(
      Publisher<ZRemRangeByRankCommand> commands) {
    return Responses.numbers(
        commands,
        it -> zsets.zRemRange(key(it), Buffers.from(it.getRange()), Buffers.to(it.getRange())));
  }

  @Override
  public Flux<NumericResponse<ZRemRangeByScoreCommand, Long>> zRemRangeByScore(
      Publisher<ZRemRangeByScoreCommand> commands) {
    return Responses.numbers(commands, it -> zsets.zRemRangeByScore(key(it), it.getRange()));
  }

  @Override
  public Flux<NumericResponse<ZRemRangeByLexCommand, Long>> zRemRangeByLex(
      Publisher<ZRemRangeByLexCommand> commands) {
    return Responses.numbers(
        commands, it -> zsets.zRemRangeByLex(key(it), Buffers.names(it.getRange())));
  }

  // ---- asking

  @Override
  public Flux<CommandResponse<ZRandMemberCommand, Flux<ByteBuffer>>> zRandMember(
      Publisher<ZRandMemberCommand> commands) {
    return Responses.streams(
        commands, it -> Buffers.buffers(zsets.zRandMember(key(it), it.getCount())));
  }

  @Override
  public Flux<CommandResponse<ZRandMemberCommand, Flux<Tuple>>> zRandMemberWithScore(
      Publisher<ZRandMemberCommand> commands) {
    return Responses.streams(commands, it -> zsets.zRandMemberWithScore(key(it), it.getCount()));
  }

  @Override
  public Flux<NumericResponse<ZRankCommand, Long>> zRank(Publisher<ZRankCommand> commands) {
    return Responses.numbers(
        commands,
        it ->
            it.getDirection() == Sort.Direction.ASC
                ? zsets.zRank(key(it), Buffers.bytes(it.getValue()))
                : zsets.zRevRank(key(it), Buffers.bytes(it.getValue())));
  }

  @Override
  public Flux<NumericResponse<ZCountCommand, Long>> zCount(Publisher<ZCountCommand> commands) {
    return Responses.numbers(commands, it -> zsets.zCount(key(it), it.getRange()));
  }

  @Override
  public Flux<NumericResponse<ZLexCountCommand, Long>> zLexCount(
      Publisher<ZLexCountCommand> commands) {
    return Responses.numbers(
        commands, it -> zsets.zLexCount(key(it), Buffers.names(it.getRange())));
  }

  @Override
  public Flux<NumericResponse<KeyCommand, Long>> zCard(Publisher<KeyCommand> commands) {
    return Responses.numbers(commands, it -> zsets.zCard(key(it)));
  }

  @Override
  public Flux<NumericResponse<ZScoreCommand, Double>> zScore(Publisher<ZScoreCommand> commands) {
    return Responses.numbers(commands, it -> zsets.zScore(key(it), Buffers.bytes(it.getValue())));
  }

  @Override
  public Flux<MultiValueResponse<ZMScoreCommand, Double>> zMScore(
      Publisher<ZMScoreCommand> commands) {
    return Responses.values(commands, it -> zsets.zMScore(key(it), Buffers.bytes(it.getValues())));
  }

  /** Goes on from step to step as elements are asked for. */
  @Override
  public Flux<CommandResponse<KeyCommand, Flux<Tuple>>> zScan(Publisher<KeyScanCommand> commands) {
    return Flux.from(commands)
        .map(
            it ->
                new CommandResponse<>(
                    it, Responses.cursor(() -> scans.tuples(key(it), it.getOptions()))));
  }

  // ---- ranges

  @Override
  public Flux<CommandResponse<ZRangeCommand, Flux<Tuple>>> zRange(
      Publisher<ZRangeCommand> commands) {
    return Responses.streams(commands, this::range);
  }

  @Override
  public Flux<CommandResponse<ZRangeByScoreCommand, Flux<Tuple>>> zRangeByScore(
      Publisher<ZRangeByScoreCommand> commands) {
    return Responses.streams(commands, this::rangeByScore);
  }

  @Override
  public Flux<CommandResponse<ZRangeByLexCommand, Flux<ByteBuffer>>> zRangeByLex(
      Publisher<ZRangeByLexCommand> commands) {
    return Responses.streams(
        commands,
        it -> {
          Range<byte[]> names = Buffers.names(it.getRange());
          return Buffers.buffers(
              it.getDirection() == Sort.Direction.ASC
                  ? zsets.zRangeByLex(key(it), names, it.getLimit())
                  : zsets.zRevRangeByLex(key(it), names, it.getLimit()));
        });
  }

  @Override
  public Flux<CommandResponse<ZRangeStoreCommand, Mono<Long>>> zRangeStore(
      Publisher<ZRangeStoreCommand> commands) {
    return Responses.results(
        commands, it -> Mono.justOrEmpty(rangeStore(key(it), Buffers.bytes(it.getDestKey()), it)));
  }

  // ---- several sets

  @Override
  public Flux<CommandResponse<ZDiffCommand, Flux<ByteBuffer>>> zDiff(
      Publisher<? extends ZDiffCommand> commands) {
    return Responses.streams(
        commands, it -> Buffers.buffers(zsets.zDiff(Buffers.bytes(it.getKeys()))));
  }

  @Override
  public Flux<CommandResponse<ZDiffCommand, Flux<Tuple>>> zDiffWithScores(
      Publisher<? extends ZDiffCommand> commands) {
    return Responses.streams(commands, it -> zsets.zDiffWithScores(Buffers.bytes(it.getKeys())));
  }

  @Override
  public Flux<NumericResponse<ZDiffStoreCommand, Long>> zDiffStore(
      Publisher<ZDiffStoreCommand> commands) {
    return Responses.numbers(
        commands, it -> zsets.zDiffStore(key(it), Buffers.bytes(it.getSourceKeys())));
  }

  @Override
  public Flux<CommandResponse<ZAggregateCommand, Flux<ByteBuffer>>> zInter(
      Publisher<? extends ZAggregateCommand> commands) {
    return Responses.streams(
        commands, it -> Buffers.buffers(zsets.zInter(Buffers.bytes(it.getSourceKeys()))));
  }

  @Override
  public Flux<CommandResponse<ZAggregateCommand, Flux<Tuple>>> zInterWithScores(
      Publisher<? extends ZAggregateCommand> commands) {
    return Responses.streams(
        commands,
        it ->
            zsets.zInterWithScores(
                it.getAggregateFunction().orElse(Aggregate.SUM),
                weights(it.getWeights(), it.getSourceKeys()),
                Buffers.bytes(it.getSourceKeys())));
  }

  @Override
  public Flux<NumericResponse<ZAggregateStoreCommand, Long>> zInterStore(
      Publisher<? extends ZAggregateStoreCommand> commands) {
    return Responses.numbers(
        commands,
        it ->
            zsets.zInterStore(
                key(it),
                it.getAggregateFunction().orElse(Aggregate.SUM),
                weights(it.getWeights(), it.getSourceKeys()),
                Buffers.bytes(it.getSourceKeys())));
  }

  @Override
  public Flux<CommandResponse<ZAggregateCommand, Flux<ByteBuffer>>> zUnion(
      Publisher<? extends ZAggregateCommand> commands) {
    return Responses.streams(
        commands, it -> Buffers.buffers(zsets.zUnion(Buffers.bytes(it.getSourceKeys()))));
  }

  @Override
  public Flux<CommandResponse<ZAggregateCommand, Flux<Tuple>>> zUnionWithScores(
      Publisher<? extends ZAggregateCommand> commands) {
    return Responses.streams(
        commands,
        it ->
            zsets.zUnionWithScores(
                it.getAggregateFunction().orElse(Aggregate.SUM),
                weights(it.getWeights(), it.getSourceKeys()),
                Buffers.bytes(it.getSourceKeys())));
  }

  @Override
  public Flux<NumericResponse<ZAggregateStoreCommand, Long>> zUnionStore(
      Publisher<? extends ZAggregateStoreCommand> commands) {
    return Responses.numbers(
        commands,
        it ->
            zsets.zUnionStore(
                key(it),
                it.getAggregateFunction().orElse(Aggregate.SUM),
                weights(it.getWeights(), it.getSourceKeys()),
                Buffers.bytes(it.getSourceKeys())));
  }

  private @Nullable Number add(ZAddCommand command) {
    if (command.isIncr()) {
      if (command.getTuples().size() != 1) {
        throw new IllegalArgumentException("ZADD INCR must contain exactly one tuple");
      }
      Tuple only = command.getTuples().get(0);
      return zsets.zIncrBy(key(command), only.getScore(), only.getValue());
    }
    ZAddArgs args = ZAddArgs.empty();
    if (command.isReturnTotalChanged()) {
      args.ch();
    }
    if (command.isIfNotExists()) {
      args.nx();
    } else if (command.isIfExists()) {
      args.xx();
    }
    if (command.isGt()) {
      args.gt();
    } else if (command.isLt()) {
      args.lt();
    }
    return zsets.zAdd(key(command), new LinkedHashSet<>(command.getTuples()), args);
  }

  private @Nullable Collection<Tuple> range(ZRangeCommand command) {
    byte[] key = key(command);
    long from = Buffers.from(command.getRange());
    long to = Buffers.to(command.getRange());
    boolean ascending = command.getDirection() == Sort.Direction.ASC;
    if (command.isWithScores()) {
      return ascending
          ? zsets.zRangeWithScores(key, from, to)
          : zsets.zRevRangeWithScores(key, from, to);
    }
    return unscored(ascending ? zsets.zRange(key, from, to) : zsets.zRevRange(key, from, to));
  }

  private @Nullable Collection<Tuple> rangeByScore(ZRangeByScoreCommand command) {
    byte[] key = key(command);
    Range<Double> range = command.getRange();
    Limit limit = command.getLimit().orElseGet(Limit::unlimited);
    boolean ascending = command.getDirection() == Sort.Direction.ASC;
    if (command.isWithScores()) {
      return ascending
          ? zsets.zRangeByScoreWithScores(key, range, limit)
          : zsets.zRevRangeByScoreWithScores(key, range, limit);
    }
    return unscored(
        ascending
            ? zsets.zRangeByScore(key, range, limit)
            : zsets.zRevRangeByScore(key, range, limit));
  }

  /** The command knows which kind of range it holds. */
  @SuppressWarnings("unchecked")
  private @Nullable Long rangeStore(byte[] from, byte[] to, ZRangeStoreCommand command) {
    Limit limit = command.getLimit() == null ? Limit.unlimited() : command.getLimit();
    boolean ascending = command.getDirection() == Sort.Direction.ASC;
    if (command.getRangeMode() == ZRangeStoreCommand.RangeMode.ByScore) {
      Range<? extends Number> scores = (Range<? extends Number>) command.getRange();
      return ascending
          ? zsets.zRangeStoreByScore(to, from, scores, limit)
          : zsets.zRangeStoreRevByScore(to, from, scores, limit);
    }
    Range<byte[]> names = Buffers.names((Range<String>) command.getRange());
    return ascending
        ? zsets.zRangeStoreByLex(to, from, names, limit)
        : zsets.zRangeStoreRevByLex(to, from, names, limit);
  }

  private static byte[] key(KeyCommand command) {
    return Buffers.bytes(command.getKey());
  }

  private static List<Tuple> unscored(@Nullable Collection<byte[]> members) {
    List<Tuple> tuples = new ArrayList<>();
    if (members != null) {
      members.forEach(member -> tuples.add(Tuple.of(member, Double.NaN)));
    }
    return tuples;
  }

  private static Weights weights(List<Double> given, List<ByteBuffer> sets) {
    return given.isEmpty()
        ? Weights.fromSetCount(sets.size())
        : Weights.of(given.stream().mapToDouble(Double::doubleValue).toArray());
  }
}
