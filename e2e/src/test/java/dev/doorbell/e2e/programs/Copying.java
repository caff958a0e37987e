package dev.doorbell.e2e.programs;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.ptr.LongByReference;
import com.sun.jna.ptr.PointerByReference;
import dev.doorbell.Doorbell;
import dev.doorbell.Listener;
import dev.doorbell.spec.ListenerSpec;
import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;

/** Two copies of Doorbell in one process, each in a class loader of its own, that share nothing else. */
public final class Copying {
    private Copying() {}

    /** A call of code that does not use Doorbell. */
    public interface LibSystem extends Library {
        /** Calls {@code launch(3)}. {@return an errno} */
        int launch_activate_socket(String name, PointerByReference fds, LongByReference cnt);
    }

    /**
     * Runs one step after the other.
     *
     * @param args each one {@code COPIES SPEC}, where COPIES is 1, 2, or 12 for both at the same time; 0 asks without
     * Doorbell
     */
    public static void main(String[] args) throws Exception {
        ClassLoader[] copies = {copy(), copy()};
        for (String step : args) {
            String[] parts = step.split(" ", 2);
            List<Thread> threads = new ArrayList<>();
            CyclicBarrier together = new CyclicBarrier(parts[0].length());
            for (char copy : parts[0].toCharArray()) {
                Thread thread = new Thread(() -> say(together, copies, copy - '0', parts[1]));
                thread.start();
                threads.add(thread);
            }
            for (Thread thread : threads) {
                thread.join();
            }
        }
        System.out.println("done");
    }

    private static ClassLoader copy() throws Exception {
        List<URL> urls = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            urls.add(Path.of(entry).toUri().toURL());
        }
        return new URLClassLoader(urls.toArray(new URL[0]), ClassLoader.getPlatformClassLoader());
    }

    private static void say(CyclicBarrier together, ClassLoader[] copies, int copy, String spec) {
        try {
            together.await();
            Object answer = copy == 0
                    ? activated(spec)
                    : copies[copy - 1]
                            .loadClass(Copying.class.getName())
                            .getMethod("open", String.class)
                            .invoke(null, spec);
            System.out.println(copy + " " + spec + ": " + answer);
        } catch (Exception e) {
            System.out.println(copy + " " + spec + ": " + e);
        }
    }

    private static String activated(String name) {
        int errno = Native.load("System", LibSystem.class)
                .launch_activate_socket(name, new PointerByReference(), new LongByReference());
        return "errno " + errno;
    }

    /**
     * Opens a listener in this copy, and keeps it open.
     *
     * @param spec a spec
     * @return the numbers of its descriptors, or the reason why there are none
     */
    public static String open(String spec) {
        Thread.currentThread().setContextClassLoader(Copying.class.getClassLoader());
        ListenerSpec parsed = ListenerSpec.parse(spec);
        try {
            StringBuilder opened = new StringBuilder("opened");
            for (Listener listener : Doorbell.open(parsed).all(parsed.name())) {
                opened.append(' ').append(listener.origin().descriptor().orElseThrow());
            }
            return opened.toString();
        } catch (Exception e) {
            return String.valueOf(e.getMessage());
        }
    }
}
