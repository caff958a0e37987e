package dev.doorbell.cli;

import dev.doorbell.units.UnitFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Files of one folder that get their names together: if one cannot, what had the names before has them again. */
final class FilesTogether {
    private final Path folder;
    private final boolean force;
    private final List<PlacedFile> placed = new ArrayList<>();

    FilesTogether(Path folder, boolean force) {
        this.folder = folder;
        this.force = force;
    }

    List<Path> write(List<UnitFile> files) throws IOException {
        try {
            hide(files);
            List<Path> paths = show();
            placed.forEach(PlacedFile::forgetOld);
            return paths;
        } catch (IOException failed) {
            putBack(failed);
            throw failed;
        } finally {
            placed.forEach(PlacedFile::deleteHidden);
        }
    }

    /** A full disk is found before any file has its name. */
    private void hide(List<UnitFile> files) throws IOException {
        String hidden = ".doorbell-" + ProcessHandle.current().pid() + "-" + Long.toHexString(System.nanoTime()) + "-";
        for (UnitFile file : files) {
            // no name of a unit, so that a service manager does not see it, and shorter than one
            PlacedFile one = new PlacedFile(folder, file.name(), hidden + placed.size());
            placed.add(one);
            one.write(file.text());
        }
    }

    private List<Path> show() throws IOException {
        List<Path> paths = new ArrayList<>();
        for (PlacedFile file : placed) {
            paths.add(file.show(force));
        }
        return paths;
    }

    private void putBack(IOException failed) throws IOException {
        List<Path> lost = new ArrayList<>();
        for (PlacedFile file : placed) {
            try {
                file.putBack();
            } catch (IOException stays) {
                failed.addSuppressed(stays);
                lost.add(file.old());
            }
        }
        if (!lost.isEmpty()) {
            throw new UnitOutput.Refusal(
                    "Not all files could be written to " + folder
                            + ", nor all put back that were there. Look for them at " + lost + ".",
                    failed);
        }
    }
}
