package dev.doorbell.descriptors.kinds;

import dev.doorbell.descriptors.files.DescriptorPath;
import dev.doorbell.descriptors.files.FileType;
import dev.doorbell.descriptors.files.NativeFiles;
import dev.doorbell.descriptors.jdk.JdkAccess;
import dev.doorbell.descriptors.jdk.SunNioCh;
import java.io.IOException;
import java.nio.channels.ByteChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** Character devices, and the files of /proc and /sys, through JNA. */
public final class SpecialFiles {
    private SpecialFiles() {}

    /**
     * Opens one for reading and writing, or only for reading where no more is allowed.
     *
     * @param path its path, which may be a symbolic link
     * @return the channel, which the caller closes
     * @throws UnsupportedOperationException if JNA or a way into the JDK is missing, or on Windows
     * @throws FileSystemException if the operating system refuses, or it is another file; the reason says which
     * @throws IOException if it refuses otherwise
     */
    public static ByteChannel open(Path path) throws IOException {
        JdkAccess.get();
        int number = openBothWays(path);
        try {
            FileType type = DescriptorPath.type(number);
            if (type != FileType.CHARACTER_DEVICE && !DescriptorPath.isOfTheKernel(number)) {
                throw new FileSystemException(
                        path.toString(), null, "it is " + type + ", not a character device or a file of /proc or /sys");
            }
            return channel(number);
        } catch (IOException | RuntimeException | LinkageError e) {
            SunNioCh.close0(number);
            throw e;
        }
    }

    public static ByteChannel channel(int number) throws IOException {
        return new DescriptorByteChannel(number, new DeviceTransfer(number));
    }

    private static int openBothWays(Path path) throws IOException {
        try {
            return NativeFiles.open(path, NativeFiles.READ_WRITE);
        } catch (FileSystemException notForWriting) {
            return NativeFiles.open(path, NativeFiles.READ_ONLY);
        }
    }
}
