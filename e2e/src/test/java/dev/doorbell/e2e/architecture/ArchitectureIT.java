package dev.doorbell.e2e.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The dependencies between modules and packages that docs/design.md allows. */
class ArchitectureIT {
    private static final Path ROOT =
            Path.of(System.getProperty("doorbell.root")).normalize();

    private static final List<String> MODULES = List.of(
            "api",
            "lifecycle",
            "descriptors",
            "handover",
            "provider-systemd",
            "provider-launchd",
            "provider-fallback",
            "junit",
            "units",
            "integrations/netty",
            "integrations/reactor-netty",
            "integrations/vertx",
            "agent",
            "cli",
            "integrations/jetty",
            "integrations/tomcat",
            "integrations/spring-boot-starter",
            "examples/echo-daemon",
            "examples/http-daemon");

    private static final String[] API = {"dev.doorbell", "dev.doorbell.spec", "dev.doorbell.spi"};
    private static final String LIFECYCLE = "dev.doorbell.lifecycle..";
    private static final String DESCRIPTORS = "dev.doorbell.descriptors..";
    private static final String HANDOVER = "dev.doorbell.handover..";
    private static final String JETTY = "dev.doorbell.jetty..";
    private static final String TOMCAT = "dev.doorbell.tomcat..";
    private static final String UNITS = "dev.doorbell.units..";
    private static final String NETTY = "dev.doorbell.netty..";

    private static final int MOST_TYPES = 20;

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .importPaths(MODULES.stream().map(ArchitectureIT::classesOf).toList());

    private static Path classesOf(String module) {
        return ROOT.resolve(module).resolve("target/classes");
    }

    private static DescribedPredicate<JavaClass> isOf(String module) {
        String folder = classesOf(module).toUri().toString();
        return DescribedPredicate.describe(
                "is of " + module,
                type -> type.getSource().orElseThrow().getUri().toString().startsWith(folder));
    }

    private static Stream<String> modules() {
        return MODULES.stream();
    }

    @ParameterizedTest
    @MethodSource("modules")
    void the_packages_of_a_module_have_no_cycle(String module) {
        JavaClasses own = CLASSES.that(isOf(module));
        assertThat(own).isNotEmpty();
        slices().assignedFrom(new ByPackage()).should().beFreeOfCycles().check(own);
    }

    @Test
    void api_has_no_dependency() {
        classes()
                .that()
                .resideInAnyPackage(API)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(with(API, "java..", "org.jspecify.."))
                .check(CLASSES);
    }

    @Test
    void native_code_is_in_descriptors_handover_and_provider_launchd() {
        noClasses()
                .that(not(resideInAnyPackage(
                        "dev.doorbell.descriptors..", "dev.doorbell.handover..", "dev.doorbell.provider.launchd..")))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.sun.jna..", "jnr..")
                .check(CLASSES);
    }

    @Test
    void the_jdk_is_reached_into_at_one_place() {
        noClasses()
                .that(not(resideInAnyPackage("dev.doorbell.descriptors.jdk..")))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("sun.misc..", "sun.reflect..", "sun.nio..", "jdk.internal..")
                .check(CLASSES);
    }

