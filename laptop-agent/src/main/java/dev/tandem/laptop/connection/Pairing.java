package dev.tandem.laptop.connection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.cli.error.UserError;
import dev.tandem.cli.settings.Settings;
import java.net.URI;
import java.util.Optional;

/**
 * A link by which this laptop gets a node's credential, once: {@code https://server/pair/node#CODE}.
 *
 * @param serviceUrl the service, without a slash at its end
 * @param code what stands behind the {@code #}; it reaches the server in the body of a request alone
 */
public record Pairing(String serviceUrl, String code) {
    private static final String PATH = "/pair/node";

    /**
     * Reads a link.
     *
     * @throws UserError if it is none
     */
    public static Pairing parse(String link) {
        try {
            URI uri = URI.create(link.strip());
            String code = uri.getFragment();
            String path = String.valueOf(uri.getPath());
            boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (web && uri.getRawAuthority() != null && code != null && path.endsWith(PATH)) {
                String before = path.substring(0, path.length() - PATH.length());
                return new Pairing(uri.getScheme() + "://" + uri.getRawAuthority() + before, code);
            }
        } catch (IllegalArgumentException e) {
            // Told below.
        }
        throw UserError.usage(
                "That is no link that pairs a laptop.",
                "Make one on the server: ./tandem nodes add NAME; and put it between quotes here.");
    }

    /** Uses the link up and keeps the credential of that node. */
    public void redeem(String nodeId, Settings settings) {
        ObjectMapper json = new ObjectMapper();
        JsonNode answer = new Service(ServiceAddress.of(serviceUrl, settings), Optional.empty())
                .post(PATH, json.createObjectNode().put("code", code).put("node", nodeId));
        NodeToken.keep(nodeId, serviceUrl, answer.path("token").asText());
    }
}
