package dev.doorbell.descriptors.posix;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.Native;
import dev.doorbell.descriptors.notify.MessageHeader;
import dev.doorbell.descriptors.unix.ExactUnixAddress;
import dev.doorbell.descriptors.unix.SockaddrUn;
import dev.doorbell.e2e.fixture.c.CompiledNumbers;
import dev.doorbell.needs.Needs;
import dev.doorbell.spi.OperatingSystem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The tables of C's numbers and layouts, compared with the compiler and the headers of the current platform. The columns
 * of the other platforms are checked when the test runs there.
 */
@Needs("cc")
class CNumbersIT {
    /** Numbers that are newer than the headers of some machines. */
    private static final Set<CNumber> MAY_BE_MISSING = EnumSet.of(CNumber.SO_PEERPIDFD);

    @Test
    void every_number_is_what_the_compiler_makes_of_its_name() throws Exception {
        Map<String, Long> compiled = CompiledNumbers.all();
        for (CNumber number : CNumber.values()) {
            boolean printed = compiled.containsKey(number.name());
            if (number.here() != CNumber.NONE && (printed || !MAY_BE_MISSING.contains(number))) {
                assertThat(compiled).containsEntry(number.name(), (long) number.here());
            }
        }
    }

    @Test
    void every_errno_is_found_by_the_number_that_the_compiler_makes_of_its_name() throws Exception {
        for (Errno errno : Errno.values()) {
            int number = Math.toIntExact(numbers(errno.name()).get(0));
            assertThat(Errno.of(number, CNumber.OS))
                    .as("%s is %s here", errno, number)
                    .contains(errno);
        }
    }

    /** Finds a name that a platform has got since, so that its number can be added to the table. */
    @Test
    void what_the_table_calls_absent_on_linux_is_not_in_the_headers() throws Exception {
        if (CNumber.OS == OperatingSystem.LINUX) {
            Map<String, Long> compiled = CompiledNumbers.all();
            for (CNumber number : CNumber.values()) {
                assertThat(number.linux() == CNumber.NONE && compiled.containsKey(number.name()))
                        .as(number.name())
                        .isFalse();
            }
        }
    }

    @Test
    void a_message_header_has_the_layout_of_struct_msghdr_and_struct_cmsghdr() throws Exception {
        MessageHeader here = MessageHeader.here(Native.POINTER_SIZE);
        assertThat(numbers("msghdr.msg_iov", "msghdr.msg_iovlen", "msghdr.msg_control", "msghdr.msg_controllen"))
                .containsExactly(
                        (long) here.iov(), (long) here.iovLength(), (long) here.control(), (long) here.controlLength());
        assertThat(numbers("sizeof.msghdr", "sizeof.cmsghdr.cmsg_len"))
                .containsExactly((long) here.size(), (long) here.lengthBytes());
        assertThat(numbers("sizeof.msghdr.msg_iovlen", "sizeof.msghdr.msg_controllen"))
                .containsOnly((long) here.lengthBytes());
        assertThat(numbers("msghdr.msg_name", "msghdr.msg_namelen")).containsExactly(0L, (long) Native.POINTER_SIZE);
    }

    @Test
    void control_data_is_aligned_as_the_macros_of_cmsg_do_it() throws Exception {
        MessageHeader here = MessageHeader.here(Native.POINTER_SIZE);
        long length = here.lengthBytes() + 2L * Integer.BYTES;
        long header = (length + here.alignment() - 1) / here.alignment() * here.alignment();
        assertThat(numbers("CMSG_LEN(0)", "CMSG_SPACE(1)")).containsExactly(header, header + here.alignment());
        assertThat(numbers("cmsghdr.cmsg_level", "cmsghdr.cmsg_type"))
                .containsExactly((long) here.lengthBytes(), (long) here.lengthBytes() + Integer.BYTES);
    }

    @Test
    void the_family_of_a_unix_address_stands_before_its_path() throws Exception {
        assertThat(numbers("sockaddr_un.sun_path")).containsExactly((long) SockaddrUn.FAMILY_BYTES);
        boolean hasLength = CNumber.OS != OperatingSystem.LINUX;
        assertThat(numbers("sockaddr_un.sun_family", "sizeof.sockaddr_un.sun_family"))
                .containsExactly(hasLength ? 1L : 0L, hasLength ? 1L : 2L);
        assertThat(numbers("SIZEOF_SUN_PATH")).containsExactly(SockaddrUn.longestName() + 1L);
        assertThat(numbers("SIZEOF_SOCKADDR_UN").get(0)).isLessThanOrEqualTo(ExactUnixAddress.SIZE);
    }

    @Test
    void what_is_passed_without_its_layout_being_known_has_room_enough() throws Exception {
        assertThat(numbers("sizeof.siginfo_t").get(0)).isLessThanOrEqualTo(LibC.SIGINFO_SIZE);
        assertThat(numbers("sizeof.posix_spawnattr_t", "sizeof.posix_spawn_file_actions_t", "sizeof.sigset_t"))
                .allMatch(size -> size <= LibC.OPAQUE_SIZE);
    }

    private static List<Long> numbers(String... names) throws IOException, InterruptedException {
        Map<String, Long> compiled = CompiledNumbers.all();
        List<Long> numbers = new ArrayList<>();
        for (String name : names) {
            assertThat(compiled).containsKey(name);
            numbers.add(compiled.getOrDefault(name, -1L));
        }
        return numbers;
    }
}
