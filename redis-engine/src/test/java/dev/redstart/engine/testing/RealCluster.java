package dev.redstart.engine.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A cluster of three real Redis servers without replicas, all on loopback. */
public final class RealCluster implements AutoCloseable {

  private static final int NODES = 3;
  private static final int SLOTS = 16_384;
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);
  private static final long BETWEEN_LOOKS = TimeUnit.MILLISECONDS.toNanos(20);

  private final List<RealServer> nodes = new ArrayList<>();
  private final List<Integer> busPorts = new ArrayList<>();

  /**
   * A new cluster that agrees on who has which slots; ends the calling test where there is no
   * server.
   */
  public static RealCluster required(String... directives) {
    RealCluster cluster = new RealCluster();
    for (int node = 0; node < NODES; node++) {
      cluster.add(directives);
    }
    cluster.join();
    return cluster;
  }

  /** The ports of its nodes. */
  public List<Integer> ports() {
    return nodes.stream().map(RealServer::port).toList();
  }

  /** Its nodes as Spring Boot's properties have them. */
  public String addresses() {
    return String.join(",", ports().stream().map(port -> "127.0.0.1:" + port).toList());
  }

  /** A new connection to one of its nodes, which are counted from 0. */
  public Door door(int node) {
    return nodes.get(node).door(2);
  }

  /** Gives all the slots that a node had at first to another node, or back; they hold no keys. */
  public void assign(int slotsOf, int owner) {
    String id;
    try (Door door = door(owner)) {
      id = door.run("CLUSTER MYID").text().toString();
      door.run("CLUSTER BUMPEPOCH"); // What it says from now on counts more than what others say.
    }
    List<Integer> others = new ArrayList<>(List.of(0, 1, 2));
    others.remove((Integer) owner);
    others.add(0, owner);
    for (int node : others) {
      try (Door door = door(node)) {
        for (int slot = first(slotsOf); slot < first(slotsOf + 1); slot++) {
          door.run("CLUSTER SETSLOT " + slot + " NODE " + id);
        }
      }
    }
    nodes.forEach(RealCluster::awaitOk);
  }

  private static int first(int node) {
    return SLOTS * node / NODES;
  }

  @Override
  public void close() {
    nodes.forEach(RealServer::close);
  }

  /** Any bus port that is free: the usual one, 10,000 above the port, need not exist. */
  private void add(String... directives) {
    int busPort = RealServer.freePort();
    List<String> all = new ArrayList<>();
    all.addAll(List.of("--cluster-enabled", "yes", "--cluster-port", "" + busPort));
    all.addAll(List.of(directives));
    nodes.add(RealServer.required(all.toArray(String[]::new)));
    busPorts.add(busPort);
  }

  private void join() {
    for (int node = 0; node < NODES; node++) {
      try (Door door = nodes.get(node).door(2)) {
        door.run("CLUSTER ADDSLOTSRANGE " + first(node) + " " + (first(node + 1) - 1));
        door.run("CLUSTER SET-CONFIG-EPOCH " + (node + 1));
        door.run("CLUSTER MEET 127.0.0.1 " + nodes.get(0).port() + " " + busPorts.get(0));
      }
    }
    nodes.forEach(RealCluster::awaitOk);
  }

  private static void awaitOk(RealServer node) {
    long deadline = System.nanoTime() + PATIENCE;
    try (Door door = node.door(2)) {
      while (!isOk(door.run("CLUSTER INFO").text().toString())) {
        if (System.nanoTime() > deadline) {
          throw new IllegalStateException("the cluster does not come together");
        }
        LockSupport.parkNanos(BETWEEN_LOOKS);
      }
    }
  }

  private static boolean isOk(String info) {
    return info.contains("cluster_state:ok") && info.contains("cluster_known_nodes:" + NODES);
  }
}
