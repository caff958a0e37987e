package dev.doorbell.agent.rewriting;

import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.AnalyzerAdapter;

/** Puts a hook at the beginning of a method. */
final class PrologueRewriter extends AnalyzerAdapter {
    private final int access;
    private final Prologue prologue;

    PrologueRewriter(String type, int access, Prologue prologue, MethodVisitor original) {
        super(ClassRewriter.API, type, access, prologue.method(), prologue.descriptor(), original);
        this.access = access;
        this.prologue = prologue;
    }

    @Override
    public void visitCode() {
        super.visitCode();
        Object[] frame = MethodRewriter.simple(locals).toArray();
        Label unhooked = new Label();
        loadAll();
        super.visitMethodInsn(
                Opcodes.INVOKESTATIC, HooksClass.NAME, prologue.hook(), prologue.hookDescriptor(access), false);
        super.visitJumpInsn(Opcodes.IFEQ, unhooked);
        returnFromHere();
        super.visitLabel(unhooked);
        super.visitFrame(Opcodes.F_NEW, frame.length, frame, 0, new Object[0]);
        // no other frame may be at the same place
        super.visitInsn(Opcodes.NOP);
    }

    private void returnFromHere() {
        if (prologue.descriptor().endsWith(")V")) {
            super.visitInsn(Opcodes.RETURN);
        } else {
            super.visitInsn(Opcodes.ICONST_1);
            super.visitInsn(Opcodes.IRETURN);
        }
    }

    private void loadAll() {
        int next = 0;
        if ((access & Opcodes.ACC_STATIC) == 0) {
            super.visitVarInsn(Opcodes.ALOAD, next++);
        }
        for (Type argument : Type.getArgumentTypes(prologue.descriptor())) {
            super.visitVarInsn(argument.getOpcode(Opcodes.ILOAD), next);
            next += argument.getSize();
        }
    }
}
