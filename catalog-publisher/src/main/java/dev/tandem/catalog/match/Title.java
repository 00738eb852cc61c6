package dev.tandem.catalog.match;

import java.util.Arrays;

/**
 * A normalized title, ready to be compared.
 *
 * @param text as it is; empty where there is none
 * @param inOrder its words in alphabetical order
 * @param numbers those of its words that hold a digit, in that order
 * @param letters its letters, whatever their order
 */
record Title(String text, String inOrder, String numbers, long letters) {
    static final Title NONE = new Title("", "", "", 0);

    /** Of a title that was normalized before. */
    static Title of(String normalized) {
        if (normalized.isEmpty()) {
            return NONE;
        }
        String[] words = normalized.split(" ", -1);
        Arrays.sort(words);
        String inOrder = String.join(" ", words);
        return new Title(
                normalized, inOrder.equals(normalized) ? normalized : inOrder, numbers(words), Letters.of(normalized));
    }

    boolean isEmpty() {
        return text.isEmpty();
    }

    int length() {
        return text.length();
    }

    private static String numbers(String[] words) {
        String numbers = "";
        for (String word : words) {
            if (hasDigit(word)) {
                numbers = numbers.isEmpty() ? word : numbers + " " + word;
            }
        }
        return numbers;
    }

    private static boolean hasDigit(String word) {
        for (int i = 0; i < word.length(); i++) {
            if (Character.isDigit(word.charAt(i))) {
                return true;
            }
        }
        return false;
    }
}
