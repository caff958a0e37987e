package dev.doorbell.agent.rewriting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.spec.Kind;
import dev.doorbell.spi.OperatingSystem;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The rewriting in a JVM that has the same class file for each class, or no class file. */
class RewritingTest {
    private static final String NETTY = "io/netty/channel/unix/Socket";

    private final List<String> calls = new ArrayList<>();
    private final List<String> log = new ArrayList<>();
    private final Rewriting rewriting = rewriting(OperatingSystem.LINUX);
    private byte @Nullable [] loaded;

    private Rewriting rewriting(OperatingSystem system) {
        return new Rewriting(jvm(), Set.of(Kind.UDP), system, log::add);
    }

    private Instrumentation jvm() {
        return (Instrumentation) Proxy.newProxyInstance(
                Instrumentation.class.getClassLoader(),
                new Class<?>[] {Instrumentation.class},
                (proxy, method, arguments) -> {
                    calls.add(method.getName());
                    if (method.getName().equals("retransformClasses")) {
                        retransform(((Class<?>[]) arguments[0])[0]);
                    }
                    return method.getReturnType() == boolean.class ? true : null;
                });
    }

    private void retransform(Class<?> type) throws UnmodifiableClassException {
        if (loaded == null) {
            throw new UnmodifiableClassException("no");
        }
        rewriting.transform(type.getModule(), null, type.getName().replace('.', '/'), type, null, loaded);
    }

    private static byte[] file(String internalName) throws IOException {
        try (InputStream content = Object.class.getModule().getResourceAsStream(internalName + ".class")) {
            return Objects.requireNonNull(content, internalName).readAllBytes();
        }
    }

    private byte @Nullable [] netty(Rewriting rewriting, String name) throws IOException {
        return rewriting.transform(
                getClass().getModule(), getClass().getClassLoader(), name, null, null, file("java/lang/String"));
    }

    @Test
    void it_stays_for_classes_that_are_loaded_or_rewritten_later() throws IOException {
        String datagrams = "sun/nio/ch/DatagramChannelImpl";
        byte[] original = file(datagrams);
        loaded = original;
        assertThat(rewriting.start()).isEmpty();
        assertThat(calls).containsExactly("addTransformer", "retransformClasses");
        assertThat(rewriting.transform(Object.class.getModule(), null, datagrams, null, null, original))
                .isNotNull();
    }

    @Test
    void it_is_removed_if_a_place_is_missing() throws IOException {
        loaded = file("java/lang/String");
        assertThat(rewriting.start()).singleElement().asString().contains("call of sun/nio/ch/Net.bind");
        assertThat(calls).endsWith("removeTransformer");
    }

    @Test
    void a_class_that_the_jvm_does_not_rewrite_is_missing() {
        assertThat(rewriting.start()).singleElement().asString().contains("DatagramChannelImpl");
        assertThat(calls).endsWith("removeTransformer");
    }

    @Test
    void netty_is_left_alone_elsewhere_than_on_linux() throws IOException {
        assertThat(netty(rewriting(OperatingSystem.MACOS), "shaded/" + NETTY)).isNull();
        assertThat(log).singleElement().asString().contains("shaded.io.netty.channel.unix.Socket", "Use NIO");
    }

    @Test
    void another_netty_is_left_alone() throws IOException {
        assertThat(netty(rewriting, NETTY)).isNull();
        assertThat(log).singleElement().asString().contains("in another way", "bind(Ljava/net/SocketAddress;)V");
    }
}
