package dev.doorbell.e2e.libsystemd;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The answer of one side to a case.
 *
 * @param error whether it is an error instead of a number
 * @param names the names of the descriptors from 3 on, their bytes in visible form
 */
record ListenAnswer(boolean error, List<String> names) {
    static ListenAnswer read(DataInputStream in) throws IOException {
        int count = in.readInt();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            names.add(ListenCase.shown(new String(Frames.readBytes(in), StandardCharsets.ISO_8859_1)));
        }
        return new ListenAnswer(count < 0, names);
    }

    static void write(DataOutputStream out, List<byte[]> names) throws IOException {
        out.writeInt(names.size());
        for (byte[] name : names) {
            Frames.writeText(out, name);
        }
    }

    /** Returns whether anything was passed, or meant to be. */
    boolean applies() {
        return error || !names.isEmpty();
    }

    @Override
    public String toString() {
        return error ? "an error" : names.size() + " " + names;
    }
}
