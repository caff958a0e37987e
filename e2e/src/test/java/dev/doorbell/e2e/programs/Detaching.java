package dev.doorbell.e2e.programs;

import dev.doorbell.Doorbell;
import dev.doorbell.Listener;
import dev.doorbell.spec.ListenerSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Takes the raw descriptors of files that were passed, and says what is in them. */
public final class Detaching {
    private Detaching() {}

    /**
     * Reads.
     *
     * @param args the names
     */
    public static void main(String[] args) throws IOException {
        for (String name : args) {
            // not closed before its end, as it owns nothing any more
            Listener listener = Doorbell.open(ListenerSpec.named(name)).get(name);
            int descriptor = listener.detachFd();
            String content = Files.readString(Path.of("/proc/self/fd/" + descriptor));
            System.out.println(name + ": " + content.strip());
        }
    }
}
