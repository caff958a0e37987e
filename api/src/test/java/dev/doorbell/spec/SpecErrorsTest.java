package dev.doorbell.spec;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The errors of a bad name, scheme or path, and the character that it points at. */
class SpecErrorsTest {
    private static final String NAME_RULE = "a listener name cannot have this character."
            + " Use 1 to 255 printable ASCII characters; in a spec, write ':' as %3A, '=' as %3D and '%' as %25.";
    private static final String NO_NAME = "a listener name has 1 to 255 characters, this one has 0.";
    private static final String LONG_NAME = "a listener name has 1 to 255 characters, this one has 300.";
    private static final String NO_URI = "expected a URI such as tcp://127.0.0.1:8080 or unix:///run/x.sock.";
    private static final String SCHEMES =
            " is not a scheme; expected tcp, tcp4, tcp6, udp, udp4, udp6, unix, unixpacket, unixgram, fifo, special,"
                    + " netlink or mqueue.";
    private static final String NOT_ABSOLUTE = ":///run/x; a relative one is written without slashes before it.";
    private static final String FAMILY = "expected a netlink family, as in netlink:kobject-uevent/1.";
    private static final String GROUP = "expected a netlink group of at least 0.";
    private static final String QUEUE = "a message queue's name is a slash and then characters other than slashes.";
    private static final String ESCAPE = "a percent sign needs two hexadecimal digits; write % as %25.";
    private static final String FRAGMENT = "a spec has no fragment; write # as %23.";

    private static final String NOT_UTF8 = "these escapes are not UTF-8.";
    private static final String NUL = "neither a path nor a queue's name has a NUL.";

    private static final String FAMILY_RULE = "a netlink family has ASCII letters, digits, '-' and '_' only.";

    static List<BadSpec> names() {
        String tooLong = "n".repeat(300);
        return List.of(
                BadSpec.of("^", NO_NAME),
                BadSpec.of("^=", NO_NAME),
                BadSpec.of("^=tcp://h:80", NO_NAME),
                BadSpec.of(tooLong + "^", LONG_NAME),
                BadSpec.of(tooLong + "^=tcp://h:80", LONG_NAME),
                BadSpec.of("web^:1", NAME_RULE),
                BadSpec.of("web^:1=tcp://h:80", NAME_RULE),
                BadSpec.of("tcp^://h:80", NAME_RULE),
                BadSpec.of("a%3Ab^:c%=tcp://h:80", NAME_RULE),
                BadSpec.of("100^%", ESCAPE),
                BadSpec.of("100^%=tcp://h:80", ESCAPE),
                BadSpec.of("a%3A^%3=tcp://h:80", ESCAPE),
                BadSpec.of("a%3Ab%3D^%0Ac=tcp://h:80", NAME_RULE),
                BadSpec.of("a^%7F", NAME_RULE),
                BadSpec.of("a%20^%C3%A9", NAME_RULE),
                BadSpec.of("a%20^%C3=tcp://h:80", NOT_UTF8),
                BadSpec.of("%20".repeat(256) + "^=tcp://h:80", LONG_NAME.replace("300", "256")),
                BadSpec.of("caf^\u00e9=tcp://h:80", NAME_RULE),
                BadSpec.of("^\u0663", NAME_RULE));
    }

    /** A terminal shows what the caret stands under, so nothing in the echo may move it. */
    static List<BadSpec> echoes() {
        return List.of(
                BadSpec.of("we^\nb", NAME_RULE).echoedAs("we?b"),
                BadSpec.of("we^\tb=tcp://h:80", NAME_RULE).echoedAs("we?b=tcp://h:80"),
                BadSpec.of("^\u0000", NAME_RULE).echoedAs("?"),
                BadSpec.of("^\u007f\u001b[2J", NAME_RULE).echoedAs("??[2J"),
                BadSpec.of("web=^\r\n", NO_URI).echoedAs("web=??"),
                BadSpec.of("web=^\ntcp:", "\"?tcp\"" + SCHEMES).echoedAs("web=?tcp:"),
                BadSpec.of("c=unix:///\u0085\u2028\u2029^#", FRAGMENT).echoedAs("c=unix:///???#"),
                BadSpec.of("c=unix:///\u202e\u200b^#", FRAGMENT).echoedAs("c=unix:///??#"),
                BadSpec.of("c=unix:///\ud83d\ude00\ud800^#", FRAGMENT).echoedAs("c=unix:///???#"),
                BadSpec.of("c=unix:///e\u0301^#", FRAGMENT).echoedAs("c=unix:///e?#"));
    }

    static List<BadSpec> schemes() {
        return List.of(
                BadSpec.of("web=^", NO_URI),
                BadSpec.of("web=^8080", NO_URI),
                BadSpec.of("web=^other=tcp", NO_URI),
                BadSpec.of("web=tcp^#//h", FRAGMENT),
                BadSpec.of("web=^:80", "\"\"" + SCHEMES),
                BadSpec.of("web=^http://h:80", "\"http\"" + SCHEMES),
                BadSpec.of("web=^127.0.0.1:80", "\"127.0.0.1\"" + SCHEMES),
                BadSpec.of("web=^unix4:///run/x", "\"unix4\"" + SCHEMES),
                BadSpec.of("web=^HTTP://h:80", "\"HTTP\"" + SCHEMES),
                BadSpec.of("n=^netlin\u212a:route", "\"netlin\u212a\"" + SCHEMES),
                BadSpec.of("web=^ tcp://h:80", "\" tcp\"" + SCHEMES));
    }

