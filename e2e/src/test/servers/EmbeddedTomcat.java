import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;

final class EmbeddedTomcat {
    public static void main(String... arguments) throws Exception {
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(arguments[1]);
        Connector connector = new Connector(arguments[2]);
        connector.setPort(Integer.parseInt(arguments[0]));
        // the address is bound at the start instead, and let go at the stop
        connector.setProperty("bindOnInit", "false");
        tomcat.setConnector(connector);
        Context context = tomcat.addContext("", null);
        Tomcat.addServlet(context, "ok", new HttpServlet() {
            @Override
            protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
                response.getWriter().print("ok");
            }
        });
        context.addServletMappingDecoded("/", "ok");
        tomcat.start();
        Reload.onHangup(() -> {
            connector.stop();
            connector.start();
        });
    }
}
