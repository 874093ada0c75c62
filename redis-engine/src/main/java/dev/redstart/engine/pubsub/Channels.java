package dev.redstart.engine.pubsub;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.bytes.Glob;
import dev.redstart.engine.command.Attachment;
import dev.redstart.engine.command.Client;
import dev.redstart.engine.command.Hearing;
import dev.redstart.engine.reply.Reply;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Who has subscribed to what. Any thread. */
final class Channels {

  private static final Attachment<Subscriptions> SUBSCRIPTIONS =
      new Attachment<>(Subscriptions.class);
  private static final Reply MESSAGE = Reply.bulk("message");
  private static final Reply PATTERN_MESSAGE = Reply.bulk("pmessage");
  private static final Reply SHARD_MESSAGE = Reply.bulk("smessage");

  private final Map<Bytes, Set<Client>> channels = new ConcurrentHashMap<>();
  private final Map<Bytes, Set<Client>> shardChannels = new ConcurrentHashMap<>();
  private final Map<Bytes, Listeners> patterns = new ConcurrentHashMap<>();

  /** Who has subscribed to one pattern. */
  private record Listeners(Glob glob, Set<Client> clients) {}

  /** Sends {@code message}; the number of subscriptions that it reached. */
  int publish(Bytes channel, Bytes message) {
    int receivers = publish(Kind.CHANNEL, channel, message);
    return patterns.isEmpty() ? receivers : receivers + publishToPatterns(channel, message);
  }

  /** As {@link #publish(Bytes, Bytes)}, to the subscribers of a shard channel. */
  int publishToShard(Bytes channel, Bytes message) {
    return publish(Kind.SHARD_CHANNEL, channel, message);
  }

  private int publish(Kind kind, Bytes channel, Bytes message) {
    Set<Client> clients = byName(kind).get(channel);
    if (clients == null) {
      return 0;
    }
    Reply word = kind == Kind.SHARD_CHANNEL ? SHARD_MESSAGE : MESSAGE;
    List<Reply> items = List.of(word, new Reply.Bulk(channel), new Reply.Bulk(message));
    return send(clients, new Reply.Push(items));
  }

  /** The subscriptions of {@code client}, null where it never had any. */
  @Nullable Subscriptions of(Client client) {
    return client.get(SUBSCRIPTIONS);
  }

  /** Begins a subscription; nothing happens where there is one. */
  void subscribe(Client client, Kind kind, Bytes name) {
    Subscriptions own = client.get(SUBSCRIPTIONS);
    if (own == null) {
      own = new Subscriptions();
      client.set(Hearing.PLACE, own);
      client.set(SUBSCRIPTIONS, own);
    }
    if (own.add(kind, name)) {
      if (kind == Kind.PATTERN) {
        patterns.compute(name, (n, listeners) -> with(n, listeners, client));
      } else {
        byName(kind).compute(name, (n, clients) -> with(clients, client));
      }
      count(client, own);
    }
  }

  /** Ends a subscription; nothing happens where there is none. */
  void unsubscribe(Client client, Kind kind, Bytes name) {
    Subscriptions own = client.get(SUBSCRIPTIONS);
    if (own == null || !own.remove(kind, name)) {
      return;
    }
    if (kind == Kind.PATTERN) {
      patterns.computeIfPresent(
          name, (n, listeners) -> without(listeners.clients, client) == null ? null : listeners);
    } else {
      byName(kind).computeIfPresent(name, (n, clients) -> without(clients, client));
    }
    count(client, own);
  }

  /** Ends all subscriptions of {@code client}. */
  void forget(Client client) {
    Subscriptions own = client.get(SUBSCRIPTIONS);
    if (own != null) {
      for (Kind kind : Kind.values()) {
        own.all(kind).forEach(name -> unsubscribe(client, kind, name));
      }
    }
  }

  /** The channels of that kind that someone has subscribed to. */
  Set<Bytes> names(Kind kind) {
    return byName(kind).keySet();
  }

  /** How many clients have subscribed to {@code channel}. */
  int subscribers(Kind kind, Bytes channel) {
    Set<Client> clients = byName(kind).get(channel);
    return clients == null ? 0 : clients.size();
  }

  /** How many different patterns someone has subscribed to. */
  int patterns() {
    return patterns.size();
  }

  private int publishToPatterns(Bytes channel, Bytes message) {
    int receivers = 0;
    for (Map.Entry<Bytes, Listeners> pattern : patterns.entrySet()) {
      if (pattern.getValue().glob.matches(channel)) {
        Reply push =
            new Reply.Push(
                List.of(
                    PATTERN_MESSAGE,
                    new Reply.Bulk(pattern.getKey()),
                    new Reply.Bulk(channel),
                    new Reply.Bulk(message)));
        receivers += send(pattern.getValue().clients, push);
      }
    }
    return receivers;
  }

  private static int send(Set<Client> clients, Reply push) {
    int receivers = 0;
    for (Client client : clients) {
      client.outbox().push(push);
      receivers++;
    }
    return receivers;
  }

  private static Set<Client> with(@Nullable Set<Client> clients, Client client) {
    Set<Client> all = clients == null ? ConcurrentHashMap.newKeySet() : clients;
    all.add(client);
    return all;
  }

  private static Listeners with(Bytes pattern, @Nullable Listeners listeners, Client client) {
    Listeners all =
        listeners == null
            ? new Listeners(Glob.of(pattern), ConcurrentHashMap.newKeySet())
            : listeners;
    all.clients.add(client);
    return all;
  }

  private static @Nullable Set<Client> without(Set<Client> clients, Client client) {
    clients.remove(client);
    return clients.isEmpty() ? null : clients;
  }

  private static void count(Client client, Subscriptions own) {
    client.subscribed(
        own.count(Kind.CHANNEL),
        own.count(Kind.PATTERN),
        own.count(Kind.SHARD_CHANNEL),
        own.bytes());
  }

  private Map<Bytes, Set<Client>> byName(Kind kind) {
    return kind == Kind.SHARD_CHANNEL ? shardChannels : channels;
  }
}
