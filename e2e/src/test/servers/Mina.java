import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.apache.mina.core.service.IoHandlerAdapter;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.filter.codec.ProtocolCodecFilter;
import org.apache.mina.filter.codec.textline.TextLineCodecFactory;
import org.apache.mina.transport.socket.nio.NioSocketAcceptor;

final class Mina {
    public static void main(String... arguments) throws Exception {
        NioSocketAcceptor acceptor = new NioSocketAcceptor();
        acceptor.getFilterChain()
                .addLast("lines", new ProtocolCodecFilter(new TextLineCodecFactory(StandardCharsets.US_ASCII)));
        acceptor.setHandler(new IoHandlerAdapter() {
            @Override
            public void messageReceived(IoSession session, Object message) {
                session.write(message);
                session.closeOnFlush();
            }
        });
        acceptor.bind(new InetSocketAddress(Integer.parseInt(arguments[0])));
    }
}
