package dev.tandem.service.assessment;

import java.util.List;

/** The clothing types that a reviewer chooses from. */
public final class ClothingTypes {
    /** All of them, in the order in which the phone offers them. */
    public static final List<String> ALL = List.of("dress", "top", "dress_top", "bottom", "outerwear", "other");

    private ClothingTypes() {}
}
