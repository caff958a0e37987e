package dev.doorbell.agent.rewriting;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Rewrites a class of the JDK, and keeps what it found there. Methods that call nothing of interest stay as they are. */
final class ClassRewriter extends ClassVisitor {
    static final int API = Opcodes.ASM9;

    /** The newest that this ASM reads. Of a newer class file only the number is another one, as far as the JDK's go. */
    private static final int NEWEST = Opcodes.V25;

    private static final int MAJOR = 7;

    /** Binds a client's socket once more, after it was disconnected. */
    private static final String REPAIRS = "repairSocket";

    private final List<Edit> edits;
    private final Set<Edit> found = new HashSet<>();
    private String name = "";

    private ClassRewriter(ClassWriter writer, List<Edit> edits) {
        super(API, writer);
        this.edits = edits;
    }

    /**
     * A class file that was rewritten.
     *
     * @param bytes the class file
     * @param found the places that were found in it
     */
    record Rewritten(byte[] bytes, Set<Edit> found) {}

    static Rewritten rewrite(byte[] original, List<Edit> edits) {
        byte[] readable = original.clone();
        readable[MAJOR] = (byte) Math.min(original[MAJOR], NEWEST);
        ClassReader reader = new ClassReader(readable);
        ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
        ClassRewriter rewriter = new ClassRewriter(writer, edits);
        reader.accept(rewriter, ClassReader.EXPAND_FRAMES);
        byte[] bytes = writer.toByteArray();
        bytes[MAJOR] = original[MAJOR];
        return new Rewritten(bytes, rewriter.found);
    }

    @Override
    public void visit(
            int version, int access, String name, String signature, String superName, String[] interfaces) {
        this.name = name;
        super.visit(version, access, name, signature, superName, interfaces);
    }

    @Override
    public MethodVisitor visitMethod(
            int access, String method, String descriptor, String signature, String[] exceptions) {
        MethodVisitor original = super.visitMethod(access, method, descriptor, signature, exceptions);
        Prologue prologue = prologueOf(method, descriptor);
        if (prologue != null) {
            found.add(prologue);
            return new PrologueRewriter(name, access, prologue, original);
        }
        boolean ofObject = (access & (Opcodes.ACC_STATIC | Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE)) == 0;
        return ofObject && !method.equals(REPAIRS) && !method.equals("<init>")
                ? new MethodRewriter(name, access, method, descriptor, original, edits, found)
                : original;
    }

    private @Nullable Prologue prologueOf(String method, String descriptor) {
        for (Edit edit : edits) {
            if (edit instanceof Prologue prologue
                    && prologue.method().equals(method)
                    && prologue.descriptor().equals(descriptor)) {
                return prologue;
            }
        }
        return null;
    }
}
