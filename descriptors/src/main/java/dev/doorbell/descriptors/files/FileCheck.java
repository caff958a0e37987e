package dev.doorbell.descriptors.files;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;

/**
 * The check of an opened file that may have been there before: its type, its owner and its mode, as systemd has it in
 * {@code fifo_address_create()} and {@code mq_address_create()} (src/core/socket.c). The descriptor is asked, since the
 * path may be another file's by now.
 *
 * <p>Root's files are taken as our own: root can put anything there. The group is not compared, as systemd does: a
 * directory with the set-group-ID bit gives its own, and only the owner, who is checked, can give the file another.
 *
 * @param number the file's descriptor
 * @param name how a message names it
 * @param what what it should be, such as {@code a FIFO}
 */
public record FileCheck(int number, String name, String what) {
    private static final int PERMISSIONS = 07777;

    public void checkType(FileType expected) throws IOException {
        FileType found = DescriptorPath.type(number);
        if (found != expected) {
            throw refused(found + " is there, not " + what);
        }
    }

    public void checkOwner() throws IOException {
        Path file = DescriptorPath.of(number);
        if (!OwnUser.trustsOwnerOf(file)) {
            throw refused(what + " of another user (uid " + OwnUser.idOf(file) + ") is there");
        }
    }

    public void checkMode(OptionalInt expected) throws IOException {
        int found = mode();
        if (expected.isPresent() && found != expected.getAsInt()) {
            throw refused(what + " is there with the mode 0" + Integer.toOctalString(found) + ", not 0"
                    + Integer.toOctalString(expected.getAsInt()));
        }
    }

    public int mode() throws IOException {
        return (Integer) Files.getAttribute(DescriptorPath.of(number), "unix:mode") & PERMISSIONS;
    }

    private FileAlreadyExistsException refused(String why) {
        return new FileAlreadyExistsException(name, null, why);
    }
}
