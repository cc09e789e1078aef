package io.kinglet.server.corefile;

import java.util.SplittableRandom;

/** Texts with a few octets deleted, inserted or swapped. */
public final class Mutants {

    private static final String INSERTS = "{}{}\"\\#\n\n ,.:/$%*()\u0000\u0085é9aimport";

    private Mutants() {}

    /** One to four edits away from {@code valid}, which is not empty. */
    public static String of(String valid, SplittableRandom random) {
        StringBuilder text = new StringBuilder(valid);
        int edits = 1 + random.nextInt(4);
        for (int i = 0; i < edits; i++) {
            int at = random.nextInt(text.length() - 1);
            switch (random.nextInt(3)) {
                case 0 -> text.delete(at, Math.min(text.length(), at + 1 + random.nextInt(6)));
                case 1 -> text.insert(at, INSERTS.charAt(random.nextInt(INSERTS.length())));
                default -> {
                    int other = random.nextInt(text.length());
                    char swapped = text.charAt(at);
                    text.setCharAt(at, text.charAt(other));
                    text.setCharAt(other, swapped);
                }
            }
        }
        return text.toString();
    }
}
