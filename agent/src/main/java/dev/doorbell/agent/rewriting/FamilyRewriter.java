package dev.doorbell.agent.rewriting;

import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Puts a hook behind each reading of a channel's family, which is a final field. */
final class FamilyRewriter extends MethodVisitor {
    private static final String FAMILY = "Ljava/net/ProtocolFamily;";

    private final String type;

    FamilyRewriter(String type, MethodVisitor original) {
        super(ClassRewriter.API, original);
        this.type = type;
    }

    @Override
    public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
        boolean reads = opcode == Opcodes.GETFIELD && owner.equals(type) && descriptor.equals(FAMILY);
        if (reads) {
            super.visitInsn(Opcodes.DUP);
        }
        super.visitFieldInsn(opcode, owner, name, descriptor);
        if (reads) {
            super.visitMethodInsn(
                    Opcodes.INVOKESTATIC,
                    HooksClass.NAME,
                    "family",
                    "(Ljava/lang/Object;" + FAMILY + ")" + FAMILY,
                    false);
        }
    }
}
