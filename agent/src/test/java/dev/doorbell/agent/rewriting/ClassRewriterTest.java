package dev.doorbell.agent.rewriting;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** The classes of the JDK that runs the tests, rewritten and not loaded. That they run shows the test of the agent. */
class ClassRewriterTest {
    private static final int MAJOR = 7;

    private static List<JdkClass> classes() {
        return JdkClass.ALL;
    }

    @ParameterizedTest
    @MethodSource("classes")
    void this_jdk_has_each_place_and_a_hook_stands_before_it(JdkClass known) throws IOException {
        List<Edit> missing = new ArrayList<>();
        byte[] rewritten = ClassRewriter.rewrite(file(known.internalName()), known.edits(), missing);
        assertThat(missing).isEmpty();
        List<String> calls = calls(rewritten);
        for (Edit edit : known.edits()) {
            String hook = edit instanceof CallSite call
                    ? call.method() + call.hookDescriptor()
                    : ((Prologue) edit).hook() + ((Prologue) edit).hookDescriptor(0);
            assertThat(calls).contains(HooksClass.NAME + "." + hook);
        }
    }

    @Test
    void the_calls_stay_where_they_were() throws IOException {
        JdkClass known = JdkClass.ALL.get(0);
        byte[] original = file(known.internalName());
        List<String> before = calls(original);
        List<String> after = calls(ClassRewriter.rewrite(original, known.edits(), new ArrayList<>()));
        after.removeIf(call -> call.startsWith(HooksClass.NAME));
        assertThat(after).isEqualTo(before);
    }

    @Test
    void the_repair_of_a_clients_socket_is_left_alone() throws IOException {
        JdkClass channel = JdkClass.ALL.stream()
                .filter(known -> known.internalName().endsWith("DatagramChannelImpl"))
                .findFirst()
                .orElseThrow();
        byte[] rewritten = ClassRewriter.rewrite(file(channel.internalName()), channel.edits(), new ArrayList<>());
        assertThat(calls(rewritten, "repairSocket")).noneMatch(call -> call.contains(".bind(") && hooked(call));
        assertThat(calls(rewritten, "bindInternal")).anyMatch(ClassRewriterTest::hooked);
    }

    @Test
    void what_a_jdk_lacks_is_told() throws IOException {
        List<Edit> missing = new ArrayList<>();
        ClassRewriter.rewrite(file("java/lang/Object"), List.of(CallSite.LISTEN), missing);
        assertThat(missing).containsExactly(CallSite.LISTEN);
        assertThat(CallSite.LISTEN).hasToString("call of sun/nio/ch/Net.listen(Ljava/io/FileDescriptor;I)V");
    }

    @ParameterizedTest
    @MethodSource("classes")
    void a_class_without_frames_is_rewritten_as_jdk_17_gives_what_it_loaded_before(JdkClass known) throws IOException {
        ClassReader reader = new ClassReader(file(known.internalName()));
        ClassWriter withoutFrames = new ClassWriter(0);
        reader.accept(withoutFrames, ClassReader.SKIP_FRAMES);
        List<Edit> missing = new ArrayList<>();
        byte[] rewritten = ClassRewriter.rewrite(withoutFrames.toByteArray(), known.edits(), missing);
        assertThat(missing).isEmpty();
        assertThat(calls(rewritten))
                .isEqualTo(calls(ClassRewriter.rewrite(file(known.internalName()), known.edits(), missing)));
    }

    @Test
    void a_class_file_of_a_newer_jdk_is_read_and_keeps_its_version() throws IOException {
        byte[] newer = file("sun/nio/ch/NioSocketImpl");
        newer[MAJOR] = 99;
        List<Edit> missing = new ArrayList<>();
        byte[] rewritten = ClassRewriter.rewrite(newer, List.of(CallSite.BIND, CallSite.LISTEN), missing);
        assertThat(missing).isEmpty();
        assertThat(rewritten[MAJOR]).isEqualTo((byte) 99);
    }

    private static boolean hooked(String call) {
        return call.startsWith(HooksClass.NAME + ".bind");
    }

    private static byte[] file(String internalName) throws IOException {
        try (InputStream content = Object.class.getModule().getResourceAsStream(internalName + ".class")) {
            return Objects.requireNonNull(content, internalName).readAllBytes();
        }
    }

    private static List<String> calls(byte[] file) {
        return calls(file, "");
    }

    /** The calls of the methods with a name, or of all for an empty one. */
    private static List<String> calls(byte[] file, String ofMethod) {
        List<String> calls = new ArrayList<>();
        byte[] readable = file.clone();
        readable[MAJOR] = Opcodes.V17;
        ClassVisitor visitor = new ClassVisitor(ClassRewriter.API) {
            @Override
            public MethodVisitor visitMethod(int access, String name, String types, String signature, String[] thrown) {
                boolean wanted = ofMethod.isEmpty() || ofMethod.equals(name);
                return new MethodVisitor(ClassRewriter.API) {
                    @Override
                    public void visitMethodInsn(int opcode, String owner, String method, String types, boolean ofType) {
                        if (wanted) {
                            calls.add(owner + "." + method + types);
                        }
                    }
                };
            }
        };
        new ClassReader(readable).accept(visitor, 0);
        return calls;
    }
}
