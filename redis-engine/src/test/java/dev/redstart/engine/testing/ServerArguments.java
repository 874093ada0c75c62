package dev.redstart.engine.testing;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Command;
import dev.redstart.engine.command.Syntax.Arg;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Random arguments of commands that are about users, settings, clients and scripts. */
final class ServerArguments {

  /**
   * What random calls change, and what it is at first. Not the greatest lengths of what is packed:
   * RESTORE looks at them, in Redis only at the number of elements.
   */
  private static final List<String> SETTINGS =
      List.of(
          "hash-max-listpack-entries", "128",
          "set-max-intset-entries", "512",
          "zset-max-listpack-entries", "128",
          "stream-node-max-entries", "100",
          "stream-node-max-bytes", "4096",
          "hll-sparse-max-bytes", "3000",
          "tracking-table-max-keys", "1000000",
          "slowlog-max-len", "128",
          "notify-keyspace-events", "",
          "lazyfree-lazy-user-del", "no",
          "lfu-log-factor", "10",
          "latency-tracking-info-percentiles", "50 99 99.9");

  /** How many users have their rules changed: u0, u1 and so on. */
  static final int USERS = 3;

  private static final List<Bytes> VALUES =
      parse(
          "0 1 -1 2 4 7 63 64 100 128 512 4kb 1gb 1kk 50% \"\" abc yes no KEA Kx AKE -5 1.5"
              + " \"50 99\" 101 9223372036854775807 9223372036854775808 18446744073709551615");

  /**
   * None is {@code %} alone, which 7.4.1 doesn't survive (CVE-2024-51741), nor leaves a parenthesis
   * open, at which 7.0 begins anew.
   */
  private static final List<Bytes> RULES =
      parse(
          "on off nopass reset resetpass resetkeys resetchannels allkeys allchannels ~* ~hash:*"
              + " ~string:0 %R~a* %W~set:* %RW~list:* %WR~l %R %~ %X~a %R~ ~ & &* &ch* +@all -@all"
              + " allcommands nocommands +@read -@write +@hash -@dangerous +@foo +@ +get -set"
              + " +config|get -config|set +config +get|x -get|x +foo -foo +select|0 + - >pw <pw > <"
              + " #abc !abc #<<a*64>> !<<a*64>> #<<G*64>> sanitize-payload skip-sanitize-payload"
              + " clearselectors (~a*) \"(+get ~a*)\" ) () (on) ON RESET"
              + " \"(~a ~b &c +@all -get)\" \"a b\" \"\\xff\" \"\" \"~a b\" \"~\\x00\"");

  private static final List<Bytes> NAMES =
      parse("a name:1 \"a b\" \"\" \"a\\nb\" \"\\xff\" \"~\" <<n*300>> 1.0.0");

  private static final List<Bytes> SCRIPTS =
      parse(
          "'return 1' 'return {KEYS[1],ARGV[1]}' \"return redis.call('TYPE',KEYS[1])\""
              + " \"return redis.call('SET',KEYS[1],ARGV[1])\""
              + " \"return redis.pcall('INCR',KEYS[1])\" \"return redis.call('INCR',KEYS[1])\""
              + " \"return {1,2,{3,'x',false,true,{}},4.9,nil,5}\" \"error('oops')\" \"error({err='X y'})\""
              + " 'return redis.error_reply(ARGV[1])' \"return redis.status_reply(#ARGV .. 'x')\""
              + " \"return {ok='x' .. #KEYS}\" 'return {err=ARGV[1]}' 'return tonumber(ARGV[1])'"
              + " 'return {double=3.25}' 'return #KEYS + #ARGV' 'return redis.sha1hex(ARGV[1])'"
              + " \"return redis.call('foo')\" \"return redis.pcall('GET')\" 'local' 'return x' 'x = 1' ''"
              + " \"#!lua flags=no-writes\\nreturn redis.call('SET',KEYS[1],'x')\""
              + " \"#!lua flags=x\\nreturn 1\" \"#!lua name=x\\nreturn 1\" \"#!ruby\\nreturn 1\""
              + " 'return cjson.encode({ARGV[1]})' 'return cmsgpack.pack({ARGV[1]})'"
              + " 'return bit.tohex(tonumber(ARGV[1]) or 7)' 'return string.reverse(ARGV[1])'"
              + " \"return struct.pack('>I4',tonumber(ARGV[1]) or 1)\""
              + " \"redis.setresp(3) return redis.call('HGET',KEYS[1],ARGV[1])\""
              + " \"redis.setresp(3) return redis.call('ZSCORE',KEYS[1],ARGV[1])\"");

