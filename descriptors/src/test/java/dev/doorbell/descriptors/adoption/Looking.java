package dev.doorbell.descriptors.adoption;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.descriptors.jdk.RawSocket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Asks for the facts of an open descriptor, sees that asking changed nothing, and closes it. */
public final class Looking {
    private Looking() {}

    public static DescriptorFacts at(int number) throws IOException {
        try {
            Path info = Path.of("/proc/self/fdinfo/" + number);
            String before = Files.readString(info);
            long open = RawSocket.openDescriptors();
            DescriptorFacts facts = DescriptorFacts.of(number);
            assertThat(RawSocket.openDescriptors()).as("open descriptors").isEqualTo(open);
            assertThat(Files.readString(info))
                    .as("position and flags, O_NONBLOCK and FD_CLOEXEC among them")
                    .isEqualTo(before);
            return facts;
        } finally {
            RawSocket.close(number);
        }
    }
}
