package dev.doorbell.agent.rewriting;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * A method that a hook stands before, which the method is left out for.
 *
 * @param method its name
 * @param descriptor its types
 * @param hook the hook: it has the object, if there is one, and all arguments
 * @param instead a method of the same class and types to call where this one is left out; null for none
 */
record Prologue(
        String method,
        String descriptor,
        String hook,
        @Nullable String instead) implements Edit {
    Prologue(String method, String descriptor, String hook) {
        this(method, descriptor, hook, null);
    }

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
