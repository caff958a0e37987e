package dev.doorbell.provider.systemd.matching;

import dev.doorbell.spec.ListenerSpec;
import java.util.List;

/** The messages where more than one match is possible: every candidate, and how to decide between them. */
final class Ambiguity {
    private Ambiguity() {}

    /** Returns the message about several specs at the address of one descriptor. */
    static String ofSpecs(List<ListenerSpec> specs, PassedDescriptor descriptor) {
        return "Each of these specs could mean " + descriptor + ", which has none of their names: " + list(specs)
                + ". Set FileDescriptorName= in the socket unit to one of the names.";
    }

    /** Returns the message about several instances of the template unit that has a spec's name. */
    static String ofInstances(ListenerSpec spec, List<PassedDescriptor> instances) {
        return "Each of these could be meant for the spec " + spec + ", whose name is that of their template unit: "
                + list(instances) + ". Set FileDescriptorName=" + spec.name()
                + " in the template, for all of them, or ask"
                + " for each instance by a spec of its name, such as \""
                + instances.get(0).unit() + "\".";
    }

    /** Returns the message about specs and unnamed descriptors of one kind, but not one of each. */
    static String ofUnnamed(List<ListenerSpec> specs, List<PassedDescriptor> unnamed) {
        boolean one = unnamed.size() == 1;
        return "systemd passed " + list(unnamed) + (one ? " without a name" : " without names")
                + " and at no spec's address, so " + (one ? "it" : "each") + " could be meant for "
                + (specs.size() == 1 ? "the spec " : "any of the specs ") + list(specs)
                + ". Set FileDescriptorName= in the socket unit (--fdname= of systemd-socket-activate) to the name of the"
                + " spec, or to any other name if it is not meant for "
                + (specs.size() == 1 ? "it." : "them.");
    }

    private static String list(List<?> candidates) {
        StringBuilder all = new StringBuilder();
        for (Object candidate : candidates) {
            all.append(all.length() == 0 ? "" : ", ").append(candidate);
        }
        return all.toString();
    }
}
