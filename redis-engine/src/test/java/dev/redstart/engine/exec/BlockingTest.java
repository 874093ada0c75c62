package dev.redstart.engine.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redstart.engine.RedisEngine;
import dev.redstart.engine.Session;
import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Call;
import dev.redstart.engine.command.Client;
import dev.redstart.engine.command.Command;
import dev.redstart.engine.command.Family;
import dev.redstart.engine.reply.Reply;
import dev.redstart.engine.spi.Gate;
import dev.redstart.engine.spi.GateOrder;
import dev.redstart.engine.spi.WriteListener.Write;
import dev.redstart.engine.testing.ManualClock;
import dev.redstart.engine.types.list.ListValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Calls that wait, one thread moving all: who is served, in which order, with what, and when. */
final class BlockingTest {

  private static final String WRONG_TYPE =
      "WRONGTYPE Operation against a key holding the wrong kind of value";

  private final ManualClock clock = new ManualClock();
  private final List<String> log = new ArrayList<>();
  private final RedisEngine engine =
      RedisEngine.builder()
          .clock(clock)
          .with(assembly -> assembly.onWrite(group -> log.add(line(group))))
          .with(assembly -> assembly.gate(GateOrder.PERMISSION, new Revoking()))
          .with(assembly -> declare(assembly.commands().family("test", "", 'g')))
          .build();
  private final Session session = engine.session();
  private boolean nobodyMayGoOn;
  private final List<Session> callers = new ArrayList<>();

  @AfterEach
  void nothingWaits() {
    engine.close();
    assertThat(blocked()).isZero();
  }

  @Test
  void whoMayNoLongerIsRefusedAndTakesNothing() {
    CompletableFuture<Reply> waiting = send("BLPOP k 0");
    nobodyMayGoOn = true;
    assertThat(run("RPUSH k a").asLong()).isEqualTo(1);
    assertThat(waiting.join()).isEqualTo(new Reply.Failure("NOPERM not any more"));
    assertThat(run("LLEN k").asLong()).isEqualTo(1);
    assertThat(blocked()).isZero();
  }

  @Test
  void aPushIsServedWithinThePush() {
    CompletableFuture<Reply> waiting = send("BLPOP k 0");
    assertThat(waiting).isNotDone();
    assertThat(run("RPUSH k a").asLong()).isEqualTo(1);
    assertThat(texts(waiting)).containsExactly("k", "a");
    assertThat(run("EXISTS k").asLong()).isZero();
    assertThat(log).containsExactly("RPUSH k a", "LPOP k");
    assertThat(blocked()).isZero();
  }

  @Test
  void firstComeFirstServed() {
    CompletableFuture<Reply> one = send("BLPOP k 0");
    CompletableFuture<Reply> two = send("BRPOP k 0");
    CompletableFuture<Reply> three = send("BLPOP k 0");
    run("RPUSH k a b");
    assertThat(texts(one)).containsExactly("k", "a");
    assertThat(texts(two)).containsExactly("k", "b");
    assertThat(three).isNotDone();
    assertThat(blocked()).isEqualTo(1);
  }

  @Test
  void ofSeveralKeysTheFirstOneThatHasSomething() {
    CompletableFuture<Reply> waiting = send("BLPOP k1 k2 k2 k1 0");
    run("MULTI");
    run("RPUSH k2 b");
    run("RPUSH k1 a");
    run("EXEC");
    assertThat(texts(waiting)).containsExactly("k1", "a");
    assertThat(texts(send("BLPOP k1 k2 0"))).containsExactly("k2", "b");
  }

  @Test
  void aTransactionIsSeenAsAWhole() {
    CompletableFuture<Reply> waiting = send("BLPOP k 0");
    run("MULTI");
    run("LPUSH k a");
    run("DEL k");
    run("SET k text");
    run("EXEC");
    assertThat(waiting).isNotDone();
    run("DEL k");
    run("MULTI");
    run("LPUSH k b");
    run("LPUSH k c");
    run("EXEC");
    assertThat(texts(waiting)).containsExactly("k", "c");
    assertThat(log.subList(2, 4)).containsExactly("LPUSH k b; LPUSH k c", "LPOP k");
  }

  @Test
  void insideOfATransactionNobodyWaits() {
    run("MULTI");
    run("BLPOP k 0");
    run("BLMPOP 0 1 k LEFT");
    run("BLMOVE k d LEFT LEFT 0");
    run("BRPOPLPUSH k d 0");
    assertThat(run("EXEC").asList())
        .containsExactly(Reply.nilArray(), Reply.nilArray(), Reply.nil(), Reply.nil());
  }

  @Test
  void aMoveServesWhoWaitsForItsDestination() {
    CompletableFuture<Reply> second = send("BLMOVE b c LEFT RIGHT 0");
    CompletableFuture<Reply> last = send("BLPOP c 0");
    CompletableFuture<Reply> first = send("BLMOVE a b RIGHT LEFT 0");
    run("RPUSH a x");
    assertThat(first.join().asText()).isEqualTo("x");
    assertThat(second.join().asText()).isEqualTo("x");
    assertThat(texts(last)).containsExactly("c", "x");
    assertThat(run("EXISTS a b c").asLong()).isZero();
    assertThat(log)
        .containsExactly("RPUSH a x", "LMOVE a b RIGHT LEFT", "LMOVE b c LEFT RIGHT", "LPOP c");
  }

