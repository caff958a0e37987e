package dev.doorbell.agent.lifetime;

import dev.doorbell.descriptors.jdk.JdkAccess;
import java.io.IOException;
import java.lang.reflect.Method;

/** The native access of the agent's own classes, of which JDK 24 and later warn where no flag allows it (JEP 472). */
public final class NativeAccess {
    private static final int FIRST_WITH_WARNING = 24;

    private NativeAccess() {}

    /**
     * Enables it, for these classes only. Where a JDK cannot, it warns.
     *
     * @throws IOException if the operating system refuses
     */
    public static void enable() throws IOException {
        if (Runtime.version().feature() >= FIRST_WITH_WARNING) {
            try {
                Method enable = Module.class.getDeclaredMethod("implAddEnableNativeAccess");
                JdkAccess.get().call(enable, NativeAccess.class.getModule());
            } catch (NoSuchMethodException | RuntimeException otherJdk) {
                // the warning is correct
            }
        }
    }
}
