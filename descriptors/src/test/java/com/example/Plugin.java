package com.example;

import java.util.concurrent.Callable;

/** Calls Doorbell from outside its own packages. */
public final class Plugin {
    private Plugin() {}

    public static <T> T call(Callable<T> doorbell) throws Exception {
        return doorbell.call();
    }
}