  @Test
  void movesInACircleEnd() {
    CompletableFuture<Reply> one = send("BRPOPLPUSH a b 0");
    CompletableFuture<Reply> two = send("BRPOPLPUSH b a 0");
    run("RPUSH a x");
    assertThat(one.join().asText()).isEqualTo("x");
    assertThat(two.join().asText()).isEqualTo("x");
    assertThat(elements("a")).containsExactly("x");
    CompletableFuture<Reply> self = send("BRPOPLPUSH c c 0");
    run("RPUSH c y");
    assertThat(self.join().asText()).isEqualTo("y");
    assertThat(elements("c")).containsExactly("y");
  }

  @Test
  void aDestinationOfAWrongTypeEndsTheWaitAndKeepsTheElement() {
    CompletableFuture<Reply> one = send("BRPOPLPUSH k text 0");
    CompletableFuture<Reply> two = send("BRPOPLPUSH k list 0");
    run("SET text t");
    run("RPUSH k a b");
    assertThat(one.join()).isEqualTo(new Reply.Failure(WRONG_TYPE));
    assertThat(two.join().asText()).isEqualTo("b");
    assertThat(elements("k")).containsExactly("a");
  }

  @Test
  void aValueOfAnotherTypeWakesNobody() {
    CompletableFuture<Reply> waiting = send("BLPOP k 0");
    run("SET k text");
    assertThat(waiting).isNotDone();
    run("DEL k");
    run("LPUSH k a");
    assertThat(texts(waiting)).containsExactly("k", "a");
  }

  @Test
  void anyCommandThatMakesTheListServes() {
    run("RPUSH other 2 1");
    assertThat(texts(after("RENAME other k"))).containsExactly("k", "2");
    run("DEL k");
    run("RPUSH other 2 1");
    assertThat(texts(after("COPY other k"))).containsExactly("k", "2");
    run("DEL k");
    assertThat(texts(after("SORT other STORE k"))).containsExactly("k", "1");
    run("DEL k");
    assertThat(texts(after("LMOVE other k LEFT LEFT"))).containsExactly("k", "2");
  }

  @Test
  void listsFromOtherDatabasesServe() {
    session.client().select(1);
    run("RPUSH k a b");
    assertThat(texts(after("EXCHANGE"))).containsExactly("k", "a");
    session.client().select(0);
    run("DEL k");
    session.client().select(2);
    run("RPUSH k c");
    assertThat(texts(after("MOVE k 0"))).containsExactly("k", "c");
  }

  @Test
  void aTimeoutComesToTheMillisecond() {
    CompletableFuture<Reply> pop = send("BLPOP k 0.0995");
    CompletableFuture<Reply> move = send("BLMOVE k d LEFT LEFT 0.2");
    clock.advance(Duration.ofMillis(99));
    assertThat(pop).isNotDone();
    clock.advance(Duration.ofMillis(1));
    assertThat(pop.join()).isEqualTo(Reply.nilArray());
    run("LPUSH k a");
    assertThat(move.join().asText()).isEqualTo("a");
    clock.advance(Duration.ofSeconds(1));
    run("LPUSH k b");
    assertThat(elements("k")).containsExactly("b");
  }

  @Test
  void aWaitThatIsTriedInVainKeepsItsTimeAndPlace() {
    CompletableFuture<Reply> one = send("BLPOP k 1");
    CompletableFuture<Reply> two = send("BLPOP k 0");
    run("MULTI");
    run("LPUSH k a");
    run("PEXPIRE k 0");
    run("EXEC");
    clock.advance(Duration.ofMillis(999));
    assertThat(one).isNotDone();
    run("LPUSH k b");
    assertThat(texts(one)).containsExactly("k", "b");
    assertThat(two).isNotDone();
  }

  @Test
  void whoHasGoneGetsNothing() {
    Session gone = engine.session();
    callers.add(gone);
    CompletableFuture<Reply> waiting = gone.executeAsync(bytes("BLPOP k 0"));
    gone.close();
    assertThat(waiting).isDone();
    assertThat(blocked()).isZero();
    run("LPUSH k a");
    assertThat(elements("k")).containsExactly("a");
  }

  @Test
  void whoGivesUpGetsNothing() {
    Session other = engine.session();
    callers.add(other);
    CompletableFuture<Reply> waiting = other.executeAsync(bytes("BLPOP k 0"));
    assertThat(other.client().blocked()).isTrue();
    assertThat(other.cancel()).isTrue();
    assertThat(other.cancel()).isFalse();
    assertThat(waiting.join()).isEqualTo(Reply.nil());
    assertThat(other.client().blocked()).isFalse();
    run("LPUSH k a");
    assertThat(elements("k")).containsExactly("a");
  }

