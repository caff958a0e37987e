package dev.doorbell.provider.systemd.matching;

import dev.doorbell.spec.Address;
import dev.doorbell.spec.ListenerSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The specs of one kind, by path: as it is written, and as the file that is there. */
final class SpecsByPath {
    private final List<ListenerSpec> specs = new ArrayList<>();
    private final Map<Path, List<ListenerSpec>> byText = new HashMap<>();
    private @Nullable Map<Object, List<ListenerSpec>> byFile;

    void add(ListenerSpec spec, Path path) {
        specs.add(spec);
        SpecsByAddress.add(byText, absolute(path), spec);
    }

    /** Also through a symbolic link: systemd binds {@code /run} for a unit that says {@code /var/run}. */
    List<ListenerSpec> meaning(Path bound) {
        List<ListenerSpec> same = byText.getOrDefault(absolute(bound), List.of());
        if (same.size() == specs.size()) {
            // no other is left that a link could lead to
            return same;
        }
        Object file = file(bound);
        return file == null ? same : both(same, byFile().getOrDefault(file, List.of()));
    }

    private static List<ListenerSpec> both(List<ListenerSpec> byText, List<ListenerSpec> byFile) {
        List<ListenerSpec> both = new ArrayList<>(byText);
        for (ListenerSpec spec : byFile) {
            if (!both.contains(spec)) {
                both.add(spec);
            }
        }
        return both;
    }

    private Map<Object, List<ListenerSpec>> byFile() {
        if (byFile == null) {
            byFile = new HashMap<>();
            for (ListenerSpec spec : specs) {
                Object file = file(((Address.File) spec.address().orElseThrow()).path());
                if (file != null) {
                    SpecsByAddress.add(byFile, file, spec);
                }
            }
        }
        return byFile;
    }

    /** What tells a file from every other: its device and inode. Null if none is there. */
    private static @Nullable Object file(Path path) {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
        } catch (IOException notThere) {
            return null;
        }
    }

    private static Path absolute(Path path) {
        return path.toAbsolutePath().normalize();
    }
}
