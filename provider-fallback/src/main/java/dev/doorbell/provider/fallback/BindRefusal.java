package dev.doorbell.provider.fallback;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;

/** A reason of the operating system to refuse a bind. The JDK tells it in the words of {@code strerror(3)}, and not by its number. */
enum BindRefusal {
    /** Doorbell's own words, with those of the operating system behind them. */
    NO_LOCK("", "cannot lock the file"),
    IN_USE("EADDRINUSE", "address already in use"),
    DENIED("EACCES", "permission denied"),
    NOT_PERMITTED("EPERM", "operation not permitted"),
    /** macOS says can't where Linux says cannot. */
    NOT_OF_THIS_MACHINE("EADDRNOTAVAIL", "assign requested address"),
    MISSING("ENOENT", "no such file or directory"),
    NO_DIRECTORY("ENOTDIR", "not a directory"),
    READ_ONLY("EROFS", "read-only file system"),
    TOO_MANY_IN_ALL("ENFILE", "too many open files in system"),
    TOO_MANY("EMFILE", "too many open files"),
    /** Doorbell's own words, without an errno. */
    UNSAFE("", "other users can replace files"),
    OF_ANOTHER_USER("", "of another user (uid"),
    KEEPS_NO_OWNER("", "keeps no owner or mode"),
    REPLACED("", "removed or replaced"),
    /** Any other, and each of these in another language than English. */
    OTHER("", "");

    private final String errno;
    private final String words;

    BindRefusal(String errno, String words) {
        this.errno = errno;
        this.words = words;
    }

    static BindRefusal of(IOException refused) {
        String said = words(refused);
        for (BindRefusal refusal : values()) {
            if (said.toLowerCase(Locale.ROOT).contains(refusal.words) || refusal.isNamedIn(said)) {
                return refusal;
            }
        }
        return OTHER;
    }

    /** Returns whether the message names this errno, as that of native code does in every language. */
    private boolean isNamedIn(String said) {
        return !errno.isEmpty() && said.contains("(" + errno + ")");
    }

    /** Returns the message, with the errno behind it where it is known. */
    String told(IOException refused) {
        String said = words(refused);
        return errno.isEmpty() || isNamedIn(said) ? said : said + " (" + errno + ")";
    }

    private static String words(IOException refused) {
        if (refused instanceof AccessDeniedException) {
            return "Permission denied";
        }
        if (refused instanceof NoSuchFileException) {
            return "No such file or directory";
        }
        String said = refused instanceof FileSystemException file ? file.getReason() : refused.getMessage();
        return said == null ? refused.toString() : said;
    }
}
