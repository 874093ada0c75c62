package dev.redstart.engine.pubsub;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.bytes.Glob;
import dev.redstart.engine.command.Call;
import dev.redstart.engine.command.Client;
import dev.redstart.engine.command.Errors;
import dev.redstart.engine.command.Family;
import dev.redstart.engine.command.Flag;
import dev.redstart.engine.command.KeySpec;
import dev.redstart.engine.reply.Reply;
import dev.redstart.engine.spi.Assembly;
import dev.redstart.engine.spi.Feature;
import dev.redstart.engine.spi.GateOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * SUBSCRIBE, PUBLISH and their kin, and the notifications of changed keys.
 *
 * @see <a href="https://redis.io/docs/latest/develop/interact/pubsub/">Pub/sub</a>
 */
public final class PubSub implements Feature {

  private final Channels channels = new Channels();
  private Runnable subscribing = () -> {};

  @Override
  public void install(Assembly engine) {
    Family family = engine.commands().family("pubsub", "", 'g');
    declareSubscriptions(family);
    declareShardChannels(family);
    declareInspection(family);
    declareShardInspection(family);
    subscribing = engine.gateOnDemand(GateOrder.SUBSCRIBED, new SubscribedGate());
    engine.onFarewell(channels::forget);
    engine.onReset(channels::forget);
    engine.onKey(new Notifications(channels, engine.surroundings().keyspace(), engine.settings()));
    engine.info(
        "stats",
        field -> {
          field.accept("pubsub_channels", channels.names(Kind.CHANNEL).size());
          field.accept("pubsub_patterns", channels.patterns());
          field.accept("pubsubshard_channels", channels.names(Kind.SHARD_CHANNEL).size());
        });
  }

  private void declareSubscriptions(Family family) {
    family
        .control("SUBSCRIBE channel [channel ...]", call -> subscribe(call, Kind.CHANNEL))
        .pubsub()
        .noscript()
        .anytime()
        .doc(
            "2.0.0",
            "O(N) where N is the number of channels to subscribe to.",
            "Lets the caller receive what is published to channels.");
    family
        .control("UNSUBSCRIBE [channel [channel ...]]", call -> unsubscribe(call, Kind.CHANNEL))
        .pubsub()
        .noscript()
        .anytime()
        .doc(
            "2.0.0",
            "O(N) where N is the number of channels to unsubscribe.",
            "Ends the caller's subscriptions of channels: those named, or all.");
    family
        .control("PSUBSCRIBE pattern [pattern ...]", call -> subscribe(call, Kind.PATTERN))
        .pubsub()
        .noscript()
        .anytime()
        .doc(
            "2.0.0",
            "O(N) where N is the number of patterns to subscribe to.",
            "Lets the caller receive what is published to channels that match patterns.");
    family
        .control("PUNSUBSCRIBE [pattern [pattern ...]]", call -> unsubscribe(call, Kind.PATTERN))
        .pubsub()
        .noscript()
        .anytime()
        .doc(
            "2.0.0",
            "O(N) where N is the number of patterns to unsubscribe.",
            "Ends the caller's subscriptions of patterns: those named, or all.");
  }

  private void declareShardChannels(Family family) {
    family
        .control(
            "SSUBSCRIBE shardchannel [shardchannel ...]",
            call -> subscribe(call, Kind.SHARD_CHANNEL))
        .keys(new KeySpec.Range(1, -1, 1, KeySpec.NOT_KEY))
        .pubsub()
        .noscript()
        .anytime()
        .doc(
            "7.0.0",
            "O(N) where N is the number of shard channels to subscribe to.",
            "Lets the caller receive what is published to shard channels.");
    family
        .control(
            "SUNSUBSCRIBE [shardchannel [shardchannel ...]]",
            call -> unsubscribe(call, Kind.SHARD_CHANNEL))
        .keys(new KeySpec.Range(1, -1, 1, KeySpec.NOT_KEY))
        .pubsub()
        .noscript()
        .anytime()
        .doc(
            "7.0.0",
            "O(N) where N is the number of shard channels to unsubscribe.",
            "Ends the caller's subscriptions of shard channels: those named, or all.");
    family
        .control(
            "SPUBLISH shardchannel message",
            call -> Reply.integer(channels.publishToShard(call.arg(1), call.arg(2))))
        .keys(new KeySpec.Range(1, 0, 1, KeySpec.NOT_KEY))
        .pubsub()
        .anytime()
        .fast()
        .flag(Flag.MAY_REPLICATE)
        .doc(
            "7.0.0",
            "O(N) where N is the number of clients subscribed to the receiving shard channel.",
            "Sends a message to whoever has subscribed to a shard channel.");
  }

