package dev.doorbell.units;

/** What makes a service of Java start sooner, at the price of something else. */
public enum StartUp {
    /**
     * A small program's options: the serial collector and the C1 compiler alone. What runs for long at full load is slower
     * with them.
     */
    FLAGS,

    /**
     * Those options, and an archive of the program's classes (AppCDS, from JDK 17 on): the first run leaves it when it ends,
     * and each later one uses it.
     */
    APPCDS,

    /** Those options, and the AOT cache of JDK 25 and later, which has more in it than an archive and is larger. */
    AOT;

    boolean hasArchive() {
        return this != FLAGS;
    }

    /** What the archive's name ends with. */
    String suffix() {
        return this == AOT ? ".aot" : ".jsa";
    }

    /** The option that reads it. */
    String reading() {
        return this == AOT ? "-XX:AOTCache=" : "-XX:SharedArchiveFile=";
    }

    /** The option that writes it when the program ends. The JVM does not take both at once. */
    String writing() {
        return this == AOT ? "-XX:AOTCacheOutput=" : "-XX:ArchiveClassesAtExit=";
    }
}
