package dev.tandem.catalog.fetch;

import dev.tandem.cli.error.UserError;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;

/** What can be wrong with a feed on the web, told as its reader needs it. */
final class Trouble {
    private static final String AGAIN = "Try again later. Nothing was changed.";

    private Trouble() {}

    /** An answer that is no feed, and stays so. */
    static UserError status(URI feed, int status) {
        return switch (status) {
            case 404, 410 ->
                failed(
                        "There is no feed at " + shown(feed) + " (" + status + ").",
                        "Check the address (--feed): open it in a browser. Nothing was changed.");
            case 401, 403 ->
                failed(
                        "The server refuses the feed " + shown(feed) + " (" + status + ").",
                        "It wants to know who asks: https://NAME:PASSWORD@HOST/…, or fetch the feed with another"
                                + " program and pass it on with --feed -.");
            case 429 ->
                failed(
                        "The server of " + shown(feed) + " asks for fewer requests (429), after " + Backoff.TRIES
                                + " tries.",
                        AGAIN);
            default ->
                failed(
                        "The server of " + shown(feed) + " answered " + status
                                + (Backoff.isPassing(status) ? ", after " + Backoff.TRIES + " tries." : "."),
                        Backoff.isPassing(status) ? AGAIN : "Check the address (--feed). Nothing was changed.");
        };
    }

    static UserError asksToWait(URI feed, Duration time) {
        return failed(
                "The server of " + shown(feed) + " asks to wait for " + time.toSeconds() + " seconds.",
                "Try again after that. Nothing was changed.");
    }

    static UserError redirects(URI feed, List<URI> way, boolean circle) {
        String shown = way.stream().limit(4).map(Trouble::shown).collect(Collectors.joining(" -> "));
        return failed(
                "The feed " + shown(feed) + " is redirected "
                        + (circle ? "in a circle: " : "over and over: ") + shown
                        + (way.size() > 4 ? " -> …" : "") + ".",
                "Open it in a browser, and give the address where it ends (--feed). Nothing was changed.");
    }

    static UserError redirectedTo(URI feed, String where) {
        return failed(
                "The feed " + shown(feed) + " is redirected to where it is not followed: " + where + ".",
                "A feed is not taken from https to http, nor elsewhere than the web. If that is right,"
                        + " give that address (--feed).");
    }

    static UserError tooLarge(URI feed, long most) {
        return failed(
                "The feed " + shown(feed) + " is larger than " + most / 1_000_000 + " MB.",
                "If it has to be: catalog.largest-feed in tandem.properties, in MB. Nothing was changed.");
    }

    /** A failure of the way to the server. */
    static UserError way(URI feed, IOException failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof UnresolvedAddressException) {
                return failed(
                        "The host " + feed.getHost() + " was not found.",
                        "Check the address (--feed) and the connection.",
                        failure);
            }
            if (t instanceof CertificateException) {
                return failed(
                        "The certificate of " + feed.getHost() + " is not trusted: " + why(t) + ".",
                        "Nothing was fetched. Is it the right host? One of an authority of your own is trusted with"
                                + " TANDEM_JAVA_OPTS=-Djavax.net.ssl.trustStore=FILE.",
                        failure);
            }
        }
        if (failure instanceof SSLException) {
            return failed(
                    "No safe connection to " + feed.getHost() + ": " + failure.getMessage() + ".",
                    "Nothing was fetched. Does the server speak https at that port?",
                    failure);
        }
        if (failure instanceof HttpTimeoutException) {
            return failed("The server of " + shown(feed) + " does not answer.", AGAIN, failure);
        }
        if (failure instanceof ConnectException) {
            return failed(
                    "The server of " + shown(feed) + " cannot be reached.",
                    "Check the address (--feed) and the connection.",
                    failure);
        }
        return failed(
                "The feed " + shown(feed) + " was cut off on its way, " + Backoff.TRIES + " times: "
                        + failure.getMessage() + ".",
                AGAIN,
                failure);
    }

    /** What is wrong with a certificate: what the JDK says of it tells its own programmers something. */
    private static String why(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String said = String.valueOf(root.getMessage());
        if (root instanceof CertificateExpiredException || said.startsWith("NotAfter")) {
            return "it has expired";
        }
        if (root instanceof CertificateNotYetValidException || said.startsWith("NotBefore")) {
            return "it is not valid yet, by the clock of this machine";
        }
        if (said.contains("certification path")) {
            return "nobody whom this machine trusts has issued it";
        }
        return said.startsWith("No ") && said.contains("matching") ? "it is another host's" : said;
    }

    /** An address without what may be a secret in it. */
    static String shown(URI address) {
        String port = address.getPort() < 0 ? "" : ":" + address.getPort();
        return address.getScheme() + "://" + address.getHost() + port + address.getRawPath()
                + (address.getRawQuery() == null ? "" : "?…");
    }

    private static UserError failed(String message, String hint) {
        return UserError.failed(message, hint);
    }

    private static UserError failed(String message, String hint, Throwable cause) {
        return UserError.failed(message, hint, cause);
    }
}
