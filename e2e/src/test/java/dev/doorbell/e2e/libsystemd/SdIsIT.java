package dev.doorbell.e2e.libsystemd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.e2e.fixture.Paths;
import dev.doorbell.e2e.fixture.Program;
import dev.doorbell.needs.Needs;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.lang3.time.StopWatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A comparison of {@link dev.doorbell.descriptors.DescriptorChecks} with the real {@code sd_is_fifo(3)} and similar
 * functions: programs that inherited the same descriptors ask both every question about a descriptor of every kind.
 */
@Timeout(150)
@Tag("once")
@Needs({"cc", "libsystemd"})
class SdIsIT {
    private static final String EVERY_DESCRIPTOR =
            Paths.NATIVE.resolve("every_descriptor").toString();

    @TempDir
    private Path directory;

    private final Map<String, Integer> answers = new TreeMap<>();
    private final List<String> disagreements = new ArrayList<>();
    private int known;

    @Test
    void doorbell_answers_every_question_as_libsystemd_does() throws Exception {
        StopWatch watch = StopWatch.createStarted();
        ask();
        List<SdDescriptor> descriptors = SdDescriptor.in(directory);
        List<SdQuestion> questions = SdQuestions.about(descriptors, SdDescriptor.pid(directory), directory);
        compare(questions, labels(descriptors));
        System.out.printf(
                "sd_is_*(): %d questions about %d descriptors, answers %s, %d disagreements except %d known, not made here: %s, %s%n",
                questions.size(),
                descriptors.size(),
                answers,
                disagreements.size(),
                known,
                SdDescriptor.missing(directory),
                watch);
        assertThat(disagreements).isEmpty();
        for (SdQuestion.Function function : SdQuestion.Function.values()) {
            assertThat(answers).containsKeys(function + " 1", function + " 0", function + " error");
        }
    }

    /** Asks both sides, one after the other, since both inherit from the same process. */
    private void ask() throws Exception {
        List<String> command = new ArrayList<>(List.of(
                EVERY_DESCRIPTOR,
                directory.toString(),
                "sh",
                "-c",
                "\"$@\" && exec \"$0\" is <questions >expected",
                Oracle.PROGRAM));
        command.addAll(Peer.java(SdIsAnswers.class, directory.toString()));
        try (Program program = Program.start(command)) {
            assertThat(program.exitCode()).as("%s", program.err()).isZero();
        }
    }

    private static Map<Integer, String> labels(List<SdDescriptor> descriptors) {
        Map<Integer, String> labels = new HashMap<>();
        descriptors.forEach(descriptor -> labels.put(descriptor.number(), descriptor.label()));
        return labels;
    }

    private void compare(List<SdQuestion> questions, Map<Integer, String> labels) throws IOException {
        try (DataInputStream libsystemd = in("expected");
                DataInputStream doorbell = in("answers")) {
            for (SdQuestion question : questions) {
                int expected = libsystemd.readInt();
                int answer = doorbell.readInt();
                String said = doorbell.readUTF();
                answers.merge(question.function() + " " + (expected < 0 ? "error" : expected), 1, Integer::sum);
                if (answer != Math.max(-1, expected)) {
                    disagree(
                            labels.get(question.number()),
                            question,
                            "libsystemd says " + expected + ", Doorbell " + answer + " " + said);
                }
            }
            assertThat(libsystemd.read()).as("the end of the answers").isNegative();
        }
    }

    private void disagree(@Nullable String label, SdQuestion question, String what) {
        if (isKnown(label, question)) {
            known++;
        } else {
            disagreements.add(label + ", " + question + ": " + what);
        }
    }

    /**
     * Returns whether it is the one known disagreement, documented with the method: the kernel lists a NUL in an abstract
     * name as an {@code @}, and only native code could tell the two apart.
     */
    private static boolean isKnown(@Nullable String label, SdQuestion question) {
        String text = String.valueOf(question.text());
        return ("abstract-nul".equals(label) && text.endsWith("-a@b"))
                || ("abstract-at".equals(label) && text.endsWith("-a\0b"));
    }

    private DataInputStream in(String file) throws IOException {
        return new DataInputStream(new BufferedInputStream(Files.newInputStream(directory.resolve(file))));
    }
}
