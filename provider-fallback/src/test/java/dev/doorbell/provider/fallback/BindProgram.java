package dev.doorbell.provider.fallback;

import dev.doorbell.Listener;
import dev.doorbell.spec.ListenerSpec;
import java.io.IOException;
import java.net.BindException;
import java.net.SocketException;
import java.util.List;

/** A program that binds its arguments, and prints where they are, or why they are not, and how many sockets are left. */
final class BindProgram {
    private BindProgram() {}

    public static void main(String... specs) throws IOException {
        failOnce();
        int before = OpenDescriptors.sockets().size();
        try {
            List<Listener> bound = Fallback.bindAll(specs);
            for (Listener listener : bound) {
                System.out.println("bound " + listener.address().orElseThrow());
            }
            Rollback.close(bound, new IOException());
        } catch (IOException | RuntimeException e) {
            System.out.println(e);
        }
        System.out.println("sockets left: " + (OpenDescriptors.sockets().size() - before));
    }

    /** Loads the classes of a failure: from a directory that takes a descriptor, of which there may be no more then. */
    static void failOnce() throws IOException {
        for (String impossible : new String[] {"b=tcp://192.0.2.1:0", "b=unix:///proc/s"}) {
            try {
                Fallback.bindAll("a=tcp://127.0.0.1:0", impossible);
            } catch (BindException expected) {
                // 192.0.2.1 is nobody's (RFC 5737), and /proc is the kernel's
            }
        }
        ListenerSpec spec = ListenerSpec.parse("b=unix:///proc/s");
        BindFailure.of(spec, spec.address().orElseThrow(), new SocketException("Too many open files"));
    }
}
