package dev.redstart;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import dev.redstart.data.EngineConnectionFactory;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

/** Who may use whom in this module. */
class ArchitectureTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .importUrl(
              EngineConnectionFactory.class.getProtectionDomain().getCodeSource().getLocation());

  @Test
  void dataKnowsNothingOfBootAndOfTheConfiguration() {
    check(
        noClasses()
            .that()
            .resideInAPackage("dev.redstart.data..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework.boot..", "dev.redstart.autoconfigure.."));
  }

  @Test
  void whatWorksOnAnyRedisKnowsNeitherBootNorTheEngine() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage("dev.redstart.remote..", "dev.redstart.session..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "org.springframework.boot..",
                "dev.redstart.autoconfigure..",
                "dev.redstart.data..",
                "dev.redstart.engine.."));
  }

  @Test
  void dataUsesThePublicPartsOfTheEngineOnly() {
    check(
        noClasses()
            .that()
            .resideInAPackage("dev.redstart.data..")
            .should()
            .dependOnClassesThat(
                inTheEngineButNotIn(
                    "dev.redstart.engine",
                    "dev.redstart.engine.reply",
                    "dev.redstart.engine.bytes",
                    "dev.redstart.engine.command")));
  }

  @Test
  void limitsKnowNothingOfBootAndUseTheEngineOnlyAsAFastPath() {
    check(
        noClasses()
            .that()
            .resideInAPackage("dev.redstart.ratelimit..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework.boot..", "dev.redstart.autoconfigure.."));
    check(
        noClasses()
            .that()
            .resideInAPackage("dev.redstart.ratelimit..")
            .should()
            .dependOnClassesThat(
                inTheEngineButNotIn(
                    "dev.redstart.engine",
                    "dev.redstart.engine.reply",
                    "dev.redstart.engine.bytes",
                    "dev.redstart.engine.time")));
  }

  @Test
  void jobsKnowNothingOfBootAndOfTheEngineItsClockOnly() {
    check(
        noClasses()
            .that()
            .resideInAPackage("dev.redstart.jobs..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework.boot..", "dev.redstart.autoconfigure.."));
    check(
        noClasses()
            .that()
            .resideInAPackage("dev.redstart.jobs..")
            .should()
            .dependOnClassesThat(
                inTheEngineButNotIn("dev.redstart.engine", "dev.redstart.engine.time")));
    check(
        noClasses()
            .that()
            .resideInAPackage("dev.redstart.jobs.script..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.redstart.jobs", "dev.redstart.jobs.worker.."));
    check(
        noClasses()
            .that()
            .resideInAPackage("dev.redstart.jobs")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.redstart.jobs.worker..")
            .because("an application may add jobs that others run"));
  }

  @Test
  void theBoardDoesWhatEveryApplicationCan() {
    check(
        noClasses()
            .that()
            .resideInAPackage("dev.redstart.jobs.board..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "dev.redstart.jobs.script..",
                "dev.redstart.jobs.worker..",
                "dev.redstart.data..",
                "dev.redstart.engine..")
            .because("it is the same on any Redis, and queues have methods for all that it shows"));
    check(
        noClasses()
            .that()
            .resideInAPackage("dev.redstart.jobs..")
            .and()
            .resideOutsideOfPackage("dev.redstart.jobs.board..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.redstart.jobs.board..")
            .because("most applications have no board"));
    check(
        noClasses()
            .that()
            .haveSimpleNameNotEndingWith("Csrf")
            .and()
            .resideOutsideOfPackage("dev.redstart.autoconfigure..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.springframework.security..")
            .because("an application without Spring Security must work"));
  }

  @Test
  void theConfigurationAddsOnlyFeaturesAndThePort() {
    check(
        noClasses()
            .that()
            .resideInAPackage("dev.redstart.autoconfigure..")
            .should()
            .dependOnClassesThat(
                inTheEngineButNotIn(
                    "dev.redstart.engine",
                    "dev.redstart.engine.groups",
                    "dev.redstart.engine.spi",
                    "dev.redstart.engine.time",
                    "dev.redstart.engine.server",
                    "dev.redstart.engine.persistence.files"))
            .because("failure analysers explain what the files of the engine say"));
  }

  @Test
  void cachesKnowNothingOfBootAndOfTheEngineTheirKeysOnly() {
    check(
        noClasses()
            .that()
            .resideInAPackage("dev.redstart.cache..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework.boot..", "dev.redstart.autoconfigure.."));
    check(
        noClasses()
            .that()
            .resideInAPackage("dev.redstart.cache..")
            .should()
            .dependOnClassesThat(inTheEngineButNotIn("dev.redstart.engine.groups")));
  }

  @Test
  void whatLooksInsideAsksEveryRedisAlike() {
    check(
        noClasses()
            .that()
            .resideInAPackage("dev.redstart.actuate..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "dev.redstart.engine..",
                "dev.redstart.data..",
                "dev.redstart.cache..",
                "dev.redstart.autoconfigure..")
            .because("names and meanings must not change with the place of the data"));
  }

  @Test
  void clientsOfServersAreUsedToHearOfChangesOnly() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage("dev.redstart.remote..")
            .and()
            .haveNameNotMatching("dev\\.redstart\\.cache\\.Near(Line|Servers|Tracking)")
            .and()
            .doNotHaveFullyQualifiedName(
                "dev.redstart.autoconfigure.RedstartCacheAutoConfiguration$NearConfiguration")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.lettuce..", "redis.clients..")
            .because("an application without Lettuce must work; Spring Data knows its clients"));
  }

  @Test
  void testSupportIsUsedByTestsOnlyAndKnowsNothingOfTheConfiguration() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage("dev.redstart.test..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "dev.redstart.test..", "org.junit..", "org.assertj..", "org.springframework.test..")
            .because("an application has none of that"));
    check(
        noClasses()
            .that()
            .resideInAPackage("dev.redstart.test..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.redstart.autoconfigure..", "org.springframework.boot..")
            .orShould()
            .dependOnClassesThat(
                inTheEngineButNotIn(
                    "dev.redstart.engine",
                    "dev.redstart.engine.bytes",
                    "dev.redstart.engine.command",
                    "dev.redstart.engine.reply",
                    "dev.redstart.engine.spi",
                    "dev.redstart.engine.time")));
    check(
        noClasses()
            .that()
            .resideInAPackage("dev.redstart.test..")
            .and()
            .haveSimpleNameNotStartingWith("SpringTests")
            .and()
            .haveSimpleNameNotStartingWith("EngineCustomizer")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.springframework.test..")
            .because("tests without Spring's test context must work"));
  }

  @Test
  void autoConfigurationsArePublicAndFinalWithoutPublicMembers() {
    check(
        classes()
            .that()
            .areAnnotatedWith(AutoConfiguration.class)
            .should()
            .bePublic()
            .andShould()
            .haveModifier(JavaModifier.FINAL)
            .andShould()
            .haveSimpleNameEndingWith("AutoConfiguration"));
    check(methods().that().areAnnotatedWith(Bean.class).should().notBePublic());
  }

  @Test
  void classesAreFinalOrCannotBeExtended() {
    check(
        classes()
            .that()
            .resideInAPackage("dev.redstart..")
            .and()
            .areNotInterfaces()
            .and()
            .areNotEnums()
            .and()
            .doNotHaveModifier(JavaModifier.SYNTHETIC)
            .should()
            .haveModifier(JavaModifier.FINAL));
  }

  private static DescribedPredicate<JavaClass> inTheEngineButNotIn(String... packages) {
    return DescribedPredicate.describe(
        "inner parts of the engine",
        type ->
            type.getPackageName().startsWith("dev.redstart.engine")
                && !Set.of(packages).contains(type.getPackageName()));
  }

  private static void check(ArchRule rule) {
    rule.check(CLASSES);
  }
}
