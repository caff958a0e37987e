package dev.doorbell.agent.rewriting;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.AnalyzerAdapter;

/**
 * Puts a hook before each {@link CallSite}; the hook returns whether to leave the call out. The call itself stays where it
 * was, so that it needs no access from elsewhere.
 */
final class MethodRewriter extends AnalyzerAdapter {
    /**
     * More locals than any of these methods has, for one without frames: JDK 17 has none for what comes from its archive and
     * was loaded before, and does not verify its own classes.
     */
    private static final int BEYOND_ALL = 100;

    private final List<Edit> edits;
    private final Set<Edit> found;

    /**
     * A visitor of one method.
     *
     * @param edits what to look for
     * @param found where to note what was found
     */
    MethodRewriter(
            String type,
            int access,
            String name,
            String descriptor,
            MethodVisitor original,
            List<Edit> edits,
            Set<Edit> found) {
        super(ClassRewriter.API, type, access, name, descriptor, original);
        this.edits = edits;
        this.found = found;
    }

    @Override
    public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean ofInterface) {
        CallSite call = opcode == Opcodes.INVOKESTATIC ? callSite(owner, name, descriptor) : null;
        if (call == null) {
            super.visitMethodInsn(opcode, owner, name, descriptor, ofInterface);
        } else {
            found.add(call);
            callUnlessHooked(call, owner);
        }
    }

    private @Nullable CallSite callSite(String owner, String method, String descriptor) {
        for (Edit edit : edits) {
            if (edit instanceof CallSite call && call.calls(owner, method, descriptor)) {
                return call;
            }
        }
        return null;
    }

    private void callUnlessHooked(CallSite call, String owner) {
        Type[] types = Type.getArgumentTypes(call.descriptor());
        // what is beyond the frame here is read nowhere before it is written
        int first = locals == null ? BEYOND_ALL : locals.size();
        boolean framed = locals != null;
        store(types, first);
        List<Object> frame = simple(locals);
        List<Object> below = simple(stack);
        load(types, first);
        super.visitVarInsn(Opcodes.ALOAD, 0);
        callHook(call.method(), call.hookDescriptor());
        Label done = new Label();
        if (call.accepts()) {
            // the result of the hook stays where that of the call would be
            super.visitInsn(Opcodes.DUP);
            super.visitJumpInsn(Opcodes.IFNE, done);
            super.visitInsn(Opcodes.POP);
            below.add(Opcodes.INTEGER);
        } else {
            super.visitJumpInsn(Opcodes.IFNE, done);
        }
        load(types, first);
        super.visitMethodInsn(Opcodes.INVOKESTATIC, owner, call.method(), call.descriptor(), false);
        super.visitLabel(done);
        if (framed) {
            super.visitFrame(Opcodes.F_NEW, frame.size(), frame.toArray(), below.size(), below.toArray());
        }
        // no other frame may be at the same place
        super.visitInsn(Opcodes.NOP);
        if (call.accepts()) {
            super.visitInsn(Opcodes.DUP);
            load(new Type[] {types[0]}, first);
            callHook("accepted", "(I" + types[0].getDescriptor() + ")V");
        }
    }

    private void callHook(String name, String descriptor) {
        super.visitMethodInsn(Opcodes.INVOKESTATIC, HooksClass.NAME, name, descriptor, false);
    }

    private void store(Type[] types, int first) {
        int next = first;
        for (Type type : types) {
            next += type.getSize();
        }
        for (int i = types.length - 1; i >= 0; i--) {
            next -= types[i].getSize();
            super.visitVarInsn(types[i].getOpcode(Opcodes.ISTORE), next);
        }
    }

    private void load(Type[] types, int first) {
        int next = first;
        for (Type type : types) {
            super.visitVarInsn(type.getOpcode(Opcodes.ILOAD), next);
            next += type.getSize();
        }
    }

    /** The adapter has two entries for what takes two words, and a frame has one. */
    static List<Object> simple(@Nullable List<Object> words) {
        List<Object> simple = new ArrayList<>();
        for (int i = 0; words != null && i < words.size(); i++) {
            Object word = words.get(i);
            simple.add(word);
            if (word == Opcodes.LONG || word == Opcodes.DOUBLE) {
                i++;
            }
        }
        return simple;
    }
}
