package dev.doorbell.agent.rewriting;

import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Puts a hook before each call that accepts a connection, which is given the object that makes it, and one behind it, which is
 * given what it returns.
 */
final class AcceptRewriter extends MethodVisitor {
    AcceptRewriter(MethodVisitor original) {
        super(ClassRewriter.API, original);
    }

    @Override
    public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean ofInterface) {
        boolean accepts = opcode == Opcodes.INVOKESTATIC
                && name.equals("accept")
                && descriptor.endsWith(")I")
                && owner.startsWith("sun/nio/ch/");
        if (accepts) {
            super.visitVarInsn(Opcodes.ALOAD, 0);
            hook("accepting", "(Ljava/lang/Object;)V");
        }
        super.visitMethodInsn(opcode, owner, name, descriptor, ofInterface);
        if (accepts) {
            super.visitInsn(Opcodes.DUP);
            hook("accepted", "(I)V");
        }
    }

    private void hook(String name, String descriptor) {
        super.visitMethodInsn(Opcodes.INVOKESTATIC, HooksClass.NAME, name, descriptor, false);
    }
}
