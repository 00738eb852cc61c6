package dev.tandem.catalog.fetch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.List;

/** The versions of a feed's pages in one, to be kept as that of any other feed is. Pure. */
final class PageVersions {
    private static final ObjectMapper JSON = new ObjectMapper();

    private PageVersions() {}

    /** Of all pages in one; none where a server does not tell that of each. */
    static Validators together(List<Validators> pages) {
        if (pages.stream().anyMatch(Validators::areNone)) {
            return Validators.NONE;
        }
        ArrayNode all = JSON.createArrayNode();
        pages.forEach(page -> all.addArray().add(page.etag()).add(page.lastModified()));
        return new Validators(all.toString(), null);
    }

    /** Of each page; none where they are not known. */
    static List<Validators> each(Validators together) {
        List<Validators> pages = new ArrayList<>();
        try {
            for (JsonNode page : JSON.readTree(together.etag() == null ? "[]" : together.etag())) {
                pages.add(new Validators(page.path(0).textValue(), page.path(1).textValue()));
            }
        } catch (JsonProcessingException ofAnotherTime) {
            pages.clear();
        }
        return pages.stream().anyMatch(Validators::areNone) ? List.of() : pages;
    }
}
