package dev.doorbell.descriptors.posix;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/** The C library, but for what glibc 2.34 brought. */
public final class OlderLibC {
    private OlderLibC() {}

    public static LibC library() {
        Class<?>[] types = {LibC.class};
        return (LibC) Proxy.newProxyInstance(LibC.class.getClassLoader(), types, (proxy, method, arguments) -> {
            if (method.getName().equals("posix_spawn_file_actions_addclosefrom_np")) {
                throw new UnsatisfiedLinkError(method.getName());
            }
            try {
                return method.invoke(LibC.INSTANCE, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        });
    }
}
