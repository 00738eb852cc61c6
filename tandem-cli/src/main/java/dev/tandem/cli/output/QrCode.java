package dev.tandem.cli.output;

import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;
import java.util.ArrayList;
import java.util.List;

/**
 * A QR code in text: each character is two modules, one above the other, as half blocks, with a margin of two modules.
 */
public final class QrCode {

    private static final int MARGIN = 2;

    private final ByteMatrix modules;

    private QrCode(ByteMatrix modules) {
        this.modules = modules;
    }

    /** The code of a text of up to some 2,000 letters; links should be shorter, for the sake of old cameras. */
    public static QrCode of(String text) {
        try {
            return new QrCode(Encoder.encode(text, ErrorCorrectionLevel.M).getMatrix());
        } catch (WriterException e) {
            throw new IllegalArgumentException("No QR code holds " + text.length() + " letters", e);
        }
    }

    /**
     * The lines to print. With colors the code is black on white whatever the terminal's own colors are; without them it
     * is drawn for a dark terminal.
     */
    public List<String> lines(boolean colors) {
        List<String> lines = new ArrayList<>();
        for (int y = -MARGIN; y < modules.getHeight() + MARGIN; y += 2) {
            StringBuilder line = new StringBuilder();
            for (int x = -MARGIN; x < modules.getWidth() + MARGIN; x++) {
                boolean upper = isLight(x, y);
                boolean lower = isLight(x, y + 1);
                line.append(upper ? lower ? '█' : '▀' : lower ? '▄' : ' ');
            }
            lines.add(colors ? "\u001b[97;40m" + line + "\u001b[0m" : line.toString());
        }
        return lines;
    }

    private boolean isLight(int x, int y) {
        boolean outside = x < 0 || y < 0 || x >= modules.getWidth() || y >= modules.getHeight();
        return outside || modules.get(x, y) == 0;
    }
}
