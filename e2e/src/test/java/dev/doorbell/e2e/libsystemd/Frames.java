package dev.doorbell.e2e.libsystemd;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The texts of libsystemd_oracle.c: a length and bytes, and the length -1 for a missing one. */
final class Frames {
    private static final int ABSENT = -1;

    private Frames() {}

    static void writeText(DataOutputStream out, byte @Nullable [] text) throws IOException {
        if (text == null) {
            out.writeInt(ABSENT);
        } else {
            out.writeInt(text.length);
            out.write(text);
        }
    }

    static byte @Nullable [] readText(DataInputStream in) throws IOException {
        int length = in.readInt();
        return length == ABSENT ? null : in.readNBytes(length);
    }

    /** Reads a text that must not be missing. */
    static byte[] readBytes(DataInputStream in) throws IOException {
        byte[] text = readText(in);
        if (text == null) {
            throw new IOException("a text is missing");
        }
        return text;
    }
}
