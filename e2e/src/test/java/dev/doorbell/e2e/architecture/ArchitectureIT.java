package dev.doorbell.e2e.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
            "units",
            "agent",
            "cli",
            "examples/echo-daemon",
            "examples/http-daemon");

    private static final String[] API = {"dev.doorbell", "dev.doorbell.spec", "dev.doorbell.spi"};
    private static final String[] LIFECYCLE = {"dev.doorbell.lifecycle.."};
    private static final String[] DESCRIPTORS = {"dev.doorbell.descriptors.."};
    private static final String[] HANDOVER = {"dev.doorbell.handover.."};
    private static final String[] PROVIDERS = {"dev.doorbell.provider.."};
    private static final String[] AGENT = {"dev.doorbell.agent.."};
    private static final String[] PROGRAMS = {"dev.doorbell.units..", "dev.doorbell.cli..", "dev.doorbell.examples.."};

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

    @Test
    void lifecycle_and_descriptors_know_the_api_only() {
        isIndependentOf(LIFECYCLE, DESCRIPTORS, HANDOVER, PROVIDERS, PROGRAMS);
        isIndependentOf(DESCRIPTORS, LIFECYCLE, HANDOVER, PROVIDERS, PROGRAMS);
    }

    @Test
    void handover_and_providers_know_descriptors_and_not_each_other() {
        isIndependentOf(HANDOVER, LIFECYCLE, PROVIDERS, PROGRAMS);
        isIndependentOf(PROVIDERS, LIFECYCLE, HANDOVER, PROGRAMS);
        slices().matching("dev.doorbell.provider.(*)..")
                .should()
                .notDependOnEachOther()
                .check(CLASSES);
    }

    @Test
    void the_agent_knows_systemds_provider_and_no_program_and_nothing_knows_it() {
        isIndependentOf(AGENT, LIFECYCLE, HANDOVER, PROGRAMS);
        isIndependentOf(PROGRAMS, AGENT);
        for (String[] library : new String[][] {API, LIFECYCLE, DESCRIPTORS, HANDOVER, PROVIDERS}) {
            isIndependentOf(library, AGENT);
        }
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
    void programs_know_no_provider() {
        isIndependentOf(PROGRAMS, PROVIDERS);
    }

    private static void isIndependentOf(String[] these, String[]... groups) {
        for (String[] others : groups) {
            noClasses()
                    .that()
                    .resideInAnyPackage(these)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(others)
                    .check(CLASSES);
        }
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
