package dev.doorbell.e2e.programs;

import dev.doorbell.Doorbell;
import dev.doorbell.Listener;
import dev.doorbell.spec.ListenerSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A program that takes the raw descriptors of passed files, and prints their content. */
public final class Detaching {
    private Detaching() {}

    /**
     * Reads.
     *
     * @param args the names
     */
    public static void main(String[] args) throws IOException {
        for (String name : args) {
            // not closed before the end, as a detached listener owns nothing
            Listener listener = Doorbell.open(ListenerSpec.named(name)).get(name);
            int descriptor = listener.detachFd();
            String content = Files.readString(Path.of("/proc/self/fd/" + descriptor));
            System.out.println(name + ": " + content.strip());
        }
    }
}
