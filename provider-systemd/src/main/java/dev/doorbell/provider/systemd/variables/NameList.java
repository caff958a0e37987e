package dev.doorbell.provider.systemd.variables;

import dev.doorbell.spi.HandoverException;
import java.util.ArrayList;
import java.util.List;

/** {@code LISTEN_FDNAMES}, split as libsystemd splits it. */
final class NameList {
    private NameList() {}

    /** A colon ends a name, also an empty one; a backslash takes the next character as it is. */
    static List<String> split(String text) throws HandoverException {
        List<String> names = new ArrayList<>();
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ':') {
                names.add(name.toString());
                name.setLength(0);
            } else if (c != '\\') {
                name.append(c);
            } else if (++i < text.length()) {
                name.append(text.charAt(i));
            } else {
                throw new HandoverException(
                        ListenVariables.MANAGER,
                        "LISTEN_FDNAMES is \"" + text + "\" and ends with a backslash that escapes nothing. Remove it,"
                                + " or unset the variable, and every name is \"unknown\".");
            }
        }
        names.add(name.toString());
        return names;
    }
}
