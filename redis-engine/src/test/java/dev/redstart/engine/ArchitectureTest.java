package dev.redstart.engine;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Who may know whom. Each rule that has an exception names it, with a reason. */
class ArchitectureTest {

  private static final String ROOT = "dev.redstart.engine";
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .importUrl(RedisEngine.class.getProtectionDomain().getCodeSource().getLocation());

  private static final String[] GROUND = {"bytes", "time", "reply", "value", "structure"};
  private static final String[] FEATURES = {
    "groups",
    "memory",
    "observe",
    "persistence",
    "pubsub",
    "scripting",
    "security",
    "server",
    "tracking"
  };

  /**
   * A feature that may use another one, because it is that one's door to the world: the port asks
   * for passwords, and its program looks whether files are damaged; DEBUG shows how data is saved,
   * libraries are packed as a file holds them.
   */
  private static final Map<String, Set<String>> FEATURE_EDGES =
      Map.of(
          "server", Set.of("security", "persistence"),
          "observe", Set.of("persistence"),
          "scripting", Set.of("persistence"));

  /** A type that may use another one, because its values are that one's. */
  private static final Map<String, Set<String>> TYPE_EDGES =
      Map.of(
          "geo", Set.of("zset"),
          "bitmap", Set.of("string"),
          "hyperloglog", Set.of("string"),
          "zset", Set.of("set"));

  /** What types show besides their commands: what other types, SORT and the codecs build on. */
  private static final Set<String> PUBLIC_TYPES =
      Set.of(
          "ListValue",
          "Pending",
          "ScoreRule",
          "ScoreVisitor",
          "StreamCodec",
          "StreamConsumer",
          "StreamGroup",
          "StreamId",
          "StreamNode",
          "StreamValue",
          "StringValue",
          "ZsetLimits",
          "ZsetValue");

  @Test
  void groundPackagesUseTheJdkOnly() {
    mayUse("bytes").check(CLASSES);
    mayUse("time").check(CLASSES);
    mayUse("reply", "bytes").check(CLASSES);
    mayUse("value", "bytes").check(CLASSES);
    mayUse("structure", "bytes").check(CLASSES);
  }

  @Test
  void dependenciesOfTheCorePointDown() {
    mayUse("keyspace", GROUND).check(CLASSES);
    mayUse("command", with(GROUND, "keyspace")).check(CLASSES);
    mayUse("spi", with(GROUND, "command", "keyspace")).check(CLASSES);
    mayUse("exec", with(GROUND, "spi", "command", "keyspace")).check(CLASSES);
  }

  @Test
  void typesKnowCommandsAndGround() {
    mayUse("keys", with(GROUND, "command", "keyspace")).check(CLASSES);
    for (String type : namesBelow("types")) {
      String[] others =
          TYPE_EDGES.getOrDefault(type, Set.of()).stream()
              .map("types."::concat)
              .toArray(String[]::new);
      mayUse("types." + type, with(with(GROUND, others), "command", "keyspace")).check(CLASSES);
    }
  }

  @Test
  void luaKnowsNothingOfRedis() {
    mayUse("scripting.lua", "bytes")
        .because("a language is no command; what scripts may reach is decided above it")
        .check(CLASSES);
  }

  @Test
  void featuresDoNotKnowEachOther() {
    for (String feature : FEATURES) {
      String[] others = FEATURE_EDGES.getOrDefault(feature, Set.of()).toArray(String[]::new);
      String[] core = with(GROUND, "spi", "exec", "command", "keyspace");
      // A program starts where people type its name: the server's main assembles an engine.
      mayUse(feature, with(with(core, others), "")).check(only(feature));
    }
  }

  @Test
  void theFileFormatKnowsValuesOnly() {
    mayUse("persistence.rdb", GROUND)
        .because("a reader of files needs neither an engine nor its keys")
        .check(CLASSES);
  }

  @Test
  void everyPackageHasAPlace() {
    Set<String> placed =
        Set.of(
            "bytes",
            "time",
            "reply",
            "value",
            "structure",
            "keyspace",
            "command",
            "spi",
            "exec",
            "groups",
            "types",
            "keys",
            "pubsub",
            "security",
            "scripting",
            "memory",
            "observe",
            "persistence",
            "server",
            "tracking");
    assertThat(namesBelow("")).isSubsetOf(placed);
  }

