package dev.doorbell.units;

/** What makes a service of Java start sooner, at the price of something else. */
public enum StartUp {
    /**
     * A small program's options: the serial collector and the C1 compiler alone. What runs for long at full load is slower
     * with them.
     */
    FLAGS("", "", ""),

    /** Those options, and an archive of the program's classes (AppCDS, from JDK 17 on) that was made at installation. */
    APPCDS(".jsa", "-XX:SharedArchiveFile=", "-XX:ArchiveClassesAtExit="),

    /**
     * Those options, and the AOT cache of JDK 25 and later that was made at installation, which has more in it than an
     * archive and is larger.
     */
    AOT(".aot", "-XX:AOTCache=", "-XX:AOTCacheOutput="),

    /**
     * Those options, and an archive that the JVM of JDK 19 and later makes by itself when the program ends, also where Java
     * or the program has become another one. It lies in a folder that the service can write to, so the service can change
     * what it starts from. For systemd, which gives a service such a folder.
     */
    AUTO(".jsa", "-XX:SharedArchiveFile=", "");

    private final String suffix;
    private final String reading;
    private final String writing;

    StartUp(String suffix, String reading, String writing) {
        this.suffix = suffix;
        this.reading = reading;
        this.writing = writing;
    }

    /** Whether somebody makes a file for it. */
    boolean isMadeAtInstallation() {
        return !writing.isEmpty();
    }

    /** What the name of its file ends with. */
    String suffix() {
        return suffix;
    }

    /** The option that reads it, in front of the file. */
    String reading() {
        return reading;
    }

    /** The option of the run that makes it, in front of the file. */
    String writing() {
        return writing;
    }
}
