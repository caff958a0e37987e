package dev.doorbell.e2e.integrations;

import java.util.List;

/** Netty with NIO: the rules of every adapter. */
class NettyAdapterIT extends AdapterContract {
    static final List<String> OLDEST = List.of("io.netty:netty-codec-http:4.1.118.Final");
    static final List<String> NEWEST = List.of("io.netty:netty-codec-http:4.2.17.Final");

    @Override
    String tls() {
        return "yes";
    }

    @Override
    String file() {
        return "Netty.java";
    }

    @Override
    List<String> adapters() {
        return List.of("netty");
    }

    @Override
    List<String> oldest() {
        return OLDEST;
    }

    @Override
    List<String> newest() {
        return NEWEST;
    }

    @Override
    String startedLine(int port) {
        return "serving /127.0.0.1:" + port;
    }
}
