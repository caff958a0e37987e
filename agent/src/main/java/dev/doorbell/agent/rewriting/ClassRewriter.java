package dev.doorbell.agent.rewriting;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Rewrites a class of the JDK, and keeps what it found there. Calls are looked for in the methods that are named after what they
 * do; {@code repairSocket}, which binds a client's socket once more, is none of them.
 */
final class ClassRewriter extends ClassVisitor {
    static final int API = Opcodes.ASM9;

    /** The newest that this ASM reads. Of a newer class file only the number is another one, as far as the JDK's go. */
    private static final int NEWEST = Opcodes.V25;

    private static final int MAJOR = 7;

    private final List<Edit> edits;
    private final Set<Edit> found = Collections.newSetFromMap(new IdentityHashMap<>());
    private String name = "";
    private boolean hasFamily;

    private ClassRewriter(ClassWriter writer, List<Edit> edits) {
        super(API, writer);
        this.edits = edits;
    }

    /**
     * Rewrites a class.
     *
     * @param original its class file
     * @param edits the places to look for
     * @param missing where to note those that are not there
     * @return the new class file
     */
    static byte[] rewrite(byte[] original, List<Edit> edits, List<Edit> missing) {
        byte[] readable = original.clone();
        readable[MAJOR] = (byte) Math.min(original[MAJOR], NEWEST);
        ClassReader reader = new ClassReader(readable);
        ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
        ClassRewriter rewriter = new ClassRewriter(writer, edits);
        reader.accept(rewriter, ClassReader.EXPAND_FRAMES);
        byte[] bytes = writer.toByteArray();
        bytes[MAJOR] = original[MAJOR];
        for (Edit edit : edits) {
            if (!rewriter.found.contains(edit)) {
                missing.add(edit);
            }
        }
        return bytes;
    }

    @Override
    public void visit(int version, int access, String name, String signature, String superName, String[] interfaces) {
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
        if (!ofObject || method.equals("<init>")) {
            return original;
        }
        String lowered = method.toLowerCase(Locale.ROOT);
        boolean accepts = lowered.contains("accept") || lowered.equals("onevent");
        // a server's own family matters to the connections that it accepts; a datagram channel's to all that it does
        boolean ofFamily = hasFamily && (accepts || !edits.contains(CallSite.LISTEN));
        MethodVisitor rewriter = ofFamily ? new FamilyRewriter(name, original) : original;
        return accepts || lowered.contains("bind") || lowered.equals("listen")
                ? new MethodRewriter(name, access, method, descriptor, rewriter, edits, found)
                : rewriter;
    }

    @Override
    public FieldVisitor visitField(int access, String field, String descriptor, String signature, Object value) {
        hasFamily |= field.equals("family");
        // Netty's: the adopted socket may be of the other family
        int written = field.equals("ipv6") ? access & ~Opcodes.ACC_FINAL : access;
        return super.visitField(written, field, descriptor, signature, value);
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
