package dev.tandem.laptop.connection;

import dev.tandem.stream.file.StreamException;

/** The service wants a credential for that, and this laptop has none. */
public final class NoCredentialException extends StreamException {
    private static final long serialVersionUID = 1L;

    /** How a laptop gets one. */
    static final String PAIR =
            "This laptop needs a credential of its own: on the server run ./tandem nodes add NAME, and here"
                    + " ./tandem adopt FILE --pair 'LINK'. On the server's own machine its data folder serves:"
                    + " name it with --data, TANDEM_DATA, or data = FOLDER in tandem.properties.";

    NoCredentialException(String what) {
        super(what, PAIR);
    }
}
