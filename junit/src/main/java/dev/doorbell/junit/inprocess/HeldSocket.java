package dev.doorbell.junit.inprocess;

import dev.doorbell.Listener;
import dev.doorbell.descriptors.RawDescriptors;
import dev.doorbell.descriptors.adoption.DescriptorClaim;
import dev.doorbell.descriptors.adoption.DescriptorFacts;
import dev.doorbell.descriptors.adoption.InheritedHandle;
import dev.doorbell.descriptors.jdk.DescriptorOwner;
import dev.doorbell.descriptors.jdk.SunNioCh;
import dev.doorbell.spec.Kind;
import dev.doorbell.spi.ListenerHandle;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.Channel;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * A listener that the test holds, and the descriptor of it that the code under test finds. When the code has closed that one,
 * the next call finds another: a service manager passes the socket to the next process too.
 */
final class HeldSocket implements Closeable {
    private final Listener listener;
    private @Nullable Integer number;
    private @Nullable Adopted taken;

    HeldSocket(Listener listener) {
        this.listener = listener;
    }

    String name() {
        return listener.name();
    }

    /** {@return the descriptor to be found, or the one that is taken} */
    synchronized int number() throws IOException {
        if (number == null) {
            number = DescriptorOwner.copy(listener.channel());
            RawDescriptors.block(number);
        }
        return number;
    }

    synchronized boolean isTaken() {
        return taken != null;
    }

    /**
     * A handle under the name of a spec.
     *
     * @param facts those of the descriptor
     */
    ListenerHandle handle(String name, DescriptorFacts facts) {
        return new Adopted(name, facts);
    }

    private synchronized void take(Adopted handle) {
        if (taken != null && taken != handle) {
            throw new IllegalStateException(
                    listener + " is taken already in this test. Close it before it is opened again,"
                            + " or open it in one place only.");
        }
        taken = handle;
    }

    private synchronized void giveBack(Adopted handle, boolean gone) {
        if (taken == handle) {
            taken = null;
        }
        if (gone && number != null && number == handle.number()) {
            number = null;
        }
    }

    /** Closes the descriptor, also if the code under test has it. */
    @Override
    public synchronized void close() throws IOException {
        Adopted open = taken;
        if (open != null) {
            open.close();
        } else if (number != null) {
            SunNioCh.close0(number);
            number = null;
        }
    }

    /** The handle of the descriptor, with a ledger of its own: this JVM reuses the numbers. */
    private final class Adopted extends InheritedHandle {
        private final int own;
        private boolean committed;
        private boolean ended;

        Adopted(String name, DescriptorFacts facts) {
            super(name, facts, new DescriptorClaim(new Properties(), "fd." + facts.number(), name));
            own = facts.number();
        }

        int number() {
            return own;
        }

        @Override
        public Channel open() throws IOException {
            take(this);
            return super.open();
        }

        @Override
        public Channel openToDrain() throws IOException {
            take(this);
            return super.openToDrain();
        }

        @Override
        public void commit() throws IOException {
            super.commit();
            committed = true;
        }

        @Override
        public int detach() throws IOException {
            take(this);
            int detached = super.detach();
            ended = true;
            giveBack(this, true);
            return detached;
        }

        @Override
        public void release() throws IOException {
            super.release();
            // a datagram channel is another descriptor, and the passed one is closed with commit()
            giveBack(this, committed && (kind() == Kind.UDP || kind() == Kind.UNIX_DATAGRAM));
        }

        /** Closes it once: the test may have closed it before the code. */
        @Override
        public void close() throws IOException {
            synchronized (HeldSocket.this) {
                if (!ended) {
                    take(this);
                    ended = true;
                    giveBack(this, true);
                    super.close();
                }
            }
        }
    }
}
