import io.ktor.http.ContentType;
import io.ktor.http.HttpStatusCode;
import io.ktor.server.application.Application;
import io.ktor.server.application.ApplicationCallPipeline;
import io.ktor.server.application.PipelineCall;
import io.ktor.server.engine.EmbeddedServerKt;
import io.ktor.server.netty.Netty;
import io.ktor.server.response.ApplicationResponseFunctionsKt;
import io.ktor.util.pipeline.PipelineContext;
import java.util.List;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlin.jvm.functions.Function3;

final class Ktor {
    public static void main(String... arguments) {
        EmbeddedServerKt.embeddedServer(
                        Netty.INSTANCE,
                        Integer.parseInt(arguments[0]),
                        "0.0.0.0",
                        List.<String>of(),
                        (application, then) -> answer(application))
                .start(true);
    }

    private static Unit answer(Application application) {
        Function3<PipelineContext<Unit, PipelineCall>, Unit, Continuation<? super Unit>, Object> ok =
                (context, unit, then) -> ApplicationResponseFunctionsKt.respondText(
                        context.getContext(), "ok", ContentType.Text.INSTANCE.getPlain(), HttpStatusCode.Companion.getOK(),
                        content -> Unit.INSTANCE, then);
        application.intercept(ApplicationCallPipeline.ApplicationPhase.getCall(), ok);
        return Unit.INSTANCE;
    }
}
