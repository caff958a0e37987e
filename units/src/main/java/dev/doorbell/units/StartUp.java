package dev.doorbell.units;

/** A set of JVM options that shorten the start of a service, at a price. */
public enum StartUp {
    /** For a small program: the serial collector and the C1 compiler only. A program under full load is slower with them. */
    FLAGS("", "", ""),

    /** The options of {@link #FLAGS}, and an archive of the program's classes (AppCDS, JDK 17) made at installation. */
    APPCDS(".jsa", "-XX:SharedArchiveFile=", "-XX:ArchiveClassesAtExit="),

    /** The options of {@link #FLAGS}, and the AOT cache of JDK 25 made at installation. It holds more than an archive. */
    AOT(".aot", "-XX:AOTCache=", "-XX:AOTCacheOutput="),

    /**
     * The options of {@link #FLAGS}, and an archive that the JVM of JDK 19 and later writes when the program exits, and
     * again when Java or the program has changed. For systemd only, which gives the service a directory for it. The
     * service can write to that directory, and so can change what it starts from.
     */
    AUTO(".jsa", "-XX:SharedArchiveFile=", "");

    /** The suffix of the archive's name. */
    final String suffix;

    /** The option that reads the archive. */
    final String reading;

    /** The option of the run at installation that writes the archive. */
    final String writing;

    StartUp(String suffix, String reading, String writing) {
        this.suffix = suffix;
        this.reading = reading;
        this.writing = writing;
    }

    boolean isMadeAtInstallation() {
        return !writing.isEmpty();
    }
}
