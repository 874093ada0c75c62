package dev.redstart.data;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.springframework.data.domain.Range;
import org.springframework.data.redis.connection.BitFieldSubCommands;
import org.springframework.data.redis.connection.DefaultSortParameters;
import org.springframework.data.redis.connection.ExpirationOptions.Condition;
import org.springframework.data.redis.connection.Limit;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisListCommands.Direction;
import org.springframework.data.redis.connection.RedisListCommands.Position;
import org.springframework.data.redis.connection.RedisStringCommands.BitOperation;
import org.springframework.data.redis.connection.RedisZSetCommands.ZAddArgs;
import org.springframework.data.redis.connection.SetCondition;
import org.springframework.data.redis.connection.SortParameters.Order;
import org.springframework.data.redis.connection.zset.Aggregate;
import org.springframework.data.redis.connection.zset.Tuple;
import org.springframework.data.redis.connection.zset.Weights;
import org.springframework.data.redis.core.types.Expiration;

/** Calls of a connection whose results must not depend on whose connection it is. */
final class ContractSteps {

  /** One call, named after what it does. */
  record Step(String name, Function<RedisConnection, Object> call) {

    @Override
    public String toString() {
      return name;
    }
  }

  private final List<Step> steps = new ArrayList<>();

  private ContractSteps() {}

  /** Fills an empty database with one key of each kind. */
  static void prepare(RedisConnection it) {
    it.serverCommands().flushAll();
    it.stringCommands().set(b("string"), b("hello"));
    it.stringCommands().set(b("number"), b("41"));
    it.stringCommands().set(b("empty"), b(""));
    it.stringCommands().setEx(b("mortal"), 1000, b("x"));
    it.listCommands().rPush(b("list"), b("a"), b("b"), b("c"), b("b"));
    it.listCommands().rPush(b("numbers"), b("3"), b("1"), b("2"));
    it.setCommands().sAdd(b("set"), b("m"), b("n"));
    it.setCommands().sAdd(b("set2"), b("n"), b("o"));
    it.setCommands().sAdd(b("single"), b("only"));
    it.zSetCommands().zAdd(b("zset"), 1, b("one"));
    it.zSetCommands().zAdd(b("zset"), 2, b("two"));
    it.zSetCommands().zAdd(b("zset"), 3.5, b("three"));
    it.zSetCommands().zAdd(b("zset2"), 10, b("two"));
    it.zSetCommands().zAdd(b("names"), 0, b("a"));
    it.zSetCommands().zAdd(b("names"), 0, b("b"));
    it.zSetCommands().zAdd(b("names"), 0, b("c"));
    it.hashCommands().hSet(b("hash"), b("f"), b("v"));
    it.hashCommands().hSet(b("hash"), b("n"), b("5"));
    it.hashCommands().hSet(b("field"), b("f"), b("v"));
    it.scriptingCommands().scriptFlush();
    StreamSteps.prepare(it.streamCommands());
    PlaceSteps.prepare(it);
  }

  /** Calls that work directly, in a pipeline and in a transaction. */
  static List<Step> everywhere() {
    ContractSteps all = new ContractSteps();
    all.strings();
    all.moreStrings();
    all.keys();
    all.moreKeys();
    all.lists();
    all.moreLists();
    all.sets();
    all.zsets();
    all.zsetRanges();
    all.moreZsets();
    all.hashes();
    all.server();
    all.failures();
    all.steps.addAll(StreamSteps.all());
    all.steps.addAll(PlaceSteps.all());
    return all.steps;
  }

  static byte[] b(String text) {
    return text.getBytes(UTF_8);
  }

  private void add(String name, Function<RedisConnection, Object> call) {
    steps.add(new Step(name, call));
  }

  private void run(String name, Consumer<RedisConnection> call) {
    steps.add(
        new Step(
            name,
            it -> {
              call.accept(it);
              return null;
            }));
  }

