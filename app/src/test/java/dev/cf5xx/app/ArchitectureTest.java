package dev.cf5xx.app;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import dev.cf5xx.bot.Bot;
import dev.cf5xx.knowledge.Lang;
import dev.cf5xx.knowledge.Text;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The house keeps to its plan: which room may use which, and what may be found only where. */
class ArchitectureTest {
    /** The rooms of the core, each importing only from those before it. */
    private static final List<String> ROOMS = List.of(
            "allow",
            "chat",
            "target",
            "evidence",
            "cloudflare",
            "probe",
            "understand",
            "diagnose",
            "wording",
            "dialogue",
            "store",
            "");

    private static final String CORE = "dev.cf5xx.bot";

    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.cf5xx");

    static Stream<String> rooms() {
        return ROOMS.stream();
    }

    private static String packageOf(String room) {
        return room.isEmpty() ? CORE : CORE + "." + room;
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void room_ofTheCore_importsOnlyRoomsBeforeIt(String room) {
        String[] later = ROOMS.stream()
                .skip(ROOMS.indexOf(room) + 1L)
                .map(ArchitectureTest::packageOf)
                .toArray(String[]::new);
        if (later.length > 0) {
            noClasses()
                    .that()
                    .resideInAPackage(packageOf(room))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(later)
                    .check(HOUSE);
        }
    }

    @Test
    void rooms_ofTheCore_areAllInThePlan() {
        Set<String> found = new TreeSet<>();
        HOUSE.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> name.startsWith(CORE))
                .forEach(found::add);
        assertThat(found)
                .containsExactlyInAnyOrderElementsOf(
                        ROOMS.stream().map(ArchitectureTest::packageOf).toList());
    }

    @Test
    void packages_haveNoCycles() {
        slices().matching("dev.cf5xx.(**)").should().beFreeOfCycles().check(HOUSE);
    }

    @Test
    void knowledge_dependsOnNothingOfOurs() {
        check(noClasses()
                .that()
                .resideInAPackage("dev.cf5xx.knowledge..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.cf5xx.bot..", "dev.cf5xx.app..", "dev.cf5xx.slack..", "dev.cf5xx.discord.."));
    }

    @Test
    void lab_dependsOnNothingOfOurs() {
        check(noClasses()
                .that()
                .resideInAPackage("dev.cf5xx.lab..")
                .should()
                .dependOnClassesThat(resideInAPackage("dev.cf5xx..").and(not(resideInAPackage("dev.cf5xx.lab..")))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev.cf5xx.slack", "dev.cf5xx.discord"})
    void adapter_knowsOfTheRest_onlyTheVocabularyTheBotAndTheLanguages(String adapter) {
        assertThat(HOUSE.containPackage(adapter)).isTrue();
        check(noClasses()
                .that()
                .resideInAPackage(adapter + "..")
                .should()
                .dependOnClassesThat(resideInAPackage("dev.cf5xx..")
                        .and(not(resideInAnyPackage(adapter + "..", packageOf("chat"))))
                        .and(not(belongToAnyOf(Bot.class, Lang.class, Text.class)))));
    }

    @Test
    void adapters_areKnownOnlyToTheProgram() {
        check(noClasses()
                .that()
                .resideOutsideOfPackages("dev.cf5xx.slack..", "dev.cf5xx.discord..", "dev.cf5xx.app..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.cf5xx.slack..", "dev.cf5xx.discord.."));
    }

    @Test
    void platforms_areSpokenToOnlyByTheirAdapters() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage("dev.cf5xx.slack..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.slack.."));
        check(noClasses()
                .that()
                .resideOutsideOfPackage("dev.cf5xx.discord..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("net.dv8tion..", "com.neovisionaries.."));
        check(noClasses()
                .that()
                .resideOutsideOfPackages("dev.cf5xx.slack..", "dev.cf5xx.discord..", packageOf("cloudflare"))
                // Asks the process next to it how it is.
                .and()
                .doNotHaveFullyQualifiedName("dev.cf5xx.app.HealthCommand")
                .should()
                // OkHttp also reads addresses, which connects to nothing.
                .dependOnClassesThat(resideInAPackage("okhttp3..").and(not(belongToAnyOf(okhttp3.HttpUrl.class)))));
    }

    @Test
    void core_knowsNoPlatformNorTheProgram() {
        check(noClasses()
                .that()
                .resideInAPackage(CORE + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.cf5xx.app..",
                        "dev.cf5xx.slack..",
                        "dev.cf5xx.discord..",
                        "com.slack..",
                        "net.dv8tion..",
                        "picocli..",
                        "org.jline.."));
    }

    @Test
    void sql_isOnlyInTheStore() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage(CORE + ".store")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "javax.sql..", "org.sqlite..", "org.flywaydb.."));
    }