  private static final List<Bytes> DIGESTS =
      parse(
          "e0e1f9fabfc9d4800c877a703b823ac0578ff8db E0E1F9FABFC9D4800C877A703B823AC0578FF8DB abc \"\"");

  /** None calls Redis with nil, after which 7.4.1 doesn't survive FUNCTION FLUSH. */
  private static final List<Bytes> LIBRARIES =
      parse(
          "\"#!lua name=lib0\\nredis.register_function('f0', function(k, a) return {k, a} end)\""
              + " \"#!lua name=lib1\\nredis.register_function{function_name='f1',flags={'no-writes'},"
              + "callback=function(k, a) return redis.call('GET', k[1] or '') end}\""
              + " \"#!lua name=lib2\\nredis.register_function('f2', function(k, a) return"
              + " redis.pcall('SET', k[1] or '', a[1] or '') end)\""
              + " \"#!lua name=lib2\\nredis.register_function('f0', function() return 1 end)\""
              + " \"#!lua name=lib0\" \"#!lua\\nreturn 1\" 'return 1' \"#!lua name=a-b\\nreturn 1\""
              + " \"#!ruby name=a\\n\" \"#!lua name=lib1\\nredis.call('PING')\" \"#!lua name=x y=z\\n\" ''");

  private static final Map<String, List<Bytes>> POOLS =
      Map.ofEntries(
          Map.entry("username", parse("u0 u1 u2 u0 u1 nobody \"\" \"a b\" \"\\xff\"")),
          Map.entry("rule", RULES),
          Map.entry("category", parse("foo \"\" @read 1")),
          Map.entry("bits", parse("0 -1 4097 abc 9223372036854775807 \"\"")),
          Map.entry("client-id", parse("0 -1 999999999 9223372036854775807 abc \"\"")),
          Map.entry("connection-name", NAMES),
          Map.entry("libname", NAMES),
          Map.entry("libver", NAMES),
          Map.entry("protover", parse("1 4 -1 abc 99999999999999999999 \"\"")),
          Map.entry("index", parse("0 0 0 0 0 1 2 15 16 -1 abc 9223372036854775807")),
          Map.entry("index1", parse("0 0 1 2 15 16 -1 abc 9223372036854775807")),
          Map.entry("index2", parse("0 1 1 2 15 16 -1 abc 9223372036854775807")),
          Map.entry("parameter", names()),
          Map.entry("value", VALUES),
          Map.entry("script", SCRIPTS),
          Map.entry("sha1", DIGESTS),
          Map.entry("function", parse("f0 f1 f2 f0 f1 f2 f3 \"\" lib0")),
          Map.entry("library-name", parse("lib0 lib1 lib2 lib3 \"\" a-b")),
          Map.entry("library-name-pattern", parse("lib0 lib? * x \"\" [")),
          Map.entry("function-code", LIBRARIES),
          Map.entry("serialized-value", parse("abc \"\" \"\\x00\\x0b\\x00\" <<x*100>>")));

  private ServerArguments() {}

  /** An argument of {@code command}; null where it is one like those of commands on data. */
  static @Nullable Bytes of(Command command, Arg arg, Random random) {
    if (!RandomCommands.isBeyondData(command)) {
      return null;
    }
    List<Bytes> pool = POOLS.get(arg.name());
    return pool == null ? null : pool.get(random.nextInt(pool.size()));
  }

  /** Names and values in turn. */
  static List<String> settings() {
    return SETTINGS;
  }

  private static List<Bytes> names() {
    List<Bytes> names = new ArrayList<>(parse("none \"\" hash-max-*-entries stream* [ HASH*"));
    for (int i = 0; i < SETTINGS.size(); i += 2) {
      names.add(Bytes.of(SETTINGS.get(i)));
    }
    return List.copyOf(names);
  }

  private static List<Bytes> parse(String line) {
    return List.of(CommandLine.parse(line));
  }
}
