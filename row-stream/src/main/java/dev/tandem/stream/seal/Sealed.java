package dev.tandem.stream.seal;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** What of a record is sealed: all that its reader goes by. Each part stands behind its length, so none can borrow from the next. */
final class Sealed {
    static final String SIGNER = "ce_signer";
    static final String SIGNATURE = "ce_signature";

    private static final String PREFIX = "ce_";
    private static final Pattern NAME = Pattern.compile(PREFIX + "[a-z0-9]+");

    private static final Pattern WORD = Pattern.compile("\\S+");

    private static final List<String> HEADERS =
            List.of("ce_id", "ce_source", "ce_type", "ce_time", "ce_sequence", "ce_answers", SIGNER);

    private Sealed() {}

    static byte[] bytes(String topic, @Nullable String key, Headers headers, byte @Nullable [] value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            part(out, topic.getBytes(StandardCharsets.UTF_8));
            part(out, key == null ? null : key.getBytes(StandardCharsets.UTF_8));
            for (String name : HEADERS) {
                Header header = headers.lastHeader(name);
                part(out, header == null ? null : header.value());
            }
            part(out, value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /**
     * Whether its reader could take another header than the one that is sealed: it reads names in any case, and of several
     * with one name the last.
     */
    static boolean isAmbiguous(Headers headers) {
        Set<String> names = new HashSet<>();
        for (Header header : headers) {
            String name = header.key();
            if (name.regionMatches(true, 0, PREFIX, 0, PREFIX.length())
                    && (!NAME.matcher(name).matches() || !names.add(name))) {
                return true;
            }
        }
        return false;
    }

    /** The open keys that stand in a setting. */
    static List<PublicKey> keys(String setting) throws GeneralSecurityException {
        List<PublicKey> keys = new ArrayList<>();
        Matcher words = WORD.matcher(setting);
        while (words.find()) {
            byte[] bytes = Base64.getDecoder().decode(words.group());
            keys.add(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(bytes)));
        }
        return keys;
    }

    /** Whether a record's seal was made with the secret that belongs to this open key. */
    static boolean verifies(PublicKey key, ConsumerRecord<String, byte[]> record) {
        String seal = text(record.headers(), SIGNATURE);
        if (seal == null) {
            return false;
        }
        try {
            Signature signature = Signature.getInstance(key.getAlgorithm());
            signature.initVerify(key);
            signature.update(bytes(record.topic(), SentAgain.key(record), record.headers(), record.value()));
            return signature.verify(Base64.getDecoder().decode(seal));
        } catch (GeneralSecurityException | IllegalArgumentException damaged) {
            // As good as a seal that is not theirs.
            return false;
        }
    }

    static @Nullable String text(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    private static void part(DataOutputStream out, byte @Nullable [] part) throws IOException {
        out.writeInt(part == null ? -1 : part.length);
        if (part != null) {
            out.write(part);
        }
    }
}
