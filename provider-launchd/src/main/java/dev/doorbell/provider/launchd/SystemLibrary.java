package dev.doorbell.provider.launchd;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.ByReference;
import com.sun.jna.ptr.PointerByReference;

/**
 * The functions of macOS's {@code libSystem} that Doorbell calls, by their C names; see
 * <a href="https://www.manpagez.com/man/3/launch/">launch(3)</a>.
 *
 * <p>The errno convention: a function <em>returns</em> an errno, 0 for success. It does not set {@code errno}, so
 * {@link Native#getLastError()} says nothing here. None of them has variable arguments: JNA gets those wrong on Apple
 * Silicon.
 */
interface SystemLibrary extends Library {
    /**
     * The library's path on macOS. It is certain, also where only the shared cache of dyld has the library; a leaf name depends
     * on the folders that are searched, {@code dlopen(3)}.
     */
    String ON_MACOS = "/usr/lib/libSystem.B.dylib";

    /** The library's name elsewhere: JNA looks for {@code libSystem.so} on {@code jna.library.path}. */
    String ELSEWHERE = "System";

    /**
     * {@code int launch_activate_socket(const char *name, int **fds, size_t *cnt)}: hands out the descriptors of a key
     * of the job's {@code Sockets} dictionary.
     *
     * @param name the key
     * @param fds set to an array that the caller frees, on success only
     * @param cnt set to the number of its elements, on success only
     * @return 0; ENOENT: no such key; ESRCH: launchd does not manage this process, or no such key; EALREADY: handed out
     *     to this process before
     */
    int launch_activate_socket(String name, PointerByReference fds, SizeByReference cnt);

    /** {@code pid_t getppid(void)}, which always succeeds: {@code getppid(2)}. */
    int getppid();

    /** {@code free(3)} of the C library that allocated the array; {@link Native#free} may be another's. */
    void free(Pointer pointer);

    /** {@code size_t *}. JNA makes one by reflection, hence public and in an exported package. */
    final class SizeByReference extends ByReference {
        /** A size of 0. */
        public SizeByReference() {
            super(Native.SIZE_T_SIZE);
            getPointer().clear(Native.SIZE_T_SIZE);
        }

        long getValue() {
            return Native.SIZE_T_SIZE == Long.BYTES
                    ? getPointer().getLong(0)
                    : Integer.toUnsignedLong(getPointer().getInt(0));
        }

        void setValue(long value) {
            if (Native.SIZE_T_SIZE == Long.BYTES) {
                getPointer().setLong(0, value);
            } else {
                getPointer().setInt(0, (int) value);
            }
        }
    }
}
