package dev.redstart.engine.observe;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Call;
import dev.redstart.engine.command.CommandException;
import dev.redstart.engine.reply.Reply;
import java.util.List;
import java.util.Locale;

/** A reply of each kind, for the tests of clients (DEBUG PROTOCOL). */
final class SampleReplies {

  private static final List<Reply> THREE =
      List.of(Reply.integer(0), Reply.integer(1), Reply.integer(2));

  private SampleReplies() {}

  static Reply of(Call call) {
    return switch (call.arg(2).toString().toLowerCase(Locale.ROOT)) {
      case "string" -> Reply.bulk("Hello World");
      case "integer" -> Reply.integer(12345);
      case "double" -> Reply.real(3.141);
      case "bignum" -> new Reply.BigNumber("1234567999999999999999999999999999999");
      case "null" -> Reply.nil();
      case "array" -> Reply.array(THREE);
      case "set" -> new Reply.Distinct(THREE);
      case "map" -> map();
      case "attrib" -> attributed(call);
      case "push" -> push(call);
      case "verbatim" -> new Reply.Verbatim("txt", Bytes.of("This is a verbatim\nstring"));
      case "true" -> new Reply.Bool(true);
      case "false" -> new Reply.Bool(false);
      default ->
          throw new CommandException(
              "ERR Wrong protocol type name. Please use one of the following: string|integer|"
                  + "double|bignum|null|array|set|map|attrib|push|verbatim|true|false");
    };
  }

  private static Reply map() {
    return new Reply.Dict(
        List.of(
            Reply.integer(0),
            new Reply.Bool(false),
            Reply.integer(1),
            new Reply.Bool(true),
            Reply.integer(2),
            new Reply.Bool(false)));
  }

  private static Reply attributed(Call call) {
    Reply reply = Reply.bulk("Some real reply following the attribute");
    if (call.client().protocol() == 2) {
      return reply;
    }
    Reply popularity = Reply.array(Reply.bulk("key:123"), Reply.integer(90));
    return new Reply.Attributed(List.of(Reply.bulk("key-popularity"), popularity), reply);
  }

  private static Reply push(Call call) {
    if (call.client().protocol() == 2) {
      throw new CommandException("ERR RESP2 is not supported by this command");
    }
    return new Reply.Several(
        List.of(
            Reply.bulk("Some real reply following the push reply"),
            new Reply.Push(List.of(Reply.bulk("server-cpu-usage"), Reply.integer(42)))));
  }
}
