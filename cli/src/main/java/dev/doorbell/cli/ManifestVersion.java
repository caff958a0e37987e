package dev.doorbell.cli;

import picocli.CommandLine.IVersionProvider;

/** The version, from {@code Implementation-Version} in the manifest of the jar. */
final class ManifestVersion implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version = ManifestVersion.class.getPackage().getImplementationVersion();
        return new String[] {"doorbell " + (version == null ? "(not from its jar)" : version)};
    }
}
