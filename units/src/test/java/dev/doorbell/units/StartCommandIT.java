package dev.doorbell.units;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the shell makes of the archive that it finds, with a program in Java's place that prints its arguments. */
@Timeout(60)
class StartCommandIT {
    private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");

    @TempDir
    private Path scratch;

    private Path java;
    private Path jar;
    private Path archive;

    @BeforeEach
    void install() throws IOException {
        Program.assumeHas("find");
        Program.assumeHas("readlink");
        Path jdk = jdk("jdk-1");
        java = Files.createSymbolicLink(scratch.resolve("java"), jdk);
        jar = old(Files.writeString(scratch.resolve("it's \"$1\".jar"), ""));
        archive = scratch.resolve("kept/e.jsa");
        Files.createDirectory(archive.getParent());
    }

    private Path jdk(String name) throws IOException {
        Path program = Files.createDirectory(scratch.resolve(name)).resolve("java");
        Files.writeString(program, "#!/bin/sh\necho \"$@\"\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        return old(program);
    }

    private static Path old(Path file) throws IOException {
        return Files.setLastModifiedTime(file, FileTime.from(LONG_AGO));
    }

    @Test
    void without_an_archive_one_is_written_and_then_it_is_read() throws Exception {
        assertThat(start())
                .startsWith("-XX:ArchiveClassesAtExit=" + archive + " ")
                .endsWith("-jar " + jar + " x y\n");
        leave();
        assertThat(start()).startsWith("-XX:SharedArchiveFile=" + archive + " ").endsWith("-jar " + jar + " x y\n");
        assertThat(archive).exists();
    }

    @Test
    void a_newer_jar_has_a_new_archive() throws Exception {
        leave();
        Files.setLastModifiedTime(jar, FileTime.from(Instant.now().plusSeconds(2)));
        assertThat(start()).startsWith("-XX:ArchiveClassesAtExit=");
        assertThat(archive).doesNotExist();
    }

    /** The archive is written when that run ends. */
    @Test
    void a_jar_that_came_while_the_archives_run_went_on_has_a_new_one() throws Exception {
        start();
        FileTime inBetween = FileTime.from(Instant.now().plusSeconds(2));
        Files.setLastModifiedTime(jar, inBetween);
        Files.setLastModifiedTime(
                Files.writeString(archive, ""),
                FileTime.from(inBetween.toInstant().plusSeconds(2)));
        assertThat(start()).startsWith("-XX:ArchiveClassesAtExit=");
    }

    @Test
    void a_newer_java_has_a_new_archive() throws Exception {
        leave();
        Files.setLastModifiedTime(
                scratch.resolve("jdk-1/java"), FileTime.from(Instant.now().plusSeconds(2)));
        assertThat(start()).startsWith("-XX:ArchiveClassesAtExit=");
    }

    @Test
    void a_link_that_leads_to_another_java_has_a_new_archive() throws Exception {
        leave();
        Files.delete(java);
        Files.createSymbolicLink(java, jdk("jdk-2"));
        assertThat(start()).startsWith("-XX:ArchiveClassesAtExit=");
        leave();
        assertThat(start()).startsWith("-XX:SharedArchiveFile=");
    }

    @Test
    void where_nothing_can_be_kept_java_is_started_without() throws Exception {
        Files.delete(archive.getParent());
        assertThat(start())
                .contains("e.jsa.since")
                .endsWith("\n-XX:+UseSerialGC -XX:TieredStopAtLevel=1"
                        + " -Xlog:disable -Xlog:all=warning:stderr -XX:+DisplayVMOutputToStderr -jar " + jar
                        + " x y\n");
    }

    @Test
    void an_archive_stays_after_a_success() throws Exception {
        leave();
        assertThat(end("success")).isEmpty();
        assertThat(archive).exists();
    }

    @Test
    void an_archive_goes_after_a_failure() throws Exception {
        leave();
        assertThat(end("core-dump")).isEmpty();
        assertThat(archive).doesNotExist();
        assertThat(end("exit-code")).isEmpty();
    }

    /** As a package brings it, with its own time. */
    @Test
    void an_archive_goes_when_something_that_it_was_made_of_came_later() throws Exception {
        leave();
        Path since = archive.resolveSibling("e.jsa.since");
        // the kernel's time of files goes on in steps of some milliseconds
        do {
            Path other = old(Files.writeString(scratch.resolve("new"), ""));
            Files.move(other, jar, StandardCopyOption.REPLACE_EXISTING);
        } while (((FileTime) Files.getAttribute(jar, "unix:ctime")).compareTo(Files.getLastModifiedTime(since)) <= 0);
        assertThat(start()).startsWith("-XX:SharedArchiveFile=");
        assertThat(end("success")).isEmpty();
        assertThat(archive).doesNotExist();
    }

    /** A first run, and what it leaves. */
    private void leave() throws Exception {
        start();
        Files.writeString(archive, "");
    }

    private String start() throws Exception {
        return run(StartCommand.script(service(), StartUp.APPCDS), StartCommand.java(service()));
    }

    private String end(String result) throws Exception {
        return run("SERVICE_RESULT=" + result + "; " + StartCommand.cleaning(), StartCommand.sources(service()));
    }

    private String run(String script, List<String> arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", script, archive.toString()));
        command.addAll(arguments);
        return Program.run(scratch, command.toArray(new String[0]));
    }

    private ServiceDeclaration service() {
        return Declared.echo("http=tcp://*:80")
                .command(java.toString(), "-jar", jar.toString(), "x", "y")
                .startUp(StartUp.APPCDS)
                .build();
    }
}
