package dev.doorbell.e2e.libsystemd;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The variables of one case, one character for each byte; null for one that is not set.
 *
 * @param pid LISTEN_PID
 * @param fds LISTEN_FDS
 * @param names LISTEN_FDNAMES
 */
record ListenCase(
        @Nullable String pid,
        @Nullable String fds,
        @Nullable String names) {
    static ListenCase read(DataInputStream in) throws IOException {
        return new ListenCase(text(in), text(in), text(in));
    }

    void write(DataOutputStream out) throws IOException {
        Frames.writeText(out, bytes(pid));
        Frames.writeText(out, bytes(fds));
        Frames.writeText(out, bytes(names));
    }

    private static @Nullable String text(DataInputStream in) throws IOException {
        byte[] bytes = Frames.readText(in);
        return bytes == null ? null : new String(bytes, StandardCharsets.ISO_8859_1);
    }

    static byte @Nullable [] bytes(@Nullable String text) {
        return text == null ? null : text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /**
     * Returns the character set to assume for the JVM's locale. In a UTF-8 locale the JVM replaces bytes that are not
     * UTF-8 before a Java program sees them; in a Latin-1 locale it keeps them.
     */
    Charset charset() {
        return isUtf8(pid) && isUtf8(fds) && isUtf8(names) ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
    }

    private static boolean isUtf8(@Nullable String text) {
        if (text == null) {
            return true;
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)));
            return true;
        } catch (CharacterCodingException other) {
            return false;
        }
    }

    @Override
    public String toString() {
        return "LISTEN_PID=" + shown(pid) + " LISTEN_FDS=" + shown(fds) + " LISTEN_FDNAMES=" + shown(names);
    }

    static String shown(@Nullable String text) {
        return text == null ? "(not set)" : '"' + visible(text) + '"';
    }

    /** Returns a text with each character other than visible ASCII as {@code <1F>}. */
    static String visible(String text) {
        StringBuilder visible = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            visible.append(c > ' ' && c < 0x7f ? c : String.format("<%02X>", (int) c));
        }
        return visible.toString();
    }
}
