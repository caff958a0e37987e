package dev.doorbell.descriptors.posix;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Strings as C takes them for {@code argv} and {@code envp}: pointers to bytes that end with NUL, and a null pointer. */
public final class CStrings {
    private CStrings() {}

    /** The bytes before the first NUL, or all. */
    public static byte[] upToNul(byte[] bytes) {
        int end = 0;
        while (end < bytes.length && bytes[end] != 0) {
            end++;
        }
        return Arrays.copyOf(bytes, end);
    }

    /** The array, which keeps its strings from the garbage collector. Each string is {@link ByteText}. */
    public static Memory of(List<String> strings) {
        List<byte[]> all = new ArrayList<>();
        long length = 0;
        for (String string : strings) {
            byte[] bytes = string.getBytes(StandardCharsets.ISO_8859_1);
            all.add(bytes);
            length += bytes.length + 1;
        }
        long pointers = (all.size() + 1L) * Native.POINTER_SIZE;
        Memory array = new Memory(pointers + length);
        array.clear();
        long at = pointers;
        for (int i = 0; i < all.size(); i++) {
            byte[] bytes = all.get(i);
            array.write(at, bytes, 0, bytes.length);
            array.setPointer((long) i * Native.POINTER_SIZE, array.share(at));
            at += bytes.length + 1;
        }
        array.setPointer((long) all.size() * Native.POINTER_SIZE, Pointer.NULL);
        return array;
    }
}
