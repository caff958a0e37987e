import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;

final class GrpcHealth {
    public static void main(String... arguments) throws Exception {
        Server server = NettyServerBuilder.forPort(Integer.parseInt(arguments[0]))
                .addService(new HealthStatusManager().getHealthService())
                .build()
                .start();
        server.awaitTermination();
    }
}
