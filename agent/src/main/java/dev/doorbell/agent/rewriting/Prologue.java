package dev.doorbell.agent.rewriting;

import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * A method with a hook before its first instruction; the hook returns whether to leave the rest out.
 *
 * @param method its name
 * @param descriptor its types
 * @param hook the hook: it has the object, if there is one, and all arguments
 */
record Prologue(String method, String descriptor, String hook) implements Edit {
    /** The types of the hook: any reference is an object there, since the hook knows no class but the JDK's. */
    String hookDescriptor(int access) {
        StringBuilder types = new StringBuilder((access & Opcodes.ACC_STATIC) == 0 ? "(Ljava/lang/Object;" : "(");
        for (Type type : Type.getArgumentTypes(descriptor)) {
            types.append(type.getSort() >= Type.ARRAY ? "Ljava/lang/Object;" : type.getDescriptor());
        }
        return types.append(")Z").toString();
    }

    @Override
    public String toString() {
        return method + descriptor;
    }
}
