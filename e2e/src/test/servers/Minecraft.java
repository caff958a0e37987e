import net.minestom.server.MinecraftServer;

final class Minecraft {
    public static void main(String... arguments) {
        MinecraftServer.init().start("0.0.0.0", Integer.parseInt(arguments[0]));
    }
}
