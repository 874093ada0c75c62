package dev.redstart.engine.observe;

import dev.redstart.engine.command.Call;
import dev.redstart.engine.command.CommandException;
import dev.redstart.engine.command.Declaration;
import dev.redstart.engine.command.Family;
import dev.redstart.engine.command.Flag;
import dev.redstart.engine.reply.Reply;

/**
 * CLUSTER and what belongs to it: clients that look for a cluster hear that this is none, as they
 * do from a Redis without {@code cluster-enabled}.
 */
final class ClusterCommands {

  private static final String NONE = "ERR This instance has cluster support disabled";
  private static final String PER_NODE = "O(N) where N is the total number of Cluster nodes";
  private static final String PER_SLOT = "O(N) where N is the total number of hash slot arguments";
  private static final String PER_RANGE =
      "O(N) where N is the total number of the slots between the start slot and end slot"
          + " arguments.";
  private static final String PER_REPLICA = "O(N) where N is the number of replicas.";
  private static final String RANGES =
      " start-slot:integer end-slot:integer [start-slot:integer end-slot:integer ...]";

  private final Family family;

  private ClusterCommands(Family family) {
    this.family = family;
  }

  static void declare(Family server) {
    declareModes(server.sibling("cluster", "connection", 'g'));
    ClusterCommands commands = new ClusterCommands(server.sibling("cluster", "", 'g'));
    commands.declareViews();
    commands.declareReplicas();
    commands.declareSlots();
    commands.declareRanges();
    commands.declareNodes();
    commands.declareEpochs();
  }

  private static void declareModes(Family family) {
    for (String name : new String[] {"READONLY", "READWRITE"}) {
      family
          .control(name, ClusterCommands::none)
          .anytime()
          .fast()
          .doc("3.0.0", "O(1)", "Says whether reads of a cluster's replica are welcome.");
    }
    family
        .control("ASKING", ClusterCommands::none)
        .fast()
        .doc("3.0.0", "O(1)", "Says that a cluster has sent the next call here.");
  }

  private void declareViews() {
    look("INFO").tips("nondeterministic_output").doc("3.0.0", "O(1)", "Tells the cluster's state.");
    look("MYID").doc("3.0.0", "O(1)", "Tells the name of this node.");
    look("MYSHARDID")
        .tips("nondeterministic_output")
        .doc("7.2.0", "O(1)", "Tells the name of this node's shard.");
    look("NODES")
        .tips("nondeterministic_output")
        .doc("3.0.0", PER_NODE, "Tells of each node in a line.");
    look("LINKS")
        .tips("nondeterministic_output")
        .doc("7.0.0", PER_NODE, "Lists the connections between nodes.");
    look("SLOTS")
        .flag(Flag.LOADING)
        .tips("nondeterministic_output")
        .doc("3.0.0", PER_NODE, "Tells which nodes have which slots.");
    look("SHARDS")
        .flag(Flag.LOADING)
        .tips("nondeterministic_output")
        .doc("7.0.0", "O(N) where N is the total number of cluster nodes", "Lists the shards.");
    look("HELP").flag(Flag.LOADING).doc("5.0.0", "O(1)", "Lists the subcommands.");
  }

  private void declareReplicas() {
    look("REPLICAS node-id")
        .admin()
        .tips("nondeterministic_output")
        .doc("5.0.0", PER_REPLICA, "Lists the replicas of a node.");
    look("SLAVES node-id")
        .admin()
        .tips("nondeterministic_output")
        .doc("3.0.0", PER_REPLICA, "The older name of CLUSTER REPLICAS.");
    look("COUNT-FAILURE-REPORTS node-id")
        .admin()
        .tips("nondeterministic_output")
        .doc(
            "3.0.0",
            "O(N) where N is the number of failure reports",
            "Counts the nodes that believe another one to be down.");
    change("REPLICATE node-id").doc("3.0.0", "O(1)", "Makes this node a replica of another.");
    change("FAILOVER [FORCE | TAKEOVER]")
        .doc("3.0.0", "O(1)", "Lets a replica take over the part of its primary.");
  }

  private void declareSlots() {
    look("COUNTKEYSINSLOT slot:integer").doc("3.0.0", "O(1)", "Counts the keys of a slot.");
    look("GETKEYSINSLOT slot:integer count:integer")
        .tips("nondeterministic_output")
        .doc("3.0.0", "O(N) where N is the number of requested keys", "Names keys of a slot.");
    look("KEYSLOT key:string")
        .keys()
        .doc("3.0.0", "O(N) where N is the number of bytes in the key", "Tells a key's slot.");
    change("ADDSLOTS slot:integer [slot:integer ...]")
        .doc("3.0.0", PER_SLOT, "Gives slots to this node.");
    change("DELSLOTS slot:integer [slot:integer ...]")
        .doc("3.0.0", PER_SLOT, "Makes slots nobody's.");
    change("FLUSHSLOTS").doc("3.0.0", "O(1)", "Takes all slots from this node.");
  }

  private void declareRanges() {
    change("ADDSLOTSRANGE" + RANGES).doc("7.0.0", PER_RANGE, "Gives runs of slots to this node.");
    change("DELSLOTSRANGE" + RANGES).doc("7.0.0", PER_RANGE, "Makes runs of slots nobody's.");
    change("SETSLOT slot:integer <IMPORTING importing | MIGRATING migrating | NODE node | STABLE>")
        .doc("3.0.0", "O(1)", "Says whose a slot is, or on its way to whom.");
  }

  private void declareNodes() {
    change("MEET ip port:integer [cluster-bus-port:integer]")
        .doc("3.0.0", "O(1)", "Makes a node known to the cluster.");
    change("FORGET node-id").doc("3.0.0", "O(1)", "Takes a node off the list of nodes.");
    look("RESET [HARD | SOFT]")
        .admin()
        .noscript()
        .doc(
            "3.0.0",
            "O(N) where N is the number of known nodes. The command may execute a FLUSHALL as a"
                + " side effect.",
            "Makes this node one that knows no other.");
    change("SAVECONFIG").doc("3.0.0", "O(1)", "Writes the cluster's state to disk.");
  }

  private void declareEpochs() {
    change("BUMPEPOCH")
        .tips("nondeterministic_output")
        .doc("3.0.0", "O(1)", "Lets the cluster's configuration be newer than it was.");
    change("SET-CONFIG-EPOCH config-epoch:integer")
        .doc("3.0.0", "O(1)", "Says how new the configuration of a fresh node is.");
  }

  private Declaration look(String line) {
    return family.control("CLUSTER " + line, ClusterCommands::none).flag(Flag.STALE);
  }

  private Declaration change(String line) {
    return look(line).admin().flag(Flag.NO_ASYNC_LOADING);
  }

  private static Reply none(Call call) {
    throw new CommandException(NONE);
  }
}
