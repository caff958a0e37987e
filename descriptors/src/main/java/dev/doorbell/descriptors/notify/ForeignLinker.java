package dev.doorbell.descriptors.notify;

import dev.doorbell.descriptors.posix.CNumber;
import dev.doorbell.spi.OperatingSystem;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * {@code java.lang.foreign.Linker}, by reflection: the package is final since JDK 22, and Doorbell is compiled by JDK 17 for
 * JDK 17. A class in {@code META-INF/versions/22} would take a second, newer JDK for each build. What reflection takes is
 * done once for each function; a call of it goes through a plain method handle.
 */
final class ForeignLinker {
    private static final int FIRST_JDK = 22;

    private static final String PACKAGE = "java.lang.foreign.";

    /** More than the structure that the linker puts the errno in, which is its first field on Linux. */
    private static final int STATE_BYTES = 64;

    private final ByteBuffer state = memory(STATE_BYTES);
    private final Map<String, MethodHandle> functions = new HashMap<>();

    /** A call of a function of the C library. */
    interface NativeCall {
        int result() throws Throwable;
    }

    /** Whether this is a JDK that has it, on Linux with 64 bits: {@link ForeignCalls} has no other numbers and structures. */
    static boolean isAvailable() {
        return CNumber.OS == OperatingSystem.LINUX
                && Runtime.version().feature() >= FIRST_JDK
                && "64".equals(System.getProperty("sun.arch.data.model"));
    }

    /** {@code Module.isNativeAccessEnabled()}: whether a module may use it without a warning. */
    static boolean isEnabledFor(Module module) {
        return reflected(
                () -> (Boolean) Module.class.getMethod("isNativeAccessEnabled").invoke(module));
    }

    static ByteBuffer memory(int bytes) {
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    }

    /**
     * Finds a function of the C library.
     *
     * @param result {@code int} or {@code long}
     * @param parameters each {@code int} or {@code long}; a pointer is a long
     * @throws UnsupportedOperationException if this JVM has no linker, or native access is denied
     */
    synchronized MethodHandle function(String name, Class<?> result, Class<?>... parameters) {
        return functions.computeIfAbsent(name, absent -> reflected(() -> linked(name, result, parameters)));
    }

    /** {@code Linker.downcallHandle} with the option that keeps the errno, which the JVM's own calls would replace. */
    private MethodHandle linked(String name, Class<?> result, Class<?>... parameters)
            throws ReflectiveOperationException {
        Class<?> linker = type("Linker");
        Class<?> option = type("Linker$Option");
        Class<?> layout = type("MemoryLayout");
        Class<?> segment = type("MemorySegment");
        Object own = linker.getMethod("nativeLinker").invoke(null);
        Object library = linker.getMethod("defaultLookup").invoke(own);
        Optional<?> symbol = (Optional<?>)
                type("SymbolLookup").getMethod("find", String.class).invoke(library, name);
        Object descriptor = type("FunctionDescriptor")
                .getMethod("of", layout, layout.arrayType())
                .invoke(null, layoutOf(result), layoutsOf(parameters));
        Object keepErrno =
                option.getMethod("captureCallState", String[].class).invoke(null, (Object) new String[] {"errno"});
        MethodHandle handle = (MethodHandle)
                linker.getMethod("downcallHandle", segment, type("FunctionDescriptor"), option.arrayType())
                        .invoke(own, symbol.orElseThrow(), descriptor, arrayOf(option, keepErrno));
        return MethodHandles.insertArguments(handle, 0, segment(state));
    }

    private static Class<?> type(String name) throws ClassNotFoundException {
        return Class.forName(PACKAGE + name);
    }

    private static Object layoutOf(Class<?> primitive) throws ReflectiveOperationException {
        return type("ValueLayout")
                .getField(primitive == long.class ? "JAVA_LONG" : "JAVA_INT")
                .get(null);
    }

    private static Object layoutsOf(Class<?>... primitives) throws ReflectiveOperationException {
        Object[] layouts = new Object[primitives.length];
        for (int i = 0; i < layouts.length; i++) {
            layouts[i] = layoutOf(primitives[i]);
        }
        return arrayOf(type("MemoryLayout"), layouts);
    }

    private static Object arrayOf(Class<?> type, Object... elements) {
        Object array = Array.newInstance(type, elements.length);
        for (int i = 0; i < elements.length; i++) {
            Array.set(array, i, elements[i]);
        }
        return array;
    }

    private static Object segment(ByteBuffer direct) throws ReflectiveOperationException {
        return type("MemorySegment").getMethod("ofBuffer", Buffer.class).invoke(null, direct);
    }

    long address(ByteBuffer direct) {
        return reflected(() -> (Long) type("MemorySegment").getMethod("address").invoke(segment(direct)));
    }

    /** One call at a time: they share the memory for the errno. {@return its result, or the negative errno} */
    synchronized int call(NativeCall function) {
        try {
            int result = function.result();
            return result < 0 ? -state.getInt(0) : result;
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static <T> T reflected(Callable<T> call) {
        try {
            return call.call();
        } catch (InvocationTargetException e) {
            Throwable cause = e.getTargetException();
            throw new UnsupportedOperationException(cause.getMessage(), cause);
        } catch (Exception e) {
            throw new UnsupportedOperationException(e.toString(), e);
        }
    }
}
