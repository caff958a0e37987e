package dev.doorbell.descriptors.jdk;

import com.sun.jna.Function;
import com.sun.jna.JNIEnv;
import com.sun.jna.Library;
import com.sun.jna.NativeLibrary;
import dev.doorbell.descriptors.posix.CloseOnExec;
import java.lang.invoke.MethodHandles;
import java.nio.file.Path;
import java.util.Map;

/** Reads the trusted lookup through the JDK's own native helper. A class of its own, so that only this one loads JNA. */
final class JnaLookup {
    /** The lookup inside {@code java.lang.invoke} that may do everything. */
    private static final String TRUSTED_LOOKUP = "IMPL_LOOKUP";

    private JnaLookup() {}

    static MethodHandles.Lookup trusted() throws NoSuchFieldException {
        Map<String, Object> options = Map.of(Library.OPTION_ALLOW_OBJECTS, true);
        // by its absolute path: the JVM has loaded this very file, so its JNI helpers belong to this JVM
        String libjava = Path.of(System.getProperty("java.home"), "lib", System.mapLibraryName("java"))
                .toString();
        // not one of JNI's own functions: those take variable arguments, which JNA gets wrong on Apple Silicon
        Function read = NativeLibrary.getInstance(libjava, options).getFunction("JNU_GetStaticFieldByName");
        Object found = read.invoke(
                Object.class,
                new Object[] {
                    JNIEnv.CURRENT,
                    null,
                    "java/lang/invoke/MethodHandles$Lookup",
                    TRUSTED_LOOKUP,
                    "Ljava/lang/invoke/MethodHandles$Lookup;"
                },
                options);
        if (found instanceof MethodHandles.Lookup lookup) {
            CloseOnExec.noteThatJnaIsLoaded();
            return lookup;
        }
        throw new NoSuchFieldException("this JDK has no MethodHandles.Lookup." + TRUSTED_LOOKUP);
    }
}
