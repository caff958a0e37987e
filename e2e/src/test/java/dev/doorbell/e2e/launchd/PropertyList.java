package dev.doorbell.e2e.launchd;

import java.util.List;
import java.util.Map;

/** XML property lists, {@code plist(5)}, of maps, lists, texts, integers and booleans. */
final class PropertyList {
    private PropertyList() {}

    static String of(Map<String, ?> root) {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<plist version=\"1.0\">" + element(root) + "</plist>\n";
    }

    private static String element(Object value) {
        StringBuilder xml = new StringBuilder();
        if (value instanceof Map<?, ?> entries) {
            entries.forEach((key, entry) -> xml.append(tag("key", escaped(key))).append(element(entry)));
            return tag("dict", xml.toString());
        }
        if (value instanceof List<?> entries) {
            entries.forEach(entry -> xml.append(element(entry)));
            return tag("array", xml.toString());
        }
        if (value instanceof Boolean) {
            return "<" + value + "/>";
        }
        return tag(value instanceof Integer ? "integer" : "string", escaped(value));
    }

    private static String tag(String name, String content) {
        return "<" + name + ">" + content + "</" + name + ">";
    }

    private static String escaped(Object text) {
        return text.toString().replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
