package dev.redstart.engine.observe;

import dev.redstart.engine.command.Command;
import dev.redstart.engine.command.Flag;
import dev.redstart.engine.command.KeySpec;
import dev.redstart.engine.reply.Reply;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/** What COMMAND INFO tells of a command. */
final class CommandInfo {

  private CommandInfo() {}

  static Reply of(Command command) {
    KeyRange range = KeyRange.of(command);
    return Reply.array(
        Reply.bulk(command.name()),
        Reply.integer(command.arity()),
        distinct(shown(command), CommandInfo::flag),
        Reply.integer(range.first()),
        Reply.integer(range.last()),
        Reply.integer(range.step()),
        distinct(command.categories(), category -> Reply.simple("@" + category)),
        distinct(command.tips(), Reply::bulk),
        distinct(command.keySpecs(), CommandInfo::keySpec),
        distinct(command.subcommands(), CommandInfo::of));
  }

  /** Redis keeps to itself what only a pause of writes asks for. */
  static List<Flag> shown(Command command) {
    return command.flags().stream().filter(flag -> flag != Flag.MAY_REPLICATE).toList();
  }

  private static Reply flag(Flag flag) {
    return Reply.simple(flag.text());
  }

  private static <T> Reply distinct(Collection<T> all, Function<T, Reply> each) {
    List<Reply> items = new ArrayList<>(all.size());
    for (T one : all) {
      items.add(each.apply(one));
    }
    return new Reply.Distinct(items);
  }

  private static Reply keySpec(KeySpec spec) {
    return dict(
        "flags",
        distinct(accesses(spec), Reply::simple),
        "begin_search",
        begin(spec),
        "find_keys",
        find(spec));
  }

  /** The words that tell what a command does with its keys. */
  static List<String> accesses(KeySpec spec) {
    return Arrays.asList(spec.access().split(" "));
  }

  private static Reply begin(KeySpec spec) {
    if (spec instanceof KeySpec.Range range) {
      return rule("index", "index", Reply.integer(range.first()));
    }
    if (spec instanceof KeySpec.Counted counted) {
      return rule("index", "index", Reply.integer(counted.position()));
    }
    if (spec instanceof KeySpec.Keyword keyword) {
      return rule(
          "keyword",
          "keyword",
          Reply.bulk(keyword.word()),
          "startfrom",
          Reply.integer(keyword.from()));
    }
    return rule("unknown");
  }

  private static Reply find(KeySpec spec) {
    if (spec instanceof KeySpec.Range range) {
      return range(range.last(), range.step(), 0);
    }
    if (spec instanceof KeySpec.Keyword keyword) {
      return range(Math.max(-1, keyword.last()), 1, keyword.last() < -1 ? 2 : 0);
    }
    if (spec instanceof KeySpec.Counted counted) {
      return rule(
          "keynum",
          "keynumidx",
          Reply.integer(0),
          "firstkey",
          Reply.integer(1),
          "keystep",
          Reply.integer(counted.step()));
    }
    return rule("unknown");
  }

  private static Reply range(int last, int step, int limit) {
    return rule(
        "range",
        "lastkey",
        Reply.integer(last),
        "keystep",
        Reply.integer(step),
        "limit",
        Reply.integer(limit));
  }

  private static Reply rule(String type, Object... spec) {
    return dict("type", Reply.bulk(type), "spec", dict(spec));
  }

  /** Names and replies in turn. */
  static Reply dict(Object... fields) {
    List<Reply> flat = new ArrayList<>(fields.length);
    for (Object field : fields) {
      flat.add(field instanceof Reply reply ? reply : Reply.bulk(field.toString()));
    }
    return new Reply.Dict(flat);
  }
}
