package dev.tandem.service.page;

import dev.tandem.service.access.Owner;
import dev.tandem.service.openapi.ForAnyone;
import dev.tandem.service.openapi.ForPaired;
import dev.tandem.service.openapi.ForPeople;
import dev.tandem.service.openapi.ForReviewers;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.security.authentication.Authentication;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.net.URI;

/** The pages: pairing for anyone, reviewing for paired devices, the overview for the owner, the API for all who are paired. */
@Controller
@Produces(MediaType.TEXT_HTML)
final class PageController {
    private final StaticPages pages;

    PageController(StaticPages pages) {
        this.pages = pages;
    }

    /**
     * The page that pairs a browser; the code stands behind the {@code #} of its address.
     *
     * @return the page
     */
    @Get("/pair")
    @ForAnyone
    HttpResponse<byte[]> pairing() {
        return pages.page("open/pair.html");
    }

    /**
     * The owner's page; a reviewer who has typed the bare address meant their own.
     *
     * @return the page
     */
    @Get("/")
    @ForPeople
    @ApiResponse(
            responseCode = "200",
            description = "The owner's page",
            content = @Content(mediaType = MediaType.TEXT_HTML))
    @ApiResponse(responseCode = "303", description = "The way to the reviewer's page")
    HttpResponse<?> overview(Authentication who) {
        return who.getRoles().contains(Owner.ROLE)
                ? pages.page("overview/overview.html")
                : HttpResponse.seeOther(URI.create("/review"));
    }

    /**
     * The reviewer's page.
     *
     * @return the page
     */
    @Get("/review")
    @ForReviewers
    HttpResponse<byte[]> review() {
        return pages.page("review/review.html");
    }

    /**
     * The API for people to read, and to try with the credential that their browser has.
     *
     * @return the page
     */
    @Get("/swagger")
    @ForPaired
    HttpResponse<byte[]> swagger() {
        return pages.page("swagger/swagger.html");
    }

    /**
     * The service worker. It stands at the root, since it may only keep what lies below it.
     *
     * @return the script
     */
    @Get("/service-worker.js")
    @ForAnyone
    @Produces("text/javascript")
    HttpResponse<byte[]> serviceWorker() {
        return pages.page("open/service-worker.js").contentType(MediaType.of("text/javascript"));
    }
}
