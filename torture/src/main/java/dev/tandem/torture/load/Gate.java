package dev.tandem.torture.load;

import java.util.concurrent.locks.ReentrantReadWriteLock;

/** Holds the phones off while the server's file is exchanged: what it acknowledged until then has been sent. */
public final class Gate {
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock(true);

    void enter() {
        lock.readLock().lock();
    }

    void leave() {
        lock.readLock().unlock();
    }

    /** From now on no phone comes in, and those that were in are out. */
    public void close() {
        lock.writeLock().lock();
    }

    /** Phones come in again; by the thread that has closed it. */
    public void open() {
        lock.writeLock().unlock();
    }
}
