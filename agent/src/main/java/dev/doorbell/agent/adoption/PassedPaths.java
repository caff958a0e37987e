package dev.doorbell.agent.adoption;

import dev.doorbell.descriptors.adoption.DescriptorFacts;
import dev.doorbell.descriptors.files.FileStat;
import dev.doorbell.provider.systemd.matching.PassedDescriptor;
import dev.doorbell.spec.Address;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The paths of the UNIX sockets that were passed. */
final class PassedPaths {
    private final List<Path> paths = new ArrayList<>();

    PassedPaths(List<PassedDescriptor> passed) {
        for (PassedDescriptor descriptor : passed) {
            Optional<DescriptorFacts> facts = descriptor.facts();
            if (facts.isPresent() && facts.get().address().orElse(null) instanceof Address.File file) {
                paths.add(file.path());
            }
        }
    }

    /** Whether a path is that of a listener, also through a link. Called for each file that the program deletes. */
    boolean isAt(Path path) {
        for (Path socket : paths) {
            if (path.endsWith(socket.getFileName()) && isSameFile(path, socket)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isSameFile(Path path, Path socket) {
        try {
            Optional<FileStat> identity = FileStat.ofPath(socket);
            return identity.isPresent()
                    && FileStat.ofPath(path).filter(identity.get()::sameFile).isPresent();
        } catch (IOException notTold) {
            return false;
        }
    }
}
