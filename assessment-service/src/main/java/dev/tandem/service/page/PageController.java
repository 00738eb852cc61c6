package dev.tandem.service.page;

import dev.tandem.service.access.Owner;
import dev.tandem.service.access.Reviewer;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.rules.SecurityRule;
import java.net.URI;

/** The pages: pairing for anyone, reviewing for paired devices, the overview for the owner. */
@Controller
@Produces(MediaType.TEXT_HTML)
final class PageController {
    private final StaticPages pages;

    PageController(StaticPages pages) {
        this.pages = pages;
    }

    @Get("/pair")
    @Secured(SecurityRule.IS_ANONYMOUS)
    HttpResponse<byte[]> pair() {
        return pages.page("open/pair.html");
    }

    /** The owner's page; a reviewer who has typed the bare address meant their own. */
    @Get("/")
    @Secured({Owner.ROLE, Reviewer.ROLE})
    HttpResponse<?> overview(Authentication who) {
        return who.getRoles().contains(Owner.ROLE)
                ? pages.page("overview/overview.html")
                : HttpResponse.seeOther(URI.create("/review"));
    }

    @Get("/review")
    @Secured(Reviewer.ROLE)
    HttpResponse<byte[]> review() {
        return pages.page("review/review.html");
    }

    /** Stands at the root, since a service worker may only keep what lies below it. */
    @Get("/service-worker.js")
    @Secured(SecurityRule.IS_ANONYMOUS)
    @Produces("text/javascript")
    HttpResponse<byte[]> serviceWorker() {
        return pages.page("open/service-worker.js").contentType(MediaType.of("text/javascript"));
    }
}