  private void declareInspection(Family family) {
    family
        .control("PUBLISH channel message", this::publish)
        .pubsub()
        .anytime()
        .fast()
        .flag(Flag.MAY_REPLICATE)
        .doc(
            "2.0.0",
            "O(N+M) where N is the number of clients subscribed to the receiving channel and M is"
                + " the total number of subscribed patterns (by any client).",
            "Sends a message to whoever has subscribed to a channel.");
    family
        .control("PUBSUB CHANNELS [pattern]", call -> channels(call, Kind.CHANNEL))
        .pubsub()
        .anytime()
        .doc(
            "2.8.0",
            "O(N) where N is the number of active channels, and assuming constant time pattern"
                + " matching (relatively short channels and patterns)",
            "Names the channels that have a subscriber.");
    family
        .control("PUBSUB NUMSUB [channel [channel ...]]", call -> numsub(call, Kind.CHANNEL))
        .pubsub()
        .anytime()
        .doc(
            "2.8.0",
            "O(N) for the NUMSUB subcommand, where N is the number of requested channels",
            "Counts the subscribers of each channel, those of patterns apart.");
    family
        .control("PUBSUB NUMPAT", call -> Reply.integer(channels.patterns()))
        .pubsub()
        .anytime()
        .doc("2.8.0", "O(1)", "Counts the patterns that have a subscriber.");
  }

  private void declareShardInspection(Family family) {
    family
        .control("PUBSUB SHARDCHANNELS [pattern]", call -> channels(call, Kind.SHARD_CHANNEL))
        .pubsub()
        .anytime()
        .doc(
            "7.0.0",
            "O(N) where N is the number of active shard channels, and assuming constant time"
                + " pattern matching (relatively short shard channels).",
            "Names the shard channels that have a subscriber.");
    family
        .control(
            "PUBSUB SHARDNUMSUB [shardchannel [shardchannel ...]]",
            call -> numsub(call, Kind.SHARD_CHANNEL))
        .pubsub()
        .anytime()
        .doc(
            "7.0.0",
            "O(N) for the SHARDNUMSUB subcommand, where N is the number of requested shard"
                + " channels",
            "Counts the subscribers of each shard channel.");
  }

  private Reply subscribe(Call call, Kind kind) {
    subscribing.run();
    Client client = call.client();
    List<Reply> replies = new ArrayList<>(call.argc() - 1);
    for (int i = 1; i < call.argc(); i++) {
      channels.subscribe(client, kind, call.arg(i));
      replies.add(confirmation(kind, kind.begun(), call.arg(i), client));
    }
    return new Reply.Several(replies);
  }

  private Reply unsubscribe(Call call, Kind kind) {
    Client client = call.client();
    List<Bytes> names = List.of(call.args()).subList(1, call.argc());
    if (names.isEmpty()) {
      Subscriptions own = channels.of(client);
      names = own == null ? List.of() : own.all(kind);
    }
    List<Reply> replies = new ArrayList<>(Math.max(1, names.size()));
    for (Bytes name : names) {
      channels.unsubscribe(client, kind, name);
      replies.add(confirmation(kind, kind.ended(), name, client));
    }
    if (replies.isEmpty()) {
      replies.add(confirmation(kind, kind.ended(), null, client));
    }
    return new Reply.Several(replies);
  }

  /** Shard channels are counted apart. */
  private static Reply confirmation(Kind kind, String word, @Nullable Bytes name, Client client) {
    int count =
        kind == Kind.SHARD_CHANNEL ? client.shardChannels() : client.channels() + client.patterns();
    return new Reply.Push(List.of(Reply.bulk(word), Reply.bulk(name), Reply.integer(count)));
  }

  private Reply publish(Call call) {
    return Reply.integer(channels.publish(call.arg(1), call.arg(2)));
  }

  private Reply channels(Call call, Kind kind) {
    if (call.argc() > 3) {
      throw Errors.unknownSubcommand(call);
    }
    List<Bytes> names = new ArrayList<>(channels.names(kind));
    if (call.argc() == 3) {
      Glob pattern = Glob.of(call.arg(2));
      names.removeIf(name -> !pattern.matches(name));
    }
    return Reply.bulks(names);
  }

  private Reply numsub(Call call, Kind kind) {
    List<Reply> counts = new ArrayList<>(2 * (call.argc() - 2));
    for (int i = 2; i < call.argc(); i++) {
      counts.add(Reply.bulk(call.arg(i)));
      counts.add(Reply.integer(channels.subscribers(kind, call.arg(i))));
    }
    return Reply.array(counts);
  }
}
