package dev.doorbell.provider.launchd;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** launchd's library with an answer for each name, which keeps account of the arrays that it handed out. */
final class FakeSystemLibrary implements SystemLibrary {
    static final int ENOENT = 2;
    static final int ESRCH = 3;
    static final int EALREADY_OF_LINUX = 114;

    final List<String> asked = new ArrayList<>();
    final List<Pointer> handedOut = new ArrayList<>();
    final List<Pointer> freed = new ArrayList<>();
    private final Map<String, int[]> descriptors = new HashMap<>();
    private final Map<String, Integer> refusals = new HashMap<>();
    private int parent = 1;

    FakeSystemLibrary startedBy(int process) {
        parent = process;
        return this;
    }

    FakeSystemLibrary pass(String name, int... numbers) {
        descriptors.put(name, numbers);
        return this;
    }

    FakeSystemLibrary refuse(String name, int errno) {
        refusals.put(name, errno);
        return this;
    }

    @Override
    public int launch_activate_socket(String name, PointerByReference fds, SizeByReference cnt) {
        asked.add(name);
        int[] numbers = descriptors.remove(name);
        if (numbers == null) {
            return refusals.getOrDefault(name, ENOENT);
        }
        refusals.putIfAbsent(name, EALREADY_OF_LINUX);
        fds.setValue(array(numbers));
        cnt.setValue(numbers.length);
        return 0;
    }

    @Override
    public int getppid() {
        return parent;
    }

    private Pointer array(int... numbers) {
        Memory array = new Memory((numbers.length + 1L) * Integer.BYTES);
        array.write(0, numbers, 0, numbers.length);
        handedOut.add(array);
        return array;
    }

    @Override
    public void free(Pointer pointer) {
        freed.add(pointer);
        // what reads it from now on reads nonsense
        pointer.clear(Integer.BYTES);
    }
}
