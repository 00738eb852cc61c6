package dev.tandem.catalog.feed;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/** Lets an element of a feed be so long and no longer, so that one without end does not fill the memory. */
final class ElementReader extends FilterReader {
    /** No product is described in more characters. */
    static final int LONGEST = 1_000_000;

    private long left = LONGEST;

    ElementReader(Reader in) {
        super(in);
    }

    /** The element at hand is longer than any may be. */
    static final class TooLongException extends IOException {
        private static final long serialVersionUID = 1L;
    }

    /** A new element begins. */
    void begin() {
        left = LONGEST;
    }

    @Override
    public int read() throws IOException {
        int read = super.read();
        count(1);
        return read;
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
        int read = super.read(buffer, offset, length);
        count(read);
        return read;
    }

    private void count(int read) throws TooLongException {
        left -= read;
        if (left < 0) {
            throw new TooLongException();
        }
    }
}