  @Test
  void onlyTheServersProgramsKnowTheAssembler() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT)
        .and()
        .doNotHaveFullyQualifiedName(ROOT + ".server.RedisServer")
        .and()
        .doNotHaveFullyQualifiedName(ROOT + ".server.Rehearsal")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(ROOT)
        .because("the engine assembles the parts, and no part may ask for the whole")
        .check(CLASSES);
  }

  @Test
  void packagesAreFreeOfCycles() {
    slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void nettyStaysInTheServer() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".server..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.netty..")
        .because("who embeds the engine without a port needs no Netty")
        .check(CLASSES);
  }

  @Test
  void locksStayInTheKeyspace() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".keyspace..")
        .and()
        .doNotHaveFullyQualifiedName(ROOT + ".time.ThreadAlarm")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.util.concurrent.locks..")
        .because("handlers run inside locks that the executor takes; the alarm parks its thread")
        .check(CLASSES);
  }

  @Test
  void timeAndChanceComeFromOnePackage() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".time..")
        .should()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(LocalDateTime.class, "now")
        .orShould()
        .callMethod(Math.class, "random")
        .orShould()
        .dependOnClassesThat(equivalentTo(Random.class))
        .orShould()
        .dependOnClassesThat(equivalentTo(ThreadLocalRandom.class))
        .because("tests move the clock and choose the chance")
        .check(CLASSES);
  }

  @Test
  void lettersHaveNoLanguage() {
    noClasses()
        .should()
        .callMethod(String.class, "toLowerCase")
        .orShould()
        .callMethod(String.class, "toUpperCase")
        .check(CLASSES);
  }

  @Test
  void filesAreReadByFewPackages() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            ROOT + ".persistence..", ROOT + ".replication..", ROOT + ".server..")
        .and()
        .doNotHaveFullyQualifiedName(ROOT + ".security.AclFile")
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("java.io..", "java.nio.file..").and(not(isSerializable())))
        .check(CLASSES);
  }

  @Test
  void noClassIsAPileOfThings() {
    noClasses().should().haveNameMatching(".*(Utils?|Helper|Manager|Impl)").check(CLASSES);
  }

  @Test
  void typesShowTheirCommandsOnly() {
    classes()
        .that()
        .resideInAPackage(ROOT + ".types..")
        .and()
        .haveModifier(JavaModifier.PUBLIC)
        .and()
        .areTopLevelClasses()
        .and(not(listed()))
        .should()
        .haveSimpleNameEndingWith("Commands")
        .check(CLASSES);
  }

  @Test
  void everyPackageIsNullMarked() throws ClassNotFoundException {
    for (String name : CLASSES.stream().map(JavaClass::getPackageName).distinct().toList()) {
      boolean marked = Class.forName(name + ".package-info").isAnnotationPresent(NullMarked.class);
      assertThat(marked).as(name).isTrue();
    }
  }

  private static ArchRule mayUse(String name, String... others) {
    String[] allowed =
        Stream.concat(Stream.of(name), Arrays.stream(others))
            .map(ArchitectureTest::packageName)
            .toArray(String[]::new);
    return noClasses()
        .that()
        .resideInAPackage(ROOT + "." + name + "..")
        .should()
        .dependOnClassesThat(resideInAnyPackage(ROOT + "..").and(not(resideInAnyPackage(allowed))));
  }

  private static String packageName(String name) {
    return name.isEmpty() ? ROOT : ROOT + "." + name + "..";
  }

  private static JavaClasses only(String feature) {
    return CLASSES.that(resideInAnyPackage(ROOT + "." + feature + ".."));
  }

  private static String[] with(String[] some, String... more) {
    return Stream.concat(Arrays.stream(some), Arrays.stream(more)).toArray(String[]::new);
  }

  private static Set<String> namesBelow(String parent) {
    String start = parent.isEmpty() ? ROOT + "." : ROOT + "." + parent + ".";
    return CLASSES.stream()
        .map(JavaClass::getPackageName)
        .filter(name -> name.startsWith(start))
        .map(name -> name.substring(start.length()).split("\\.", 2)[0])
        .collect(Collectors.toSet());
  }

  private static DescribedPredicate<JavaClass> isSerializable() {
    return DescribedPredicate.describe(
        "the mark that exceptions and enums inherit",
        type -> type.isEquivalentTo(Serializable.class));
  }

  private static DescribedPredicate<JavaClass> listed() {
    return DescribedPredicate.describe(
        "listed", type -> PUBLIC_TYPES.contains(type.getSimpleName()));
  }
}