  private void strings() {
    add("get", it -> it.stringCommands().get(b("string")));
    add("get missing", it -> it.stringCommands().get(b("none")));
    add("get empty", it -> it.stringCommands().get(b("empty")));
    add("getDel", it -> it.stringCommands().getDel(b("string")));
    add("getEx", it -> it.stringCommands().getEx(b("string"), Expiration.seconds(9)));
    add("getEx persist", it -> it.stringCommands().getEx(b("mortal"), Expiration.persistent()));
    add("getSet", it -> it.stringCommands().getSet(b("string"), b("new")));
    add("getSet missing", it -> it.stringCommands().getSet(b("none"), b("new")));
    add("mGet", it -> it.stringCommands().mGet(b("string"), b("none"), b("list")));
    add("set", it -> it.stringCommands().set(b("k"), b("v")));
    add("set nx", it -> set(it, "string", SetCondition.ifAbsent(), Expiration.persistent()));
    add("set nx new", it -> set(it, "k", SetCondition.ifAbsent(), Expiration.seconds(7)));
    add("set xx", it -> set(it, "string", SetCondition.ifPresent(), Expiration.keepTtl()));
    add("set xx missing", it -> set(it, "none", SetCondition.ifPresent(), Expiration.seconds(1)));
    add("set px", it -> set(it, "k", SetCondition.upsert(), Expiration.milliseconds(99999)));
    add(
        "set exat",
        it ->
            set(
                it,
                "k",
                SetCondition.upsert(),
                Expiration.unixTimestamp(4102444800L, TimeUnit.SECONDS)));
    add(
        "setGet",
        it ->
            it.stringCommands()
                .setGet(b("string"), b("v"), SetCondition.upsert(), Expiration.persistent()));
    add("setNX", it -> it.stringCommands().setNX(b("string"), b("v")));
    add("setNX new", it -> it.stringCommands().setNX(b("k"), b("v")));
    add("setEx", it -> it.stringCommands().setEx(b("k"), 10, b("v")));
    add("pSetEx", it -> it.stringCommands().pSetEx(b("k"), 10000, b("v")));
  }

  private void moreStrings() {
    add("mSet", it -> it.stringCommands().mSet(Map.of(b("x"), b("1"), b("y"), b("2"))));
    add("mSetNX", it -> it.stringCommands().mSetNX(Map.of(b("x"), b("1"), b("string"), b("2"))));
    add("incr", it -> it.stringCommands().incr(b("number")));
    add("incrBy", it -> it.stringCommands().incrBy(b("number"), -50));
    add("incrBy double", it -> it.stringCommands().incrBy(b("number"), 0.25));
    add("decr", it -> it.stringCommands().decr(b("none")));
    add("decrBy", it -> it.stringCommands().decrBy(b("number"), 2));
    add("append", it -> it.stringCommands().append(b("string"), b(" you")));
    add("append empty", it -> it.stringCommands().append(b("none"), b("")));
    add("getRange", it -> it.stringCommands().getRange(b("string"), 1, -2));
    run("setRange", it -> it.stringCommands().setRange(b("string"), b("EL"), 1));
    add("strLen", it -> it.stringCommands().strLen(b("string")));
    bits();
  }

  /** Only once the engine has them: until then they fail on one side. */
  private void bits() {
    if (Supported.command("setbit")) {
      add("getBit", it -> it.stringCommands().getBit(b("string"), 1));
      add("setBit", it -> it.stringCommands().setBit(b("string"), 3, true));
      add("bitCount", it -> it.stringCommands().bitCount(b("string")));
      add("bitCount range", it -> it.stringCommands().bitCount(b("string"), 0, 1));
      add(
          "bitOp",
          it -> it.stringCommands().bitOp(BitOperation.OR, b("k"), b("string"), b("number")));
      add("bitPos", it -> it.stringCommands().bitPos(b("string"), true, Range.unbounded()));
      add(
          "bitPos range",
          it -> it.stringCommands().bitPos(b("string"), true, Range.closed(1L, 2L)));
      add(
          "bitField",
          it ->
              it.stringCommands()
                  .bitField(
                      b("bits"),
                      BitFieldSubCommands.create()
                          .incr(BitFieldSubCommands.BitFieldType.unsigned(4))
                          .valueAt(4)
                          .by(3)));
    }
  }

  private static Object set(
      RedisConnection it, String key, SetCondition condition, Expiration expiration) {
    return it.stringCommands().set(b(key), b("v"), condition, expiration);
  }

