package dev.doorbell.agent.adoption;

import dev.doorbell.agent.hooks.DoorbellHooks;
import dev.doorbell.agent.lifetime.Lifetime;
import dev.doorbell.descriptors.jdk.JdkSockets;
import dev.doorbell.descriptors.jdk.SunNioCh;
import dev.doorbell.spec.Address;
import java.io.FileDescriptor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.nio.channels.SelectableChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/** The hooks of a process that listeners were passed to. */
final class AdoptingHooks extends DoorbellHooks {
    private final PassedListeners passed;
    private final PassedPaths paths;
    private final Map<Object, ProtocolFamily> families = Collections.synchronizedMap(new WeakHashMap<>());

    private final Lifetime lifetime;
    private final Duration drain;

    private AdoptingHooks(PassedListeners passed, PassedPaths paths, Lifetime lifetime, Duration drain) {
        this.passed = passed;
        this.paths = paths;
        this.lifetime = lifetime;
        this.drain = drain;
    }

    static void install(PassedListeners passed, PassedPaths paths, Lifetime lifetime, Duration drain) {
        install(new AdoptingHooks(passed, paths, lifetime, drain));
    }

    @Override
    protected boolean binds(
            @Nullable ProtocolFamily family, FileDescriptor socket, InetAddress host, int port, Object owner)
            throws IOException {
        if (JdkSockets.isClient(owner)) {
            return false;
        }
        Address address = new Address.Ip(new InetSocketAddress(host, port));
        return adopts(new JdkRequest(SunNioCh.fdVal(socket), owner, address) {
            @Override
            void make() throws IOException {
                SunNioCh.bind(family, socket, host, port);
            }
        });
    }

    @Override
    protected boolean binds(FileDescriptor socket, Path path, Object owner) throws IOException {
        return adopts(new JdkRequest(SunNioCh.fdVal(socket), owner, new Address.File(path)) {
            @Override
            void make() throws IOException {
                SunNioCh.unixBind(socket, path);
            }
        });
    }

    /** A request of a class of the JDK. */
    private abstract class JdkRequest extends BindRequest {
        JdkRequest(int number, Object owner, Address address) {
            super(number, owner, address);
        }

        @Override
        void afterAdoption() throws IOException {
            if (owner() instanceof SelectableChannel channel) {
                JdkSockets.registerAnew(channel);
            }
        }

        @Override
        void setFamily(ProtocolFamily family) {
            families.put(owner(), family);
            noteThatFamiliesDiffer();
        }
    }

    private boolean adopts(BindRequest request) throws IOException {
        Outcome outcome = passed.serve(request);
        if (outcome.family() != null) {
            request.setFamily(outcome.family());
        }
        if (outcome.isBound()) {
            lifetime.noteActivity();
            if (passed.allAreTaken()) {
                lifetime.allAreTaken();
            }
        }
        return outcome.isBound();
    }

    @Override
    protected boolean listens(FileDescriptor socket) throws IOException {
        return passed.isAdopted(SunNioCh.fdVal(socket));
    }

    @Override
    protected boolean bindsNetty(Object socket, Object address) throws IOException {
        NettyRequest request = NettyRequest.of(socket, address);
        if (request == null) {
            passed.forget(NettyRequest.numberOf(socket));
            return false;
        }
        boolean adopted = adopts(request);
        if (adopted && isOfIoUring(socket)) {
            lifetime.abandonIntake("cannot stop the intake of Netty's io_uring transport, whose accept is no call of a"
                    + " method: doorbell.agent.drain and doorbell.agent.idle have no effect. Use its epoll or NIO"
                    + " transport.");
        }
        return adopted;
    }

    /** Whether it is of {@code io.netty.channel.uring} or of the incubator's package before Netty 4.2, also where shaded. */
    static boolean isOfIoUring(Object socket) {
        return socket.getClass().getPackageName().endsWith("uring");
    }

    @Override
    protected boolean listensNetty(Object socket) throws IOException {
        return passed.isAdopted(NettyRequest.numberOf(socket));
    }

    @Override
    protected boolean isPassed(Object file) {
        return paths.isAt(file);
    }

    @Override
    protected boolean accepts(Object socket, Object owner) throws IOException {
        return passed.intake().beforeAccept(number(socket), owner);
    }

    @Override
    protected void hasAccepted(Object socket, boolean connection) throws IOException {
        int number = number(socket);
        passed.intake().afterAccept(number);
        if (connection && passed.intake().isOwner(number)) {
            lifetime.noteActivity();
        }
    }

    @Override
    protected boolean connects(Object socket, Object address, int millis) throws IOException {
        InetSocketAddress instead = passed.wake().addressInsteadOf(address);
        if (instead != null) {
            JdkSockets.connect(socket, instead, millis);
        }
        return instead != null;
    }

    private static int number(Object socket) throws IOException {
        return socket instanceof FileDescriptor descriptor ? SunNioCh.fdVal(descriptor) : (Integer) socket;
    }

    @Override
    protected void terminates() {
        lifetime.drain(drain);
    }

    @Override
    protected ProtocolFamily familyOf(Object channel, ProtocolFamily own) {
        return families.getOrDefault(channel, own);
    }
}
