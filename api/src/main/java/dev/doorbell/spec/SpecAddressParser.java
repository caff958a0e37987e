package dev.doorbell.spec;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Reads the addresses that are not IP: paths, abstract names, netlink families, queues. */
final class SpecAddressParser {
    private final String text;
    private final Kind kind;

    SpecAddressParser(String text, Kind kind) {
        this.text = text;
        this.kind = kind;
    }

    Address parse(int start, int end) {
        if (kind == Kind.NETLINK) {
            return parseNetlink(start, end);
        }
        if (SpecRules.UNIX.contains(kind) && start < end && text.charAt(start) == '@') {
            return new Address.Abstract(nonEmpty(start + 1, end, "a name after the @"));
        }
        int path = pathStart(start, end);
        return kind == Kind.MESSAGE_QUEUE ? parseQueue(path, end) : new Address.File(parsePath(path, end));
    }

    private Address parseNetlink(int start, int end) {
        int slash = text.indexOf('/', start);
        if (slash == start || start == end) {
            throw SpecSource.error(text, start, "expected a netlink family, as in netlink:kobject-uevent/1.");
        }
        int familyEnd = slash < 0 || slash > end ? end : slash;
        String family = family(start, familyEnd);
        if (familyEnd == end) {
            return new Address.Netlink(family, 0);
        }
        int group = SpecParser.number(text.substring(slash + 1, end), 10);
        if (group < 0) {
            throw SpecSource.error(text, slash + 1, "expected a netlink group of at least 0.");
        }
        return new Address.Netlink(family, group);
    }

    private String family(int start, int end) {
        String family = text.substring(start, end);
        int bad = AddressRules.badFamilyCharacter(family);
        if (bad >= 0) {
            throw SpecSource.error(text, start + bad, "a netlink family has ASCII letters, digits, '-' and '_' only.");
        }
        return family;
    }

    private int pathStart(int start, int end) {
        if (!text.startsWith("//", start)) {
            return start;
        }
        if (start + 2 >= end || text.charAt(start + 2) != '/') {
            throw SpecSource.error(
                    text,
                    Math.min(start + 2, end),
                    "an absolute path follows, as in " + kind.scheme().orElseThrow()
                            + ":///run/x; a relative one is written without slashes before it.");
        }
        return start + 2;
    }

    private Address parseQueue(int start, int end) {
        String name = withoutNul(start, SpecEscapes.decode(text, start, end));
        if (!AddressRules.isQueueName(name)) {
            throw SpecSource.error(
                    text, start, "a message queue's name is a slash and then characters other than slashes.");
        }
        return new Address.MessageQueue(name);
    }

    private Path parsePath(int start, int end) {
        String path = withoutNul(start, nonEmpty(start, end, "a path"));
        try {
            return Path.of(path);
        } catch (InvalidPathException invalid) {
            String fix = isAscii(path) ? "" : " Start Java in a UTF-8 locale, such as LC_ALL=C.UTF-8.";
            throw SpecSource.error(text, start, "this platform has no such path: " + invalid.getReason() + "." + fix);
        }
    }

    /** Returns whether a path is ASCII. A service is often started without a locale, and then the JVM takes only ASCII for the text of a path. */
    private static boolean isAscii(String path) {
        for (int i = 0; i < path.length(); i++) {
            if (path.charAt(i) > 127) {
                return false;
            }
        }
        return true;
    }

    private String withoutNul(int start, String decoded) {
        if (decoded.indexOf('\0') < 0) {
            return decoded;
        }
        int escaped = text.indexOf("%00", start);
        int raw = text.indexOf('\0', start);
        boolean escapedFirst = raw < 0 || (escaped >= 0 && escaped < raw);
        throw SpecSource.error(text, escapedFirst ? escaped : raw, "neither a path nor a queue's name has a NUL.");
    }

    private String nonEmpty(int start, int end, String what) {
        if (start >= end) {
            throw SpecSource.error(text, end, "expected " + what + ".");
        }
        return SpecEscapes.decode(text, start, end);
    }
}
