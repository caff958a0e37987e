/**
 * A connector of Tomcat on a listener of Doorbell: {@link dev.doorbell.tomcat.DoorbellProtocol} in a program with an embedded
 * Tomcat, and {@link dev.doorbell.tomcat.DoorbellListener} beside it in {@code server.xml}.
 */
@NullMarked
package dev.doorbell.tomcat;

import org.jspecify.annotations.NullMarked;
