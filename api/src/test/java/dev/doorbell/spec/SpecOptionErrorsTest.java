package dev.doorbell.spec;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The errors of bad options, and the character that it points at. */
class SpecOptionErrorsTest {
    static List<BadSpec> unknown() {
        return List.of(
                BadSpec.of("c=unix:///x?^", noOption("")),
                BadSpec.of("c=unix:///x?^&", noOption("")),
                BadSpec.of("c=unix:///x?mode=0600&^", noOption("")),
                BadSpec.of("c=unix:///x?^colour=red", noOption("colour")),
                BadSpec.of("n=netlink:route?^a/b", noOption("a/b")),
                BadSpec.of("c=unix:///x?^MODE=0600", noOption("MODE")),
                BadSpec.of("web=tcp://h:80?^IP version=true", noOption("IP version")),
                BadSpec.of("c=unix:///x?^%6dode=0600", noOption("%6dode")),
                BadSpec.of("c=unix:///x?mode=0600&^user=me", noOption("user")));
    }

    static List<BadSpec> unsuitable() {
        return List.of(
                BadSpec.of("web=tcp://h:80?^mode=0660", "A TCP listener has no mode."),
                BadSpec.of("web=tcp://h:80?^mode=rw", "A TCP listener has no mode."),
                BadSpec.of("web=tcp://h:80?^mode", "A TCP listener has no mode."),
                BadSpec.of("c=unix:///x?^reuseport=true", "A UNIX_STREAM listener has no reuseport."),
                BadSpec.of("c=unix:///x?mode=0600&^reuseport=true", "A UNIX_STREAM listener has no reuseport."),
                BadSpec.of("d=udp://h:80?^backlog=5", "A UDP listener has no backlog."),
                BadSpec.of("d=special:///x?^mode=0600", "A SPECIAL listener has no mode."),
                BadSpec.of("n=netlink:route?^backlog=5", "A NETLINK listener has no backlog."),
                BadSpec.of("c=unix:@a?^mode=0660", "The abstract name @a has no mode: it is not a file."));
    }

    static List<BadSpec> fragments() {
        return List.of(
                BadSpec.of("c=unix:///x?mode=0600^#frag", "a spec has no fragment; write # as %23."),
                BadSpec.of("c=unix:///x?^#frag", "a spec has no fragment; write # as %23."));
    }

    static List<BadSpec> repeated() {
        return List.of(
                BadSpec.of("web=tcp://h:80?backlog=1&^backlog=2", twice("backlog")),
                BadSpec.of("web=tcp://h:80?reuseport=false&backlog=1&^reuseport=false", twice("reuseport")),
                BadSpec.of("c=unix:///x?mode=0600&^mode", twice("mode")));
    }

    private static String twice(String key) {
        return "the option \"" + key + "\" is given twice.";
    }

    static List<BadSpec> values() {
        return List.of(
                BadSpec.of("c=unix:///x?mode^", noMode("")),
                BadSpec.of("c=unix:///x?mode^&backlog=5", noMode("")),
                BadSpec.of("c=unix:///x?mode=^77777", noMode("77777")),
                BadSpec.of("c=unix:///x?mode=^1000", noMode("1000")),
                BadSpec.of("c=unix:///x?backlog=^0", noBacklog("0")),
                BadSpec.of("c=unix:///x?backlog^&mode=0600", noBacklog("")),
                BadSpec.of("c=unix:///x?mode=^", noMode("")),
                BadSpec.of("c=unix:///x?mode=^0999", noMode("0999")),
                BadSpec.of("c=unix:///x?mode=^0668", noMode("0668")),
                BadSpec.of("c=unix:///x?mode=^u+rw", noMode("u+rw")),
                BadSpec.of("c=unix:///x?mode=^-1", noMode("-1")),
                BadSpec.of("c=unix:///x?mode=^\u0666\u0666\u0660", noMode("\u0666\u0666\u0660")),
                BadSpec.of("c=unix:///x?mode=^%30600", noMode("%30600")),
                BadSpec.of("c=unix:///x?backlog=^1\u0661", noBacklog("1\u0661")),
                BadSpec.of("c=unix:///x?mode=^+1", noMode("+1")),
                BadSpec.of("c=unix:///x?mode=^0660=1", noMode("0660=1")),
                BadSpec.of("c=unix:///x?mode=^7777777777777", noMode("7777777777777")),
                BadSpec.of("c=unix:///x?backlog=^-1", noBacklog("-1")),
                BadSpec.of("c=unix:///x?backlog=^many&mode=0600", noBacklog("many")),
                BadSpec.of("c=unix:///x?backlog=^2147483648", noBacklog("2147483648")),
                BadSpec.of("web=tcp://h:80?reuseport=^yes", noBoolean("yes")),
                BadSpec.of("web=tcp://h:80?reuseport=^TRUE", noBoolean("TRUE")),
                BadSpec.of("web=tcp://h:80?reuseport^", noBoolean("")));
    }

    private static String noOption(String key) {
        return "there is no option \"" + key + "\"; expected backlog, mode or reuseport.";
    }

    private static String noMode(String value) {
        return "expected an octal number from 0 to 0777, such as 0660, not \"" + value + "\".";
    }

    private static String noBacklog(String value) {
        return "expected a number from 1, not \"" + value + "\".";
    }

    private static String noBoolean(String value) {
        return "expected true or false, not \"" + value + "\".";
    }

    @ParameterizedTest
    @MethodSource({"unknown", "unsuitable", "repeated", "fragments", "values"})
    void the_complaint_points_at_the_character(BadSpec bad) {
        bad.check();
    }
}
