package dev.doorbell.provider.launchd;

import com.sun.jna.Native;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** launchd through {@link SystemLibrary}. */
final class SystemLaunchd implements Launchd {
    private final SystemLibrary library;

    SystemLaunchd(SystemLibrary library) {
        this.library = library;
    }

    /**
     * Loads JNA and the library.
     *
     * @throws LinkageError if either is missing
     */
    static SystemLaunchd load() {
        // the system that dyld belongs to, which no setting of Doorbell's changes
        String library = Platform.isMac() ? SystemLibrary.ON_MACOS : SystemLibrary.ELSEWHERE;
        return new SystemLaunchd(Native.load(library, SystemLibrary.class));
    }

    @Override
    public long parent() {
        return library.getppid();
    }

    @Override
    public Answer activate(String name) {
        PointerByReference fds = new PointerByReference();
        SystemLibrary.SizeByReference cnt = new SystemLibrary.SizeByReference();
        int errno = library.launch_activate_socket(name, fds, cnt);
        // after a failure both are as they were, and there is nothing to free
        return new Answer(errno, errno == 0 ? taken(fds.getValue(), cnt.getValue()) : List.of());
    }

    private List<Integer> taken(@Nullable Pointer array, long count) {
        if (array == null) {
            return List.of();
        }
        try {
            List<Integer> descriptors = new ArrayList<>();
            for (long i = 0; i < count; i++) {
                descriptors.add(array.getInt(i * Integer.BYTES));
            }
            return List.copyOf(descriptors);
        } finally {
            library.free(array);
        }
    }
}