  private void keys() {
    add("copy", it -> it.keyCommands().copy(b("list"), b("copy"), false));
    add("copy onto", it -> it.keyCommands().copy(b("list"), b("string"), false));
    add("copy replace", it -> it.keyCommands().copy(b("list"), b("string"), true));
    add("exists", it -> it.keyCommands().exists(b("list")));
    add("exists many", it -> it.keyCommands().exists(b("list"), b("none"), b("list")));
    add("del", it -> it.keyCommands().del(b("list"), b("none")));
    add("unlink", it -> it.keyCommands().unlink(b("list"), b("set")));
    add("type", it -> it.keyCommands().type(b("zset")));
    add("type missing", it -> it.keyCommands().type(b("none")));
    add("touch", it -> it.keyCommands().touch(b("zset"), b("none")));
    add("keys", it -> it.keyCommands().keys(b("*set*")));
    run("rename", it -> it.keyCommands().rename(b("list"), b("list2")));
    add("renameNX", it -> it.keyCommands().renameNX(b("list"), b("set")));
    add("expire", it -> it.keyCommands().expire(b("list"), 100, Condition.ALWAYS));
    add("expire xx", it -> it.keyCommands().expire(b("list"), 100, Condition.XX));
    add("expire gt", it -> it.keyCommands().expire(b("mortal"), 5000, Condition.GT));
    add("expire missing", it -> it.keyCommands().expire(b("none"), 100, Condition.ALWAYS));
    add("pExpire", it -> it.keyCommands().pExpire(b("list"), 100000, Condition.NX));
    add("expireAt", it -> it.keyCommands().expireAt(b("list"), 4102444800L, Condition.ALWAYS));
    add("pExpireAt", it -> it.keyCommands().pExpireAt(b("list"), 4102444800000L, Condition.LT));
  }

  private void moreKeys() {
    add("persist", it -> it.keyCommands().persist(b("mortal")));
    add("persist immortal", it -> it.keyCommands().persist(b("list")));
    add("move", it -> it.keyCommands().move(b("list"), 1));
    add("ttl", it -> it.keyCommands().ttl(b("list")));
    add("ttl missing", it -> it.keyCommands().ttl(b("none")));
    add("ttl unit", it -> it.keyCommands().ttl(b("mortal"), TimeUnit.HOURS));
    add("ttl unit none", it -> it.keyCommands().ttl(b("list"), TimeUnit.HOURS));
    add("pTtl", it -> it.keyCommands().pTtl(b("list")));
    add("pTtl unit", it -> it.keyCommands().pTtl(b("mortal"), TimeUnit.HOURS));
    add("sort", it -> it.keyCommands().sort(b("numbers"), new DefaultSortParameters()));
    add(
        "sort options",
        it ->
            it.keyCommands()
                .sort(
                    b("list"), new DefaultSortParameters().alpha().order(Order.DESC).limit(0, 3)));
    add(
        "sort store",
        it -> it.keyCommands().sort(b("numbers"), new DefaultSortParameters(), b("sorted")));
    add("encodingOf", it -> it.keyCommands().encodingOf(b("number")));
    add("encodingOf missing", it -> it.keyCommands().encodingOf(b("none")));
    add("idletime", it -> it.keyCommands().idletime(b("string")));
    add("refcount", it -> it.keyCommands().refcount(b("string")));
  }

  private void lists() {
    add("rPush", it -> it.listCommands().rPush(b("list"), b("x"), b("y")));
    add("lPush", it -> it.listCommands().lPush(b("new"), b("x"), b("y")));
    add("rPushX", it -> it.listCommands().rPushX(b("none"), b("x")));
    add("lPushX", it -> it.listCommands().lPushX(b("list"), b("x")));
    add("lPos", it -> it.listCommands().lPos(b("list"), b("b"), null, null));
    add("lPos missing", it -> it.listCommands().lPos(b("list"), b("zz"), null, null));
    add("lPos count", it -> it.listCommands().lPos(b("list"), b("b"), -1, 2));
    add("lLen", it -> it.listCommands().lLen(b("list")));
    add("lRange", it -> it.listCommands().lRange(b("list"), 0, -1));
    add("lRange missing", it -> it.listCommands().lRange(b("none"), 0, -1));
    run("lTrim", it -> it.listCommands().lTrim(b("list"), 1, 2));
    add("lIndex", it -> it.listCommands().lIndex(b("list"), -1));
    add("lIndex missing", it -> it.listCommands().lIndex(b("list"), 99));
    add("lInsert", it -> it.listCommands().lInsert(b("list"), Position.BEFORE, b("c"), b("x")));
    run("lSet", it -> it.listCommands().lSet(b("list"), 0, b("x")));
    add("lRem", it -> it.listCommands().lRem(b("list"), 0, b("b")));
  }

