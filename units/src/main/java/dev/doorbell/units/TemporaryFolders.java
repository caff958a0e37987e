package dev.doorbell.units;

import java.util.List;

/** The folders that {@code PrivateTmp=yes} of {@code systemd.exec(5)} replaces with empty ones. */
final class TemporaryFolders {
    private static final List<String> FOLDERS = List.of("/tmp/", "/var/tmp/");

    private TemporaryFolders() {}

    /** Whether a word of a command names what lies there, also behind an option or in a class path. */
    static boolean isIn(String word) {
        return FOLDERS.stream().anyMatch(folder -> names(word, folder));
    }

    private static boolean names(String word, String folder) {
        for (int at = word.indexOf(folder); at >= 0; at = word.indexOf(folder, at + 1)) {
            if (at == 0 || !goesOn(word.charAt(at - 1))) {
                return true;
            }
        }
        return false;
    }

    /** Whether the folder lies in another one, as in {@code /opt/tmp/}. */
    private static boolean goesOn(char before) {
        return Character.isLetterOrDigit(before) || "._-".indexOf(before) >= 0;
    }
}
