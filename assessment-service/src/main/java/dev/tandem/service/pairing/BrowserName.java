package dev.tandem.service.pairing;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a device is called in the owner's list, as far as its browser tells. */
final class BrowserName {
    /** In this order: each of these browsers also names those after it. */
    private static final Map<String, String> BROWSERS = ordered(
            "Edg",
            "Edge",
            "OPR/",
            "Opera",
            "SamsungBrowser",
            "Samsung Internet",
            "Firefox",
            "Firefox",
            "FxiOS",
            "Firefox",
            "CriOS",
            "Chrome",
            "Chrome",
            "Chrome",
            "Safari",
            "Safari");

    private static final Map<String, String> SYSTEMS = ordered(
            "iPhone",
            "iPhone",
            "iPad",
            "iPad",
            "Android",
            "Android",
            "Windows",
            "Windows",
            "Macintosh",
            "Mac",
            "Linux",
            "Linux");

    private BrowserName() {}

    /** Such as {@code Chrome on Android}. */
    static String of(@Nullable String userAgent) {
        String agent = userAgent == null ? "" : userAgent;
        return find(BROWSERS, agent, "a browser") + find(SYSTEMS, agent, "").replaceFirst("^(?=.)", " on ");
    }

    private static String find(Map<String, String> names, String agent, String otherwise) {
        return names.entrySet().stream()
                .filter(name -> agent.contains(name.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(otherwise);
    }

    private static Map<String, String> ordered(String... pairs) {
        Map<String, String> map = new java.util.LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(pairs[i], pairs[i + 1]);
        }
        return map;
    }
}