  @Test
  void anInterruptEndsTheWait() throws InterruptedException {
    AtomicReference<@Nullable Throwable> thrown = new AtomicReference<>();
    AtomicReference<@Nullable Boolean> interrupted = new AtomicReference<>();
    Session other = engine.session();
    callers.add(other);
    Thread thread =
        new Thread(
            () -> {
              try {
                other.execute("BLPOP", "k", "0");
              } catch (CancellationException e) {
                thrown.set(e);
                interrupted.set(Thread.currentThread().isInterrupted());
              }
            });
    thread.start();
    while (!other.client().blocked()) {
      Thread.onSpinWait();
    }
    thread.interrupt();
    thread.join(TimeUnit.SECONDS.toMillis(20));
    assertThat(thrown.get()).isInstanceOf(CancellationException.class);
    assertThat(interrupted.get()).isTrue();
    assertThat(blocked()).isZero();
    run("LPUSH k a");
    assertThat(elements("k")).containsExactly("a");
    assertThat(other.execute("LPOP", "k").asText()).isEqualTo("a");
  }

  @Test
  void closingTheEngineEndsAllWaits() {
    CompletableFuture<Reply> one = send("BLPOP k 0");
    CompletableFuture<Reply> two = send("BLPOP k 10");
    engine.close();
    assertThatThrownBy(() -> one.join().asList()).hasMessageContaining("closed");
    assertThatThrownBy(() -> two.join().asList()).hasMessageContaining("closed");
    assertThatThrownBy(() -> send("BLPOP k 0").join().asList()).hasMessageContaining("closed");
  }

  @Test
  void callsAreCountedWhenTheyEnd() {
    var command = engine.commands().find(Bytes.of("blpop"));
    assertThat(command).isNotNull();
    send("BLPOP k 0");
    send("BLPOP k 1");
    assertThat(command.calls()).isZero();
    run("LPUSH k a");
    assertThat(command.calls()).isEqualTo(1);
    clock.advance(Duration.ofSeconds(2));
    assertThat(command.calls()).isEqualTo(2);
  }

  @Test
  void aCallMayWaitForAKeyToGo() {
    run("RPUSH k a");
    CompletableFuture<Reply> waiting = send("UNTILGONE k");
    run("RPUSH k b");
    assertThat(waiting).isNotDone();
    run("DEL k");
    assertThat(waiting.join().asText()).isEqualTo("gone after 3 looks");
  }

  private static void declare(Family family) {
    family.write("UNTILGONE key [looks]", BlockingTest::untilGone);
    family.write("EXCHANGE", BlockingTest::exchange).everywhere();
  }

  /** Waits until its key is gone, and counts in its own arguments. */
  private static Reply untilGone(Call call) {
    long looks = call.argc() > 2 ? call.integer(2) : 1;
    if (call.read(ListValue.LIST) == null) {
      return Reply.bulk("gone after " + looks + " looks");
    }
    call.waitAs(call.arg(0), call.arg(1), Bytes.of(looks + 1));
    return call.waitForAny(List.of(call.key()), ListValue.LIST, 0, Reply.nil());
  }

  private static Reply exchange(Call call) {
    call.keys().swap(0, 1);
    return Reply.ok();
  }

  /** What a call gets that waits for k while {@code line} runs. */
  private CompletableFuture<Reply> after(String line) {
    CompletableFuture<Reply> waiting = send("BLPOP k 0");
    assertThat(waiting).isNotDone();
    assertThat(run(line).failure()).isNull();
    assertThat(waiting).isDone();
    return waiting;
  }

  private CompletableFuture<Reply> send(String line) {
    Session caller = engine.session();
    callers.add(caller);
    return caller.executeAsync(bytes(line));
  }

  private Reply run(String line) {
    return session.execute(bytes(line));
  }

  private List<String> elements(String key) {
    return run("LRANGE " + key + " 0 -1").asList().stream().map(Reply::asText).toList();
  }

  private long blocked() {
    return callers.stream().filter(caller -> caller.client().blocked()).count();
  }

  private static String line(List<Write> group) {
    return group.stream()
        .map(write -> String.join(" ", write.command().stream().map(Bytes::toString).toList()))
        .collect(Collectors.joining("; "));
  }

  private static List<String> texts(CompletableFuture<Reply> waiting) {
    assertThat(waiting).isDone();
    return waiting.join().asList().stream().map(Reply::asText).toList();
  }

  private static Bytes[] bytes(String line) {
    return List.of(line.split(" ")).stream().map(Bytes::of).toArray(Bytes[]::new);
  }

  /** Lets all calls pass, and perhaps none go on. */
  private final class Revoking implements Gate {
    @Override
    public @Nullable Reply refuse(Client client, Command command, Bytes[] args) {
      return null;
    }

    @Override
    public @Nullable Reply refuseAgain(Client client, Command command, Bytes[] args) {
      return nobodyMayGoOn ? new Reply.Failure("NOPERM not any more") : null;
    }
  }
}