    /** A class that is named in a text is loaded by reflection, which the rule above does not see. */
    @Test
    void the_jdk_is_named_in_a_text_at_one_place() throws Exception {
        Set<String> exceptions = Set.of("dev/doorbell/Closing.class");
        // jdk.unsupported exports sun.misc.Signal, and the others are system properties
        Pattern internals = Pattern.compile(
                "(?<![\\w.])(sun\\.(?!misc\\.Signal|jnu\\.encoding|arch\\.data\\.model)|jdk\\.internal\\.)\\w+");
        List<String> named = new ArrayList<>();
        for (String module : MODULES) {
            try (Stream<Path> files = Files.walk(classesOf(module))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    String name = classesOf(module).relativize(file).toString();
                    Matcher found = internals.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
                    if (name.endsWith(".class") && !exceptions.contains(name) && found.find()) {
                        named.add(name);
                    }
                }
            }
        }
        // the agent rewrites the JDK's classes, whose names it has to know
        assertThat(named)
                .isNotEmpty()
                .allMatch(name ->
                        name.startsWith("dev/doorbell/descriptors/jdk/") || name.startsWith("dev/doorbell/agent/"));
    }

    /** The arrows of the drawing: a module, its own packages, and those it may use besides the api's. */
    private static Stream<Arguments> arrows() {
        return Stream.of(
                arguments("lifecycle", List.of(LIFECYCLE)),
                arguments("descriptors", List.of(DESCRIPTORS)),
                arguments("handover", List.of(HANDOVER, DESCRIPTORS)),
                arguments("provider-systemd", List.of("dev.doorbell.provider.systemd..", DESCRIPTORS)),
                arguments("provider-launchd", List.of("dev.doorbell.provider.launchd..", DESCRIPTORS)),
                arguments("provider-fallback", List.of("dev.doorbell.provider.fallback..", DESCRIPTORS)),
                // its listeners in the process are found as those of systemd and launchd are
                arguments(
                        "junit",
                        List.of(
                                "dev.doorbell.junit..",
                                "dev.doorbell.provider.systemd..",
                                "dev.doorbell.provider.launchd..",
                                HANDOVER,
                                DESCRIPTORS)),
                arguments("units", List.of(UNITS, LIFECYCLE)),
                arguments("integrations/netty", List.of(NETTY, LIFECYCLE)),
                arguments("integrations/reactor-netty", List.of("dev.doorbell.reactor.netty..", NETTY)),
                arguments("integrations/vertx", List.of("dev.doorbell.vertx..", NETTY)),
                // for a program that is unmodified, the agent is the one component that chooses the provider
                arguments(
                        "agent",
                        List.of(
                                "dev.doorbell.agent..",
                                "dev.doorbell.provider.systemd..",
                                "dev.doorbell.provider.launchd..",
                                DESCRIPTORS)),
                arguments("cli", List.of("dev.doorbell.cli..", LIFECYCLE, DESCRIPTORS, HANDOVER, UNITS)),
                arguments("integrations/jetty", List.of(JETTY, LIFECYCLE)),
                arguments("integrations/tomcat", List.of(TOMCAT, LIFECYCLE)),
                arguments(
                        "integrations/spring-boot-starter",
                        List.of(
                                "dev.doorbell.spring..",
                                TOMCAT,
                                JETTY,
                                NETTY,
                                "dev.doorbell.reactor.netty..",
                                LIFECYCLE)),
                arguments("examples/echo-daemon", List.of("dev.doorbell.examples.echo..", LIFECYCLE)),
                arguments("examples/http-daemon", List.of("dev.doorbell.examples.http..", JETTY, LIFECYCLE)));
    }

    @ParameterizedTest
    @MethodSource("arrows")
    void a_module_depends_on_those_that_the_drawing_says(String module, List<String> allowed) {
        noClasses()
                .that(isOf(module))
                .should()
                .dependOnClassesThat(resideInAPackage("dev.doorbell..")
                        .and(not(resideInAnyPackage(with(API, allowed.toArray(new String[0]))))))
                .check(CLASSES);
    }

    @Test
    void the_drawing_has_every_module() {
        assertThat(Stream.concat(Stream.of("api"), arrows().map(arrow -> arrow.get()[0])))
                .containsExactlyInAnyOrderElementsOf(MODULES);
    }

    @Test
    void class_files_are_rewritten_at_one_place() {
        noClasses()
                .that(not(resideInAnyPackage("dev.doorbell.agent.rewriting..")))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.objectweb.asm..")
                .check(CLASSES);
    }

    @Test
    void a_package_has_few_types() {
        Map<String, Long> types = CLASSES.stream()
                .filter(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
                .collect(groupingBy(JavaClass::getPackageName, counting()));
        assertThat(types)
                .hasSizeGreaterThan(20)
                .allSatisfy((name, count) ->
                        assertThat(count).as("types of " + name).isLessThanOrEqualTo(MOST_TYPES));
    }

    private static String[] with(String[] some, String... more) {
        return Stream.of(some, more).flatMap(Stream::of).toArray(String[]::new);
    }

    /** A slice for each package, including the root package. */
    private static final class ByPackage implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            return SliceIdentifier.of(type.getPackageName());
        }

        @Override
        public String getDescription() {
            return "the packages of the module";
        }
    }
}
