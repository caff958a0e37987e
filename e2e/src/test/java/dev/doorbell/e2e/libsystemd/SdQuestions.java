package dev.doorbell.e2e.libsystemd;

import static dev.doorbell.e2e.libsystemd.SdQuestion.Function.IS_FIFO;
import static dev.doorbell.e2e.libsystemd.SdQuestion.Function.IS_MQ;
import static dev.doorbell.e2e.libsystemd.SdQuestion.Function.IS_SOCKET;
import static dev.doorbell.e2e.libsystemd.SdQuestion.Function.IS_SOCKET_INET;
import static dev.doorbell.e2e.libsystemd.SdQuestion.Function.IS_SOCKET_UNIX;
import static dev.doorbell.e2e.libsystemd.SdQuestion.Function.IS_SPECIAL;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The questions about every descriptor of every_descriptor.c, with arguments that match it, nearly, or not at all. */
final class SdQuestions {
    private static final List<SdQuestion.@Nullable Family> FAMILIES = withNull(SdQuestion.Family.values());
    private static final List<SdQuestion.@Nullable Type> TYPES = withNull(SdQuestion.Type.values());
    private static final List<@Nullable Boolean> LISTENING = Arrays.asList(null, true, false);

    /** Paths below the directory, except the devices: existing, missing, through a file, a loop, too long for a name. */
    private static final List<@Nullable String> PATHS = Arrays.asList(
            null,
            "",
            ".",
            "fifo",
            "./fifo",
            "other-fifo",
            "link-to-fifo",
            "file",
            "other-file",
            "link-to-file",
            "file/below",
            "file/below/that",
            "fifo/below",
            "link-to-file/below",
            "missing",
            "missing/below",
            "removed",
            "block-device",
            "loop",
            "loop/below",
            "x".repeat(256),
            "file/" + "x".repeat(256),
            "stream",
            "/dev/null",
            "/dev/null/below",
            "/dev/zero",
            "/dev/ptmx",
            "/dev/pts/ptmx",
            "/");

    private final List<SdDescriptor> descriptors;
    private final List<@Nullable String> unixNames;
    private final List<@Nullable String> queues;
    private final List<SdQuestion> questions = new ArrayList<>();

    private SdQuestions(List<SdDescriptor> descriptors, long pid, Path directory) {
        this.descriptors = descriptors;
        String name = "\0doorbell-" + pid + "-";
        unixNames = Arrays.asList(
                null,
                "",
                "stream",
                "./stream",
                "strea",
                "streams",
                "bound",
                "seqpacket",
                "datagram",
                directory.resolve("absolute").toString(),
                directory.resolve("stream").toString(),
                "@doorbell-" + pid + "-s",
                "\0",
                name,
                name + "s",
                name + "s2",
                name + "s\0",
                name + "\u00fc d",
                name + "n",
                name + "n\nl",
                name + "n\nl\n",
                name + "a\0b",
                name + "a@b",
                name + "a\0c",
                name + "a");
        queues = Arrays.asList(null, "/" + pid + "-queue", "/" + pid + "-removed", "/missing", "/", pid + "-queue");
    }

    /** Returns the questions about these descriptors and some that are not open. */
    static List<SdQuestion> about(List<SdDescriptor> descriptors, long pid, Path directory) {
        return new SdQuestions(descriptors, pid, directory).all();
    }

    private List<SdQuestion> all() {
        for (SdDescriptor descriptor : descriptors) {
            files(descriptor.number());
            for (SdQuestion.Type type : TYPES) {
                for (Boolean listening : LISTENING) {
                    sockets(descriptor, type, listening);
                }
            }
        }
        return questions;
    }

    private static <T> List<@Nullable T> withNull(T[] values) {
        List<@Nullable T> all = new ArrayList<>(Arrays.asList(values));
        all.add(null);
        return all;
    }

    private void files(int number) {
        for (String path : PATHS) {
            questions.add(SdQuestion.of(IS_FIFO, number, path));
            questions.add(SdQuestion.of(IS_SPECIAL, number, path));
        }
        for (String queue : queues) {
            questions.add(SdQuestion.of(IS_MQ, number, queue));
        }
    }

    private void sockets(SdDescriptor descriptor, SdQuestion.@Nullable Type type, @Nullable Boolean listening) {
        int number = descriptor.number();
        for (SdQuestion.Family family : FAMILIES) {
            questions.add(new SdQuestion(IS_SOCKET, number, family, type, listening, 0, null));
            for (int port : descriptor.ports()) {
                questions.add(new SdQuestion(IS_SOCKET_INET, number, family, type, listening, port, null));
            }
        }
        for (String name : unixNames) {
            questions.add(new SdQuestion(IS_SOCKET_UNIX, number, null, type, listening, 0, name));
        }
    }
}
