package dev.redstart.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redstart.engine.RedisEngine;
import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Command;
import dev.redstart.engine.command.CommandTable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.connection.ReactiveRedisConnection;

/**
 * Calls every method that Spring Data's groups of commands declare, with sample arguments, and
 * looks at what would be sent: a command that the engine has, with a legal number of arguments.
 */
class ParityTest {

  private static final CommandTable COMMANDS = commands();

  private final RecordingCalls recording = new RecordingCalls();
  private final Invoker invoker = new Invoker(recording);
  private final Scans scans = new Scans(invoker, () -> {});

  @Test
  void everyMethodSendsWhatTheEngineUnderstands() throws Exception {
    Set<String> missing = new TreeSet<>();
    int methods = 0;
    for (Object group : groups()) {
      for (Method method : methods(group)) {
        methods++;
        check(method, sent(group, method), missing);
      }
    }
    assertThat(methods).isGreaterThanOrEqualTo(257);
    assertThat(missing).as("what the engine does not have").isEmpty();
  }

  @Test
  void everyGroupIsAClassOfItsOwnInterfaceOnly() {
    for (Object group : groups()) {
      assertThat(group.getClass().getInterfaces()).hasSize(1);
      assertThat(group.getClass().getModifiers() & Modifier.FINAL).isNotZero();
    }
    assertThat(EngineConnection.class.getInterfaces()).hasSize(1);
  }

  /** The groups are complete: the compiler sees to that. */
  @Test
  void everyReactiveGroupIsThere() throws Exception {
    try (RedisEngine engine = RedisEngine.builder().build()) {
      ReactiveRedisConnection connection =
          new EngineConnectionFactory(engine).getReactiveConnection();
      for (Method provider : ReactiveRedisConnection.class.getMethods()) {
        if (provider.getName().endsWith("Commands")) {
          assertThat(provider.invoke(connection)).as(provider.getName()).isNotNull();
        }
      }
    }
  }

  private static void check(Method method, List<Bytes[]> calls, Set<String> missing) {
    assertThat(calls).as(method.toString()).isNotEmpty();
    for (Bytes[] call : calls) {
      String name = call[0].toString().toLowerCase(Locale.ROOT);
      Command command = COMMANDS.find(name);
      if (command != null && !command.subcommands().isEmpty()) {
        name = name + "|" + call[1].toString().toLowerCase(Locale.ROOT);
        command = COMMANDS.find(name);
      }
      if (command == null) {
        missing.add(name);
      } else {
        assertThat(command.accepts(call.length))
            .as("%s sends %s", method, Arrays.toString(call))
            .isTrue();
      }
    }
  }

  private List<Bytes[]> sent(Object group, Method method) throws IllegalAccessException {
    recording.calls().clear();
    try {
      method.setAccessible(true);
      method.invoke(group, Samples.of(method.getParameters()));
    } catch (InvocationTargetException e) {
      // Not every reader has a use for null, which the recording answers; the call is what counts.
      assertThat(e.getCause()).as(method.toString()).isInstanceOf(RuntimeException.class);
    }
    return List.copyOf(recording.calls());
  }

  private List<Object> groups() {
    return List.of(
        new EngineKeyCommands(invoker, scans),
        new EngineStringCommands(invoker),
        new EngineListCommands(invoker),
        new EngineSetCommands(invoker, scans),
        new EngineZSetCommands(invoker, scans),
        new EngineHashCommands(invoker, scans),
        new EngineStreamCommands(invoker),
        new EngineGeoCommands(invoker),
        new EngineHyperLogLogCommands(invoker),
        new EngineScriptingCommands(invoker),
        new EngineServerCommands(invoker));
  }

  private static List<Method> methods(Object group) {
    return Arrays.stream(group.getClass().getInterfaces()[0].getMethods())
        .filter(method -> Modifier.isAbstract(method.getModifiers()))
        .sorted(Comparator.comparing(Method::toString))
        .toList();
  }

  private static CommandTable commands() {
    try (RedisEngine engine = RedisEngine.builder().build()) {
      return engine.commands();
    }
  }
}
