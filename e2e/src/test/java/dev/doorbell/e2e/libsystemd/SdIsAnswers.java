package dev.doorbell.e2e.libsystemd;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A program that asks Doorbell every question about its inherited descriptors. The argument is the directory of the
 * descriptors. The program writes {@code questions} for libsystemd_oracle.c there, and {@code answers}: a number for
 * each, 1, 0, or -1 for an error, and the message of the error.
 */
final class SdIsAnswers {
    private static final int ERROR = -1;

    private SdIsAnswers() {}

    public static void main(String[] arguments) throws IOException {
        Path directory = Path.of(arguments[0]);
        try (DataOutputStream questions = out(directory.resolve("questions"));
                DataOutputStream answers = out(directory.resolve("answers"))) {
            for (SdQuestion question :
                    SdQuestions.about(SdDescriptor.in(directory), SdDescriptor.pid(directory), directory)) {
                question.write(questions);
                answer(question, answers);
            }
        }
    }

    private static DataOutputStream out(Path file) throws IOException {
        return new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)));
    }

    private static void answer(SdQuestion question, DataOutputStream answers) throws IOException {
        int answer;
        String said = "";
        try {
            answer = question.ask() ? 1 : 0;
        } catch (IOException | IllegalArgumentException e) {
            answer = ERROR;
            said = e.toString();
        }
        answers.writeInt(answer);
        answers.writeUTF(said);
    }
}
