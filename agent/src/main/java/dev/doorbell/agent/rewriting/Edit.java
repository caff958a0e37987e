package dev.doorbell.agent.rewriting;

/** A place in a class that a hook is put before; its text names the place. */
sealed interface Edit permits CallSite, Prologue {}
