package dev.doorbell.agent.adoption;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import dev.doorbell.descriptors.adoption.DescriptorFacts;
import dev.doorbell.descriptors.files.FileStat;
import dev.doorbell.provider.systemd.matching.PassedDescriptor;
import dev.doorbell.spec.Address;
import java.io.File;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The paths of the UNIX sockets that were passed, which stay when the program deletes them. */
final class PassedPaths {
    private final List<PassedPath> paths = new ArrayList<>();

    PassedPaths(List<PassedDescriptor> passed) throws IOException {
        for (PassedDescriptor descriptor : passed) {
            Optional<DescriptorFacts> facts = descriptor.facts();
            if (facts.isPresent() && facts.get().address().orElse(null) instanceof Address.File file) {
                Optional<FileStat> identity = FileStat.ofPath(file.path(), NOFOLLOW_LINKS);
                if (identity.isPresent()) {
                    paths.add(new PassedPath(file.path(), identity.get()));
                }
            }
        }
    }

    /** Whether a {@link File} or a {@link Path} is that of a listener. Called for each file that the program deletes. */
    boolean isAt(Object file) {
        for (PassedPath socket : paths) {
            Path path = socket.ofSameName(file);
            if (path != null && socket.isAt(path)) {
                return true;
            }
        }
        return false;
    }

    /**
     * The path of a socket.
     *
     * @param identity the file at the start: a socket that the program binds there later is another one
     */
    private record PassedPath(Path path, FileStat identity) {
        /** Most files have another name, which is compared first. */
        @Nullable
        Path ofSameName(Object file) {
            Path name = path.getFileName();
            if (file instanceof Path other) {
                return other.endsWith(name) ? other : null;
            }
            return ((File) file).getName().equals(name.toString()) ? converted((File) file) : null;
        }

        /** In a locale that is not UTF-8, some files of java.io are no paths. */
        private static @Nullable Path converted(File file) {
            try {
                return file.toPath();
            } catch (InvalidPathException otherCharacters) {
                return null;
            }
        }

        /** The folder may be reached through a link; another link to the socket is the program's own. */
        boolean isAt(Path other) {
            try {
                return isSame(FileStat.ofPath(other, NOFOLLOW_LINKS), identity)
                        && isSame(folder(other), folder(path).orElse(null));
            } catch (IOException unknown) {
                return false;
            }
        }

        private static Optional<FileStat> folder(Path file) throws IOException {
            Path folder = file.toAbsolutePath().getParent();
            return folder == null ? Optional.empty() : FileStat.ofPath(folder);
        }

        private static boolean isSame(Optional<FileStat> found, @Nullable FileStat wanted) {
            return found.isPresent() && wanted != null && found.get().sameFile(wanted);
        }
    }
}
