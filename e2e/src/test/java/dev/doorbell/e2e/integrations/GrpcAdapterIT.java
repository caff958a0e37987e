package dev.doorbell.e2e.integrations;

import dev.doorbell.e2e.servers.Exchange;
import dev.doorbell.e2e.servers.Grpc;
import java.util.Collections;
import java.util.List;

/** gRPC on its own Netty: the rules of every adapter, with calls of the health service. */
class GrpcAdapterIT extends AdapterContract {
    @Override
    String name() {
        return "gRPC";
    }

    @Override
    String file() {
        return "GrpcHealth.java";
    }

    @Override
    List<String> adapters() {
        return List.of("netty");
    }

    @Override
    List<String> oldest() {
        return List.of("io.grpc:grpc-netty:1.68.0", "io.grpc:grpc-services:1.68.0");
    }

    @Override
    List<String> newest() {
        return List.of("io.grpc:grpc-netty:1.85.1", "io.grpc:grpc-services:1.85.1");
    }

    @Override
    String startedLine(int port) {
        return "serving [/127.0.0.1:" + port + "]";
    }

    @Override
    Exchange request() {
        return Grpc.call("/grpc.health.v1.Health/Check");
    }

    /** All clients call: gRPC has no HTTP/1.1. */
    @Override
    List<Exchange> clients() {
        return Collections.nCopies(8, request());
    }

    @Override
    List<String> curlOptions() {
        return List.of("--http2-prior-knowledge");
    }
}
