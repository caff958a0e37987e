package dev.doorbell.e2e;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.support.TypeBasedParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.ModifierSupport;

/** Boots what {@link Booted} asks for. JUnit closes it with the class or the test that it was booted for. */
final class BootExtension extends TypeBasedParameterResolver<PrivateSystemd>
        implements BeforeAllCallback, BeforeEachCallback {
    private static final Namespace NAMESPACE = Namespace.create(BootExtension.class);

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        bootFields(context, null, ModifierSupport::isStatic);
    }

    @Override
    public void beforeEach(ExtensionContext context) throws Exception {
        bootFields(context, context.getRequiredTestInstance(), ModifierSupport::isNotStatic);
    }

    @Override
    public PrivateSystemd resolveParameter(ParameterContext parameter, ExtensionContext context) {
        try {
            return boot(parameter.getParameter(), context);
        } catch (Exception e) {
            throw new ParameterResolutionException("cannot boot systemd for " + parameter.getParameter(), e);
        }
    }

    private static void bootFields(ExtensionContext context, @Nullable Object instance, Predicate<Field> which)
            throws Exception {
        for (Field field : AnnotationSupport.findAnnotatedFields(context.getRequiredTestClass(), Booted.class, which)) {
            field.setAccessible(true);
            field.set(instance, boot(field, context));
        }
    }

    private static PrivateSystemd boot(AnnotatedElement place, ExtensionContext context) throws Exception {
        boolean newer = AnnotationSupport.findAnnotation(place, Booted.class)
                .orElseThrow()
                .newer();
        PrivateSystemd systemd = newer ? PrivateSystemd.bootFrom(Cached.SYSTEMD.root()) : PrivateSystemd.boot();
        context.getStore(NAMESPACE).put(place, systemd);
        return systemd;
    }
}
