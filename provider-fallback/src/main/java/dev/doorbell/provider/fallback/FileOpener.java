package dev.doorbell.provider.fallback;

import dev.doorbell.descriptors.kinds.Fifos;
import dev.doorbell.descriptors.kinds.SpecialFiles;
import dev.doorbell.spec.Address;
import dev.doorbell.spec.ListenerSpec;
import dev.doorbell.spi.ListenerHandle;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Opens FIFOs and special files, and makes a FIFO that is not there. */
final class FileOpener {
    private FileOpener() {}

    static ListenerHandle fifo(ListenerSpec spec) throws IOException {
        Address.File address = (Address.File) spec.address().orElseThrow();
        try {
            Fifos.Opened fifo = Fifos.open(address.path(), spec.options().mode());
            try {
                return new BoundHandle(spec, address, fifo.channel(), made(fifo, address));
            } catch (IOException | RuntimeException | Error e) {
                Rollback.close(List.of(fifo.channel()), e);
                throw e;
            }
        } catch (FileSystemException refused) {
            throw BindFailure.of(spec, address, refused);
        }
    }

    /** Returns the file that was made; null where it was there before, or another has replaced it. */
    private static @Nullable SocketFile made(Fifos.Opened fifo, Address.File address) throws IOException {
        if (fifo.file().isEmpty()) {
            return null;
        }
        SocketFile there = SocketFile.at(address.path());
        return there.is(fifo.file().get()) ? there : null;
    }

    static ListenerHandle special(ListenerSpec spec) throws IOException {
        Address.File address = (Address.File) spec.address().orElseThrow();
        try {
            return new BoundHandle(spec, address, SpecialFiles.open(address.path()), null);
        } catch (FileSystemException refused) {
            throw BindFailure.of(spec, address, refused);
        }
    }
}
