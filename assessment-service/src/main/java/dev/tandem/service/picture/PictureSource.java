package dev.tandem.service.picture;

import io.micronaut.http.HttpStatus;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import okhttp3.Cache;
import okhttp3.CacheControl;
import okhttp3.CookieJar;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;

/**
 * Fetches pictures over https and keeps them on the disk, the ones used last. A name is resolved once for a connection, the
 * address is looked at, and it is this address that is connected to; so is each redirect's.
 */
public final class PictureSource implements AutoCloseable {
    private static final long KEPT_BYTES = 512L * 1024 * 1024;
    private static final int LONGEST_BYTES = 8 * 1024 * 1024;
    private static final int REDIRECTS = 3;
    private static final int AT_ONCE = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String KEEP = "max-age=31536000, immutable";
    private static final String TYPES = "image/avif,image/webp,image/png,image/jpeg,image/gif";

    private final OkHttpClient http;
    private final Outside outside;
    private final Semaphore free = new Semaphore(AT_ONCE);

    /** Keeps what it fetches in that folder. */
    public PictureSource(Path folder, Outside outside) {
        this.outside = outside;
        OkHttpClient.Builder builder = new OkHttpClient.Builder()
                .cache(new Cache(folder.toFile(), KEPT_BYTES))
                .dns(this::resolve)
                .proxy(Proxy.NO_PROXY)
                .cookieJar(CookieJar.NO_COOKIES)
                .followRedirects(false)
                .callTimeout(PATIENCE)
                .addNetworkInterceptor(chain -> keepable(chain.proceed(chain.request())));
        outside.trust().ifPresent(trust -> builder.sslSocketFactory(trust.sockets(), trust.manager()));
        this.http = builder.build();
    }

    /** The picture at that address, from the cache if it is there. */
    Picture picture(String address) throws NoPictureException {
        HttpUrl url = HttpUrl.parse(address.replaceFirst("(?i)^http://", "https://"));
        for (int i = 0; i <= REDIRECTS; i++) {
            Step step = step(check(url));
            if (step.picture().isPresent()) {
                return step.picture().get();
            }
            url = step.next();
        }
        throw new NoPictureException(HttpStatus.NOT_FOUND, "The shop sends the picture's reader round in circles.");
    }

    /** Either a picture, or where it is said to be. */
    private record Step(Optional<Picture> picture, HttpUrl next) {}

    private Step step(HttpUrl url) throws NoPictureException {
        Optional<Step> kept = ask(url, CacheControl.FORCE_CACHE);
        if (kept.isPresent()) {
            return kept.get();
        }
        boolean admitted = false;
        try {
            admitted = free.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            if (!admitted) {
                throw new NoPictureException(HttpStatus.SERVICE_UNAVAILABLE, "Too many pictures are under way.");
            }
            return ask(url, new CacheControl.Builder().build()).orElseThrow();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NoPictureException(HttpStatus.SERVICE_UNAVAILABLE, "The service is stopping.");
        } finally {
            if (admitted) {
                free.release();
            }
        }
    }

    /** Empty where the picture should come from the cache and is not there. */
    private Optional<Step> ask(HttpUrl url, CacheControl cache) throws NoPictureException {
        Request request = new Request.Builder()
                .url(url)
                .header("Accept", TYPES)
                .header("User-Agent", "Mozilla/5.0 (compatible; Tandem)")
                .cacheControl(cache)
                .build();
        try (Response response = http.newCall(request).execute()) {
            if (cache.onlyIfCached() && response.code() == 504) {
                return Optional.empty();
            }
            return Optional.of(read(url, response));
        } catch (UnknownHostException e) {
            throw new NoPictureException(HttpStatus.NOT_FOUND, "The picture is not on the public internet.");
        } catch (IOException e) {
            throw new NoPictureException(HttpStatus.BAD_GATEWAY, "The shop did not hand the picture out in time.");
        }
    }

    private static Step read(HttpUrl url, Response response) throws IOException, NoPictureException {
        String location = response.header("Location");
        if (response.isRedirect() && location != null) {
            HttpUrl next = url.resolve(location);
            if (next != null) {
                return new Step(Optional.empty(), next);
            }
        }
        if (response.code() != 200) {
            throw new NoPictureException(
                    HttpStatus.NOT_FOUND, "The shop answered the picture with " + response.code() + ".");
        }
        byte[] bytes = bytes(response);
        PictureKind kind = PictureKind.of(bytes)
                .orElseThrow(() -> new NoPictureException(
                        HttpStatus.NOT_FOUND, "What is there is not a picture (JPEG, PNG, GIF, WebP or AVIF)."));
        return new Step(Optional.of(new Picture(kind, bytes)), url);
    }

    private static byte[] bytes(Response response) throws IOException, NoPictureException {
        ResponseBody body = response.body();
        if (body == null) {
            return new byte[0];
        }
        byte[] bytes = body.byteStream().readNBytes(LONGEST_BYTES + 1);
        if (bytes.length > LONGEST_BYTES) {
            throw new NoPictureException(
                    HttpStatus.NOT_FOUND, "The picture is larger than " + LONGEST_BYTES / 1024 / 1024 + " MB.");
        }
        return bytes;
    }

    private HttpUrl check(@Nullable HttpUrl url) throws NoPictureException {
        if (url == null || !url.isHttps()) {
            throw new NoPictureException(HttpStatus.NOT_FOUND, "Pictures are fetched over https alone.");
        }
        try {
            // A host that is an address never reaches the resolver.
            if (url.host().contains(":") || url.host().matches("[0-9.]+")) {
                resolve(url.host());
            }
            if (!outside.ports().test(url.port())) {
                throw new NotPublicException(url.host());
            }
            return url;
        } catch (UnknownHostException e) {
            throw new NoPictureException(HttpStatus.NOT_FOUND, "The picture is not on the public internet.");
        }
    }

    private List<InetAddress> resolve(String host) throws UnknownHostException {
        List<InetAddress> addresses = List.of(InetAddress.getAllByName(host));
        for (InetAddress address : addresses) {
            if (!outside.addresses().test(address)) {
                throw new NotPublicException(host);
            }
        }
        return addresses;
    }

    /** Whatever the shop says about it: the address of a picture names one picture. Other answers are not kept. */
    private static Response keepable(Response response) {
        boolean keep = response.code() == 200
                && String.valueOf(response.header("Content-Type")).matches("(?i)(image/|application/octet-stream).*");
        return response.newBuilder()
                .removeHeader("Pragma")
                .removeHeader("Vary")
                .removeHeader("Expires")
                .removeHeader("Set-Cookie")
                .header("Cache-Control", keep ? KEEP : "no-store")
                .build();
    }

    private static final class NotPublicException extends UnknownHostException {
        private static final long serialVersionUID = 1L;

        NotPublicException(String host) {
            super(host);
        }
    }

    @Override
    public void close() throws IOException {
        http.dispatcher().executorService().shutdown();
        http.connectionPool().evictAll();
        Cache cache = http.cache();
        if (cache != null) {
            cache.close();
        }
    }
}
