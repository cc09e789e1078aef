package io.kinglet.server;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.net.InetAddress;
import java.util.Optional;
import java.util.Random;

/** The house rules that class files show; {@link SourceRulesTest} has those that only the sources show. */
@AnalyzeClasses(packages = "io.kinglet", importOptions = ImportOption.DoNotIncludeTests.class)
class HouseRulesTest {

    private static final String[] WITHOUT_SOCKETS = {
        "io.kinglet.dns..",
        "io.kinglet.k8s.model..",
        "io.kinglet.k8s.source..",
        "io.kinglet.k8s.spec..",
        "io.kinglet.k8s.index..",
        "io.kinglet.k8s.zone..",
        "io.kinglet.k8s.manifest..",
        "io.kinglet.k8s.reach..",
        "io.kinglet.k8s.explain.."
    };

    private static final DescribedPredicate<JavaClass> A_SOCKET = describe(
            "sockets or an HTTP client",
            it -> it.getName().matches("java\\.net\\.(\\w*Socket\\w*|DatagramPacket|\\w*URLConnection|http\\..*)")
                            && !it.getName().equals("java.net.InetSocketAddress")
                            && !it.getName().equals("java.net.SocketAddress")
                    || it.getName().matches("java\\.nio\\.channels\\.(\\w*Socket\\w*|Datagram\\w*)"));

    private static final DescribedPredicate<JavaClass> CLOSED = describe(
            "final, sealed, a record, an enum or an interface",
            it -> it.isInterface()
                    || it.isEnum()
                    || it.isRecord()
                    || it.getModifiers().contains(JavaModifier.FINAL)
                    || it.isAnonymousClass()
                    || it.getSimpleName().equals("package-info")
                    || it.getEnclosingClass().filter(JavaClass::isEnum).isPresent()
                    || it.reflect().isSealed());

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("io.kinglet.(*).(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule theCoreKnowsNoCluster = noClasses()
            .that()
            .resideInAPackage("io.kinglet.dns..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.kinglet.k8s..", "io.kinglet.server..");

    @ArchTest
    static final ArchRule theBackendKnowsNoServer = noClasses()
            .that()
            .resideInAPackage("io.kinglet.k8s..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.kinglet.server..");

    @ArchTest
    static final ArchRule nettyHasOneRoom = room("io.netty..", "io.kinglet.server.transport..");

    @ArchTest
    static final ArchRule fabric8HasOneRoom = room("io.fabric8..", "io.kinglet.k8s.watch..");

    @ArchTest
    static final ArchRule jacksonHasOneRoom =
            room("tools.jackson..", "io.kinglet.k8s.watch..", "io.kinglet.server.json..");

    @ArchTest
    static final ArchRule jacksonAnnotationsHaveOneRoom = room("com.fasterxml.jackson..", "io.kinglet.k8s.watch..");

    @ArchTest
    static final ArchRule yamlHasOneRoom =
            room("org.snakeyaml..", "io.kinglet.k8s.manifest..", "io.kinglet.server.webconfig..");

    @ArchTest
    static final ArchRule caffeineHasOneRoom = room("com.github.benmanes..", "io.kinglet.dns.cache..");

    @ArchTest
    static final ArchRule picocliHasOneRoom = room("picocli..", "io.kinglet.server.cli..");

    @ArchTest
    static final ArchRule prometheusHasOneRoom = room("io.prometheus..", "io.kinglet.server.metrics..");

    @ArchTest
    static final ArchRule re2HasOneRoom = room("com.google.re2j..", "io.kinglet.dns.pattern..");

    @ArchTest
    static final ArchRule dnsjavaStaysInColdRooms =
            room("org.xbill..", "io.kinglet.conformance.ask..", "io.kinglet.dns.zonefile..");

    @ArchTest
    static final ArchRule logsGoThroughSystemLogger = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.slf4j..")
            .because("System.Logger lets an embedder choose");

    @ArchTest
    static final ArchRule octetsInOctetsOut = noClasses()
            .that()
            .resideInAnyPackage(WITHOUT_SOCKETS)
            .should()
            .dependOnClassesThat(A_SOCKET)
            .because("any transport may carry what the core computes");

    @ArchTest
    static final ArchRule theCoreAsksNoOtherResolver = noClasses()
            .that()
            .resideInAnyPackage(WITHOUT_SOCKETS)
            .should()
            .callMethod(InetAddress.class, "getByName", String.class)
            .orShould()
            .callMethod(InetAddress.class, "getAllByName", String.class)
            .orShould()
            .callMethod(InetAddress.class, "getLocalHost");

    @ArchTest
    static final ArchRule classesAreClosed =
            classes().should(be(CLOSED)).because("values are records, alternatives are sealed, state is not inherited");

    @ArchTest
    static final ArchRule namesSayWhatAThingDoes = noClasses()
            .should()
            .haveNameMatching(".*[.$]\\w*(Utils?|Helper|Manager|Impl|Base|Common|(?<!No)Data|Info)")
            .orShould()
            .haveNameMatching(".*[.$](Abstract|Default)[A-Z]\\w*");

    @ArchTest
    static final ArchRule nothingStaticChanges =
            fields().that().areStatic().should().beFinal().because("a server starts many times in one JVM");

    @ArchTest
    static final ArchRule absenceIsNullableInFields =
            noFields().should().haveRawType(Optional.class).because("a field that may be absent says @Nullable");

    @ArchTest
    static final ArchRule randomnessIsChosen = noClasses()
            .should()
            .dependOnClassesThat(describe("java.util.Random", it -> it.isEquivalentTo(Random.class)))
            .because("secrets want SecureRandom, spreading of load wants SplittableRandom");

    @ArchTest
    static final ArchRule onlyMainEndsTheProcess = noClasses()
            .that()
            .resideOutsideOfPackages("io.kinglet.server", "io.kinglet.server.cli..")
            .should()
            .callMethod(System.class, "exit", int.class)
            .orShould()
            .callMethod(Runtime.class, "exit", int.class)
            .orShould()
            .callMethod(Runtime.class, "halt", int.class);

    /** One guest, one room of a module: the library is imported by these packages and by no other. */
    private static ArchRule room(String library, String... rooms) {
        return noClasses()
                .that()
                .resideOutsideOfPackages(rooms)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .because("a library with one room can be replaced");
    }
}
