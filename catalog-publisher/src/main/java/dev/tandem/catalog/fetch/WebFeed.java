package dev.tandem.catalog.fetch;

import dev.tandem.cli.Version;
import dev.tandem.cli.error.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.SSLException;

/**
 * Requests for one feed on the web. What passes is tried again; what does not is explained. Redirects are followed, but
 * never from https to http, and a name and password only go to the host that they were given for.
 */
final class WebFeed {
    private static final int MOST_REDIRECTS = 10;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient client = HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(Duration.ofSeconds(15))
            .build();
    private final URI feed;
    private final long most;
    private final Manners manners;
    private final Clock clock;

    /**
     * The requests for a feed.
     *
     * @param most how many bytes it may have
     */
    WebFeed(URI feed, long most, Manners manners, Clock clock) {
        this.feed = feed;
        this.most = most;
        this.manners = manners;
        this.clock = clock;
    }

    /**
     * Gets an address of the feed into the spool.
     *
     * @param known of the version that is known; it is not fetched again
     * @return of the version that was fetched; empty if nothing has changed
     * @throws UserError if there is no feed to be had
     */
    Optional<Validators> get(URI address, Validators known, Spool into) throws IOException, InterruptedException {
        for (int tried = 1; ; tried++) {
            Optional<String> retryAfter;
            try {
                HttpResponse<InputStream> response = followed(address, known);
                try (InputStream body = new PatientStream(response.body(), manners.patience())) {
                    int status = response.statusCode();
                    if (status == 304 && !known.areNone()) {
                        return Optional.empty();
                    }
                    if (status == 200) {
                        keep(response, body, into);
                        return Optional.of(validators(response));
                    }
                    if (!Backoff.isPassing(status) || tried == Backoff.TRIES) {
                        throw Trouble.status(feed, status);
                    }
                    retryAfter = response.headers().firstValue("Retry-After");
                }
            } catch (Spool.FullException full) {
                throw Trouble.tooLarge(feed, most);
            } catch (ConnectException | HttpConnectTimeoutException | SSLException lasting) {
                throw Trouble.way(feed, lasting);
            } catch (IOException cut) {
                if (tried == Backoff.TRIES) {
                    throw Trouble.way(feed, cut);
                }
                retryAfter = Optional.empty();
            }
            Duration time = Backoff.pause(tried, retryAfter, clock.instant());
            if (time.compareTo(Backoff.LONGEST) > 0) {
                throw Trouble.asksToWait(feed, time);
            }
            manners.pause().await(time);
        }
    }

    private void keep(HttpResponse<InputStream> response, InputStream body, Spool into) throws IOException {
        if (response.headers().firstValueAsLong("Content-Length").orElse(0) > most) {
            throw new Spool.FullException();
        }
        boolean zipped = response.headers()
                .firstValue("Content-Encoding")
                .filter(encoding -> encoding.toLowerCase(Locale.ROOT).contains("gzip"))
                .isPresent();
        into.append(zipped ? new GZIPInputStream(body) : body);
    }

    private HttpResponse<InputStream> followed(URI address, Validators known) throws IOException, InterruptedException {
        List<URI> way = new ArrayList<>(List.of(address));
        while (true) {
            URI here = way.get(way.size() - 1);
            HttpResponse<InputStream> response =
                    client.send(request(here, known), HttpResponse.BodyHandlers.ofInputStream());
            Optional<String> location = response.headers().firstValue("Location");
            int status = response.statusCode();
            if (status < 300 || status >= 400 || status == 304 || location.isEmpty()) {
                return response;
            }
            response.body().close();
            URI next = next(here, location.get());
            boolean circle = way.contains(next);
            way.add(next);
            if (circle || way.size() > MOST_REDIRECTS + 1) {
                throw Trouble.redirects(feed, way, circle);
            }
        }
    }

    private URI next(URI here, String location) {
        try {
            URI next = here.resolve(URI.create(location));
            boolean secure = "https".equalsIgnoreCase(next.getScheme());
            boolean plain = "http".equalsIgnoreCase(next.getScheme()) && "http".equalsIgnoreCase(here.getScheme());
            if (next.getHost() != null && (secure || plain)) {
                return next;
            }
        } catch (IllegalArgumentException malformed) {
            // Told below.
        }
        throw Trouble.redirectedTo(feed, location);
    }

    private HttpRequest request(URI address, Validators known) {
        HttpRequest.Builder request = HttpRequest.newBuilder(withoutUser(address))
                .timeout(PATIENCE)
                .header("User-Agent", "tandem/" + Version.text())
                .header("Accept", "application/json, application/x-ndjson, text/csv, */*;q=0.5")
                .header("Accept-Encoding", "gzip");
        String user = feed.getUserInfo();
        if (user != null && address.getHost().equalsIgnoreCase(feed.getHost()) && address.getPort() == feed.getPort()) {
            String credentials = Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8));
            request.header("Authorization", "Basic " + credentials);
        }
        if (known.etag() != null) {
            request.header("If-None-Match", known.etag());
        }
        if (known.lastModified() != null) {
            request.header("If-Modified-Since", known.lastModified());
        }
        return request.build();
    }

    private static URI withoutUser(URI address) {
        String user = address.getRawUserInfo();
        return user == null ? address : URI.create(address.toString().replace("//" + user + "@", "//"));
    }

    private static Validators validators(HttpResponse<InputStream> response) {
        return new Validators(
                response.headers().firstValue("ETag").orElse(null),
                response.headers().firstValue("Last-Modified").orElse(null));
    }
}
