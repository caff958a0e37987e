package dev.doorbell.e2e;

import java.nio.file.Files;
import java.util.Optional;

/** What tests of this module need and no command shows. */
final class SpecialNeeds {
    private SpecialNeeds() {}

    /** The C programs, which the build makes where it has a compiler. */
    public static final class Programs implements Need {
        @Override
        public String name() {
            return "cc";
        }

        @Override
        public Optional<String> missing() {
            return Files.isExecutable(Paths.NATIVE.resolve("c_numbers"))
                    ? Optional.empty()
                    : Optional.of("none is built in " + Paths.NATIVE);
        }
    }

    /** What {@link Oracle} asks. */
    public static final class Libsystemd implements Need {
        @Override
        public String name() {
            return "libsystemd";
        }

        @Override
        public Optional<String> missing() {
            return Oracle.missing();
        }
    }

    /** The right to have a network namespace. */
    public static final class Network implements Need {
        @Override
        public String name() {
            return "own network";
        }

        @Override
        public Optional<String> missing() {
            return OwnNetwork.isAllowed() ? Optional.empty() : Optional.of("unshare --net fails");
        }
    }

    /** What {@link PrivateSystemd} boots with. */
    public static final class Systemd implements Need {
        @Override
        public String name() {
            return "private systemd";
        }

        @Override
        public Optional<String> missing() {
            return PrivateSystemdNeeds.missing();
        }
    }

    /** The systemd of {@link NewerSystemd}. */
    public static final class Newer implements Need {
        @Override
        public String name() {
            return "newer systemd";
        }

        @Override
        public Optional<String> missing() {
            return NewerSystemd.missing();
        }
    }

    /** What {@code e2e/src/test/sh/zig.sh} fetches. */
    public static final class Zig implements Need {
        @Override
        public String name() {
            return "zig";
        }

        @Override
        public Optional<String> missing() {
            return Cached.ZIG.missing();
        }
    }

    /** The headers of Linux for other machines. */
    public static final class ForeignHeaders implements Need {
        @Override
        public String name() {
            return "foreign headers";
        }

        @Override
        public Optional<String> missing() {
            return Cached.FOREIGN_HEADERS.missing();
        }
    }
}