    @Test
    void targets_areReachedOnlyByTheProbe() {
        check(noClasses()
                .that()
                .resideOutsideOfPackages(packageOf("probe"), "dev.cf5xx.lab..")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.net.Socket")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.net.ServerSocket")
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.net.http..", "java.nio.channels.spi..", "org.xbill..", "org.bouncycastle.tls..")
                .orShould()
                .callMethod(java.net.InetAddress.class, "getByName", String.class)
                .orShould()
                .callMethod(java.net.InetAddress.class, "getAllByName", String.class)
                .orShould()
                .callMethod(java.net.URL.class, "openStream"));
    }

    @Test
    void listeners_areOnlyTheDoor_andInTheLab() {
        check(noClasses()
                .that()
                .resideOutsideOfPackages("dev.cf5xx.app.http", "dev.cf5xx.lab..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.sun.net.httpserver..")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(java.net.ServerSocket.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(java.nio.channels.ServerSocketChannel.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(java.nio.channels.AsynchronousServerSocketChannel.class));
    }

    @Test
    void permits_areGivenOnlyByThePolicy() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage(packageOf("target"))
                .should()
                .callConstructor(dev.cf5xx.bot.target.Permit.class, java.net.InetAddress.class, int.class));
    }

    @Test
    void deciding_neverProbes() {
        check(noClasses()
                .that()
                .resideInAnyPackage(
                        packageOf("understand"), packageOf("diagnose"), packageOf("wording"), packageOf("dialogue"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(packageOf("probe")));
    }

    @Test
    void clockAndRandomness_areInjected() {
        check(noClasses()
                .that()
                .resideInAPackage(CORE + "..")
                .should()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(java.time.Clock.class, "systemUTC")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(java.util.Random.class)
                .because("a turn must be decided the same way twice"));
    }

    @Test
    void pureRooms_doNoInputNorOutput() {
        check(noClasses()
                .that()
                .resideInAnyPackage(
                        packageOf("allow"),
                        packageOf("target"),
                        packageOf("understand"),
                        packageOf("diagnose"),
                        packageOf("wording"),
                        packageOf("dialogue"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.io", "java.nio.file..", "java.util.concurrent..", "java.sql.."));
    }

    @Test
    void packages_sayWhatTheyAreFor_andAreNullMarked() {
        HOUSE.stream()
                .map(JavaClass::getPackage)
                .distinct()
                .forEach(room -> assertThat(room.isAnnotatedWith(NullMarked.class))
                        .as(room.getName() + " needs a package-info.java with @NullMarked")
                        .isTrue());
    }

    @Test
    void packages_areNotCalledAfterNothing() {
        check(noClasses()
                .should()
                .resideInAnyPackage("..util..", "..utils..", "..common..", "..helper..", "..helpers..", "..manager.."));
    }

    @Test
    void vocabulary_isMadeOfRecordsAndSealedInterfaces() {
        check(classes()
                .that()
                .resideInAPackage(packageOf("chat"))
                .and()
                .areNotInterfaces()
                .and()
                .areNotEnums()
                .and()
                .areNotAssignableTo(Exception.class)
                .should()
                .beRecords()
                .orShould(com.tngtech.archunit.lang.conditions.ArchConditions.be(DescribedPredicate.describe(
                        "package-info", it -> it.getSimpleName().equals("package-info")))));
    }

    private static void check(ArchRule rule) {
        rule.check(HOUSE);
    }
}
