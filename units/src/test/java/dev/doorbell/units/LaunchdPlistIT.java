package dev.doorbell.units;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.needs.Needs;
import dev.doorbell.spec.ListenerSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The property list, read by independent parsers. Only macOS can show that launchd accepts it. */
@Timeout(60)
@Tag("once")
class LaunchdPlistIT {
    @TempDir
    private Path scratch;

    private Path plist;

    @BeforeEach
    void write() throws IOException {
        ServiceDeclaration all = Declared.echo()
                .label("dev.example.echo")
                .user("_www")
                .idleExit(Duration.ofMinutes(1))
                .command("/bin/sh", "<&>\"'", "]]>", " ", "", "a\nb", "é\ud83d\ude00")
                .listener(Matrix.launchd().toArray(ListenerSpec[]::new))
                .build();
        UnitFile file = LaunchdPlist.of(all, warning -> {});
        plist = Files.writeString(scratch.resolve(file.name()), file.text());
    }

    @Test
    @Needs("python3")
    void python_reads_the_tree_that_was_written() throws Exception {
        assertThat(Program.run(scratch, "python3", "-c", """
                import plistlib, sys
                job = plistlib.load(open(sys.argv[1], 'rb'))
                assert set(job) == {'Label', 'ProgramArguments', 'Sockets', 'UserName', 'EnvironmentVariables',
                                    'ExitTimeOut', 'ProcessType'}, job
                assert job['ProgramArguments'] == ['/bin/sh', '<&>"\\'', ']]>', ' ', '', 'a\\nb', 'é\\U0001f600'], job
                sockets = list(job['Sockets'].values())
                paths = [one for one in sockets if 'SockPathName' in one]
                assert {one.get('SockPathMode') for one in paths} == {None, 0, 0o660, 0o777}, paths
                assert paths[0]['SockPathName'].startswith('/var/run/a b/<c>&d/"e"/]]>'), paths
                assert all(one['SockType'] in ('stream', 'dgram') for one in sockets), sockets
                assert all(type(one.get('SockServiceName', '')) is str for one in sockets), sockets
                print(len(sockets))
                """, plist.toString()))
                .isEqualTo(Matrix.launchd().size() + "\n");
    }

    @Test
    @Needs({"plistutil", "python3"})
    void libplist_reads_the_tree_that_python_reads() throws Exception {
        Path binary = scratch.resolve("binary");
        Program.run(scratch, "plistutil", "-i", plist.toString(), "-f", "bin", "-o", binary.toString());
        Program.run(scratch, "python3", "-c", """
                import plistlib, sys
                one, other = (plistlib.load(open(name, 'rb')) for name in sys.argv[1:])
                assert one == other, (one, other)
                """, plist.toString(), binary.toString());
    }
}
