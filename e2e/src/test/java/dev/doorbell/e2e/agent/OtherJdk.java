package dev.doorbell.e2e.agent;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** A JDK whose {@code ServerSocket} binds in another way: it calls {@code listen} in a method of its own. */
final class OtherJdk {
    private static final String SOCKET = "sun/nio/ch/NioSocketImpl";
    private static final String NET = "sun/nio/ch/Net";
    private static final String LISTEN = "(Ljava/io/FileDescriptor;I)V";
    private static final int MAJOR = 7;

    private OtherJdk() {}

    /** Writes its class to a folder, and returns the option of java for that. */
    static String option(Path folder) throws IOException {
        Path file = folder.resolve(SOCKET + ".class");
        Files.createDirectories(file.getParent());
        try (InputStream content = Object.class.getModule().getResourceAsStream(SOCKET + ".class")) {
            Files.write(file, altered(Objects.requireNonNull(content).readAllBytes()));
        }
        return "--patch-module=java.base=" + folder;
    }

    private static byte[] altered(byte[] file) {
        byte major = file[MAJOR];
        file[MAJOR] = Opcodes.V17;
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        new ClassReader(file).accept(new Elsewhere(writer), 0);
        byte[] altered = writer.toByteArray();
        altered[MAJOR] = major;
        return altered;
    }

    /** Moves the calls. */
    private static final class Elsewhere extends ClassVisitor {
        Elsewhere(ClassVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public MethodVisitor visitMethod(int access, String name, String types, String signature, String[] thrown) {
            return new MethodVisitor(Opcodes.ASM9, super.visitMethod(access, name, types, signature, thrown)) {
                @Override
                public void visitMethodInsn(int code, String owner, String method, String called, boolean ofType) {
                    boolean moved = owner.equals(NET) && method.equals("listen") && called.equals(LISTEN);
                    super.visitMethodInsn(code, moved ? SOCKET : owner, moved ? "elsewhere" : method, called, ofType);
                }
            };
        }

        @Override
        public void visitEnd() {
            MethodVisitor method = super.visitMethod(
                    Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC, "elsewhere", LISTEN, null, new String[] {
                        "java/io/IOException"
                    });
            method.visitCode();
            method.visitVarInsn(Opcodes.ALOAD, 0);
            method.visitVarInsn(Opcodes.ILOAD, 1);
            method.visitMethodInsn(Opcodes.INVOKESTATIC, NET, "listen", LISTEN, false);
            method.visitInsn(Opcodes.RETURN);
            method.visitMaxs(2, 2);
            method.visitEnd();
            super.visitEnd();
        }
    }
}
