package dev.doorbell.provider.launchd;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SystemLaunchdTest {
    private final FakeSystemLibrary library = new FakeSystemLibrary();
    private final SystemLaunchd launchd = new SystemLaunchd(library);

    @Test
    void one_name_may_stand_for_several_descriptors() {
        library.pass("http", 7, 9, 12);

        assertThat(launchd.activate("http")).isEqualTo(new Launchd.Answer(0, List.of(7, 9, 12)));
    }

    @Test
    void every_array_is_freed_once_by_the_library_that_handed_it_out() {
        library.pass("http", 7, 9).pass("control", 5);

        launchd.activate("http");
        launchd.activate("control");

        assertThat(library.freed).hasSize(2).isEqualTo(library.handedOut);
    }

    @Test
    void an_array_without_elements_is_freed_too() {
        library.pass("http");

        assertThat(launchd.activate("http")).isEqualTo(new Launchd.Answer(0, List.of()));
        assertThat(library.freed).hasSize(1).isEqualTo(library.handedOut);
    }

    @Test
    void success_without_an_array_is_no_descriptor_and_frees_nothing() {
        var answers = new Answering(0, null, 3);

        assertThat(new SystemLaunchd(answers).activate("http").descriptors()).isEmpty();
        assertThat(answers.frees).isZero();
    }

    @Test
    void after_a_failure_nothing_is_read_or_freed() {
        var answers = new Answering(22, new Memory(3 * Integer.BYTES), 3);

        assertThat(new SystemLaunchd(answers).activate("http")).isEqualTo(new Launchd.Answer(22, List.of()));
        assertThat(answers.frees).isZero();
    }

    @Test
    void a_size_has_the_width_of_size_t_and_begins_as_zero() {
        var size = new SystemLibrary.SizeByReference();
        assertThat(size.getValue()).isZero();

        size.setValue(0xfffffff0L);

        assertThat(size.getValue()).isEqualTo(0xfffffff0L);
        assertThat(Native.SIZE_T_SIZE).isIn(4, 8);
    }

    /** One answer, whatever the name. */
    private static final class Answering implements SystemLibrary {
        private final int errno;
        private final @Nullable Pointer array;
        private final long count;
        private int frees;

        Answering(int errno, @Nullable Pointer array, long count) {
            this.errno = errno;
            this.array = array;
            this.count = count;
        }

        @Override
        public int launch_activate_socket(String name, PointerByReference fds, SizeByReference cnt) {
            fds.setValue(array);
            cnt.setValue(count);
            return errno;
        }

        @Override
        public int getppid() {
            return 1;
        }

        @Override
        public void free(Pointer pointer) {
            frees++;
        }
    }
}