  private void moreLists() {
    add("lPop", it -> it.listCommands().lPop(b("list")));
    add("lPop missing", it -> it.listCommands().lPop(b("none")));
    add("lPop count", it -> it.listCommands().lPop(b("list"), 2));
    add("lPop count missing", it -> it.listCommands().lPop(b("none"), 2));
    add("rPop", it -> it.listCommands().rPop(b("list")));
    add("rPop count", it -> it.listCommands().rPop(b("list"), 9));
    add("rPopLPush", it -> it.listCommands().rPopLPush(b("list"), b("other")));
    add(
        "lMove",
        it -> it.listCommands().lMove(b("list"), b("other"), Direction.LEFT, Direction.RIGHT));
    add("bLPop", it -> it.listCommands().bLPop(1, b("none"), b("list")));
    add("bRPop", it -> it.listCommands().bRPop(1, b("list")));
    add("bRPopLPush", it -> it.listCommands().bRPopLPush(1, b("list"), b("other")));
    add(
        "bLMove",
        it ->
            it.listCommands().bLMove(b("list"), b("other"), Direction.RIGHT, Direction.LEFT, 0.5));
  }

  private void sets() {
    add("sAdd", it -> it.setCommands().sAdd(b("set"), b("m"), b("q")));
    add("sRem", it -> it.setCommands().sRem(b("set"), b("m"), b("q")));
    add("sPop", it -> it.setCommands().sPop(b("single")));
    add("sPop missing", it -> it.setCommands().sPop(b("none")));
    add("sPop count", it -> it.setCommands().sPop(b("single"), 3));
    add("sMove", it -> it.setCommands().sMove(b("set"), b("set2"), b("m")));
    add("sCard", it -> it.setCommands().sCard(b("set")));
    add("sIsMember", it -> it.setCommands().sIsMember(b("set"), b("m")));
    add("sMIsMember", it -> it.setCommands().sMIsMember(b("set"), b("m"), b("zz")));
    add("sDiff", it -> it.setCommands().sDiff(b("set"), b("set2")));
    add("sDiffStore", it -> it.setCommands().sDiffStore(b("d"), b("set"), b("set2")));
    add("sInter", it -> it.setCommands().sInter(b("set"), b("set2")));
    add("sInterStore", it -> it.setCommands().sInterStore(b("d"), b("set"), b("set2")));
    add("sInterCard", it -> it.setCommands().sInterCard(b("set"), b("set2")));
    add("sUnion", it -> it.setCommands().sUnion(b("set"), b("set2")));
    add("sUnionStore", it -> it.setCommands().sUnionStore(b("d"), b("set"), b("set2")));
    add("sMembers", it -> it.setCommands().sMembers(b("set")));
    add("sMembers missing", it -> it.setCommands().sMembers(b("none")));
    add("sRandMember", it -> it.setCommands().sRandMember(b("single")));
    add("sRandMember count", it -> it.setCommands().sRandMember(b("single"), -3));
  }

  private void zsets() {
    add("zAdd", it -> it.zSetCommands().zAdd(b("zset"), 9, b("nine")));
    add("zAdd again", it -> it.zSetCommands().zAdd(b("zset"), 1, b("one")));
    add("zAdd nx", it -> it.zSetCommands().zAdd(b("zset"), 5, b("one"), ZAddArgs.ifNotExists()));
    add(
        "zAdd many",
        it ->
            it.zSetCommands()
                .zAdd(
                    b("zset"),
                    tuples(Tuple.of(b("one"), 7.0), Tuple.of(b("x"), Double.NEGATIVE_INFINITY)),
                    ZAddArgs.empty().gt().ch()));
    add("zIncrBy", it -> it.zSetCommands().zIncrBy(b("zset"), 0.5, b("one")));
    add("zRem", it -> it.zSetCommands().zRem(b("zset"), b("one"), b("zz")));
    add("zRemRange", it -> it.zSetCommands().zRemRange(b("zset"), 0, 1));
    add(
        "zRemRangeByLex",
        it -> it.zSetCommands().zRemRangeByLex(b("names"), Range.closed(b("a"), b("b"))));
    add(
        "zRemRangeByScore",
        it -> it.zSetCommands().zRemRangeByScore(b("zset"), Range.closed(1, 2)));
    add("zPopMin", it -> it.zSetCommands().zPopMin(b("zset")));
    add("zPopMin missing", it -> it.zSetCommands().zPopMin(b("none"), 2));
    add("zPopMin count", it -> it.zSetCommands().zPopMin(b("zset"), 2));
    add("zPopMax", it -> it.zSetCommands().zPopMax(b("zset")));
    add("zPopMax count", it -> it.zSetCommands().zPopMax(b("zset"), 2));
    add("bZPopMin", it -> it.zSetCommands().bZPopMin(b("zset"), 1, TimeUnit.SECONDS));
    add("bZPopMax", it -> it.zSetCommands().bZPopMax(b("zset"), 500, TimeUnit.MILLISECONDS));
    add("zCard", it -> it.zSetCommands().zCard(b("zset")));
    add("zCount", it -> it.zSetCommands().zCount(b("zset"), Range.open(1, 3.5)));
    add("zLexCount", it -> it.zSetCommands().zLexCount(b("names"), Range.unbounded()));
    add("zScore", it -> it.zSetCommands().zScore(b("zset"), b("three")));
    add("zScore missing", it -> it.zSetCommands().zScore(b("zset"), b("zz")));
    add("zMScore", it -> it.zSetCommands().zMScore(b("zset"), b("three"), b("zz")));
    add("zRank", it -> it.zSetCommands().zRank(b("zset"), b("three")));
    add("zRank missing", it -> it.zSetCommands().zRank(b("zset"), b("zz")));
    add("zRevRank", it -> it.zSetCommands().zRevRank(b("zset"), b("three")));
    add("zRandMember", it -> it.zSetCommands().zRandMember(b("zset2")));
    add("zRandMember count", it -> it.zSetCommands().zRandMember(b("zset2"), 2));
    add("zRandMemberWithScore", it -> it.zSetCommands().zRandMemberWithScore(b("zset2")));
    add("zRandMemberWithScore n", it -> it.zSetCommands().zRandMemberWithScore(b("zset2"), -2));
  }