    static List<BadSpec> paths() {
        return List.of(
                BadSpec.of("c=unix:^", "expected a path."),
                BadSpec.of("c=fifo:^?mode=0600", "expected a path."),
                BadSpec.of("c=unix:@^", "expected a name after the @."),
                BadSpec.of("c=unixgram:@^?mode=0600", "expected a name after the @."),
                BadSpec.of("c=unix://^", "an absolute path follows, as in unix" + NOT_ABSOLUTE),
                BadSpec.of("c=unix://^run/x", "an absolute path follows, as in unix" + NOT_ABSOLUTE),
                BadSpec.of("c=special://^?mode=0600", "an absolute path follows, as in special" + NOT_ABSOLUTE),
                BadSpec.of("c=unix:///run/^#frag", FRAGMENT),
                BadSpec.of("c=unix:@name^#frag", FRAGMENT));
    }

    static List<BadSpec> escapes() {
        return List.of(
                BadSpec.of("c=unix:///^%zz", ESCAPE),
                BadSpec.of("c=unix:///run/^%2", ESCAPE),
                BadSpec.of("c=unix:///run/^%", ESCAPE),
                BadSpec.of("c=unix:///run/^%?mode=0600", ESCAPE),
                BadSpec.of("c=unix:///%20/^%-1", ESCAPE),
                BadSpec.of("c=unix:///\u00e9\u20ac/^%g0", ESCAPE),
                BadSpec.of("c=unix:@name^%0", ESCAPE),
                BadSpec.of("c=unix:///^%\uff10\uff10", ESCAPE),
                BadSpec.of("c=unix:///\ud83d\ude00^%g0", ESCAPE).echoedAs("c=unix:///??%g0"),
                BadSpec.of("c=unix:///a^%ff", NOT_UTF8),
                BadSpec.of("c=unix:///a%20b/%41^%C3", NOT_UTF8),
                BadSpec.of("c=unix:@^%C3\u00a9", NOT_UTF8),
                BadSpec.of("c=unix:@^%ED%A0%80", NOT_UTF8),
                BadSpec.of("c=unix:///a^%00b", NUL),
                BadSpec.of("c=unix:///a^\u0000%20", NUL).echoedAs("c=unix:///a?%20"),
                BadSpec.of("c=fifo:///%20^%00", NUL),
                BadSpec.of("c=fifo:///^\u0000%00", NUL).echoedAs("c=fifo:///?%00"),
                BadSpec.of("c=fifo:///^%00\u0000", NUL).echoedAs("c=fifo:///%00?"),
                BadSpec.of("q=mqueue:///a^%00", NUL));
    }

    static List<BadSpec> netlinkAndQueues() {
        return List.of(
                BadSpec.of("n=netlink:^", FAMILY),
                BadSpec.of("n=netlink:^/1", FAMILY),
                BadSpec.of("n=netlink:^//route", FAMILY),
                BadSpec.of("n=netlink:ro^%2fute", FAMILY_RULE),
                BadSpec.of("n=netlink:route^ x/1", FAMILY_RULE),
                BadSpec.of("n=netlink:^\u00e9", FAMILY_RULE),
                BadSpec.of("n=netlink:route/^", GROUP),
                BadSpec.of("n=netlink:route/1^#frag", FRAGMENT),
                BadSpec.of("n=netlink:route/^x", GROUP),
                BadSpec.of("n=netlink:route/^\u0661", GROUP),
                BadSpec.of("n=netlink:route/^-1", GROUP),
                BadSpec.of("n=netlink:route/^1/2", GROUP),
                BadSpec.of("n=netlink:route/^2147483648", GROUP),
                BadSpec.of("q=mqueue:^name", QUEUE),
                BadSpec.of("q=mqueue:^", QUEUE),
                BadSpec.of("q=mqueue://^/", QUEUE),
                BadSpec.of("q=mqueue://^/a/b", QUEUE),
                BadSpec.of("q=mqueue://^/a%2fb", QUEUE),
                BadSpec.of("q=mqueue://^a", "an absolute path follows, as in mqueue" + NOT_ABSOLUTE));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void what_this_platform_cannot_have_as_a_path_is_said_to_be_none() {
        BadSpec.of(
                        "c=unix://^/\ud800",
                        "this platform has no such path: Malformed input or input contains unmappable characters. Start Java"
                                + " in a UTF-8 locale, such as LC_ALL=C.UTF-8.")
                .echoedAs("c=unix:///?")
                .check();
    }

    @ParameterizedTest
    @MethodSource({"names", "echoes", "schemes", "paths", "escapes", "netlinkAndQueues"})
    void the_complaint_points_at_the_character(BadSpec bad) {
        bad.check();
    }
}
