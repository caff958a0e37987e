package dev.doorbell.e2e;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A source of C++ that compiles where the functions of an interface for JNA are as the headers declare them: as many
 * arguments, each an integer of that size or a pointer, and variable arguments where the headers have them. C++ and not C,
 * because its templates take a function's type apart.
 */
public final class CPrototypes {
    /**
     * What a type is: {@code v}oid, {@code p}ointer, or how many bytes an integer has; {@code L} is a long. An argument may
     * be narrower in C, as mode_t of macOS is: it has the low bytes of a register. {@code +} stands for variable arguments.
     */
    private static final String TEMPLATES = """
            template <class T> struct Code {
                static constexpr char value =
                    __is_integral(T) || __is_enum(T) ? static_cast<char>('0' + sizeof(T)) : '?';
            };
            template <> struct Code<void> { static constexpr char value = 'v'; };
            template <class T> struct Code<T *> { static constexpr char value = 'p'; };
            constexpr char wide(char java) { return java == 'L' ? static_cast<char>('0' + sizeof(long)) : java; }
            constexpr bool digit(char c) { return c >= '0' && c <= '9'; }
            constexpr bool takes(char c, char java) { return c == java || (digit(c) && digit(java) && c < java); }
            constexpr bool fits(const char *c, const char *java, bool variable) {
                return *java == 0 ? *c == 0
                    : *c == 0 ? variable && *java == '+'
                    : takes(*c, wide(*java)) && fits(c + 1, java + 1, variable);
            }
            template <class R, class... A> constexpr bool same(R (*)(A...), const char *java) {
                const char arguments[] = {Code<A>::value..., 0};
                return Code<R>::value == wide(*java) && fits(arguments, java + 1, false);
            }
            template <class R, class... A> constexpr bool same(R (*)(A..., ...), const char *java) {
                const char arguments[] = {Code<A>::value..., 0};
                return Code<R>::value == wide(*java) && fits(arguments, java + 1, true);
            }
            """;

    private static final Map<String, Character> CODES =
            Map.of("void", 'v', "int", '4', "short", '2', "long", '8', "NativeLong", 'L');

    private final StringBuilder source;

    /** One that claims nothing yet. */
    public CPrototypes() {
        source = new StringBuilder(CFacts.headers()).append(TEMPLATES);
    }

    /** Claims every function of an interface, except those that the platform lacks. */
    public void all(Class<?> library, Set<String> absent) {
        List<Method> methods = Arrays.stream(library.getDeclaredMethods())
                .filter(method -> !method.isSynthetic() && !java.lang.reflect.Modifier.isStatic(method.getModifiers()))
                .filter(method -> !absent.contains(method.getName()))
                .sorted(Comparator.comparing(Method::toString))
                .toList();
        for (Method method : methods) {
            is(method.getName(), codes(method));
        }
    }

    /** Claims one function by its codes, the result's first. */
    public void is(String function, String codes) {
        source.append("static_assert(same(")
                .append(function)
                .append(", \"")
                .append(codes)
                .append("\"), \"");
        source.append(function).append(" is not ").append(codes).append("\");\n");
    }

    private static String codes(Method method) {
        StringBuilder codes = new StringBuilder().append(code(method.getReturnType()));
        Class<?>[] arguments = method.getParameterTypes();
        for (int i = 0; i < arguments.length; i++) {
            codes.append(method.isVarArgs() && i == arguments.length - 1 ? '+' : code(arguments[i]));
        }
        return codes.toString();
    }

    private static char code(Class<?> type) {
        return CODES.getOrDefault(type.getSimpleName(), 'p');
    }

    /** {@return the source} */
    @Override
    public String toString() {
        return source.toString();
    }
}
