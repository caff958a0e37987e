package dev.doorbell.descriptors.posix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.descriptors.notify.MessageHeader;
import dev.doorbell.e2e.fixture.c.CCompiler;
import dev.doorbell.e2e.fixture.c.CFacts;
import dev.doorbell.e2e.fixture.c.CPrototypes;
import dev.doorbell.needs.Needs;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Doorbell's declarations and numbers of Linux's C on other processors, compared with Debian's headers for them. */
@Tag("once")
@Needs({"zig", "foreign headers"})
class LinuxHeadersIT {
    private static final Set<String> MACOS_ONLY =
            Set.of("_NSGetEnviron", "posix_spawn_file_actions_addinherit_np", "proc_pidfdinfo");

    /** A processor by its name in the JDK, and the compiler with Debian's headers for it. */
    enum Machine {
        AARCH64("aarch64", 64, CCompiler.debian("aarch64-linux-gnu", "aarch64-linux-gnu")),
        ARM("arm", 32, CCompiler.debian("arm-linux-gnueabihf", "arm-linux-gnueabihf")),
        I386("i386", 32, CCompiler.debian("i686-linux-gnu", "i686-linux-gnu")),
        MIPS64EL("mips64el", 64, CCompiler.debian("mips64el-linux-gnuabi64", "mips64el-linux-gnuabi64")),
        MIPSEL("mipsel", 32, CCompiler.debian("mipsel-linux-gnu", "mipsel-linux-gnu")),
        PPC64LE("ppc64le", 64, CCompiler.debian("powerpc64le-linux-gnu", "powerpc64le-linux-gnu")),
        PPC64("ppc64", 64, CCompiler.debian("powerpc64-linux-gnu", "powerpc64-linux-gnu")),
        PPC("ppc", 32, CCompiler.debian("powerpc-linux-gnu", "powerpc-linux-gnu")),
        RISCV64("riscv64", 64, CCompiler.debian("riscv64-linux-gnu", "riscv64-linux-gnu")),
        S390X("s390x", 64, CCompiler.debian("s390x-linux-gnu", "s390x-linux-gnu")),
        SPARCV9("sparcv9", 64, CCompiler.debian("sparc64-linux-gnu", "sparc64-linux-gnu")),
        // the compiler cannot compile for these processors; an Intel target stands in for the numbers
        ALPHA("alpha", 0, CCompiler.debian("alpha-linux-gnu", "x86_64-linux-gnu", "-U__x86_64__", "-D__alpha__")),
        M68K("m68k", 0, CCompiler.debian("m68k-linux-gnu", "i686-linux-gnu", "-U__i386__", "-D__m68k__")),
        SH("sh", 0, CCompiler.debian("sh4-linux-gnu", "i686-linux-gnu", "-U__i386__", "-D__sh__", "-D__SH4__"));

        final String arch;
        /** The bits of a pointer; 0 if the compiler targets another processor. */
        final int bits;

        @SuppressWarnings("ImmutableEnumChecker") // its lists are immutable
        final CCompiler compiler;

        Machine(String arch, int bits, CCompiler compiler) {
            this.arch = arch;
            this.bits = bits;
            this.compiler = compiler;
        }
    }

    @ParameterizedTest
    @EnumSource
    void every_number_is_the_one_of_its_name_on_that_machine(Machine machine) throws Exception {
        CFacts facts = HeaderClaims.numbers(number -> column(number, machine.arch), errno -> errno.linux(machine.arch));
        assertThat(machine.compiler.refusal(facts.toString())).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"ALPHA", "M68K", "SH"})
    void every_structure_and_function_is_as_that_machine_has_it(Machine machine) throws Exception {
        CFacts facts = new CFacts();
        HeaderClaims.layouts(facts, machine.bits == 64 ? MessageHeader.LINUX_64 : MessageHeader.LINUX_32);
        HeaderClaims.linuxLayouts(facts);
        assertThat(machine.compiler.refusal(facts.toString())).isEmpty();

        CPrototypes prototypes = new CPrototypes();
        prototypes.all(LibC.class, MACOS_ONLY);
        prototypes.all(MessageQueueLibrary.class, Set.of());
        prototypes.is("ioctl", "44L");
        assertThat(machine.compiler.refusalOfCpp(prototypes.toString())).isEmpty();
    }

    /** Returns the number on a processor. A name without a number on x86-64 has none on the others. */
    private static int column(CNumber number, String arch) {
        return number.linux() == CNumber.NONE ? CNumber.NONE : number.linux(arch);
    }

    @Test
    void the_number_of_another_machine_is_refused() throws Exception {
        CFacts facts = new CFacts();
        facts.is("FIOCLEX", CNumber.FIOCLEX.linux());
        assertThat(Machine.PPC64LE.compiler.refusal(facts.toString())).contains("static assertion failed", "FIOCLEX");
    }
}