  @SuppressWarnings("deprecation") // Applications still call it.
  private void zsetRanges() {
    add("zRange", it -> it.zSetCommands().zRange(b("zset"), 0, 1));
    add("zRangeWithScores", it -> it.zSetCommands().zRangeWithScores(b("zset"), 0, -1));
    add("zRevRange", it -> it.zSetCommands().zRevRange(b("zset"), 0, 1));
    add("zRevRangeWithScores", it -> it.zSetCommands().zRevRangeWithScores(b("zset"), 0, 1));
    add("zRangeByScore", it -> it.zSetCommands().zRangeByScore(b("zset"), 1, 2));
    add("zRangeByScore text", it -> it.zSetCommands().zRangeByScore(b("zset"), "(1", "+inf"));
    add(
        "zRangeByScore limit",
        it -> it.zSetCommands().zRangeByScore(b("zset"), "-inf", "+inf", 1, 1));
    add(
        "zRangeByScoreWithScores",
        it ->
            it.zSetCommands()
                .zRangeByScoreWithScores(
                    b("zset"), Range.leftOpen(1, 99), Limit.limit().count(1).offset(1)));
    add(
        "zRevRangeByScore",
        it -> it.zSetCommands().zRevRangeByScore(b("zset"), Range.rightOpen(1, 3.5)));
    add(
        "zRevRangeByScoreWithScores",
        it ->
            it.zSetCommands()
                .zRevRangeByScoreWithScores(b("zset"), Range.unbounded(), Limit.unlimited()));
    add("zRangeByLex", it -> it.zSetCommands().zRangeByLex(b("names")));
    add(
        "zRangeByLex range",
        it -> it.zSetCommands().zRangeByLex(b("names"), Range.leftOpen(b("a"), b("c"))));
    add(
        "zRevRangeByLex",
        it ->
            it.zSetCommands()
                .zRevRangeByLex(b("names"), Range.unbounded(), Limit.limit().count(2).offset(0)));
    add(
        "zRangeStoreByLex",
        it ->
            it.zSetCommands()
                .zRangeStoreByLex(
                    b("d"), b("names"), Range.closed(b("a"), b("b")), Limit.unlimited()));
    add(
        "zRangeStoreByScore",
        it ->
            it.zSetCommands()
                .zRangeStoreByScore(b("d"), b("zset"), Range.closed(1, 2), Limit.unlimited()));
    add(
        "zRangeStoreRevByScore",
        it ->
            it.zSetCommands()
                .zRangeStoreRevByScore(b("d"), b("zset"), Range.closed(1, 2), Limit.unlimited()));
  }

  private void moreZsets() {
    add("zDiff", it -> it.zSetCommands().zDiff(b("zset"), b("zset2")));
    add("zDiffWithScores", it -> it.zSetCommands().zDiffWithScores(b("zset"), b("zset2")));
    add("zDiffStore", it -> it.zSetCommands().zDiffStore(b("d"), b("zset"), b("zset2")));
    add("zInter", it -> it.zSetCommands().zInter(b("zset"), b("zset2")));
    add("zInterWithScores", it -> it.zSetCommands().zInterWithScores(b("zset"), b("zset2")));
    add(
        "zInterWithScores weights",
        it ->
            it.zSetCommands()
                .zInterWithScores(Aggregate.MAX, Weights.of(2, 3), b("zset"), b("zset2")));
    add("zInterStore", it -> it.zSetCommands().zInterStore(b("d"), b("zset"), b("zset2")));
    add("zUnion", it -> it.zSetCommands().zUnion(b("zset"), b("zset2")));
    add("zUnionWithScores", it -> it.zSetCommands().zUnionWithScores(b("zset"), b("zset2")));
    add(
        "zUnionStore weights",
        it ->
            it.zSetCommands()
                .zUnionStore(b("d"), Aggregate.MIN, Weights.of(0.5, 1), b("zset"), b("zset2")));
  }

  private static Set<Tuple> tuples(Tuple... tuples) {
    return new LinkedHashSet<>(List.of(tuples));
  }

  private void hashes() {
    add("hSet", it -> it.hashCommands().hSet(b("hash"), b("f"), b("w")));
    add("hSet new", it -> it.hashCommands().hSet(b("hash"), b("g"), b("w")));
    add("hSetNX", it -> it.hashCommands().hSetNX(b("hash"), b("f"), b("w")));
    add("hGet", it -> it.hashCommands().hGet(b("hash"), b("f")));
    add("hGet missing", it -> it.hashCommands().hGet(b("hash"), b("zz")));
    add("hMGet", it -> it.hashCommands().hMGet(b("hash"), b("f"), b("zz")));
    run("hMSet", it -> it.hashCommands().hMSet(b("hash"), pairs("f", "1", "h", "2")));
    add("hIncrBy", it -> it.hashCommands().hIncrBy(b("hash"), b("n"), 3));
    add("hIncrBy double", it -> it.hashCommands().hIncrBy(b("hash"), b("n"), 1.5));
    add("hExists", it -> it.hashCommands().hExists(b("hash"), b("f")));
    add("hDel", it -> it.hashCommands().hDel(b("hash"), b("f"), b("zz")));
    add("hLen", it -> it.hashCommands().hLen(b("hash")));
    add("hKeys", it -> it.hashCommands().hKeys(b("hash")));
    add("hVals", it -> it.hashCommands().hVals(b("hash")));
    add("hGetAll", it -> it.hashCommands().hGetAll(b("hash")));
    add("hGetAll missing", it -> it.hashCommands().hGetAll(b("none")));
    add("hRandField", it -> it.hashCommands().hRandField(b("field")));
    add("hRandField count", it -> it.hashCommands().hRandField(b("field"), -2));
    add("hRandFieldWithValues", it -> it.hashCommands().hRandFieldWithValues(b("field")));
    add("hRandFieldWithValues n", it -> it.hashCommands().hRandFieldWithValues(b("field"), 3));
    add("hStrLen", it -> it.hashCommands().hStrLen(b("hash"), b("f")));
  }

  private static Map<byte[], byte[]> pairs(String... words) {
    Map<byte[], byte[]> pairs = new LinkedHashMap<>();
    for (int i = 0; i < words.length; i += 2) {
      pairs.put(b(words[i]), b(words[i + 1]));
    }
    return pairs;
  }

  private void server() {
    add("ping", RedisConnection::ping);
    add("echo", it -> it.echo(b("hi")));
    if (Supported.command("dbsize")) {
      add("dbSize", it -> it.serverCommands().dbSize());
      run("flushDb", it -> it.serverCommands().flushDb());
      add("publish", it -> it.publish(b("nobody"), b("hears")));
    }
    add("execute ping", it -> it.execute("PING"));
    add("execute get", it -> it.execute("GET", b("string")));
    add("execute ttl", it -> it.execute("TTL", b("list")));
    add("execute mget", it -> it.execute("MGET", b("string"), b("none")));
  }

  private void failures() {
    add("wrong type", it -> it.listCommands().lPop(b("string")));
    add("not a number", it -> it.stringCommands().incr(b("string")));
    run("rename missing", it -> it.keyCommands().rename(b("none"), b("x")));
    run("lSet out of range", it -> it.listCommands().lSet(b("list"), 99, b("x")));
    add("wrong arity", it -> it.execute("set", b("foo")));
  }
}
